"""Shares, marks and changes that cannot be true are put aside, or said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.inbox.plausible import find_doubtful, find_impossible, say_doubts
from etl.workbooks.contract.contract import Kind
from pazanga.texts import LANGUAGES, read_catalogue

from .conftest import REFERENCES, ROWS, build, find


def test_share_that_the_plan_prints_below_one_is_no_fraction() -> None:
    row = {"indicator_number": "4", "value": Decimal("0.47")}
    assert find("measurements", **row)[1] == set()


@pytest.mark.parametrize(
    ("kind", "cells", "is_put_aside"),
    [
        pytest.param("exams", {"value": "54.2"}, False, id="share"),
        pytest.param("exams", {"value": "0"}, False, id="share_of_none"),
        pytest.param("exams", {"value": "100"}, False, id="share_of_all"),
        pytest.param("exams", {"value": None}, False, id="not_published"),
        pytest.param("exams", {"value": "5420"}, True, id="comma_lost"),
        pytest.param("exams", {"value": "-3"}, True, id="minus"),
        pytest.param("exams", {"value": "100.1"}, True, id="more_than_all"),
        pytest.param(
            "exams", {"measure": "mean_score", "value": "61"}, False, id="points"
        ),
        pytest.param(
            "exams", {"measure": "mean_score", "value": "12"}, False, id="failed"
        ),
        pytest.param(
            "exams", {"measure": "mean_score", "value": "101"}, True, id="no_points"
        ),
        pytest.param(
            "exams", {"measure": "mean_score", "value": "9"}, True, id="mark_of_ten"
        ),
        pytest.param(
            "exams", {"measure": "mean_score", "value": "10"}, True, id="highest_mark"
        ),
        pytest.param(
            "exams",
            {"exam": "PUPP", "measure": "mean_score", "value": "7.4"},
            False,
            id="mark",
        ),
        pytest.param(
            "exams",
            {"exam": "PUPP", "measure": "mean_score", "value": "74"},
            True,
            id="mark_without_comma",
        ),
        pytest.param(
            "exams",
            {"exam": "PUPP", "measure": "mean_score", "value": "0.5"},
            True,
            id="below_the_lowest_mark",
        ),
        pytest.param(
            "exams",
            {"measure": "gap_lt_math_basic_level_pct", "value": "-40"},
            False,
            id="gap_below_zero",
        ),
        pytest.param("measurements", {"value": "100"}, False, id="indicator"),
        pytest.param("measurements", {"value": "100.5"}, True, id="indicator_above"),
        pytest.param("measurements", {"value": "-0.5"}, True, id="indicator_below"),
        pytest.param(
            "measurements",
            {"indicator_number": "2", "value": "5420"},
            False,
            id="indicator_that_counts",
        ),
        pytest.param(
            "measurements",
            {"indicator_number": "2", "value": "-3"},
            True,
            id="count_below_zero",
        ),
        pytest.param(
            "measurements",
            {"indicator_number": "5", "value": "-3"},
            False,
            id="count_that_the_plan_prints_below_zero",
        ),
        pytest.param(
            "plan-changes", {"number": "2", "new_value": "-3"}, True, id="new_count"
        ),
        pytest.param(
            "measurements",
            {"indicator_number": "3", "value": "130"},
            False,
            id="change_that_the_plan_prints_beyond_100",
        ),
        pytest.param("plan-changes", {"new_value": "80"}, False, id="target"),
        pytest.param("plan-changes", {"new_value": "800"}, True, id="target_above"),
        pytest.param(
            "plan-changes",
            {"item": "activity", "field": "net_eur", "new_value": "800"},
            False,
            id="amount_of_an_activity_of_the_same_number",
        ),
    ],
)
def test_value_lies_on_its_scale(
    kind: Kind, cells: dict[str, str | None], *, is_put_aside: bool
) -> None:
    column = "new_value" if kind == "plan-changes" else "value"
    value = cells[column]
    broken, _ = find(kind, **{**cells, column: value and Decimal(value)})
    assert broken == ({"out_of_scale"} if is_put_aside else set())


@pytest.mark.parametrize(
    ("kind", "value", "is_said"),
    [
        pytest.param("exams", "0.47", True, id="exam"),
        pytest.param("measurements", "0.47", True, id="indicator"),
        pytest.param("exams", "0", False, id="none"),
        pytest.param("exams", "1", False, id="one_percent"),
    ],
)
def test_share_that_looks_like_a_fraction_is_said(
    kind: Kind, value: str, *, is_said: bool
) -> None:
    assert (find(kind, value=Decimal(value))[1] == {"fraction"}) == is_said


@pytest.mark.parametrize(
    ("value", "is_said"),
    [("15.9", True), ("11", True), ("16", False), ("61", False)],
)
def test_mean_below_what_passes_the_exam_is_said(value: str, *, is_said: bool) -> None:
    cells = {"measure": "mean_score", "value": Decimal(value)}
    assert ("below_passed" in find("exams", **cells)[1]) == is_said


@pytest.mark.parametrize(
    ("cells", "doubted"),
    [
        ({"new_value": "0.85"}, {"fraction"}),
        ({"new_value": "85"}, set()),
        ({"number": "2", "new_value": "0.85"}, set()),
        ({"number": "4", "new_value": "0.6"}, set()),
        (
            {"item": "activity", "field": "net_eur", "new_value": "150000000"},
            {"change_far_above_plan"},
        ),
        (
            {"item": "activity", "field": "vat_eur", "new_value": "10000"},
            {"change_far_above_plan"},
        ),
        ({"item": "activity", "field": "net_eur", "new_value": "9999.99"}, set()),
        (
            {"item": "activity", "number": "2", "field": "net_eur", "new_value": "9"},
            set(),
        ),
        ({"number": "2", "new_value": "150000000"}, set()),
        (
            {"item": "activity", "field": "net_eur", "new_value": "100"},
            {"change_far_below_plan"},
        ),
        ({"item": "activity", "field": "vat_eur", "new_value": "21"}, set()),
        ({"item": "activity", "field": "vat_eur", "new_value": "210"}, set()),
        (
            {"item": "activity", "field": "vat_eur", "new_value": "416"},
            {"change_vat_large"},
        ),
        ({"item": "activity", "field": "net_eur", "new_value": "0"}, set()),
    ],
)
def test_changes_of_plans_are_weighed(cells: dict[str, str], doubted: set[str]) -> None:
    value = Decimal(cells["new_value"])
    broken, found = find("plan-changes", **{**cells, "new_value": value})
    assert (broken, found) == (set(), doubted)


@given(st.decimals(min_value="100.01", max_value="9999.99", places=2))
def test_a_new_amount_within_ten_plans_is_no_doubt(value: Decimal) -> None:
    cells = {"item": "activity", "field": "net_eur", "new_value": value}
    assert find("plan-changes", **cells) == (set(), set())


def test_a_large_change_says_its_amount() -> None:
    row = {"item": "activity", "field": "net_eur", "new_value": Decimal(150000000)}
    facts = build("plan-changes", row)
    [remark] = say_doubts("plan-changes", facts, REFERENCES.lists)
    assert "150\u00a0000\u00a0000,00\u00a0€" in remark.message_lt
    assert "€150,000,000.00" in remark.message


def test_nothing_is_checked_that_nobody_lists() -> None:
    for kind in ROWS:
        facts = build(kind, {})
        assert not any(fault.rows.any() for fault in find_impossible(kind, facts, {}))
        assert [*say_doubts(kind, facts, {})] == []


def test_every_fault_and_doubt_has_its_sentence() -> None:
    texts = read_catalogue("etl.inbox")
    for kind in ROWS:
        facts, lists = build(kind, {}), REFERENCES.lists
        for fault in find_impossible(kind, facts, lists):
            assert set(texts["rules"][fault.rule]) == set(LANGUAGES)
        for fault in find_doubtful(kind, facts, lists):
            assert set(texts["doubts"][fault.rule]) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("count", "value", "is_put_aside"),
    [(0, "55", True), (0, "0", True), (0, None, False), (1, "55", False)],
)
def test_result_of_nobody_is_put_aside(
    count: int, value: str | None, *, is_put_aside: bool
) -> None:
    cells = {"candidates_count": count, "value": value and Decimal(value)}
    assert ("result_of_nobody" in find("exams", **cells)[0]) is is_put_aside


@pytest.mark.parametrize(
    ("period", "is_said"),
    [("2026", False), ("2025-2026", False), ("2027", True), ("2026-2027", False)],
)
def test_value_measured_before_its_period_is_said(
    period: str, *, is_said: bool
) -> None:
    doubted = find("measurements", period=period)[1]
    assert ("measured_before_period" in doubted) is is_said
