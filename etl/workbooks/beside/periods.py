"""Periods beside payments of which a later one holds an earlier one: reports to date.

An invoice for January to June, beside one for January to March for the same work, may
hold it once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from etl.workbooks.cells.documents import SUPPLIER_KEY, add_document_keys
from etl.workbooks.cells.said_times import times_in
from etl.workbooks.cells.words import fold
from etl.workbooks.contract.notes import Note, add_up, quote_some, say_money
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_Months = frozenset[tuple[int, int]]
"""Months, each with its year."""

_ITEM: Final = ["plan_code", "activity_number", "school_code", "funding_source"]
_MOST_ROWS: Final = 50
"""More rows of one supplier, activity and source are compared by nobody."""


_MOST_TEXTS: Final = 2_000
"""A column of more texts holds no periods of reports."""

_CONTRACTS: Final = ("sutart", "contract", "agreement")
"""Words over periods of contracts: each is of one, and a payment is of a part."""


class _Row(NamedTuple):
    row: int
    number: str
    net: Decimal
    said: str
    months: _Months


def note_nested_periods(
    sheet: Sheet, heading: Heading, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield a warning of payments whose period holds that of another, smaller one.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
    """
    if heading.kind != "spending" or good.is_empty():
        return
    paid = add_document_keys(good.filter(pl.col("net_eur") > 0))
    for name in heading.others_of(sheet.rows.columns):
        title = heading.title_of(int(name)).strip()
        if any(word.startswith(_CONTRACTS) for word in fold(title).split()):
            continue
        cells = sheet.rows.select(pl.col(ROW).alias(SOURCE_ROW), said=pl.col(name))
        months = _list_months(cells["said"].drop_nulls().unique(maintain_order=True))
        if not months:
            continue
        both = paid.join(cells, on=SOURCE_ROW).filter(
            pl.col("said").is_in(list(months))
        )
        pairs = [
            pair
            for _, rows in both.group_by([*_ITEM, SUPPLIER_KEY], maintain_order=True)
            for pair in _find_nested(rows, months)
        ]
        if pairs:
            yield _say(sheet, title, pairs)


def _list_months(texts: pl.Series) -> dict[str, _Months]:
    """List the months of texts that name some; empty where no text holds another."""
    if len(texts) > _MOST_TEXTS:
        return {}
    found = {text: months for text in texts if (months := _months_of(text))}
    kinds = set(found.values())
    is_nested = any(one < other for one in kinds for other in kinds)
    return found if is_nested else {}


def _find_nested(
    rows: pl.DataFrame, months: Mapping[str, _Months]
) -> Iterator[tuple[_Row, _Row]]:
    """Yield rows with the larger one whose period holds theirs."""
    if not 1 < rows.height <= _MOST_ROWS:
        return
    columns = (SOURCE_ROW, "document_number", "net_eur", "said")
    told = [
        _Row(row, number, net, said, months[said])
        for row, number, net, said in rows.select(columns).rows()
    ]
    for part in told:
        for whole in told:
            is_more = part.months < whole.months and part.net <= whole.net
            if is_more and part.number != whole.number:
                yield part, whole
                break


def _months_of(text: str) -> _Months:
    """Return the months of one year that a text names; empty where it names no year."""
    times = times_in(text.strip())
    if len(times.years) != 1:
        return frozenset()
    [year] = times.years
    return frozenset((year, month) for month in times.months)


def _say(sheet: Sheet, title: str, pairs: Sequence[tuple[_Row, _Row]]) -> Note:
    found = sorted({one.row for pair in pairs for one in pair})
    said = dict.fromkeys(one.said.strip() for pair in pairs for one in pair)
    parts = {part.row: part.net for part, _ in pairs}
    fields = {
        "count": len(found),
        "rows": list_ranges(found),
        "said": quote_some(said),
        "heading": title,
        "amount": say_money(add_up(pl.Series(list(parts.values())))),
    }
    return Note("periods_nest", "warning", sheet.name, fields)
