"""The cost table of a linearised text, where cells have to be told by their looks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from etl.plans.content.table_columns import table_headings
from etl.plans.content.wrapped_words import (
    KnownWords,
    join_narrow,
    join_wide,
    learn_words,
)
from etl.plans.form.costs.cells import split_cells
from etl.plans.form.costs.columns import RowColumns, read_columns
from etl.plans.form.costs.findings import report_part, report_table
from etl.plans.form.costs.money_cells import read_money
from etl.plans.form.costs.records import CostRecord, CostRecords
from etl.plans.form.costs.rows import (
    CostRow,
    find_parts_of_nothing,
    find_rows,
    measure_title_limit,
)
from etl.plans.form.costs.thresholds import COST_TEXT
from etl.plans.form.costs.totals import read_totals
from etl.plans.form.money.amounts import Reading, settle
from etl.plans.form.tables.named_rows import join_reported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.document import Line

_COSTS = re.compile(r"\bbe\s+PVM|\bPVM\b")
_ABOUT_SUMS = r"\W*(?:(?:visos|sumos|suma|išlaidos|lėšos|kainos|nurodytos)\W+)*"
_EURO = r"\.?\W*(?:eur\w*|€)?\W*"


def read_cost_text(lines: tuple[Line, ...]) -> CostRecords:
    """Read section 6 of a text; a section cut in the middle as far as it goes.

    Where its headings count costs in thousands or in another currency, no cost is
    taken: a text does not show which column they stand above.
    """
    known = learn_words(lines)
    cells = split_cells(lines)
    title_limit = measure_title_limit(cells)
    rows = find_rows(cells, title_limit)
    columns = [read_columns(row, title_limit) for row in rows]
    pairs = [read_money(column.money, known) for column in columns]
    nets = settle([net for net, _ in pairs])
    vats = settle([vat for _, vat in pairs])
    records = [
        _record(row, column, known) for row, column in zip(rows, columns, strict=True)
    ]
    totals = read_totals(cells)
    unit = _unit_in_headings(lines, records)
    for one, net, vat in zip(records, nets, vats, strict=True):
        one.net, one.vat = (Reading(""), Reading("")) if unit else (net, vat)
    for total in totals if unit else ():
        total.net = total.vat = Reading("")
    problem = "text_units" if unit else ""
    first = lines[0].number if lines else None
    reported = join_reported(
        report_table(problem, unit, first) if problem else {},
        *(
            report_part(part.numbered.number, part.line_number)
            for part in find_parts_of_nothing(cells, title_limit)
            if part.numbered
        ),
    )
    return CostRecords(tuple(records), totals, reported)


def _record(row: CostRow, column: RowColumns, known: KnownWords) -> CostRecord:
    return CostRecord(
        number=row.number,
        occurrence=row.occurrence,
        category=row.category,
        line=row.line_number,
        page=row.page,
        title=join_wide(column.title, known),
        areas=column.areas,
        references=column.references,
        period=join_narrow(column.period, known),
        cost_lines=column.money.lines,
    )


def _unit_in_headings(lines: Sequence[Line], records: Sequence[CostRecord]) -> str:
    """Return the words above all costs that name a unit or a currency.

    They stand in the headings of the costs, or on a line of their own.
    """
    first = min((line for one in records for line in one.cost_lines), default=None)
    above = [line.text for line in lines if first is None or line.number < first]
    money = table_headings()["money"]
    words = "|".join((money["foreign"], *money["units"].values()))
    alone = re.compile(rf"{_ABOUT_SUMS}(?:{words}){_EURO}")
    found = next((line for line in above if alone.fullmatch(line.casefold())), "")
    text = " ".join(above).replace("- ", "")
    for match in _COSTS.finditer(text):
        around = text[
            max(match.start() - COST_TEXT.near, 0) : match.end() + COST_TEXT.near
        ]
        if not found and re.search(words, around.casefold()):
            return around
    return found
