"""Printed totals under the cost table, and amounts that no row and no total took.

The totals are labelled with the form's words: indirect costs, direct costs, all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.plans.content.wrapped_words import learn_words
from etl.plans.form.activities.cost_headings import PART_OF_PLAN
from etl.plans.form.costs.cells import split_cells
from etl.plans.form.costs.columns import read_columns
from etl.plans.form.costs.findings import PrintedCell
from etl.plans.form.costs.rows import find_rows, measure_title_limit
from etl.plans.form.costs.thresholds import COST_TEXT
from etl.plans.form.money.amount_pieces import (
    join_pieces,
    read_pieces,
    read_pieces_pair,
)
from etl.plans.form.money.amounts import Reading
from etl.plans.form.prose.periods import looks_like_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.document import Line
    from etl.plans.contract.plan_package import Row
    from etl.plans.form.costs.cells import CostCell

_LABEL_WORDS = re.compile(r"[^\d:]*:\s*")
# Sizes of rooms have fewer digits before the comma than costs.
_LARGE_AMOUNT = re.compile(r"(?<!\S)(?:\d{1,3}(?: \d{3})+|\d{4,}),\d{2}$")


@dataclass(slots=True)
class PrintedTotal:
    """A printed total: its kind, its net and VAT cells, its lines and its unit."""

    kind: str
    net: Reading
    vat: Reading
    line_numbers: tuple[int, ...]
    unit: int = 1

    def row(self) -> Row:
        """Return the row of `plan_totals`; an amount that is not printed is None."""
        return {
            "total_kind": self.kind,
            "net_eur": self.net.amount,
            "vat_eur": self.vat.amount,
            "source_line": self.line_numbers[0],
        }

    def cells(self) -> Iterator[PrintedCell]:
        """Yield its cells, for findings."""
        line = self.line_numbers[0]
        yield PrintedCell(self.kind, "net_eur", self.net, line, is_total=True)
        yield PrintedCell(self.kind, "vat_eur", self.vat, line, is_total=True)


@dataclass(frozen=True, slots=True)
class LeftoverAmount:
    """Something that looks like an amount of the cost columns and was not read."""

    printed: str
    line: int


def read_totals(cells: Iterable[CostCell]) -> tuple[PrintedTotal, ...]:
    """Read the printed totals, one of each kind.

    Totals of a part of the plan are left over, and so become findings.
    """
    totals: dict[str, PrintedTotal] = {}
    gathered: list[CostCell] = []
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
    return tuple(total for kind, total in totals.items() if kind != PART_OF_PLAN)


def add_total(totals: dict[str, PrintedTotal], total: PrintedTotal) -> None:
    """Add a total to those of other kinds; two that differ leave none of their kind.

    One of them may be of a part of the plan, and nothing says which.
    """
    known = totals.setdefault(total.kind, total)
    for name in ("net", "vat") if known is not total else ():
        first, other = getattr(known, name), getattr(total, name)
        if first.printed != other.printed:
            both = Reading(f"{first.printed} / {other.printed}", is_whole=False)
            setattr(known, name, both)


def _add_total(totals: dict[str, PrintedTotal], cells: list[CostCell]) -> None:
    if not cells:
        return
    net, vat = _read_total([*_label_amounts(cells[0]), *(c.texts for c in cells[1:])])
    lines = tuple(line.number for cell in cells for line in cell.lines)
    add_total(totals, PrintedTotal(cells[0].label, net, vat, lines))


def _label_amounts(cell: CostCell) -> list[list[str]]:
    """Return the lines of the amounts printed after a label, if there are any."""
    first, *rest = cell.texts
    # "(be PVM):" belongs to the label.
    words = _LABEL_WORDS.match(first)
    lines = [first[words.end() :] if words else first, *rest]
    lines = [line for line in lines if line]
    return [lines] if lines else []


def _read_total(cells: Sequence[Sequence[str]]) -> tuple[Reading, Reading]:
    nothing, known = Reading(""), learn_words(())
    if len(cells) == 1:
        alone = read_pieces(cells[0], known)
        return read_pieces_pair(cells[0]) or (alone, nothing)
    if len(cells) > COST_TEXT.cost_cells:
        printed = " / ".join(map(join_pieces, cells))
        return Reading(printed, is_whole=False), nothing
    first = [read_pieces(cell, known) for cell in cells[: COST_TEXT.cost_cells]]
    net, vat = (*first, nothing, nothing)[: COST_TEXT.cost_cells]
    return net, vat


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


def _leftovers(cells: Sequence[CostCell], used: set[int]) -> Iterator[LeftoverAmount]:
    for cell in cells:
        texts = [line.text for line in cell.lines if line.number not in used]
        if cell.kind == "amount" and texts and not looks_like_period("".join(texts)):
            yield LeftoverAmount(join_pieces(texts), cell.line_number)
        elif cell.kind != "amount":
            for line in cell.lines:
                large = _LARGE_AMOUNT.search(line.text)
                if large and line.number not in used:
                    yield LeftoverAmount(large.group(), line.number)
