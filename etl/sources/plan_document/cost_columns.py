"""Columns of a row of the cost table: title, areas, justification, period, costs.

On each page the text goes through the columns from left to right. A cell goes on over
a page only where it filled the page: one that ended well above the page's last line is
finished, and what looks like its continuation belongs to another column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.sources.plan_document.amounts import is_amount_piece, is_complete, join_pieces
from etl.sources.plan_document.cost_cells import NARROW, WIDE
from etl.sources.plan_document.cost_headings import is_area_cell
from etl.sources.plan_document.periods import looks_like_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.sources.plan_document.cost_cells import Cell
    from etl.sources.plan_document.cost_rows import CostRow

# Cells end at the same line of a page within this many lines.
_UNEVEN_LINES: Final = 2
_WIDEST_PERIOD: Final = 14
_YEAR = re.compile(r"20\d\d")
_REFERENCES = re.compile(r"\d\s+tiksl|Rodikl\w+\s*:|Veiklos\s*:")
_LIST_GOES_ON = re.compile(r"(?:ir\s+)?\d[\d\s.,–-]*(?:ir\s|$|[A-ZĄČĘĖĮŠŲŪŽ])")
_NOTE = re.compile(r"\(?[įi](?:trauk|skai)|bend\s?ra", re.IGNORECASE)
_OPEN_NOTE = re.compile(r"\([^)]*$|\b(?:[įi]|prie|iš)$", re.IGNORECASE)
_MOST_COST_CELLS: Final = 2


@dataclass(frozen=True, slots=True)
class RowColumns:
    """Lines of a row by column.

    Attributes:
        title: Lines of the title column, the number taken off the first one.
        areas: Text of the policy area cell; empty where none is printed.
        references: Text of the cells that name tasks, indicators and activities.
        period: Lines of the period column.
        costs: Lines of the one or two cost cells, in order.
        amount_lines: Lines that hold what the costs were read from.
    """

    title: tuple[str, ...]
    areas: str
    references: str
    period: tuple[str, ...]
    costs: tuple[tuple[str, ...], ...]
    cost_cells: tuple[Cell, ...]


def read_columns(row: CostRow) -> RowColumns:
    """Part a row's cells into its columns."""
    first, *others = row.pages
    area = next((i for i, cell in enumerate(first) if cell.kind == "area"), None)
    title_cells = _first_title_cells(first, area)
    after = first[len(title_cells) + (area is not None) :]
    costs = _find_costs(after)
    columns = after[: len(after) - len(costs)]
    return RowColumns(
        title=_read_title(title_cells, columns, others),
        areas=first[area].text if area is not None else "",
        references=_read_references(columns, others),
        period=_read_period_lines(columns, others),
        costs=_complete_costs(costs, others),
        cost_cells=tuple(costs),
    )


def _first_title_cells(first: Sequence[Cell], area: int | None) -> Sequence[Cell]:
    if area is not None:
        return first[:area]
    for index, cell in enumerate(first):
        if cell.kind == "amount":
            return first[:index]
    return first


def _read_title(
    cells: Sequence[Cell], columns: Sequence[Cell], others: Sequence[Sequence[Cell]]
) -> tuple[str, ...]:
    numbered = cells[0].numbered
    lines = [numbered.rest if numbered else "", *cells[0].texts[1:]]
    if numbered and not numbered.rest:
        lines = []
    lines.extend(text for cell in cells[1:] for text in cell.texts)
    height, page = _height(cells), columns
    for other in others:
        if height < _tallest(page) - _UNEVEN_LINES:
            break
        more = _leading_narrow(other)
        if not more:
            break
        lines.extend(text for cell in more for text in cell.texts)
        height, page = _height(more), other[len(more) :]
    return tuple(line for line in lines if line)


def _height(cells: Sequence[Cell]) -> int:
    return cells[-1].lines[-1].number - cells[0].lines[0].number + 1


def _tallest(cells: Sequence[Cell]) -> int:
    return max((len(cell.lines) for cell in cells), default=0)


def _leading_narrow(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Cells of the title column at the beginning of a further page."""
    wide = next((i for i, cell in enumerate(cells) if cell.width > WIDE), None)
    if wide is not None:
        found = cells[:wide]
    else:
        found = [cell for cell in cells[:1] if cell.width > NARROW]
    return [cell for cell in found if not is_area_cell(f"kultūrinis {cell.text}")]


def _read_references(columns: Sequence[Cell], others: Sequence[Sequence[Cell]]) -> str:
    text = ""
    for cells in (columns, *others):
        page_text = text
        for cell in cells:
            goes_on = page_text and _LIST_GOES_ON.match(cell.text)
            if _REFERENCES.search(cell.text) or (goes_on and cell.width > NARROW):
                text = f"{text} {cell.text}"
                page_text = ""
    return text.strip()


def _read_period_lines(
    columns: Sequence[Cell], others: Sequence[Sequence[Cell]]
) -> tuple[str, ...]:
    found = _find_period(columns)
    if found is None:
        return ()
    lines = list(found.texts)
    height, page = len(found.lines), columns
    for other in others:
        if height < _tallest(page) - _UNEVEN_LINES:
            break
        more = _find_period(other, "".join(lines))
        if more is None:
            break
        lines.extend(more.texts)
        height, page = len(more.lines), other
    return tuple(lines)


def _find_period(cells: Sequence[Cell], before: str = "") -> Cell | None:
    narrow = [cell for cell in cells if cell.width <= _WIDEST_PERIOD]
    for cell in narrow:
        if looks_like_period(before + "".join(cell.texts)):
            return cell
    if before:
        return None
    return next((cell for cell in narrow if _YEAR.search(cell.text)), None)


def _find_costs(cells: Sequence[Cell]) -> list[Cell]:
    """Cost cells at the end of a page: amounts, or notes about them."""
    found: list[Cell] = []
    for cell in reversed(cells):
        if len(found) == _MOST_COST_CELLS or not _is_cost(cell):
            break
        found.insert(0, cell)
    return found


def _is_cost(cell: Cell) -> bool:
    if cell.kind == "amount":
        return True
    if cell.width > NARROW:
        return False
    joined = "".join(cell.texts)
    if _NOTE.search(joined):
        return True
    return is_amount_piece(cell.texts[0]) and not looks_like_period(joined)


def _complete_costs(
    cells: Sequence[Cell], others: Sequence[Sequence[Cell]]
) -> tuple[tuple[str, ...], ...]:
    """Add what a page break cut off a cost cell."""
    costs = [list(cell.texts) for cell in cells]
    for page in others:
        open_cost = next((cost for cost in costs if _is_open(cost)), None)
        if open_cost is None or not page:
            break
        last = page[-1]
        is_amount = all(map(is_amount_piece, open_cost))
        if last.width <= NARROW and is_amount == (last.kind == "amount"):
            open_cost.extend(last.texts)
    return tuple(tuple(cost) for cost in costs)


def _is_open(cost: Sequence[str]) -> bool:
    if all(map(is_amount_piece, cost)):
        return not is_complete(join_pieces(cost))
    return _OPEN_NOTE.search("".join(cost)) is not None
