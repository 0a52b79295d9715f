"""Notes that say of which year a row is, where the row says another one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.beside.days import note_other_days
from etl.workbooks.beside.periods import note_nested_periods
from etl.workbooks.cells.meanings import over_notes
from etl.workbooks.cells.said_times import times_in
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, quote_some
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_TIMES: Final = {
    "spending": "date",
    "exams": "school_year",
    "measurements": "period",
    "outcomes": "as_of",
    "plan-changes": "decided_on",
}
_YEARS: Final = re.compile(r"20\d\d")
_MONTH: Final = ("men", "month")
_DIGITS: Final = r"20[0-9][0-9]"


@cache
def _words() -> frozenset[str]:
    return frozenset(map(fold, read_toml("workbook_words.toml")["year_notes"]))


@lru_cache(maxsize=65536)
def years_of_row(text: str) -> frozenset[int]:
    """Return the years that a note says its row is of; a longer text tells a story."""
    years = times_in(text).years
    others = [word for word in fold(text).split() if not word.isdigit()]
    is_plain = bool(others) and all(word in _words() for word in others)
    return years if is_plain else frozenset()


def note_other_times(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield a warning of payments whose year, quarter or month beside is another one.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "spending" or good.is_empty():
        return
    days = dict(good.select(SOURCE_ROW, "date").rows())
    labels = {c.name: c.labels for c in columns_of(heading.kind)}
    for place in heading.others_of(sheet.rows.columns):
        title = heading.title_of(int(place)).strip()
        if not is_over_times(title):
            continue
        cells = sheet.rows.select(ROW, place).drop_nulls().rows()
        found = {
            row: f"{title}: {text.strip()}"
            for row, text in cells
            if days.get(row) is not None and _is_other(days[row], text.strip(), title)
        }
        if found:
            fields = {
                "count": len(found),
                "rows": list_ranges(sorted(found)),
                "said": quote_some(dict.fromkeys(found.values())),
                "column": labels["date"],
            }
            yield Note("rows_differ_from_label", "warning", sheet.name, fields)


def note_times(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> Iterator[Note]:
    """Yield where years, months and days beside rows are others than their own.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    yield from note_other_years(sheet, heading, good)
    yield from note_other_times(sheet, heading, good)
    yield from note_other_days(sheet, heading, good)
    yield from note_nested_periods(sheet, heading, good)


@lru_cache(maxsize=4096)
def is_over_times(title: str) -> bool:
    """Whether a heading stands over years, quarters or months."""
    words = fold(title).split()
    known = tuple(map(fold, read_toml("workbook_words.toml")["times_beside"]))
    return len(words) == 1 and words[0].startswith(known)


@lru_cache(maxsize=65536)
def _is_other(day: date, text: str, title: str) -> bool:
    """Whether a day is outside the year, quarter or month that a cell says."""
    said = times_in(f"{text} {title}")
    months = set(said.months)
    if text.isdecimal() and fold(title).startswith(_MONTH):
        months = {int(text)}
    is_other_year = bool(said.years) and day.year not in said.years
    return is_other_year or (bool(months) and day.month not in months)


def note_other_years(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield a warning of rows whose note says another year.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    column = _TIMES[heading.kind]
    if good.is_empty() or column not in good.columns:
        return
    times = dict(good.select(SOURCE_ROW, pl.col(column).cast(pl.String)).rows())
    names = heading.others_of(sheet.rows.columns)
    titled = [(name, heading.title_of(int(name))) for name in names]
    found: dict[int, str] = {}
    for name in over_notes(titled):
        cells = sheet.rows.select(ROW, name).filter(
            pl.col(name).str.contains(_DIGITS).fill_null(value=False)
        )
        for row, text in cells.rows():
            own = set(map(int, _YEARS.findall(times.get(row) or "")))
            said = years_of_row(text.strip()) if own else frozenset[int]()
            if said and not said & own:
                found[row] = text.strip()
    if found:
        labels = {c.name: c.labels for c in columns_of(heading.kind)}
        fields = {
            "count": len(found),
            "rows": list_ranges(sorted(found)),
            "said": quote_some(dict.fromkeys(found.values())),
            "column": labels[column],
        }
        yield Note("rows_of_other_years", "warning", sheet.name, fields)
