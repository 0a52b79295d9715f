"""Figures that cannot stand beside each other are said, and those that can are not."""

from decimal import Decimal
from typing import Any

import pytest

from etl.inbox.plausible import find_doubtful
from etl.workbooks.contract.contract import Kind

from .conftest import REFERENCES, build


def find_rows(kind: Kind, rule: str, *rows: dict[str, Any]) -> list[int]:
    facts = build(kind, *rows)
    [fault] = [
        fault
        for fault in find_doubtful(kind, facts, REFERENCES.lists)
        if fault.rule == rule
    ]
    return facts.filter(fault.rows)["_source_row"].to_list()


def result(value: str, **cells: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"value": Decimal(value), **cells}


@pytest.mark.parametrize(
    ("value", "count", "is_said"),
    [
        *[("54.2", 3, True), ("50", 7, True), ("33", 2, True), ("33.3", 3, False)],
        *[("33", 3, False), ("66.6", 3, False), ("66.7", 3, False), ("50", 8, False)],
        *[("54.2", 48, False), ("54.17", 48, False), ("0", 5, False)],
        *[("100", 5, False), ("54.2", 1000, False), ("14.3", 7, False)],
    ],
)
def test_share_is_of_whole_pupils(value: str, count: int, *, is_said: bool) -> None:
    row = result(value, candidates_count=count)
    assert find_rows("exams", "share_of_no_pupils", row) == ([2] if is_said else [])


def test_mean_is_of_no_whole_number() -> None:
    row = result("54.2", measure="mean_score", candidates_count=3)
    assert find_rows("exams", "share_of_no_pupils", row) == []


@pytest.mark.parametrize(
    ("first", "second", "is_said"),
    [
        (("share_passed", "70"), ("share_failed", "40"), True),
        (("share_passed", "70"), ("share_failed", "30"), False),
        (("share_passed", "66.7"), ("share_failed", "33.4"), False),
        (("share_36_100", "80"), ("share_failed", "40"), True),
        (("share_16_100", "50"), ("share_36_100", "80"), True),
        (("share_16_100", "80"), ("share_36_100", "50"), False),
        (("share_36_100", "80"), ("share_86_100", "20"), False),
        (("share_higher_level", "80"), ("share_basic_level", "20"), True),
    ],
)
def test_shares_of_an_exam_agree(
    first: tuple[str, str], second: tuple[str, str], *, is_said: bool
) -> None:
    rows = [result(value, measure=name) for name, value in (first, second)]
    assert bool(find_rows("exams", "shares_disagree", *rows)) is is_said
    rows[1]["school_code"] = "G1"
    assert find_rows("exams", "shares_disagree", *rows) == []


@pytest.mark.parametrize("kind", ["exams", "measurements", "plan-changes"])
def test_one_among_fractions_is_one_of_them(kind: Kind) -> None:
    name = "new_value" if kind == "plan-changes" else "value"
    rows = [{name: Decimal(value)} for value in ("0.85", "1", "0.92")]
    assert find_rows(kind, "fraction", *rows) == [2, 3, 4]
    shares = [{name: Decimal(value)} for value in ("85", "1", "0")]
    assert find_rows(kind, "fraction", *shares) == []


@pytest.mark.parametrize(
    ("number", "value", "is_said"), [("1", "60", True), ("1", "50", False)]
)
def test_two_decisions_of_a_day_differ(
    number: str, value: str, *, is_said: bool
) -> None:
    rows = [
        {"decision_number": "T-45", "number": number, "new_value": Decimal(50)},
        {"decision_number": "T-46", "number": number, "new_value": Decimal(value)},
    ]
    found = find_rows("plan-changes", "decisions_of_one_day", *rows)
    assert found == ([2, 3] if is_said else [])
    rows[1]["number"] = "3"
    assert find_rows("plan-changes", "decisions_of_one_day", *rows) == []
