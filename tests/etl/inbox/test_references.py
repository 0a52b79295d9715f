"""Rows that name what no plan lists are put aside, with the rule and the column."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from etl.inbox.names.schools import names_twice, resolve_schools
from etl.inbox.references import _CHECKS, References
from etl.refresh.raw import create_raw
from etl.refresh.refresh import refresh
from etl.workbooks.contract.contract import SCHEMAS, Kind
from pazanga.settings import Settings
from pazanga.texts import read_catalogue
from warehouse.connection import connect_memory, insert_frame

from .conftest import Ask, Drop, pay

RECEIVED = datetime(2026, 5, 10, 22, 30, tzinfo=UTC)
GOOD: dict[Kind, dict[str, Any]] = {
    "spending": {
        "plan_code": "p",
        "activity_number": "1",
        "school_code": "G1",
        "date": date(2026, 5, 11),
        "phase": "executed",
        "net_eur": Decimal(1),
    },
    "measurements": {
        "plan_code": "p",
        "indicator_number": "1",
        "school_code": "",
        "measured_on": date(2026, 5, 11),
    },
    "exams": {"plan_code": "p", "school_code": "G1", "subject": "math"},
    "plan-changes": {"plan_code": "p", "item": "activity", "number": "1"},
    "outcomes": {"plan_code": "p", "activity_number": "2", "as_of": date(2026, 5, 11)},
}


@pytest.fixture(scope="module")
def references() -> References:
    """What a plan lists, with every role a cost can have."""
    connection = connect_memory()
    create_raw(connection)
    costs = {
        ("1", 1): ("counted", 100),
        ("2", 1): ("rolled_up", 50),
        ("2.1", 1): ("counted", 50),
        ("3", 1): ("none", None),
        ("4", 1): ("included", 10),
        ("5", 1): ("elsewhere", 0),
        ("6", 1): ("none", None),
        ("6", 2): ("counted", 7),
        ("7", 1): ("elsewhere", 9),
    }
    tables: dict[str, list[dict[str, Any]]] = {
        "plan_package__plan": [{}],
        "plan_package__activities": [
            {"activity_number": number, "cost_role": role, "net_eur": net}
            for (number, _), (role, net) in costs.items()
        ],
        "plan_package__schools": [{"school_code": "G1"}],
        "plan_package__indicators": [
            {"indicator_number": "1", "is_chosen": True},
            {"indicator_number": "2", "is_chosen": False},
        ],
    }
    for name, rows in tables.items():
        frame = pl.DataFrame([{"plan_code": "p", **row} for row in rows])
        insert_frame(connection, f"raw.{name}", frame)
    subjects = pl.DataFrame({"subject_code": ["math"]})
    insert_frame(connection, "raw.reference__subjects", subjects)
    return References.read(connection)


def find_fault(
    references: References, kind: Kind, **cells: object
) -> tuple[str | None, str | None]:
    frame = build_frame(kind, {**GOOD[kind], **cells})
    [fault] = references.find_faults(kind, frame, RECEIVED).rows()
    return fault


def build_frame(kind: Kind, *rows: dict[str, Any]) -> pl.DataFrame:
    types = {name: column.dtype for name, column in SCHEMAS[kind].columns().items()}
    return pl.DataFrame([{**dict.fromkeys(types), **row} for row in rows], schema=types)


@pytest.mark.parametrize(
    ("kind", "cells", "rule"),
    [
        pytest.param("spending", {}, None, id="spending"),
        pytest.param("spending", {"plan_code": "q"}, "unknown_plan", id="plan"),
        pytest.param(
            "spending",
            {"plan_code": "q", "activity_number": "9"},
            "unknown_plan",
            id="first_fault_only",
        ),
        pytest.param(
            "spending", {"activity_number": "9"}, "unknown_activity", id="activity"
        ),
        pytest.param("spending", {"school_code": "G9"}, "unknown_school", id="school"),
        pytest.param("spending", {"school_code": ""}, None, id="whole_municipality"),
        pytest.param(
            "spending", {"date": date(2026, 5, 12)}, "date_in_future", id="paid_ahead"
        ),
        pytest.param(
            "spending",
            {"date": date(2026, 12, 1), "phase": "approved"},
            None,
            id="approved_ahead",
        ),
        pytest.param("measurements", {}, None, id="measurement"),
        pytest.param(
            "measurements",
            {"indicator_number": "9"},
            "unknown_indicator",
            id="indicator",
        ),
        pytest.param(
            "measurements", {"indicator_number": "2"}, None, id="indicator_only_listed"
        ),
        pytest.param(
            "measurements",
            {"measured_on": date(2027, 1, 1)},
            "date_in_future",
            id="measured_ahead",
        ),
        pytest.param(
            "measurements", {"period": "2027"}, "period_in_future", id="year_ahead"
        ),
        pytest.param(
            "measurements", {"period": "2026-S2"}, "period_in_future", id="half_ahead"
        ),
        pytest.param("measurements", {"period": "2026-S1"}, None, id="half_begun"),
        pytest.param(
            "measurements",
            {"period": "2026-2027"},
            "period_in_future",
            id="school_year_ahead",
        ),
        pytest.param("measurements", {"period": "2025-2026"}, None, id="begun"),
        pytest.param(
            "measurements",
            {"period": "2027", "value_status": "estimated"},
            None,
            id="forecast",
        ),
        pytest.param(
            "exams", {"school_year": "2026-2027"}, "period_in_future", id="exam_ahead"
        ),
        pytest.param(
            "plan-changes",
            {"decided_on": date(2027, 1, 1)},
            "date_in_future",
            id="decided_ahead",
        ),
        pytest.param(
            "measurements", {"school_code": "X1"}, "unknown_school", id="no_school"
        ),
        pytest.param("outcomes", {}, None, id="outcome_of_a_sum_of_parts"),
        pytest.param(
            "outcomes",
            {"activity_number": "9"},
            "unknown_activity",
            id="outcome_of_nothing",
        ),
        pytest.param(
            "outcomes", {"as_of": date(2026, 5, 12)}, "date_in_future", id="foretold"
        ),
        pytest.param(
            "outcomes",
            {"yearly_cost_eur": Decimal("-0.01")},
            "cost_below_zero",
            id="yearly_cost_below_zero",
        ),
        pytest.param("outcomes", {"yearly_cost_eur": Decimal(0)}, None, id="free"),
        pytest.param(
            "outcomes", {"funded_until": date(2025, 1, 1)}, None, id="funding_is_over"
        ),
        pytest.param("exams", {}, None, id="exam"),
        pytest.param("exams", {"subject": ""}, None, id="over_several_subjects"),
        pytest.param("exams", {"subject": "art"}, "unknown_subject", id="subject"),
        pytest.param(
            "exams", {"school_code": "G2"}, "unknown_school", id="exam_school"
        ),
        pytest.param("plan-changes", {}, None, id="change"),
        pytest.param("plan-changes", {"number": "9"}, "unknown_activity", id="nothing"),
        pytest.param(
            "plan-changes", {"number": "2"}, "activity_not_counted", id="a_sum"
        ),
        pytest.param("plan-changes", {"number": "2.1"}, None, id="its_part"),
        pytest.param("plan-changes", {"number": "3"}, None, id="no_cost_yet"),
        pytest.param(
            "plan-changes", {"number": "4"}, "activity_not_counted", id="included"
        ),
        pytest.param("plan-changes", {"number": "5"}, None, id="paid_elsewhere"),
        pytest.param("plan-changes", {"number": "6"}, None, id="printed_twice"),
        pytest.param(
            "plan-changes", {"number": "7"}, "activity_not_counted", id="cost_elsewhere"
        ),
        pytest.param("plan-changes", {"item": "indicator"}, None, id="target"),
        pytest.param(
            "plan-changes",
            {"item": "indicator", "number": "9"},
            "unknown_indicator",
            id="no_such_indicator",
        ),
        pytest.param(
            "plan-changes",
            {"item": "indicator", "number": "2"},
            "indicator_not_chosen",
            id="not_chosen",
        ),
    ],
)
def test_row_that_cannot_be_placed_names_its_fault(
    references: References, kind: Kind, cells: dict[str, Any], rule: str | None
) -> None:
    found, column = find_fault(references, kind, **cells)
    assert found == rule
    assert (column is None) is (rule is None)
    assert column is None or column in {**GOOD[kind], **cells}


def test_faults_keep_the_order_of_rows(references: References) -> None:
    numbers = ["1", "9", "2.1", "8", "1"]
    rows = [{**GOOD["spending"], "activity_number": number} for number in numbers]
    frame = build_frame("spending", *rows)
    faults = references.find_faults("spending", frame, RECEIVED)
    assert faults["rule"].is_null().to_list() == [True, False, True, False, True]


def test_every_rule_has_its_texts() -> None:
    rules = {check.rule for checks in _CHECKS.values() for check in checks}
    texts = read_catalogue("etl.inbox")["rules"]
    figures = {"vat_too_large", "vat_sign_differs", "out_of_scale", "cost_below_zero"}
    figures |= {"unit_not_percent", "unit_is_percent", "unit_is_change"}
    figures |= {"result_of_nobody"}
    figures |= {"opposite_share", "named_otherwise", "school_named_otherwise"}
    others = {"date_in_future", "period_in_future", "school_twice", "open_data"}
    assert rules | figures | others == texts.keys()
    assert all(form["lt"] and form["en"] for form in texts.values())


LISTED = pl.DataFrame(
    [
        ("kaunas", "G1", "Kauno „Aušros“ gimnazija"),
        ("kaunas", "G2", "Kauno Jono Basanavičiaus gimnazija"),
        ("kaunas", "G3", "Kauno Kovo 11-osios gimnazija"),
        ("kaunas", "G9", "Kauno „Santaros“ gimnazija"),
        ("kaunas", "T1", None),
        ("anyksciai", "M1", "Anykščių r. Aušros gimnazija"),
    ],
    schema=["plan_code", "code", "name"],
    orient="row",
)


def resolve(text: str, plan: str = "kaunas") -> str:
    rows = pl.DataFrame({"plan_code": [plan], "school_code": [text]})
    return str(resolve_schools(rows, LISTED)["school_code"][0])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("G1", "G1"),
        ("", ""),
        ("Kauno „Aušros“ gimnazija", "G1"),
        ("KAUNO AUSROS GIMNAZIJA", "G1"),
        ("Kauno m. „Aušros“ gimnazija", "G1"),
        ("Aušros gimnazija", "G1"),
        ("Kauno „Aušros“ gimnazija, į. k. 190000000", "G1"),
        ("Kauno „Aušros“ gimnazija (įmonės kodas 190000000)", "G1"),
        ("J. Basanavičiaus gimnazija", "J. Basanavičiaus gimnazija"),
        ("Jono Basanavičiaus gimnazija", "G2"),
        ("Kovo 11-osios gimnazija", "G3"),
        ("G1 gimnazija", "G1"),
        ("G1 Santaros gimnazija", "G1 Santaros gimnazija"),
        ("G7 gimnazija", "G7 gimnazija"),
        ("Kauno gimnazija", "Kauno gimnazija"),
        ("gimnazija", "gimnazija"),
        ("Saulės gimnazija", "Saulės gimnazija"),
        ("Aušros progimnazija", "Aušros progimnazija"),
        ("?G9", "G9"),
        ("?Q1", ""),
    ],
)
def test_school_is_one_of_the_plan_or_stays_as_it_is(text: str, code: str) -> None:
    assert resolve(text) == code


def test_schools_of_another_plan_do_not_count() -> None:
    assert resolve("Aušros gimnazija", "anyksciai") == "M1"
    assert resolve("Santaros gimnazija", "anyksciai") == "Santaros gimnazija"


def test_one_figure_under_two_names_is_found() -> None:
    key = {"plan_code": "kaunas", "indicator_number": "1", "period": "2024"}
    rows = pl.DataFrame(
        [{**key, "school_code": text} for text in ("G1", "Aušros gimnazija", "G2")]
    )
    found = names_twice("measurements", rows, resolve_schools(rows, LISTED))
    assert found.to_list() == [True, True, False]


def test_school_is_known_by_its_name(settings: Settings, drop: Drop, ask: Ask) -> None:
    drop(pay(1, school_code="Mokykla"), pay(2, school_code="Kita mokykla"))
    assert refresh(settings).run.rows_quarantined == 1
    assert ask("select school_code from marts.fct_expenditure") == [("G1",)]
    assert ask("select rule, raw_value from ops.quarantine") == [
        ("unknown_school", "Kita mokykla")
    ]
