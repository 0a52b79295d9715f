from dataclasses import replace

import pytest

from etl.plans.content.pdf.joints import learn_habits
from etl.plans.content.pdf.printed_page import RuledCell, RuledTable
from etl.plans.content.pdf.tables_over_pages import (
    begin_table,
    close_table,
    continue_table,
)
from etl.plans.content.pdf.text import PrintedLine

EDGES = (0.0, 100.0, 400.0, 500.0)
HEADING = "Nr.|Pavadinimas|Be PVM"


def printed(text: str, left: float) -> PrintedLine:
    words = text.split(" ")
    return PrintedLine(
        text=text,
        page=1,
        x0=left + 2,
        x1=left + 2 + 5 * len(text),
        top=0,
        bottom=10,
        size=10,
        first_char=5,
        first_word=5 * len(words[0]),
        ends_with_space=False,
        is_one_word=len(words) == 1,
    )


def part(*rows: str, bottom: float = 500) -> RuledTable:
    """A table on one page, given as rows of cells parted by `|`."""
    cells = tuple(
        tuple(
            RuledCell(left, right, 0, 10, (printed(text, left),) if text else ())
            for text, left, right in zip(row.split("|"), EDGES, EDGES[1:], strict=False)
        )
        for row in rows
    )
    return RuledTable((EDGES[0], 0, EDGES[-1], bottom), cells)


def read(first: RuledTable, *others: RuledTable) -> list[str]:
    table = begin_table(first, 1)
    for number, other in enumerate(others, start=2):
        continue_table(table, other, number, 500)
    closed = close_table(table, learn_habits([]))
    return ["|".join(cell.text for cell in row) for row in closed.rows]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            part(HEADING, "1.|Salė|5,00"),
            part(HEADING, "2.|Kiemas|7,00"),
            [HEADING, "1.|Salė|5,00", "2.|Kiemas|7,00"],
            id="heading_repeated",
        ),
        pytest.param(
            part(HEADING, "1.|Salė|5,00"),
            part("|ir kiemas|"),
            [HEADING, "1.|Salė ir kiemas|5,00"],
            id="row_goes_on",
        ),
        pytest.param(
            part(HEADING, "1.|Salė|5,00", bottom=200),
            part("|ir kiemas|"),
            [HEADING, "1.|Salė|5,00", "|ir kiemas|"],
            id="page_was_not_full",
        ),
        pytest.param(
            part(HEADING, "1.|Salė|5,00"),
            part("2.|Kiemas|7,00"),
            [HEADING, "1.|Salė|5,00", "2.|Kiemas|7,00"],
            id="new_row_without_a_heading",
        ),
    ],
)
def test_parts_of_a_table_are_put_together(
    first: RuledTable, second: RuledTable, expected: list[str]
) -> None:
    assert read(first, second) == expected


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        pytest.param((0.0, 0, 500.0, 90), True, id="same_edges"),
        pytest.param((1.5, 0, 499.0, 90), True, id="nearly"),
        pytest.param((0.0, 0, 300.0, 90), False, id="narrower"),
    ],
)
def test_table_goes_on_where_the_edges_are_the_same(
    box: tuple[float, float, float, float], *, expected: bool
) -> None:
    table = begin_table(part(HEADING), 1)
    assert table.takes(RuledTable(box, ())) is expected


def test_cell_merged_over_the_end_of_a_page_takes_both_rows() -> None:
    first = part(HEADING, "1.|Salė|5,00")
    cells = (RuledCell(0.0, 100.0, 0, 10, (printed("2.", 0.0),)),)
    name = (RuledCell(100.0, 400.0, 0, 10, (printed("Kiemas", 100.0),)),)
    second = RuledTable((0.0, 0, 500.0, 500), ((*cells, *name),))
    table = begin_table(first, 1)
    continue_table(table, second, 2, 900)
    closed = close_table(table, learn_habits([]))
    assert [cell.rows for cell in closed.rows[1]] == [1, 1, 2]
    assert [cell.text for cell in closed.rows[2]] == ["2.", "Kiemas"]


def test_rest_of_a_cell_brings_the_rows_it_is_merged_over() -> None:
    first = part(HEADING, "1.|Salė ir|5,00")
    rest = part("|kiemas|", "2.|Sodas|7,00")
    taller = replace(rest.rows[0][2], rows=2)
    cells = ((*rest.rows[0][:2], taller), rest.rows[1][:2])
    table = begin_table(first, 1)
    continue_table(table, replace(rest, rows=cells), 2, 500)
    closed = close_table(table, learn_habits([]))
    assert [cell.text for cell in closed.rows[1]] == ["1.", "Salė ir kiemas", "5,00"]
    assert [cell.rows for cell in closed.rows[1]] == [1, 1, 2]
