"""Rows of the cost table: which cells belong to which activity.

A row begins with its number and goes through the columns once on every page it takes.
What makes a numbered cell the beginning of a row, and not a list of works inside one:

- the policy area follows on the same page with nothing but the title between; or
- it stands right after the costs of the row before, or after a heading; or
- it is a part of the activity above (`2.1` under `2`) that is printed over the whole
  width, without columns of its own.

How wide the title column is differs from plan to plan; it is measured on the cells
that stand before and after the policy areas.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from etl.plans.form.activities.cost_headings import is_open_policy_area
from etl.plans.form.costs.cells import CostCell, fills_page
from etl.plans.form.costs.thresholds import COST_TEXT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class CostRow:
    """One printed row.

    Attributes:
        number: Number of the activity, without its last dot.
        occurrence: 1 for the first row printed under the number, 2 for the next.
        category: Cost category of the block it is printed in, where one is printed.
        pages: Its cells, page by page; the first cell holds the number.
    """

    number: str
    occurrence: int
    category: str | None
    pages: tuple[tuple[CostCell, ...], ...]

    @property
    def line_number(self) -> int:
        """Return the line the number is printed on."""
        return self.pages[0][0].line_number

    @property
    def page(self) -> int | None:
        """Return the page the number is printed on, where the document has pages."""
        return self.pages[0][0].lines[0].page


def measure_title_limit(cells: Sequence[CostCell]) -> int:
    """Measure the longest line that a cell of the title column may have.

    The limit is halfway between the widths of the title and the justification column,
    which stand before and after the policy areas.
    """
    titles, justifications = [], []
    for before, after in pairwise(cells):
        if after.kind == "area" and before.kind in {"numbered", "text"}:
            titles.append(before.width)
        if before.kind == "area" and after.kind == "text":
            justifications.append(after.width)
    if not titles or not justifications:
        return COST_TEXT.title_limit
    title = sorted(titles)[len(titles) * 3 // 4]
    justification = sorted(justifications)[len(justifications) // 4]
    return max((title + justification) // 2, title)


def find_rows(cells: Sequence[CostCell], title_limit: int) -> tuple[CostRow, ...]:
    """Group cells into rows, in order of print."""
    starts = _find_starts(cells, title_limit)
    seen: Counter[str] = Counter()
    rows: list[CostRow] = []
    category: str | None = None
    own: list[CostCell] = []
    for index, cell in enumerate(cells):
        if index in starts or cell.kind in {"heading", "total"}:
            rows.extend(_close_row(own, category, seen))
            own = []
        if cell.kind == "heading":
            category = cell.label
        elif index in starts:
            own = [cell]
        elif own:
            own.append(cell)
    rows.extend(_close_row(own, category, seen))
    return tuple(rows)


def find_parts_of_nothing(
    cells: Sequence[CostCell], title_limit: int
) -> Iterator[CostCell]:
    """Yield numbered parts printed over all columns that begin no row.

    They stand under another activity than the one they are a part of.
    """
    starts = _find_starts(cells, title_limit)
    taken = {_number(cells[index]) for index in starts}
    for cell in cells:
        number = _number(cell)
        is_part = "." in number and number not in taken
        if is_part and _is_over_all_columns(cell, title_limit):
            yield cell


def _close_row(
    cells: list[CostCell], category: str | None, seen: Counter[str]
) -> Iterator[CostRow]:
    if not cells or cells[0].numbered is None:
        return
    number = cells[0].numbered.number
    seen[number] += 1
    yield CostRow(number, seen[number], category, tuple(_split_pages(cells)))


def _split_pages(cells: list[CostCell]) -> Iterator[tuple[CostCell, ...]]:
    page = cells[:1]
    for cell in cells[1:]:
        if cell.starts_page:
            yield tuple(page)
            page = []
        page.append(cell)
    yield tuple(page)


def _find_starts(cells: Sequence[CostCell], title_limit: int) -> set[int]:
    starts: dict[int, str] = {}
    used: set[str] = set()
    last = 0
    area = ""
    for index, cell in enumerate(cells):
        found: int | None = None
        if cell.kind == "area":
            candidates = _title_candidates(cells, index, starts, title_limit)
            if len(candidates) > 1 and _is_rest_of_title(cells, last, candidates[0]):
                del candidates[0]
            found = _choose_owner(cells, candidates, used)
            if (
                found is not None
                and is_open_policy_area(area)
                and _number(cells[found]) in used
            ):
                found = None
            area = cell.text
        elif _is_start_by_place(cells, index, used) or (
            _is_part(cell, starts.get(last, ""), used) and cell.width > title_limit
        ):
            found = index
        if found is not None:
            starts[found] = _number(cells[found])
            used.add(starts[found])
            last = found
    return set(starts)


def _title_candidates(
    cells: Sequence[CostCell], area: int, starts: Collection[int], title_limit: int
) -> list[int]:
    """Return numbered cells between a policy area and the cell before its title."""
    candidates: list[int] = []
    for index in range(area - 1, -1, -1):
        cell = cells[index]
        if index in starts or not _is_in_title(cell, title_limit):
            break
        if cell.numbered is not None:
            candidates.insert(0, index)
        if cell.starts_page:
            break
    return candidates


def _is_over_all_columns(cell: CostCell, title_limit: int) -> bool:
    """Whether a cell is wider than titles are, as a part of an activity may be."""
    return cell.width > max(title_limit, COST_TEXT.full_width)


def _is_rest_of_title(cells: Sequence[CostCell], start: int, index: int) -> bool:
    """Whether a numbered cell can be the end of the title that begins at `start`."""
    own = cells[start:index]
    area = next((i for i, cell in enumerate(own) if cell.kind == "area"), None)
    if not cells[index].starts_page or not area:
        return False
    is_one_page = not any(cell.starts_page for cell in own[1:])
    return is_one_page and fills_page(own[:area], own[area + 1 :])


def _choose_owner(
    cells: Sequence[CostCell], candidates: list[int], used: Collection[str]
) -> int | None:
    """Choose the first new number; a list of works in a title begins again at 1."""
    new = (index for index in candidates if _number(cells[index]) not in used)
    return next(new, candidates[-1] if candidates else None)


def _is_in_title(cell: CostCell, title_limit: int) -> bool:
    if cell.kind == "numbered":
        return not _is_over_all_columns(cell, title_limit)
    is_documents = cell.width <= COST_TEXT.narrow and len(cell.lines) > 1
    return cell.kind == "text" and cell.width <= title_limit and not is_documents


def _is_start_by_place(
    cells: Sequence[CostCell], index: int, used: Collection[str]
) -> bool:
    cell = cells[index]
    if cell.numbered is None or not cell.numbered.rest or cell.starts_page or not index:
        return False
    before = cells[index - 1].kind
    return before in {"amount", "heading"} and cell.numbered.number not in used


def _is_part(cell: CostCell, above: str, used: Collection[str]) -> bool:
    numbered = cell.numbered
    top = above.partition(".")[0]
    return (
        numbered is not None
        and bool(numbered.rest)
        and numbered.number.startswith(f"{top}.")
        and numbered.number not in used
    )


def _number(cell: CostCell) -> str:
    return cell.numbered.number if cell.numbered else ""
