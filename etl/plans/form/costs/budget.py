"""Section 7 of the template: what is asked for the municipality and its schools.

The table prints a sum for each partner of the project, or one for all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.plans.content.table_columns import (
    MONEY_COLUMNS,
    Columns,
    find_columns,
)
from etl.plans.content.table_layout import are_column_numbers
from etl.plans.form.activities.cost_headings import read_total_kind
from etl.plans.form.costs.column_money import (
    MoneyColumns,
    read_money_columns,
    settle_money,
)
from etl.plans.form.costs.findings import (
    PrintedCell,
    report_cells,
    report_table,
)
from etl.plans.form.money.amounts import Reading, read_cell, read_pair, tidy
from etl.plans.form.tables.section_rows import SectionRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.document import Grid, GridCell, Line
    from etl.plans.content.table_columns import GridRow
    from etl.plans.findings.model import Reported

# Digits and signs at the end of a line, from the first number that stands alone.
_TAIL = re.compile(r"(?<!\S)[(~<>≈]*[0-9][^A-Za-zĄ-ž]*(?:(?:Eur|EUR|eur)\.?\W*)?$")
_MONEY = re.compile(
    r"[0-9][.,](?:[0-9]{2}|[-–—])(?![0-9])|[0-9]{5}"
    r"|[0-9][ '.][0-9]{3}(?![0-9])"
)


def extract_budget(
    lines: tuple[Line, ...], grids: Sequence[Grid] | None = None
) -> SectionRows:
    """Read the sums of section 7 into one `partners` row of `plan_totals`.

    Where more than one partner has a sum of its own, the row holds the printed total,
    or else what they add up to. Without a printed sum there is no row; with a sum that
    cannot be read whole, the row has no amount.

    Args:
        lines: Lines of the section.
        grids: Its tables; None for a text, whose cells have to be guessed.
    """
    if grids is None:
        return add_up(list(_sums(lines)))
    return _read_grids(grids)


@dataclass(frozen=True, slots=True)
class PartnerSum:
    """Net and VAT cells of one row of the table."""

    net: Reading
    vat: Reading
    line: int
    is_total: bool


def add_up(sums: Sequence[PartnerSum]) -> SectionRows:
    """Return the sums of section 7 together; the printed total stands for them all."""
    totals = [printed for printed in sums if printed.is_total][-1:]
    counted = totals or sums
    if not counted:
        return SectionRows({"plan_totals": []}, {})
    cells = [
        PrintedCell("partners", column, reading, printed.line, is_total=True)
        for printed in counted
        for column, reading in (("net_eur", printed.net), ("vat_eur", printed.vat))
    ]
    are_whole = all(cell.reading.is_whole for cell in cells)
    row = {
        "total_kind": "partners",
        "net_eur": _add(one.net for one in counted) if are_whole else None,
        "vat_eur": _add(one.vat for one in counted) if are_whole else None,
        "source_line": counted[0].line,
    }
    return SectionRows({"plan_totals": [row]}, report_cells(cells))


def _read_grids(grids: Sequence[Grid]) -> SectionRows:
    sums: list[PartnerSum] = []
    reported: Reported = {}
    for grid in grids:
        columns = find_columns(grid.rows, "budget", {"net"})
        if columns is None:
            continue
        money = read_money_columns(columns)
        if money.problem or money.unit > 1:
            line = grid.first_line
            reported = report_table(money.problem, money.heading, line, section=7)
        sums.extend(_table_sums(grid.rows[columns.rows :], columns, money))
    found = add_up(sums)
    return SectionRows(found.rows, {**reported, **found.reported})


def _table_sums(
    rows: Sequence[GridRow], columns: Columns, money: MoneyColumns
) -> Iterator[PartnerSum]:
    printed = [row for row in rows if not are_column_numbers([c.text for c in row])]
    cells = [columns.by_name(row, MONEY_COLUMNS) for row in printed]
    read = [
        [_read(row_cells.get(name), columns, money) for row_cells in cells]
        for name in MONEY_COLUMNS
    ]
    units = [money.unit] * len(printed)
    nets, vats = (settle_money(column, units) for column in read)
    for row, net, vat in zip(printed, nets, vats, strict=True):
        if net.printed or vat.printed:
            first = next(cell for cell in row if cell.texts)
            line = next((c.line for c in row if c.text == net.printed), first.line)
            is_total = read_total_kind(first.text) is not None
            yield PartnerSum(net, vat, line, is_total)


def _read(cell: GridCell | None, columns: Columns, money: MoneyColumns) -> Reading:
    if cell is None:
        return Reading("")
    return money.read(cell, is_shared=len(columns.covered(cell)) > 1)


def _sums(lines: tuple[Line, ...]) -> Iterator[PartnerSum]:
    nothing = Reading("")
    net: tuple[Reading, int] | None = None
    is_total = False
    for line in lines:
        is_total = is_total or read_total_kind(line.text) is not None
        for reading in _line_readings(line.text):
            if net is None:
                net = (reading, line.number)
            else:
                yield PartnerSum(net[0], reading, net[1], is_total)
                net, is_total = None, False
    if net is not None:
        yield PartnerSum(net[0], nothing, net[1], is_total)


def _line_readings(text: str) -> tuple[Reading, ...]:
    """Read the sums a line ends with: net, VAT or both."""
    plain = tidy(text)
    tail = _TAIL.search(plain)
    if tail is None or not _MONEY.search(tail.group()):
        return ()
    return read_pair(tail.group()) or (read_cell(tail.group()),)


def _add(readings: Iterable[Reading]) -> Decimal | None:
    printed = [one.amount for one in readings if one.amount is not None]
    return sum(printed, Decimal(0)) if printed else None
