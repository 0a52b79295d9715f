from datetime import date
from decimal import Decimal

import dataframely as dy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.plans.contract.cells import CellError, Value, format_cell, parse_cell
from etl.plans.contract.ordering import natural_key
from etl.plans.contract.plan_package import Activity, Indicator

NET = Activity.columns()["net_eur"]
TARGET = Indicator.columns()["target_value"]
START = Activity.columns()["period_start"]
CHOSEN = Indicator.columns()["is_chosen"]


@pytest.mark.parametrize(
    ("column", "value", "written"),
    [
        pytest.param(NET, Decimal(0), "0.00", id="zero_euro"),
        pytest.param(NET, None, "", id="not_printed"),
        pytest.param(NET, Decimal("1234567.5"), "1234567.50", id="euro"),
        pytest.param(TARGET, Decimal("83.0100"), "83.01", id="figure"),
        pytest.param(TARGET, Decimal("50.0000"), "50", id="whole"),
        pytest.param(TARGET, Decimal(100), "100", id="tens"),
        pytest.param(START, date(2024, 7, 1), "2024-07-01", id="date"),
        pytest.param(CHOSEN, True, "true", id="yes"),
    ],
)
def test_cell_is_written_in_one_way(
    column: dy.Column, value: Value, written: str
) -> None:
    assert format_cell(column, value) == written
    assert parse_cell(column, written) == value


@given(st.decimals(-(10**14), 10**14, places=4), st.dates())
def test_cell_reads_back_whatever_was_written(value: Decimal, day: date) -> None:
    assert parse_cell(TARGET, format_cell(TARGET, value)) == value
    assert parse_cell(START, format_cell(START, day)) == day


@given(st.text(max_size=12))
def test_cell_of_money_takes_amounts_and_nothing_else(text: str) -> None:
    try:
        value = parse_cell(NET, text)
    except CellError:
        return
    assert value is None or (value == Decimal(text) and text.isascii())


def test_numbers_are_ordered_as_numbers() -> None:
    ordered = ["", "2", "8", "8.2", "8.10", "9", "10", "G2", "G10", "m²", "x1"]
    assert sorted([*ordered[5:], *ordered[:5]], key=natural_key) == ordered
