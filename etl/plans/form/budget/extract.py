"""Section 7 of the template: what is asked for the municipality and its schools.

The table prints a sum for each partner of the project, or one for all of them.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from etl.plans.content.sections import Section
from etl.plans.content.table_columns import MONEY_COLUMNS
from etl.plans.form.budget.sums import PartnerSum, add_up, kind_of
from etl.plans.form.budget.text import read_budget_text
from etl.plans.form.costs.column_money import (
    MoneyColumns,
    read_money_columns,
    settle_money,
)
from etl.plans.form.costs.said_around import find_money_notes, text_above
from etl.plans.form.money.amounts import Reading
from etl.plans.form.tables.named_rows import (
    join_reported,
    read_named_tables,
    report_unread_tables,
)
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import Grid, GridCell, Line
    from etl.plans.content.table_columns import Columns, GridRow
    from etl.plans.form.tables.named_rows import NamedTable

_SECTION: Final = Section.BUDGET.value


def extract_budget(
    lines: tuple[Line, ...],
    grids: Sequence[Grid] | None = None,
    notes: Sequence[str] = (),
) -> SectionRows:
    """Read the sums of section 7 into one `partners` row of `plan_totals`.

    Where more than one partner has a sum of its own, the row holds the printed total,
    or else what they add up to. Without a printed sum there is no row; with a sum that
    cannot be read whole, the row has no amount.

    Args:
        lines: Lines of the section.
        grids: Its tables; None for a text, whose cells have to be guessed.
        notes: What `list_document_notes` found in the rest of the document.
    """
    if grids is None:
        return read_budget_text(lines, notes)
    return _read_grids(grids, lines, notes)


def _read_grids(
    grids: Sequence[Grid], lines: Sequence[Line], others: Sequence[str]
) -> SectionRows:
    notes = find_money_notes(lines, grids, others)
    tables = read_named_tables(grids, "budget", {"net"})
    reported = [report_unread_tables(tables, lines, _SECTION)]
    sums: list[PartnerSum] = []
    for table in tables:
        above = text_above(table.grid, lines)
        for columns, rows in _by_columns(table):
            money = read_money_columns(columns, above, notes)
            reported.append(money.report(table.grid.first_line, _SECTION))
            sums.extend(_table_sums(rows, columns, money))
    read = add_up(sums)
    reported.append(read.reported)
    return SectionRows(read.rows, join_reported(*reported))


def _by_columns(table: NamedTable) -> Iterator[tuple[Columns, list[GridRow]]]:
    """Yield the rows of a table below each of its headings."""
    for _, group in groupby(table.rows, key=lambda row: id(row.columns)):
        rows = list(group)
        yield rows[0].columns, [row.row for row in rows]


def _table_sums(
    rows: Sequence[GridRow], columns: Columns, money: MoneyColumns
) -> Iterator[PartnerSum]:
    cells = [columns.by_name(row, MONEY_COLUMNS) for row in rows]
    read = [
        [_read(row_cells.get(name), columns, money) for row_cells in cells]
        for name in MONEY_COLUMNS
    ]
    units = [money.unit] * len(rows)
    nets, vats = (settle_money(column, units) for column in read)
    for row, net, vat in zip(rows, nets, vats, strict=True):
        if net.printed or vat.printed:
            first = next(cell for cell in row if cell.texts)
            line = next((c.line for c in row if c.text == net.printed), first.line)
            yield PartnerSum(net, vat, line, kind_of(first.text))


def _read(cell: GridCell | None, columns: Columns, money: MoneyColumns) -> Reading:
    if cell is None:
        return Reading("")
    return money.read(cell, is_shared=len(columns.covered(cell)) > 1)
