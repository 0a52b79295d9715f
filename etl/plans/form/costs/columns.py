"""Columns of a row of the cost table: title, areas, justification and period.

On each page the text goes through the columns from left to right. A cell goes on over
a page only where it filled the page: one that ended well above the page's last line is
finished, and what looks like its continuation belongs to another column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.plans.form.activities.cost_headings import (
    is_open_policy_area,
    is_policy_area_cell,
    rest_of_policy_areas,
)
from etl.plans.form.costs.cells import fills_page
from etl.plans.form.costs.money_cells import MoneyCells, find_money_cells
from etl.plans.form.costs.thresholds import COST_TEXT
from etl.plans.form.prose.periods import looks_like_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.form.costs.cells import CostCell
    from etl.plans.form.costs.rows import CostRow

_YEAR = re.compile(r"20\d\d")
_DATED = re.compile(r"\d|ketv|\bm\.")
_REFERENCES = re.compile(r"\d\s+tiksl|Rodikl\w+\s*:|Veiklos\s*:")
_OPEN_SCHOOLS = re.compile(r"[,:;–-]$|\bir$")
_SCHOOL = re.compile(r"[A-Z]\s?-?\d")
_LIST_GOES_ON = re.compile(r"(?:ir\s+)?\d[\d\s.,–-]*(?:ir\s|$|[A-ZĄČĘĖĮŠŲŪŽ])")


@dataclass(frozen=True, slots=True)
class RowColumns:
    """Lines of a row by column.

    Attributes:
        title: Lines of the title column, the number taken off the first one.
        areas: Text of the policy area cell; empty where none is printed.
        references: Text of the cells that name tasks, indicators and activities.
        period: Lines of the period column.
        money: The cost cells.
    """

    title: tuple[str, ...]
    areas: str
    references: str
    period: tuple[str, ...]
    money: MoneyCells


def read_columns(row: CostRow, title_limit: int) -> RowColumns:
    """Split a row's cells into its columns.

    Args:
        row: The row.
        title_limit: The longest line the title column may have.
    """
    first, *others = row.pages
    area = next((i for i, cell in enumerate(first) if cell.kind == "area"), None)
    title_cells = _first_title_cells(first, area)
    after = first[len(title_cells) + (area is not None) :]
    money = find_money_cells(after, others)
    columns = after[: money.start]
    return RowColumns(
        title=_read_title(title_cells, columns, others, title_limit),
        areas=_read_policy_areas(row.pages),
        references=_read_references(columns, others, title_limit),
        period=_read_period_lines(columns, others),
        money=money,
    )


def _first_title_cells(
    first: Sequence[CostCell], area: int | None
) -> Sequence[CostCell]:
    if area is not None:
        return first[:area]
    amount = (i for i, cell in enumerate(first) if cell.kind == "amount")
    return first[: next(amount, len(first))]


def _read_policy_areas(pages: Sequence[Sequence[CostCell]]) -> str:
    areas = (cell.text for cell in pages[0] if cell.kind == "area")
    text = next(areas, "")
    for cell in pages[1] if len(pages) > 1 and is_open_policy_area(text) else ():
        rest = rest_of_policy_areas(cell.text)
        if rest:
            return f"{text} {rest}"
    return text


def _read_title(
    cells: Sequence[CostCell],
    columns: Sequence[CostCell],
    others: Sequence[Sequence[CostCell]],
    title_limit: int,
) -> tuple[str, ...]:
    numbered = cells[0].numbered
    lines = [numbered.rest, *cells[0].texts[1:]] if numbered and numbered.rest else []
    lines.extend(text for cell in cells[1:] for text in cell.texts)
    own, page = cells, columns
    for other in others:
        more = _leading_narrow(other, title_limit, lines[-1] if lines else "")
        if not more or not fills_page(own, page):
            break
        lines.extend(text for cell in more for text in cell.texts)
        own, page = more, other[len(more) :]
    return tuple(lines)


def _leading_narrow(
    cells: Sequence[CostCell], title_limit: int, last_line: str
) -> Sequence[CostCell]:
    """Return the cells of the title column at the beginning of a further page.

    They stand before the justification. Where the page has none, the first cell may
    belong to a later column; its first word decides.
    """
    is_wide = (i for i, cell in enumerate(cells) if cell.width > title_limit)
    wide = next(is_wide, None)
    if wide is None:
        return cells[:1] if _can_go_on(last_line, cells) else []
    return [cell for cell in cells[:wide] if not _is_rest_of_policy_area(cell)]


def _can_go_on(last_line: str, cells: Sequence[CostCell]) -> bool:
    first = cells[0]
    if _OPEN_SCHOOLS.search(last_line) and _SCHOOL.match(first.text):
        return True
    is_next_sentence = last_line.endswith(".") and first.text[0].islower()
    is_last_column = len(first.lines) > 1 or len(cells) == 1
    is_documents = first.width <= COST_TEXT.narrow and is_last_column
    return not (is_next_sentence or is_documents or _is_rest_of_policy_area(first))


def _is_rest_of_policy_area(cell: CostCell) -> bool:
    """Whether a page break left an area, or its second word, on the next page."""
    return cell.kind == "area" or is_policy_area_cell(f"kultūrinis {cell.text}")


def _read_references(
    columns: Sequence[CostCell], others: Sequence[Sequence[CostCell]], title_limit: int
) -> str:
    found = [cell.text for cell in columns if _REFERENCES.search(cell.text)]
    for page in others:
        wide = [cell for cell in page if cell.width > title_limit]
        rest = (wide or [cell for cell in page if cell.width > COST_TEXT.narrow])[:1]
        for cell in page:
            goes_on = cell in rest and found and _LIST_GOES_ON.match(cell.text)
            if goes_on or _REFERENCES.search(cell.text):
                found.append(cell.text)
    return " ".join(found)


def _read_period_lines(
    columns: Sequence[CostCell], others: Sequence[Sequence[CostCell]]
) -> tuple[str, ...]:
    found = _find_period(columns)
    if found is None:
        return ()
    lines = list(found.texts)
    dated = [cell for cell in columns if cell is not found and _is_dated(cell)]
    if dated:
        # Two periods, or one that a page broke where the text does not show it.
        return (*lines, "/", *(text for cell in dated for text in cell.texts))
    own, page = found, columns
    for other in others:
        more = _find_period(other, "".join(lines))
        if more is None or not fills_page([own], page):
            break
        lines.extend(more.texts)
        own, page = more, other
    return tuple(lines)


def _is_dated(cell: CostCell) -> bool:
    is_dated = _DATED.search(cell.text) is not None
    return is_dated and looks_like_period("".join(cell.texts))


def _find_period(cells: Sequence[CostCell], before: str = "") -> CostCell | None:
    found = [cell for cell in cells if looks_like_period(before + "".join(cell.texts))]
    # A lone word such as "kaip" may be the end of another column.
    dated = (cell for cell in found if _DATED.search(cell.text))
    if found:
        return next(dated, found[-1])
    if before:
        return None
    narrow = (cell for cell in cells if cell.width <= COST_TEXT.widest_period)
    return next((cell for cell in narrow if _YEAR.search(cell.text)), None)
