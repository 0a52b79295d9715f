"""Old figures, differences and days of force that stand beside changes of a plan.

`Buvo 1200` beside `Nauja reikšmė 1500` says what the decision changed. What the plan
says is not known here: old figures are held against it where the file is accepted.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.beside.frame import SaidBeside
from etl.workbooks.cells.dates import parse_date
from etl.workbooks.cells.units import multiplier_in, spell_signs
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.contract.notes import Note, say_figure
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.tables.columns import read_column
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

Figure = tuple[Decimal, Decimal]
"""A figure, and by how much it may be rounded."""

_SIGNS: Final = frozenset("+-−–±/()Δ ")
_YEAR: Final = re.compile(r"(?:nuo )?(20\d\d)(?: m| metu| metai)?(?: sausio 1(?: d)?)?")
_DECIMALS: Final = re.compile(r"[.,](\d+)\s*$")
_HALF: Final = Decimal("0.5")


@lru_cache(maxsize=4096)
def part_of(title: str) -> str:
    """Return what a heading beside changes stands over; empty: nothing we know.

    Returns:
        `old_value`, `printed_value`, `difference` or `in_force_from`.
    """
    words = fold(spell_signs(title))
    bare = title.strip()
    if bare and set(bare) <= _SIGNS:
        return "difference"
    known = read_toml("workbook_words.toml")["beside_changes"]
    names = ("in_force_from", "others", "difference", "old_value", "printed_value")
    for name in names:
        if re.search(rf"\b(?:{'|'.join(known[name])})", words):
            return "" if name == "others" else name
    return ""


def list_changes_beside(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[SaidBeside]:
    """Yield the old figures and days of force that stand beside changes of a plan.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "plan-changes" or good.is_empty():
        return
    told: set[int] = set()
    for name in ("old_value", "printed_value"):
        for title, figures in _figures(sheet, heading, good, name):
            told |= figures.keys()
            yield from _say_figures(sheet, name, title, figures)
    news = dict(good.select(SOURCE_ROW, "new_value").rows())
    for title, figures in _figures(sheet, heading, good, "difference"):
        olds = {
            row: (news[row] - value, within)
            for row, (value, within) in figures.items()
            if row not in told
        }
        yield from _say_figures(sheet, "old_value", title, olds)
    yield from _say_days(sheet, heading, good)


def _say_figures(
    sheet: Sheet, what: str, title: str, figures: Mapping[int, Figure]
) -> Iterator[SaidBeside]:
    for row, (value, within) in figures.items():
        yield SaidBeside(
            sheet=sheet.name,
            row_number=row,
            what=what,
            title=title,
            said=str(value),
            value=value,
            within=within,
        )


def _say_days(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[SaidBeside]:
    for title, place in _columns(heading, sheet, "in_force_from"):
        for row, text in _cells(sheet, place, good):
            if day := _first_day(text):
                yield SaidBeside(
                    sheet=sheet.name,
                    row_number=row,
                    what="in_force_from",
                    title=title,
                    said=day.isoformat(),
                )


def note_differences(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield a warning of differences that are not the new figure less the old one.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "plan-changes" or good.is_empty():
        return
    news = dict(good.select(SOURCE_ROW, "new_value").rows())
    for _, olds in _figures(sheet, heading, good, "old_value"):
        for title, figures in _figures(sheet, heading, good, "difference"):
            wrong = [
                row
                for row, (value, within) in figures.items()
                if row in olds
                and abs(news[row] - olds[row][0] - value) > within + olds[row][1]
            ]
            if wrong:
                row = wrong[0]
                fields = {
                    "count": len(wrong),
                    "rows": list_ranges(sorted(wrong)),
                    "column": title,
                    "row": row,
                    "said": say_figure(figures[row][0]),
                    "found": say_figure(news[row] - olds[row][0]),
                }
                yield Note("differences_disagree", "warning", sheet.name, fields)


def _columns(heading: Heading, sheet: Sheet, name: str) -> Iterator[tuple[str, str]]:
    """Yield the columns beside that stand over something: heading and place."""
    for place in heading.others_of(sheet.rows.columns):
        title = heading.title_of(int(place)).strip()
        if part_of(title) == name:
            yield title, place


def _cells(sheet: Sheet, place: str, good: pl.DataFrame) -> Iterator[tuple[int, str]]:
    listed = set(good[SOURCE_ROW])
    for row, text in sheet.rows.select(ROW, place).drop_nulls().rows():
        if row in listed:
            yield row, text.strip()


def _figures(
    sheet: Sheet, heading: Heading, good: pl.DataFrame, name: str
) -> Iterator[tuple[str, Mapping[int, Figure]]]:
    """Yield the columns of figures of a name: its heading, and figures by row."""
    contract = SCHEMAS["plan-changes"].columns()["new_value"]
    fields = dict(good.select(SOURCE_ROW, pl.col("field").cast(pl.String)).rows())
    for title, place in _columns(heading, sheet, name):
        unit = multiplier_in(title) or heading.unit_of("new_value")
        cells = dict(_cells(sheet, place, good))
        texts = pl.Series(place, list(cells.values()), dtype=pl.String)
        read = read_column("new_value", contract, texts, epoch=sheet.epoch)
        figures: dict[int, Figure] = {}
        for (row, text), value in zip(cells.items(), read.values, strict=True):
            if value is None:
                continue
            times = 1 if fields[row] == "target_value" else unit
            figures[row] = (value * times, _rounding(text, times))
        if figures:
            yield title, figures


def _rounding(text: str, unit: int) -> Decimal:
    """Return by how much a figure in larger units may be rounded; euros are exact."""
    if unit == 1:
        return Decimal()
    decimals = _DECIMALS.search(text)
    places = len(decimals[1]) if decimals else 0
    return (_HALF * unit).scaleb(-places)


def _first_day(text: str) -> date | None:
    day, _ = parse_date(text)
    if isinstance(day, date):
        return day
    year = _YEAR.fullmatch(fold(text))
    return date(int(year[1]), 1, 1) if year else None
