"""Rows under a title, or on a sheet, that says that they are no payments made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.units import (
    is_price,
    read_statement,
    spell_signs,
    without_units,
)
from etl.workbooks.cells.words import fold
from etl.workbooks.files.sheets import ROW
from etl.workbooks.rows.payment_words import judge_sheet, judge_title
from etl.workbooks.tables.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_MOST_ABOVE: Final = 5
"""So many rows above a heading may hold its title."""


def find_sections(
    sheet: Sheet, heading: Heading, data: pl.Series
) -> Iterator[tuple[int, str, str]]:
    """Yield rows of data that a title speaks of: number, `sure` or `maybe`, title.

    Args:
        sheet: The sheet.
        heading: The heading of the table.
        data: Numbers of the rows of data.
    """
    said, judged = sheet.name, judge_sheet(sheet.name)
    for title in _titles_above(sheet, heading):
        if _says_unit_only(title):
            continue  # units are obeyed, or stop the table
        if found := judge_title(title):
            said, judged = title, found
    general = said, judged
    listed = set(data)
    others = rows_of(sheet, heading).filter(~pl.col(ROW).is_in(data.implode()))
    spread = sheet.spread(others)
    titles = {row: _only_cell(cells[: heading.width]) for row, cells in spread}
    for row in sorted(listed | titles.keys()):
        if row in listed:
            if judged:
                yield row, judged, said
        elif only := titles[row]:
            found = judge_title(only)
            said, judged = (only, found) if found else general
        elif only is None and judged == "sure" and (said, judged) != general:
            judged = "maybe"  # a total may have ended the section


def _says_unit_only(title: str) -> bool:
    """Whether all that a title leaves open is the unit that it names."""
    rest = without_units(fold(spell_signs(title)))
    is_doubted = is_price(title) or judge_title(rest)
    return read_statement(title).multiplier > 0 and not is_doubted


def _titles_above(sheet: Sheet, heading: Heading) -> list[str]:
    """Return the cells that stand alone in rows just above a heading."""
    is_above = pl.col(ROW).is_between(
        heading.row - _MOST_ABOVE, heading.row, closed="left"
    )
    found: list[str] = []
    for row, cells in reversed(sheet.spread(sheet.rows.filter(is_above))):
        title = _only_cell(cells[: heading.width])
        if title is None and row < heading.first:
            break
        found += [title] if title else []
    return found[::-1]


def _only_cell(cells: Sequence[str | None]) -> str | None:
    """Return the cell that stands alone in a row; empty: none, null: several."""
    filled = [cell.strip() for cell in cells if cell and cell.strip()]
    if not filled:
        return ""
    return filled[0] if len(filled) == 1 else None
