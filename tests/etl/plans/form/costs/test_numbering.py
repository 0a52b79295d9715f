"""Where a cost table prints the numbers of its activities, and what is no number."""

import pytest
from plan_rows import grids_of

from etl.plans.form.costs.table import read_cost_tables

FORM = "Veiklos Nr.|Veiklos pavadinimas|Išlaidos be PVM, Eur|PVM, Eur"
COUNTED = "Eil. Nr.|Veiklos pavadinimas|Išlaidos be PVM, Eur|PVM, Eur"
UNNUMBERED = "Veiklos pavadinimas|Išlaidos be PVM, Eur|PVM, Eur"
HALL, WORKS = "1.|Salė|100,00|21,00", "|1. Sienos // 2. Grindys|300,00|63,00"
PRINTER = "|3D spausdintuvai|300,00|63,00"


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        pytest.param([FORM, HALL, WORKS], ["1"], id="list_of_works"),
        pytest.param([FORM, "|1. Salė|100,00|21,00"], ["1"], id="numbers_in_titles"),
        pytest.param([FORM, HALL, PRINTER], ["1"], id="title_with_a_number"),
        pytest.param(
            [FORM, HALL, "^|3D spausdintuvai|9,00|1,89"], ["1"], id="merged_number"
        ),
        pytest.param(
            [UNNUMBERED, "3D spausdintuvai|9,00|1,89"], [], id="no_column_of_numbers"
        ),
        pytest.param(
            [UNNUMBERED, "1. Salė|9,00|1,89"], ["1"], id="only_numbers_in_titles"
        ),
        pytest.param([COUNTED, HALL], ["1"], id="counted_rows"),
        pytest.param(
            [COUNTED, "7.|2.1. Salė|9,00|1,89"], [], id="counted_rows_with_numbers"
        ),
        pytest.param([FORM, "1|3|4|5", HALL], ["1"], id="numbers_of_columns"),
        pytest.param([FORM, "1|2|3|3", HALL], ["1"], id="repeated_number_of_a_column"),
        pytest.param(
            [FORM, HALL, "2.|Parkas|100,00|21,00", "3|4|5|6"],
            ["1", "2", "3"],
            id="numbers_below_rows_are_data",
        ),
    ],
)
def test_numbers_are_those_of_activities(rows: list[str], numbers: list[str]) -> None:
    found = read_cost_tables(grids_of(rows), ())
    assert [row.number for row in found.rows] == numbers


@pytest.mark.parametrize("row", [WORKS, PRINTER])
def test_amount_of_a_row_without_a_number_is_said(row: str) -> None:
    found = read_cost_tables(grids_of([FORM, HALL, row]), ())
    said = [one.found for one in found.reported["amount_left_over"]]
    assert said == ["300,00", "63,00"]
    assert [record.net.printed for record in found.rows] == ["100,00"]


def test_counted_row_without_a_number_is_no_activity() -> None:
    heading = "Veiklos Nr.|Eil. Nr.|Veiklos pavadinimas|Išlaidos be PVM, Eur|PVM, Eur"
    rows = [heading, "1.|1.|Salė|100,00|21,00", "|2.||300,00|63,00"]
    found = read_cost_tables(grids_of(rows), ())
    assert [row.number for row in found.rows] == ["1"]
    assert len(found.reported["amount_left_over"]) == 2


def test_repeated_headings_of_two_levels_keep_what_stands_above() -> None:
    headings = [
        "Veiklos Nr.|Veiklos pavadinimas|Faktinės išlaidos|<",
        "^|^|be PVM, Eur|PVM, Eur",
    ]
    rows = [*headings, HALL, *headings, "2.|Parkas|300,00|63,00"]
    found = read_cost_tables(grids_of(rows), ())
    assert [row.number for row in found.rows] == ["1", "2"]
    assert {row.net.amount for row in found.rows} == {None}
    assert list(found.reported) == ["cost_table_unread"]


def test_unit_in_the_heading_of_another_column_stops_the_table() -> None:
    heading = "Veiklos Nr.|Veiklos pavadinimas (tūkst. Eur)|Išlaidos be PVM|PVM"
    found = read_cost_tables(grids_of([heading, HALL]), ())
    assert list(found.reported) == ["cost_table_unread"]
    assert found.rows[0].net.amount is None
