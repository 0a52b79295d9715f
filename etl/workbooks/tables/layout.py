"""Tables of a sheet: each heading rules the rows below it, until the next one.

A heading that lacks columns rules its rows, too: they are refused as a whole, never
read by the places of another heading.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.schools import school_named
from etl.workbooks.cells.units import is_unit_row
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import (
    Heading,
    NearMiss,
    columns_of,
    heading_at,
    heading_key,
    match_kind,
)
from etl.workbooks.headings.naming import OVER
from etl.workbooks.tables.lines import Lines, lines_below, unknown_heading
from etl.workbooks.tables.said_above import (
    Above,
    read_above,
    settle,
    values_above,
)
from etl.workbooks.tables.skipped_rows import is_numbering
from etl.workbooks.tables.thresholds import TABLES
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Row

Found = Heading | NearMiss

_DIGIT: Final = re.compile(r"\d")
_FOR_ALL_TABLES: Final = frozenset(
    {"plan_code", "phase", "funding_source", "exam", "school_year", "period", "source"}
)


def find_tables(sheet: Sheet) -> list[Found]:
    """Return the headings of a sheet from top to bottom, each with the rows it rules.

    Where there is none, the nearest one is returned alone; nothing where none is near.

    Raises:
        WorkbookError: The sheet has more tables than a person could have made.
    """
    lines = Lines(sheet.head(), pl.Series(dtype=pl.Int64))
    tables: list[Found] = []
    while found := _find_next(lines, sheet, tables):
        tables.append(found)
        if len(tables) > TABLES.tables:
            raise WorkbookError("too_many_tables", limit=TABLES.tables)
        lines = lines_below(sheet, found)
    if not tables:
        near = _nearest(lines, sheet)
        return [near] if near else []
    ends = [*(table.first - 1 for table in tables[1:]), None]
    bounded = [replace(t, last=end) for t, end in zip(tables, ends, strict=True)]
    return [table for table in bounded if _rules_rows(table, sheet, len(bounded))]


def _rules_rows(table: Found, sheet: Sheet, count: int) -> bool:
    """Whether a table is worth telling: a near heading alone, or with rows below it."""
    if isinstance(table, Heading) or count == 1:
        return True
    return count_rows(sheet, table) > 0


def count_rows(sheet: Sheet, table: Found) -> int:
    """Count the rows under a heading that hold a figure."""
    rows = rows_under(sheet, table)
    digits = pl.any_horizontal(
        pl.exclude(ROW).str.contains(r"\d").fill_null(value=False)
    )
    return rows.select(digits.sum()).item() if rows.height and rows.width > 1 else 0


def rows_under(sheet: Sheet, table: Found) -> pl.DataFrame:
    """Return the rows that a heading rules."""
    below = pl.col(ROW) > table.row
    return sheet.rows.filter(
        below if table.last is None else below & (pl.col(ROW) <= table.last)
    )


def _nearest(lines: Lines, sheet: Sheet) -> NearMiss | None:
    best: NearMiss | None = None
    for index in range(len(lines.rows)):
        found = heading_at(lines.rows, index, sheet.merges)
        if isinstance(found, NearMiss):
            best = max(best or found, found, key=lambda miss: miss.found)
    return best if best and best.found else None


def _find_next(lines: Lines, sheet: Sheet, tables: list[Found]) -> Found | None:
    """Find the next heading that is not the same once more."""
    index = 0
    while index < len(lines.rows):
        found = heading_at(lines.rows, index, sheet.merges)
        seen = found
        if found is not None:
            above = read_above(lines.above(index), "" if tables else sheet.name)
            found = _judge(found, above, lines, index, sheet, tables)
        last = tables[-1] if tables else None
        if found is None and isinstance(last, Heading):
            found = _find_strange(seen, last, lines, index, sheet)
        if found is not None:
            return _begin(found, lines.above(index), tables)
        index += 1
    return None


def _find_strange(
    seen: Found | None, last: Heading, lines: Lines, index: int, sheet: Sheet
) -> NearMiss | None:
    """Find a heading that names too little of the table it begins."""
    if isinstance(seen, Heading):
        return None
    is_near = False
    if seen is not None and seen.kind == last.kind:
        if _begins_below(seen, lines, index, sheet):
            return None
        is_near = True
    return unknown_heading(lines.rows[index], last, sheet, is_near=is_near)


def _judge(
    found: Found,
    above: Above,
    lines: Lines,
    index: int,
    sheet: Sheet,
    tables: list[Found],
) -> Found | None:
    """Return a heading completed; None where it is none, or the one above once more."""
    if isinstance(found, NearMiss):
        filled = _fill(found, above, _inherited(tables))
        if filled is None:
            return _accept(found, lines, index, sheet, tables)
        found = filled
    return _complete(found, above, sheet, tables)


def _begin(found: Found, above: Sequence[Row], tables: list[Found]) -> Found:
    """Start a table with the rows above it that describe it."""
    filled = [number for number, cells in above if any(cells)]
    return replace(found, first=filled[0]) if tables and filled else found


def _inherited(tables: list[Found]) -> dict[str, str]:
    """Return what the top of the sheet says for all its tables."""
    first = next((table for table in tables if isinstance(table, Heading)), None)
    constants = first.constants if first else {}
    return {name: v for name, v in constants.items() if name in _FOR_ALL_TABLES}


def _fill(near: NearMiss, above: Above, inherited: dict[str, str]) -> Heading | None:
    """Read a heading whose missing columns are said above it."""
    given = inherited | values_above(near.kind, above)
    if near.twice or not set(near.missing) <= given.keys():
        return None
    found = match_kind(near.kind, near.texts, near.first, near.row, frozenset(given))
    return found if isinstance(found, Heading) else None


def _accept(
    near: NearMiss, lines: Lines, index: int, sheet: Sheet, tables: list[Found]
) -> NearMiss | None:
    """Return a near heading where no better one begins just below."""
    is_heading = near.is_near or (
        bool(tables)
        and near.found >= TABLES.fewest_names
        and not any(map(_DIGIT.search, filter(None, lines.rows[index][1])))
    )
    if not is_heading or _begins_below(near, lines, index, sheet):
        return None
    return near


def _begins_below(near: NearMiss, lines: Lines, index: int, sheet: Sheet) -> bool:
    """Whether a better heading begins just below a near one."""
    for later in range(index + 1, min(index + 1 + TABLES.look_ahead, len(lines.rows))):
        other = heading_at(lines.rows, later, sheet.merges)
        if isinstance(other, Heading) or (other and other.found > near.found):
            return True
    return False


def _complete(
    found: Heading, above: Above, sheet: Sheet, tables: list[Found]
) -> Heading | None:
    """Complete a heading by what is said around it; None where it only repeats."""
    found = _with_unit_rows(found, sheet)
    previous = tables[-1] if tables else None
    if isinstance(previous, Heading) and _repeats(found, previous, above):
        repeated = frozenset(range(found.first, found.row + 1))
        tables[-1] = replace(previous, skipped=previous.skipped | repeated)
        return None
    first = next((table for table in tables if isinstance(table, Heading)), None)
    if first is not None and first.unit_above > 1 and not above.units:
        above = replace(above, unclear=above.unclear or "tūkst. Eur")
    settled = settle(found, above, sheet.name)
    inherited = _inherited(tables)
    kept = {
        column.name: inherited[column.name]
        for column in columns_of(found.kind)
        if column.name in inherited and column.name not in found.places
    }
    return replace(settled, constants=kept | dict(settled.constants))


def _with_unit_rows(found: Heading, sheet: Sheet) -> Heading:
    """Add the rows of units under a heading to it."""
    rows = sheet.rows.filter(pl.col(ROW) > found.row).head(TABLES.unit_rows)
    below = dict(sheet.spread(rows))
    end = found.row + 1
    if is_numbering(below.get(end, ())):
        end += 1
    while is_unit_row(below.get(end, ())):
        texts = tuple(
            f"{text}{OVER}{unit}" if unit and text else text or (unit or "")
            for text, unit in zip(found.texts, below[end], strict=False)
        )
        found = replace(found, row=end, texts=texts)
        end += 1
    return found


def _repeats(found: Heading, previous: Heading, above: Above) -> bool:
    """Whether a heading only says again what the table above it is, as on each page."""
    is_same = found.places == previous.places and found.kind == previous.kind
    keys = [list(map(heading_key, h.texts)) for h in (found, previous)]
    is_money = above.units - {previous.unit_above} or above.unclear or above.foreign
    values = values_above(found.kind, above).items() - previous.constants.items()
    says_more = is_money or values or any(map(school_named, above.titles))
    return is_same and keys[0] == keys[1] and not says_more
