"""Figures that cannot be true are put aside; those that hardly are, are said."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.inbox.plausible import find_doubtful, find_impossible, say_doubts
from etl.inbox.references import References
from etl.plans.package.read import read_reference
from etl.refresh.raw import create_raw
from etl.workbooks.contract.contract import SCHEMAS, Kind
from pazanga.settings import PROJECT_ROOT
from pazanga.texts import LANGUAGES, read_catalogue
from warehouse.connection import connect_memory, insert_frame

RECEIVED = datetime(2026, 5, 10, tzinfo=UTC)
PAID: dict[str, Any] = {
    "plan_code": "p",
    "activity_number": "1",
    "school_code": "",
    "date": date(2025, 3, 1),
    "net_eur": Decimal(100),
    "vat_eur": Decimal(21),
    "phase": "executed",
}
MEASURED: dict[str, Any] = {
    "plan_code": "p",
    "indicator_number": "1",
    "school_code": "",
    "value": Decimal(50),
    "measured_on": date(2026, 1, 1),
}
RESULT: dict[str, Any] = {
    "plan_code": "p",
    "school_code": "",
    "exam": "VBE",
    "measure": "share_36_100",
    "subject": "",
    "value": Decimal(50),
}
DECIDED: dict[str, Any] = {
    "plan_code": "p",
    "item": "indicator",
    "number": "1",
    "field": "target_value",
    "new_value": Decimal(50),
}
ROWS: dict[Kind, dict[str, Any]] = {
    "spending": PAID,
    "measurements": MEASURED,
    "exams": RESULT,
    "plan-changes": DECIDED,
    "outcomes": {"plan_code": "p", "activity_number": "1"},
}


def make_references() -> References:
    connection = connect_memory()
    create_raw(connection)
    for name, frame in read_reference(PROJECT_ROOT / "data" / "reference").items():
        insert_frame(connection, f"raw.reference__{name}", frame)
    tables: dict[str, list[dict[str, Any]]] = {
        "plan": [{}],
        "activities": [
            {
                "activity_number": number,
                "occurrence": occurrence,
                "cost_role": "counted",
                "net_eur": net,
                "period_start": date(2024, 1, 1),
                "period_end": date(2026, 12, 31),
            }
            for number, occurrence, net in [
                ("1", 1, 600),
                ("1", 2, 400),
                ("2", 1, None),
            ]
        ],
        "indicators": [
            {"indicator_number": number, "unit": unit, "is_chosen": True}
            for number, unit in [
                ("1", "percent"),
                ("2", "count"),
                ("3", "percent"),
                ("4", "percent"),
                ("5", "count"),
            ]
        ],
        "indicator_values": [
            {"indicator_number": "3", "value": Decimal(120)},
            {"indicator_number": "4", "value": Decimal("0.5")},
            {"indicator_number": "5", "value": Decimal(-12)},
        ],
    }
    for table, rows in tables.items():
        frame = pl.DataFrame([{"plan_code": "p", **row} for row in rows])
        insert_frame(connection, f"raw.plan_package__{table}", frame)
    return References.read(connection)


REFERENCES = make_references()


def build(kind: Kind, *rows: dict[str, Any]) -> pl.DataFrame:
    contract = SCHEMAS[kind].columns()
    names = list(contract)
    filled = [
        {**dict.fromkeys(names), **ROWS[kind], **row, "_source_row": number}
        for number, row in enumerate(rows, start=2)
    ]
    types = {name: column.dtype for name, column in contract.items()}
    frame = pl.DataFrame(filled, schema=types)
    return frame.with_columns(_source_sheet=pl.lit("Lapas1"))


def find(kind: Kind, **cells: Any) -> tuple[set[str], set[str]]:  # noqa: ANN401
    """Give the rules that one row breaks, and the warnings it gets."""
    facts, lists = build(kind, cells), REFERENCES.lists
    broken, doubted = (
        {fault.rule for fault in found(kind, facts, lists) if fault.rows.any()}
        for found in (find_impossible, find_doubtful)
    )
    return broken, doubted


@pytest.mark.parametrize(
    ("net", "vat", "broken", "doubted"),
    [
        pytest.param("100", "21", set(), set(), id="usual"),
        pytest.param("100", "5", set(), set(), id="reduced"),
        pytest.param("100", "9", set(), set(), id="reduced_until_2026"),
        pytest.param("100", "0", set(), set(), id="none"),
        pytest.param("100", None, set(), set(), id="not_given"),
        pytest.param("0", "0", set(), set(), id="nothing"),
        pytest.param("33.33", "7.01", set(), set(), id="a_cent_of_rounding"),
        pytest.param("100", "21.04", set(), {"vat_unusual"}, id="cents_of_many_lines"),
        pytest.param("100", "15", set(), {"vat_unusual"}, id="several_rates"),
        pytest.param("100", "12", set(), {"vat_unusual"}, id="rate_not_in_force_yet"),
        pytest.param("-100", "-21", set(), set(), id="refund"),
        pytest.param("100", "22", {"vat_too_large"}, None, id="too_large"),
        pytest.param("42", "200", {"vat_too_large"}, None, id="columns_swapped"),
        pytest.param("50", "21", {"vat_too_large"}, None, id="rate_for_amount"),
        pytest.param("0", "21", {"vat_too_large"}, None, id="vat_of_nothing"),
        pytest.param("-100", "21", {"vat_sign_differs"}, None, id="minus_of_net_lost"),
        pytest.param("100", "-21", {"vat_sign_differs"}, None, id="minus_of_vat_lost"),
    ],
)
def test_vat_is_held_against_the_rates(
    net: str, vat: str | None, broken: set[str], doubted: set[str] | None
) -> None:
    cells = {"net_eur": Decimal(net), "vat_eur": vat and Decimal(vat)}
    found = find("spending", **cells)
    assert found[0] == broken
    assert doubted is None or found[1] == doubted


@pytest.mark.parametrize(
    ("rows", "broken", "doubted"),
    [
        pytest.param([("12500", "2630")], 0, 0, id="thousands"),
        pytest.param([("400", "100")], 0, 0, id="hundreds"),
        pytest.param([("12500", "2630"), ("8250", "1730")], 0, 0, id="all_thousands"),
        pytest.param([("12500", "2640")], 1, 1, id="thousands_and_too_large"),
        pytest.param([("12500", "2500")], 0, 1, id="thousands_and_unusual"),
        pytest.param([("12500", "2600")], 0, 0, id="thousands_with_one_decimal"),
        pytest.param([("12500", "2630"), ("10.50", None)], 1, 1, id="euro_beside"),
        pytest.param([("1000", "220")], 1, 1, id="round_and_too_large"),
        pytest.param([("42", "200")], 1, 1, id="swapped"),
    ],
)
def test_sheet_in_thousands_is_held_against_its_rounding(
    rows: list[tuple[str, str | None]], broken: int, doubted: int
) -> None:
    amounts = [
        {"net_eur": Decimal(net), "vat_eur": vat and Decimal(vat)} for net, vat in rows
    ]
    facts = build("spending", *amounts)
    found = {
        fault.rule: fault.rows.sum()
        for find_faults in (find_impossible, find_doubtful)
        for fault in find_faults("spending", facts, REFERENCES.lists)
    }
    assert (found["vat_too_large"], found["vat_unusual"]) == (broken, doubted)


@settings(deadline=None)
@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from(["0", "0.05", "0.09", "0.21"]),
)
def test_vat_of_a_usual_rate_is_never_put_aside(cents: int, rate: str) -> None:
    net = Decimal(cents) / 100
    vat = round(net * Decimal(rate), 2)
    facts = build("spending", {"net_eur": net, "vat_eur": vat})
    faults = find_impossible("spending", facts, REFERENCES.lists)
    assert not any(fault.rows.any() for fault in faults)


@pytest.mark.parametrize(
    ("day", "is_said"),
    [
        pytest.param("2023-01-01", False, id="a_year_before"),
        pytest.param("2022-12-31", True, id="longer_before"),
        pytest.param("2025-06-01", False, id="within"),
        pytest.param("2027-12-31", False, id="a_year_after"),
        pytest.param("2028-01-01", True, id="longer_after"),
    ],
)
def test_day_far_from_the_plan_is_said(day: str, *, is_said: bool) -> None:
    _, doubted = find("spending", date=date.fromisoformat(day), vat_eur=None)
    assert ("date_outside_plan" in doubted) == is_said


@pytest.mark.parametrize(
    ("activity", "net", "doubted"),
    [
        pytest.param("1", "1000.00", set(), id="all_of_the_plan"),
        pytest.param("1", "1000.01", {"amount_above_plan"}, id="more_than_the_plan"),
        pytest.param("1", "9999.99", {"amount_above_plan"}, id="almost_ten_times"),
        pytest.param("1", "10000", {"amount_far_above_plan"}, id="ten_times"),
        pytest.param("1", "-10000", {"amount_far_above_plan"}, id="refund"),
        pytest.param("2", "10000", set(), id="plan_not_known"),
        pytest.param("9", "10000", set(), id="activity_not_known"),
    ],
)
def test_amount_is_held_against_the_plan_of_its_activity(
    activity: str, net: str, doubted: set[str]
) -> None:
    cells = {"activity_number": activity, "net_eur": Decimal(net), "vat_eur": None}
    assert find("spending", **cells)[1] == doubted


def test_budget_revised_upwards_is_no_mistake() -> None:
    cells = {"net_eur": Decimal(1500), "vat_eur": None, "phase": "revised"}
    assert find("spending", **cells)[1] == set()
    far = {**cells, "net_eur": Decimal(15000)}
    assert find("spending", **far)[1] == {"amount_far_above_plan"}


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
    ],
)
def test_changes_of_plans_are_weighed(cells: dict[str, str], doubted: set[str]) -> None:
    value = Decimal(cells["new_value"])
    broken, found = find("plan-changes", **{**cells, "new_value": value})
    assert (broken, found) == (set(), doubted)


@given(st.decimals(min_value=0, max_value="9999.99", places=2))
def test_a_new_amount_within_ten_plans_is_no_doubt(value: Decimal) -> None:
    cells = {"item": "activity", "field": "net_eur", "new_value": value}
    assert find("plan-changes", **cells) == (set(), set())


def test_a_large_change_says_its_amount() -> None:
    row = {"item": "activity", "field": "net_eur", "new_value": Decimal(150000000)}
    facts = build("plan-changes", row)
    [remark] = say_doubts("plan-changes", facts, REFERENCES.lists)
    assert "150\u00a0000\u00a0000,00\u00a0€" in remark.message_lt
    assert "€150,000,000.00" in remark.message


def test_warning_counts_rows_names_some_and_adds_them_up() -> None:
    row = {"net_eur": Decimal("1234.56"), "vat_eur": None}
    facts = build("spending", *[row] * 10)
    [remark] = say_doubts("spending", facts, REFERENCES.lists)
    assert (remark.rule, remark.severity, remark.sheet) == (
        "amount_above_plan",
        "warning",
        "Lapas1",
    )
    assert "10 eilučių (Nr. 2, 3, 4, 5, 6, 7, 8, 9 …)" in remark.message_lt
    assert "12\u00a0345,60\u00a0€" in remark.message_lt
    assert "€12,345.60 in all" in remark.message


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
