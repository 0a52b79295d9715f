"""Rows that add up others: held against the rows they add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from etl.workbooks.contract.notes import Note, say_money
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import columns_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from etl.workbooks.headings.headings import Heading
    from etl.workbooks.tables.columns import ReadColumn
    from etl.workbooks.tables.tables import SheetTable

_FEWEST_ADDED: Final = 3


def check_totals(
    printed: pl.DataFrame,
    amounts: pl.DataFrame,
    sheet: str,
    heading: Heading,
    unread: Collection[int],
) -> Iterator[Note]:
    """Compare each printed total with the rows above it.

    A total may add up the rows since any total before it, or all rows above. One that
    does none of it is noted with both figures; nothing is adjusted. Where the first one
    stands above all rows, each may add up those below it, up to any later total or all.
    Beside a row whose amount could not be read no sum is known, and none is compared.

    Args:
        printed: `_row` and the amounts of the rows that add up, as read.
        amounts: `_row` and the amounts of the rows of data; null: empty or not read.
        sheet: Name of the sheet.
        heading: The heading, for what its columns are called.
        unread: Rows of data with an amount that could not be read.
    """
    labels = {column.name: column.labels for column in columns_of(heading.kind)}
    first_unread = min(unread, default=None)
    rows = printed[ROW].to_list()
    leads = bool(rows) and not amounts.filter(pl.col(ROW) < min(rows)).height
    if leads and first_unread is not None:
        return
    names = printed.columns[1:]
    running = {name: _add_up(name, rows, amounts) for name in names}
    for place, (row, *totals) in enumerate(printed.rows()):
        if first_unread is not None and row > first_unread:
            return
        for name, total in zip(names, totals, strict=True):
            so_far = running[name][place]
            sums = {so_far - start for start in (Decimal(), *running[name][:place])}
            if leads:
                sums |= {end - so_far for end in running[name][place + 1 :]}
            if total is not None and total not in sums:
                fields = _describe(row, labels[name], total, sums)
                yield Note("total_differs", "warning", sheet, fields)


def _add_up(name: str, totals: Sequence[int], amounts: pl.DataFrame) -> list[Decimal]:
    """Add up the amounts above each total, and at the end all of them."""
    at = pl.col(ROW)
    parts = [amounts.filter(at < row)[name] for row in totals]
    return [Decimal(part.sum() or 0) for part in (*parts, amounts[name])]


@dataclass(slots=True)
class _Sums:
    """Amounts of some rows, added up; how many rows they are."""

    count: int = 0
    amounts: list[Decimal] = field(default_factory=list)

    def add(self, given: Sequence[Decimal | None]) -> None:
        """Add the amounts of a row."""
        before = self.amounts or [Decimal()] * len(given)
        self.count += 1
        self.amounts = [
            a + (b or Decimal()) for a, b in zip(before, given, strict=True)
        ]

    def equal(self, given: Sequence[Decimal | None]) -> bool:
        """Whether all amounts that a row gives are the sums, and one is not zero."""
        pairs = zip(self.amounts, given, strict=False)
        told = [(total, own) for total, own in pairs if own is not None]
        return any(own for _, own in told) and all(total == own for total, own in told)


def find_like_totals(amounts: pl.DataFrame, table: SheetTable) -> Iterator[int]:
    """Yield rows of data whose amounts add up those since a total, or all of them.

    Two rows add up to a third by chance often: the third is told only where it ends a
    group, or is called a total.

    Args:
        amounts: `_row` and the amounts of rows of data, net first.
        table: The table.
    """
    totals, labelled = table.totals[ROW].to_list(), table.labelled
    if not _may_add_up(amounts, totals):
        return
    filled = {*table.data[ROW], *totals}
    marked, part, whole = sorted(totals), _Sums(), _Sums()
    for row, net, *others in amounts.rows():
        if marked and marked[0] < row:
            part = _Sums()
            marked = [number for number in marked if number > row]
        ends = row + 1 not in filled
        fewest = 1 if row in labelled else _FEWEST_ADDED - ends
        given = (net, *others)
        is_like = any(s.count >= fewest and s.equal(given) for s in (part, whole))
        if is_like and net:
            yield row
            part = _Sums()
        else:
            part.add(given)
            whole.add(given)


def _may_add_up(amounts: pl.DataFrame, totals: Collection[int]) -> bool:
    """Whether a row equals all rows above it, or all since a known total.

    Large tables have none, and are not gone through row by row.
    """
    names = [name for name in amounts.columns if name != ROW]
    cents = [(pl.col(name) * 100).cast(pl.Int64).alias(name) for name in names]
    known = pl.Series(sorted(totals), dtype=pl.Int64)
    parts = known.search_sorted(amounts[ROW])
    rows = amounts.select(parts.alias("_part"), *cents)
    sums = [
        pl.col(name).fill_null(0).cum_sum() - pl.col(name).fill_null(0)
        for name in names
    ]
    equal = [
        pl.all_horizontal(
            (pl.col(name) == (total.over("_part") if is_part else total)).fill_null(
                value=True
            )
            for name, total in zip(names, sums, strict=True)
        )
        for is_part in (True, False)
    ]
    is_like = pl.any_horizontal(equal) & (pl.col(names[0]) != 0)
    return bool(rows.select(is_like.fill_null(value=False).any()).item())


def reject_labelled(
    rules: dict[str, pl.Series],
    texts: pl.DataFrame,
    columns: Mapping[str, ReadColumn],
    table: SheetTable,
) -> None:
    """Reject rows that are called a total in any cell and add up those above them.

    Args:
        rules: Rules by column, to which the rejected rows are added.
        texts: `_row` and the texts of the rows of data.
        columns: Those columns, read.
        table: The table.
    """
    if not table.labelled or "net_eur" not in columns:
        return
    names = [n for n in ("net_eur", "vat_eur", "gross_eur") if n in columns]
    amounts = texts.select(ROW, **{name: columns[name].values for name in names})
    like = [r for r in find_like_totals(amounts, table) if r in table.labelled]
    found = texts[ROW].is_in(like) & rules["net_eur"].is_null()
    marked = pl.when(found).then(pl.lit("may_be_total")).otherwise(rules["net_eur"])
    rules["net_eur"] = pl.select(marked).to_series()


def _describe(
    row: int, column: dict[str, str], total: Decimal, sums: set[Decimal]
) -> dict[str, Any]:
    nearest = min(sums, key=lambda found: abs(found - total))
    return {
        "row": row,
        "column": column,
        "printed": say_money(total),
        "summed": say_money(nearest),
    }
