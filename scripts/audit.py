"""What the program is made of: a bill of materials, licences, known vulnerabilities.

    scripts/audit.py                 all three; writes requirements/sbom.cdx.json
    scripts/audit.py --check         whether the bill is current and licences allowed
    scripts/audit.py --osv FOLDER    vulnerabilities from a folder, without a network

Everything is read from the locks and from what is installed. Vulnerabilities come from
OSV (https://osv.dev): its interface gets names and versions of the lock and nothing
else; or a folder of its records for PyPI, unpacked. Exit code 1: something is wrong; 3:
nobody could be asked.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.request import Request, urlopen
from uuid import NAMESPACE_URL, uuid5

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
LOCKS: Final = ROOT / "requirements"
BILL: Final = LOCKS / "sbom.cdx.json"
RUN, DEV = "run.txt", "dev.txt"
OSV: Final = "https://api.osv.dev/v1/querybatch"
SECONDS: Final = 30
NOBODY: Final = 3

_PIN: Final = re.compile(
    r"([\w.-]+)(?:\[[^\]]*\])?==([\w.+!-]+)(?: ; ([^\\]+?))?\s*\\?$"
)
_OPERATORS: Final = re.compile(r"\s+(?:AND|OR)\s+|[()]")


@dataclass(frozen=True)
class PinnedPackage:
    """A package of a lock.

    Attributes:
        name: Its canonical name.
        version: Its version.
        marker: Where it is installed; empty for everywhere.
    """

    name: str
    version: str
    marker: str

    @property
    def purl(self) -> str:
        """Return its address among packages of all kinds."""
        return f"pkg:pypi/{self.name}@{self.version}"


def read_lock(name: str) -> list[PinnedPackage]:
    """Read the packages of a lock, in its order."""
    lines = (LOCKS / name).read_text(encoding="utf-8").splitlines()
    found = (_PIN.match(line) for line in lines if not line.startswith(" "))
    return [
        PinnedPackage(canonicalize_name(one[1]), one[2], (one[3] or "").strip())
        for one in found
        if one
    ]


def read_rules() -> dict[str, Any]:
    """Read which licences are allowed, and what is meant by what is written."""
    return tomllib.loads((LOCKS / "licences.toml").read_text(encoding="utf-8"))


def find_licence(package: PinnedPackage, rules: Mapping[str, Any]) -> str:
    """Find the licence of a package as an SPDX expression; empty if nobody says it."""
    if named := rules["named"].get(package.name):
        return str(named)
    try:
        metadata = distribution(package.name).metadata
    except PackageNotFoundError:
        return ""
    said = metadata.get("License-Expression") or metadata.get("License") or ""
    classified = [
        one.rpartition(" :: ")[2]
        for one in metadata.get_all("Classifier", [])
        if one.startswith("License ::")
    ]
    for written in (said.strip(), *classified):
        licence = rules["spelled"].get(written, written)
        if licence and _is_expression(licence, rules):
            return str(licence)
    return said.splitlines()[0] if said else ""


def _is_expression(licence: str, rules: Mapping[str, Any]) -> bool:
    return all(one in rules["allowed"] for one in _split(licence))


def _split(licence: str) -> list[str]:
    return [one for one in _OPERATORS.split(licence) if one]


def check_licences(
    packages: Iterable[PinnedPackage], rules: Mapping[str, Any]
) -> list[str]:
    """List the packages whose licence is not known, or not among those allowed."""
    found = ((one, find_licence(one, rules)) for one in packages)
    return [
        f"{one.name} {one.version}: {licence or 'no licence is known'}"
        for one, licence in found
        if not licence or not _is_expression(licence, rules)
    ]


def write_bill() -> str:
    """Write the bill of materials of what is installed to run, as CycloneDX 1.6."""
    packages, rules = read_lock(RUN), read_rules()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (LOCKS / RUN).read_text(encoding="utf-8")
    root = f"pkg:generic/{project['name']}@{project['version']}"
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": [_describe(one, rules) for one in packages],
        "dependencies": list(_list_dependencies(packages, root, project)),
    }
    return json.dumps(bill, indent=1, ensure_ascii=False) + "\n"


def _describe(package: PinnedPackage, rules: Mapping[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "type": "library",
        # One package may be pinned twice, for other versions of Python.
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        "purl": package.purl,
    }
    if licence := find_licence(package, rules):
        described["licenses"] = [{"expression": licence}]
    if package.marker:
        marker = {"name": "pazanga:marker", "value": package.marker}
        described["properties"] = [marker]
    return described


def _list_dependencies(
    packages: Sequence[PinnedPackage], root: str, project: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    by_name: dict[str, list[str]] = {}
    for one in packages:
        by_name.setdefault(one.name, []).append(one.purl)

    def find(lines: Iterable[str]) -> list[str]:
        wanted = {canonicalize_name(Requirement(line).name) for line in lines}
        return sorted(purl for name in wanted for purl in by_name.get(name, ()))

    yield {"ref": root, "dependsOn": find(project["dependencies"])}
    for one in packages:
        yield {"ref": one.purl, "dependsOn": find(_list_required(one.name))}


def _list_required(name: str) -> list[str]:
    """List what a package asks for without any extra."""
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    return [line for line in lines if "extra ==" not in line]


def ask_osv(packages: Sequence[PinnedPackage]) -> dict[str, list[str]]:
    """Fetch which vulnerabilities are known, by package and version.

    Raises:
        OSError: Nobody answers.
    """
    queries = [
        {"version": one.version, "package": {"name": one.name, "ecosystem": "PyPI"}}
        for one in packages
    ]
    request = Request(
        OSV,
        json.dumps({"queries": queries}).encode(),
        {"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - the address above
        results = json.load(answer)["results"]
    return {
        f"{one.name} {one.version}": [found["id"] for found in result["vulns"]]
        for one, result in zip(packages, results, strict=True)
        if result.get("vulns")
    }


def search_osv(packages: Sequence[PinnedPackage], folder: Path) -> dict[str, list[str]]:
    """Find which vulnerabilities a folder of OSV records knows."""
    pinned = {(one.name, one.version) for one in packages}
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        if record.get("withdrawn"):
            continue
        for affected in record.get("affected", ()):
            name = canonicalize_name(affected.get("package", {}).get("name", ""))
            for version in affected.get("versions", ()):
                if (name, version) in pinned:
                    found.setdefault(f"{name} {version}", []).append(record["id"])
    return found


def main(arguments: Sequence[str]) -> int:
    """Run the audit; return 1 where something is wrong, 3 where nobody answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--osv", type=Path)
    asked = parser.parse_args(arguments)
    packages = list(dict.fromkeys([*read_lock(RUN), *read_lock(DEV)]))
    wrong = [f"licence: {line}" for line in check_licences(packages, read_rules())]
    bill = write_bill()
    if asked.check:
        is_current = BILL.exists() and BILL.read_text(encoding="utf-8") == bill
        wrong += [] if is_current else [f"{BILL.name} is not current: make audit"]
        return _report(wrong, len(packages))
    BILL.write_text(bill, encoding="utf-8")
    try:
        known = search_osv(packages, asked.osv) if asked.osv else ask_osv(packages)
    except OSError as error:
        _report(wrong, len(packages))
        sys.stderr.write(f"Vulnerabilities: nobody could be asked ({error})\n")
        return 1 if wrong else NOBODY
    wrong += [f"vulnerable: {name}: {', '.join(ids)}" for name, ids in known.items()]
    return _report(wrong, len(packages))


def _report(wrong: Sequence[str], count: int) -> int:
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    if not wrong:
        sys.stdout.write(f"{count} packages: nothing to say against them\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
