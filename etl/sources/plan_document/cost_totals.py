"""Printed totals under the cost table, and amounts that no row and no total took.

The totals are labelled with the form's words: indirect costs, direct costs, all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.sources.plan_document.amounts import join_pieces, read_amounts
from etl.sources.plan_document.cost_cells import split_cells
from etl.sources.plan_document.cost_columns import read_columns
from etl.sources.plan_document.cost_rows import find_rows, measure_title_limit
from etl.sources.plan_document.periods import looks_like_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from etl.contracts.plan_package import Row
    from etl.sources.plan_document.cost_cells import Cell
    from etl.sources.plan_document.document import Line

# Sizes of rooms have fewer figures before the comma than costs.
_LARGE_AMOUNT = re.compile(r"(?<!\S)(?:\d{1,3}(?: \d{3})+|\d{4,}),\d{2}$")


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """A printed total: its kind, its amounts (net, then VAT) and its lines."""

    kind: str
    amounts: tuple[Decimal, ...]
    line_numbers: tuple[int, ...]

    def row(self) -> Row:
        """Give the row of `plan_totals`; an amount that is not printed is None."""
        net, vat = (*self.amounts, None, None)[:2]
        return {
            "total_kind": self.kind,
            "net_eur": net,
            "vat_eur": vat,
            "source_line": self.line_numbers[0],
        }


@dataclass(frozen=True, slots=True)
class LeftoverAmount:
    """Something that looks like an amount of the cost columns and was not read."""

    printed: str
    line: int


def read_totals(cells: Iterable[Cell]) -> tuple[PrintedTotal, ...]:
    """Read the printed totals; the first of each kind counts."""
    totals: dict[str, PrintedTotal] = {}
    gathered: list[Cell] = []
    for cell in cells:
        if cell.kind == "total":
            _add_total(totals, gathered)
            gathered = [cell]
        elif gathered and cell.kind == "amount":
            gathered.append(cell)
        else:
            _add_total(totals, gathered)
            gathered = []
    _add_total(totals, gathered)
    return tuple(totals.values())


def _add_total(totals: dict[str, PrintedTotal], cells: list[Cell]) -> None:
    if not cells:
        return
    texts = [join_pieces(cell.texts) for cell in cells]
    total = PrintedTotal(
        kind=cells[0].label,
        amounts=tuple(amount for text in texts for amount in read_amounts(text)),
        line_numbers=tuple(line.number for cell in cells for line in cell.lines),
    )
    totals.setdefault(total.kind, total)


def find_leftover_amounts(lines: tuple[Line, ...]) -> tuple[LeftoverAmount, ...]:
    """Find amounts of section 6 that belong to no row and no total.

    A check on the reading: nothing that looks like a cost may be lost silently.
    """
    cells = split_cells(lines)
    title_limit = measure_title_limit(cells)
    used = {number for total in read_totals(cells) for number in total.line_numbers}
    for row in find_rows(cells, title_limit):
        used |= read_columns(row, title_limit).money.line_numbers
    return tuple(_leftovers(cells, used))


def _leftovers(cells: Sequence[Cell], used: set[int]) -> Iterator[LeftoverAmount]:
    for cell in cells:
        texts = [line.text for line in cell.lines if line.number not in used]
        if cell.kind == "amount" and texts and not looks_like_period("".join(texts)):
            yield LeftoverAmount(join_pieces(texts), cell.line_number)
        elif cell.kind != "amount":
            for line in cell.lines:
                large = _LARGE_AMOUNT.search(line.text)
                if large and line.number not in used:
                    yield LeftoverAmount(large.group(), line.number)
