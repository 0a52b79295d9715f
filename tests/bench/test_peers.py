"""Others are measured with the same models, and their sums are held against ours."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from bench import written
from bench.peers.dbt_project import write_project
from bench.peers.loading import compare_sums

NAMED = re.compile(r"\b(?:raw|ops|staging|intermediate|marts|reports)\.[a-z]")
COMMENT = re.compile(r"--.*")


def test_models_of_dbt_refer_to_each_other(tmp_path: Path) -> None:
    write_project(tmp_path, tmp_path / "bench.duckdb")
    models = {path.stem: path.read_text() for path in tmp_path.rglob("*.sql")}
    assert "{{ ref('rpt_plan_comparison') }} as sizes" in models["rpt_plan_likeness"]
    assert "{{ source('ops', 'load') }}" in models["dim_source_document"]
    for sql in models.values():
        assert not NAMED.search(COMMENT.sub("", sql))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"utena": Decimal("1234.56")}, "every cent"),
        ({"utena": 1234.5600000000002}, "1.7e-13 € off"),
        ({"utena": Decimal("1234.55")}, "1.0e-2 € off"),
        ({}, "1.2e+3 € off"),
    ],
)
def test_sums_are_held_against_what_is_known(
    found: dict[str, Decimal | float], said: str, tmp_path: Path
) -> None:
    expected = {"utena": {"paid_net": 123456}}
    (tmp_path / "expected.json").write_text(json.dumps(expected))
    assert compare_sums(found, tmp_path) == said


def test_report_replaces_only_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "<!-- Written by `python -m bench peers`. -->"
    end = "<!-- End of what is written. -->"
    report = tmp_path / "benchmarks.md"
    report.write_text(f"above {end}\n{own}\nold\n{end}\nbelow {end}\n")
    monkeypatch.setattr(written, "REPORT", report)
    for said in ("first", "second"):
        written.write_report("peers", said, [["what", "s"], ["load", "1"]])
        table = f"{said}\n\n| what | s |\n| --- | --- |\n| load | 1 |"
        wanted = f"above {end}\n{own}\n\n{table}\n\n{end}\nbelow {end}\n"
        assert report.read_text() == wanted
