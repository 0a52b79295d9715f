"""Every query of the pages is a file that runs, is shown and keeps the filters."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

import dashboard
from dashboard.kit.filters import (
    ExamFilter,
    FindingFilter,
    PlanFilter,
    SchoolFilter,
    SpendingFilter,
    TargetFilter,
)
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.snapshot import query
from dashboard.kit.sql_files import list_steps, read_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(dashboard.__file__).parent
FILES = {path.relative_to(ROOT).as_posix(): path for path in ROOT.rglob("*.sql")}
PAGES = "app_pages"
PLAN = "kaunas"
VALUES: Final[dict[str, Any]] = {
    **SpendingFilter(PLAN, year=(2024,)).to_parameters(),
    **TargetFilter(PLAN).to_parameters(),
    **ExamFilter(PLAN).to_parameters(),
    **FindingFilter(PLAN).to_parameters(),
    **SchoolFilter(PLAN).to_parameters(),
    "language": "lt",
    "activity": "kaunas:2:1",
    "code": "share_36_100",
    "figure_code": "budget_total_eur",
    "grouping": "category",
    "indicator": "4",
    "item_kind": "activity",
    "items": ["kaunas:2:1"],
    "largest": 15,
    "measures": ["VBE/share_36_100"],
    "months": 3,
    "most": 50,
    "compared": "printed",
    "named_by": "school_code",
    "order": "value",
    "paid_years": [2024],
    "others": ["anyksciai"],
    "phase": "executed",
    "own": ["area_shares_sum_to_one"],
    "role": "implementing",
    "school_code": "G5",
    "secured_until": date(2027, 12, 31),
    "series": "VBE/share_36_100/math",
    "sort": "amount",
    "source": "0" * 16,
    "split": "area",
    "table": "reports.rpt_plan",
    "tables": ["fct_planned_cost"],
    "value": "G5",
    "today": date(2026, 5, 31),
}
"""A value for every name that a query of the pages may bind."""


@pytest.mark.parametrize("file", FILES)
def test_query_runs_on_the_published_snapshot(file: str, bundled: str) -> None:
    assert query(bundled, FILES[file], VALUES).columns


@pytest.mark.parametrize(
    ("file", "chosen"),
    [
        ("spending/kept", SpendingFilter(PLAN)),
        ("targets/chosen_indicators", TargetFilter(PLAN)),
        ("exams/chosen_results", ExamFilter(PLAN)),
        ("exams/chosen_coverage", ExamFilter(PLAN)),
        ("schools/chosen_schools", SchoolFilter(PLAN)),
        ("quality/chosen_findings", FindingFilter(PLAN)),
        ("../kit/proofs/chosen", SpendingFilter(PLAN)),
        ("../kit/proofs/kept_promises", TargetFilter(PLAN)),
    ],
)
def test_query_of_a_filter_keeps_each_of_its_fields(
    file: str, chosen: PlanFilter
) -> None:
    sql = read_sql(ROOT / PAGES / f"{file}.sql")
    named = set(re.findall(r"\$(\w+)", sql))
    assert set(chosen.to_parameters()) <= named


def test_planned_rows_all_stand_where_filters_choose(bundled: str) -> None:
    values = {**VALUES, "year": []}
    kept, planned = (
        query(bundled, FILES[f"{PAGES}/spending/{name}.sql"], values)
        for name in ("kept", "planned")
    )
    keys = ["activity_key", "policy_area_code"]
    assert set(planned.select(keys).rows()) <= set(kept.rows())
    assert planned.height > 0


def read_strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_query_is_written_in_python() -> None:
    query_text = re.compile(
        r"\bselect\b.*\b(from|where)\b.*\b(reports|marts|ops)\.", re.DOTALL
    )
    found = [
        (path.name, text)
        for path in ROOT.rglob("*.py")
        for text in read_strings(path)
        if query_text.search(text)
    ]
    assert found == []


def test_every_query_is_shown_by_its_page_or_starts_another() -> None:
    used = {
        file
        for figure in read_figures().values()
        for file in (figure.figure_file, figure.rows_file)
    }
    for path in FILES.values():
        used |= {path.with_name(f"{name}.sql") for name in list_steps(path)}
    for path in ROOT.rglob("*.py"):
        # A pattern names files that are read, not one that is asked.
        texts = (text for text in read_strings(path) if "*" not in text)
        names = [text for text in texts if text.endswith(".sql")]
        used |= {path.with_name(name) for name in names}
    assert set(FILES.values()) - used == set()


def test_query_may_start_from_others_that_start_from_others(tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{name}.sql" for name in ("a", "b", "c"))
    first.write_text("-- All of it.\nselect 1 as x\n", encoding="utf-8")
    second.write_text("-- from: a\n-- Twice.\nselect x + x as y from a\n", "utf-8")
    third.write_text("-- from: a, b\nwith c as (\n    from b\n)\n\nfrom c\n", "utf-8")
    assert read_sql(first) == "select 1 as x\n"
    assert read_sql(second) == (
        "with a as (\nselect 1 as x\n)\n\nselect x + x as y from a\n"
    )
    assert read_sql(third) == (
        "with a as (\nselect 1 as x\n),\n\nb as (\nselect x + x as y from a\n),\n\n"
        "c as (\n    from b\n)\n\nfrom c\n"
    )


def test_query_that_starts_from_nothing_there_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "lost.sql"
    file.write_text("-- from: nowhere\nselect 1\n", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="nowhere"):
        read_sql(file)
