"""Days beside payments that are not loaded, in another month or year than theirs.

A ledger may print when a payment was made, when it was posted, and more. Only one of
them counts, and at the turn of a year it decides the budget.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.contract.notes import Note
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.tables.columns import read_column
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from pazanga.remarks import Severity

_DAY: Final = SCHEMAS["spending"].columns()["date"]
_WRITTEN: Final = r"[0-9].*[^0-9.].*[0-9]|[0-9]\.[0-9]+\.[0-9]"
"""Several figures with signs between: `45443` may be anything."""

_MOST_SHARE: Final = 0.8
"""So many of the filled cells of a column of days are days."""


def note_other_days(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield columns of other days of payments, where another month or year would count.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "spending" or good.is_empty() or "date" not in heading.places:
        return
    place = heading.ledger_places.get("date", heading.places["date"])
    named = heading.title_of(place).strip() or "–"
    days = good.select(pl.col(SOURCE_ROW).alias(ROW), "date")
    for name in heading.others_of(sheet.rows.columns):
        title = heading.title_of(int(name)).strip()
        if not title or _is_over(title, "other_days"):
            continue
        both = days.join(_read_days(sheet, name, days[ROW]), on=ROW, how="inner")
        months = both.filter(_differs("1mo"))
        years = months.filter(_differs("1y"))
        is_paid = _is_over(title, "paid_days")
        told = months if is_paid else years
        if told.height:
            fields = {
                "count": told.height,
                "rows": list_ranges(told[ROW].sort().to_list()),
                "heading": title,
                "column": named,
            }
            is_warning = is_paid and years.height > 0
            severity: Severity = "warning" if is_warning else "note"
            yield Note("days_differ", severity, sheet.name, fields)


def _differs(part: str) -> pl.Expr:
    """Whether the two days of a row lie in different months, or years."""
    return pl.col("date").dt.truncate(part) != pl.col("day").dt.truncate(part)


def _read_days(sheet: Sheet, name: str, rows: pl.Series) -> pl.DataFrame:
    """Return `_row` and `day` of a column that holds days, all but a few cells."""
    is_asked = pl.col(ROW).is_in(rows.implode())
    cells = sheet.rows.select(ROW, name).filter(is_asked).drop_nulls()
    written = cells.filter(pl.col(name).str.contains(_WRITTEN))
    if written.height < _MOST_SHARE * cells.height or written.is_empty():
        return pl.DataFrame(schema={ROW: cells.schema[ROW], "day": pl.Date})
    read = read_column("date", _DAY, written[name], epoch=sheet.epoch)
    days = written.select(ROW, read.values.alias("day")).drop_nulls()
    return days if days.height >= _MOST_SHARE * cells.height else days.clear()


@lru_cache(maxsize=4096)
def _is_over(title: str, name: str) -> bool:
    """Whether a heading holds one of the words of a list, by its beginning."""
    known = tuple(map(fold, read_toml("workbook_words.toml")[name]))
    return any(word.startswith(known) for word in fold(title).split())
