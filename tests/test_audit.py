"""The bill of materials is that of the lock; licences are allowed ones."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = PROJECT_ROOT / "scripts" / "audit.py"
BILL = PROJECT_ROOT / "requirements" / "sbom.cdx.json"


@pytest.fixture(scope="module")
def audit() -> dict[str, Any]:
    sys.modules.pop("audit", None)
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        import audit  # type: ignore[import-not-found]  # noqa: PLC0415
    finally:
        sys.path.remove(str(SCRIPT.parent))
    return vars(audit)


def test_bill_is_current_and_licences_are_allowed() -> None:
    answer = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stderr) == (0, "")


def test_bill_names_every_package_of_the_lock(audit: dict[str, Any]) -> None:
    bill = json.loads(BILL.read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    pinned = {(one.name, one.version) for one in audit["read_lock"]("run.txt")}
    listed = [(one["name"], one["version"]) for one in bill["components"]]
    assert set(listed) == pinned
    assert len(listed) == len(set(listed))
    refs = {one["bom-ref"] for one in bill["components"]}
    refs.add(bill["metadata"]["component"]["bom-ref"])
    assert {one["ref"] for one in bill["dependencies"]} == refs
    assert all(set(one["dependsOn"]) <= refs for one in bill["dependencies"])
    assert all(one["licenses"] for one in bill["components"])


def test_lock_is_read_whole(audit: dict[str, Any]) -> None:
    text = (PROJECT_ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "==" in line[:80] and line[0] != " "]
    assert len(audit["read_lock"]("dev.txt")) == len(lines)


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "", "MIT AND AGPL-3.0-only"])
def test_licence_that_is_not_allowed_is_named(
    audit: dict[str, Any], licence: str
) -> None:
    rules = audit["read_rules"]()
    rules["named"]["x"] = licence
    package = audit["PinnedPackage"]("x", "1", "")
    assert audit["check_licences"]([package], rules)


def test_records_are_found_offline(audit: dict[str, Any], tmp_path: Path) -> None:
    package = audit["PinnedPackage"]("some-name", "1.2", "")
    record = {
        "id": "OSV-1",
        "affected": [
            {"package": {"name": "Some_Name"}, "versions": ["1.1", "1.2"]},
            {"package": {"name": "other"}, "versions": ["1.2"]},
        ],
    }
    (tmp_path / "a.json").write_text(json.dumps(record), encoding="utf-8")
    withdrawn = record | {"id": "OSV-2", "withdrawn": "2026-01-01T00:00:00Z"}
    (tmp_path / "b.json").write_text(json.dumps(withdrawn), encoding="utf-8")
    search = audit["search_osv"]
    assert search([package], tmp_path) == {"some-name 1.2": ["OSV-1"]}
    assert search([audit["PinnedPackage"]("some-name", "1.3", "")], tmp_path) == {}
