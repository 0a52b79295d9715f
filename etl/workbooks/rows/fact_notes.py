"""What a person has to know of the rows of a table: totals, texts, doubtful cells."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.codes import number_of_titled
from etl.workbooks.cells.schools import mentions_school
from etl.workbooks.cells.words import fold, read_toml, read_words
from etl.workbooks.contract.notes import Note, name_some, quote_some, say_money
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.rows.printed_totals import check_totals, find_like_totals
from etl.workbooks.rows.typed_columns import read_columns
from etl.workbooks.tables.skipped_rows import list_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading
    from etl.workbooks.tables.columns import ReadColumn
    from etl.workbooks.tables.tables import SheetTable

_DAYS: Final = ("date", "document_date", "measured_on", "decided_on", "as_of")
_SEVERAL: Final = 2
_OF_PUPILS: Final = frozenset({"exams", "measurements"})
_SHORT: Final = (1, 2)
"""So many words name a group; more of them tell what is counted."""

_MONTHS: Final = 12
_DAY_FIRST: Final = r"^\s*((?:1[3-9]|2\d|3[01])[./-]\d{1,2}[./-]\d{4})\b"
_MONTH_FIRST: Final = r"^\s*(\d{1,2}[./-](?:1[3-9]|2\d|3[01])[./-]\d{4})\b"
_LEFT_A_TEXT: Final = rf"{_DAY_FIRST}\s*$|{_MONTH_FIRST}\s*$"
_TIME: Final = r"[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*$"
_NIGHT: Final = r"^2[12]:00(?::00)?$"
"""Midnight in Lithuania by universal time: 22:00 in winter, 21:00 in summer."""

_ALMOST: Final = r"^23:59:(?:3\d|[45]\d)$"
"""Midnight as a library of programs shifts it by the time zone of 1900."""

_MADE_A_DAY: Final = r"^\d{4}-\d{2}-(\d{2})(?: 00:00:00)?$"
_ONE_DECIMAL: Final = r"^[0-9]+\.[1-9]$"


def note_totals(
    sheet: Sheet, heading: Heading, table: SheetTable, columns: dict[str, ReadColumn]
) -> Iterator[Note]:
    """Yield that rows add up others, and where their sums disagree."""
    if not table.totals.height:
        return
    fields = {"count": table.totals.height}
    yield Note("totals_skipped", "note", sheet.name, fields)
    printed = read_columns(table.totals, sheet, heading)
    money = [name for name in printed if name.endswith("_eur")]
    unread = {
        row
        for name in money
        for row in table.data[ROW].filter(columns[name].rules.is_not_null())
    }
    yield from check_totals(
        table.totals.select(ROW, **{name: printed[name].values for name in money}),
        table.data.select(ROW, **{name: columns[name].values for name in money}),
        sheet.name,
        heading,
        unread,
    )


def note_like_totals(
    sheet: Sheet, table: SheetTable, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield the rows that may add up those above them, though nothing says so."""
    if "net_eur" not in good.columns:
        return
    names = ("net_eur", "vat_eur", "gross_eur")
    amounts = good.select(pl.col(SOURCE_ROW).alias(ROW), *names)
    nets = dict(amounts.select(ROW, "net_eur").rows())
    for row in find_like_totals(amounts, table):
        fields = {"row": row, "amount": say_money(nets[row])}
        yield Note("row_like_total", "warning", sheet.name, fields)


def note_numberless(sheet: Sheet, good: pl.DataFrame) -> Iterator[Note]:
    """Yield which documents have no number, so that others may replace them."""
    if "document_number" not in good.columns:
        return
    known = read_words().no_number
    texts = good["document_number"].unique()
    # A longer text with a digit is a number: it is not looked at one by one.
    numbered = texts.str.contains(r"\d") & (texts.str.len_chars() > _longest(known))
    said = [
        text
        for text in texts.filter(~numbered)
        if fold(text) in known or not any(map(str.isalnum, text))
    ]
    rows = good.filter(pl.col("document_number").is_in(said))[SOURCE_ROW]
    if len(rows):
        fields = {
            "count": len(rows),
            "rows": list_rows(rows),
            "said": name_some(sorted(said)),
        }
        yield Note("documents_without_number", "warning", sheet.name, fields)


def _longest(words: Iterable[str]) -> int:
    """Return the length of the longest word that has a digit."""
    return max((len(w) for w in words if any(map(str.isdigit, w))), default=0)


def note_schools(sheet: Sheet, heading: Heading, good: pl.DataFrame) -> Iterator[Note]:
    """Yield that a school is spoken of, though rows belong to the municipality."""
    if "school_code" not in good.columns:
        return
    said = [*heading.schools, *filter(mentions_school, sheet.beside)]
    count = good.filter(pl.col("school_code") == "").height
    if said and count:
        fields = {"count": count, "said": name_some(dict.fromkeys(said))}
        yield Note("school_not_taken", "warning", sheet.name, fields)


def note_signs(sheet: Sheet, good: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning where every payment is below zero, as some ledgers write costs.

    Args:
        sheet: The sheet.
        good: Rows that load.
    """
    if "net_eur" not in good.columns or good.height < _SEVERAL:
        return
    if (good["net_eur"] < 0).all():
        amount = say_money(Decimal(good["net_eur"].sum()))
        fields = {"count": good.height, "amount": amount}
        yield Note("payments_below_zero", "warning", sheet.name, fields)


def note_groups(sheet: Sheet, heading: Heading) -> Iterator[Note]:
    """Yield columns that are not loaded and may part pupils: of whom is a value?"""
    if heading.kind not in _OF_PUPILS:
        return
    stems = tuple(map(fold, read_toml("workbook_words.toml")["pupil_groups"]))
    others = heading.others_of(map(str, range(len(heading.ledger))))
    titles = heading.unknown or tuple(map(heading.title_of, map(int, others)))
    said = [
        title
        for title in titles
        if len(words := fold(title).split()) in _SHORT
        and any(word.startswith(stems) for word in words)
    ]
    if said:
        fields = {"columns": quote_some(title.strip() for title in said)}
        yield Note("pupils_grouped", "warning", sheet.name, fields)


def note_texts(
    sheet: Sheet, unwrapped: int, personal: int, untaxed: int
) -> Iterator[Note]:
    """Yield how many texts were unwrapped or read as 0, and personal codes dropped."""
    if untaxed:
        yield Note("vat_said_none", "note", sheet.name, {"count": untaxed})
    if unwrapped:
        yield Note("texts_unwrapped", "note", sheet.name, {"count": unwrapped})
    if personal:
        yield Note("personal_codes_dropped", "warning", sheet.name, {"count": personal})


def note_cells(sheet: Sheet, heading: Heading, texts: pl.DataFrame) -> Iterator[Note]:
    """Yield how many numbers stand beside titles, or were kept as numbers."""
    titled = sum(
        texts[name].drop_nulls().map_elements(_is_titled, pl.Boolean).sum()
        for name in ("activity_number", "number", "indicator_number")
        if name in texts.columns and texts[name].str.contains(r"\p{L}").any()
    )
    if titled:
        yield Note("numbers_beside_titles", "warning", sheet.name, {"count": titled})
    for name in ("activity_number", "number"):
        if name not in heading.places or not sheet.is_typed:
            continue
        short = texts.filter(pl.col(name).str.contains(_ONE_DECIMAL))[ROW]
        place = heading.places[name]
        count = len(sheet.number_cells([place])[place].keys() & set(short))
        if count:
            fields = {"count": count}
            yield Note("activity_numbers_as_numbers", "warning", sheet.name, fields)


def note_days(sheet: Sheet, heading: Heading, texts: pl.DataFrame) -> Iterator[Note]:
    """Yield where a spreadsheet may have taken days for months.

    It makes a day of `05/03/2024` as it reads it, and leaves `31/05/2024` a text. Where
    such texts stand beside days of which none is above 12, these may be swapped.
    """
    labels = {column.name: column.labels for column in columns_of(heading.kind)}
    for name in _DAYS:
        if name not in texts.columns:
            continue
        left = texts[name].str.contains(_LEFT_A_TEXT).fill_null(value=False).sum()
        days = texts[name].str.extract(_MADE_A_DAY, 1).cast(pl.Int64).drop_nulls()
        if sheet.is_typed and left and len(days) and (days <= _MONTHS).all():
            fields = {"count": len(days), "left": left, "column": labels[name]}
            yield Note("days_maybe_swapped", "warning", sheet.name, fields)
        yield from _note_orders(sheet, texts[name], labels[name])
        yield from _note_times(sheet, texts[name], labels[name])


def _note_orders(
    sheet: Sheet, texts: pl.Series, column: dict[str, str]
) -> Iterator[Note]:
    """Yield where some dates of a column begin with the day, and others not."""
    first = texts.str.extract(_DAY_FIRST, 1).drop_nulls()
    second = texts.str.extract(_MONTH_FIRST, 1).drop_nulls()
    if len(first) and len(second):
        fields = {"column": column, "first": first[0], "second": second[0]}
        yield Note("days_of_two_orders", "warning", sheet.name, fields)


def _note_times(
    sheet: Sheet, texts: pl.Series, column: dict[str, str]
) -> Iterator[Note]:
    """Yield where all times of a column are midnight in another time zone."""
    times = texts.str.extract(_TIME, 1).drop_nulls()
    told = times.filter(~times.is_in(["00:00", "00:00:00"]))
    for pattern in (_NIGHT, _ALMOST):
        if len(told) and told.str.contains(pattern).all():
            said = ", ".join(sorted(told.unique())[:2])
            fields = {"count": len(told), "said": said, "column": column}
            yield Note("days_maybe_utc", "warning", sheet.name, fields)


def _is_titled(text: str) -> bool:
    return bool(number_of_titled(text))
