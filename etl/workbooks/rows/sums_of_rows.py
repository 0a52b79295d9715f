"""Payments that add up others, though nothing calls them a total.

They have no supplier where the others have one, and give the sum of the rows just above
or below them, or of all rows of their source or activity; or they begin or end the rows
of a supplier and are their sum. They load, and a person has to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.contract.notes import Note, add_up, say_money
from etl.workbooks.files.sheets import SOURCE_ROW
from etl.workbooks.tables.row_ranges import list_ranges

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from etl.workbooks.files.sheets import Sheet

_FEWEST: Final = 3
"""A sum and two rows of it."""

_SURE: Final = 4
"""So many rows of a supplier of which one is the sum of the others are no chance."""

_SAME: Final = ("plan_code", "phase")
_KEYS: Final = ("funding_source", "activity_number")


def note_sums_of_rows(
    sheet: Sheet, good: pl.DataFrame, known: Collection[int]
) -> Iterator[Note]:
    """Yield a warning that names the rows that may add up others.

    Args:
        sheet: The sheet.
        good: Rows that load.
        known: Rows of which that is said already.
    """
    if "net_eur" not in good.columns or good.height < _FEWEST:
        return
    found = find_sums_of_rows(good) - set(known)
    if found:
        rows = sorted(found)
        net = add_up(good.filter(pl.col(SOURCE_ROW).is_in(rows))["net_eur"])
        fields = {
            "count": len(rows),
            "rows": list_ranges(rows),
            "amount": say_money(net),
        }
        yield Note("rows_like_sums", "warning", sheet.name, fields)


def find_sums_of_rows(good: pl.DataFrame) -> set[int]:
    """Find the rows of payments that add up others.

    Args:
        good: Rows that load.
    """
    names = ("plan_code", "phase", "supplier", *_KEYS)
    rows = good.sort(SOURCE_ROW).select(
        pl.col(SOURCE_ROW).alias("row"),
        (pl.col("net_eur") * 100).cast(pl.Int64).alias("cents"),
        *(pl.col(name).cast(pl.String).fill_null("") for name in names),
    )
    own = rows["supplier"] == ""
    found = _find_suppliers(rows.with_row_index("at"))
    if own.any() and not own.all():
        found |= _find_blocks(rows)
        for name in _KEYS:
            found |= _find_recaps(rows, name)
    return found


def _find_blocks(rows: pl.DataFrame) -> set[int]:
    """Find rows without a supplier that add up all those just above, or below."""
    own = pl.col("supplier") == ""
    parted = rows.with_columns(own.cast(pl.Int64).cum_sum().alias("block"))
    sums = (
        parted.filter(~own)
        .group_by("block")
        .agg(
            pl.len().alias("count"),
            pl.col("cents").sum().alias("of"),
            pl.struct(_SAME).n_unique().alias("phases"),
            *(pl.col(name).first() for name in _SAME),
        )
        .filter((pl.col("count") >= _FEWEST - 1) & (pl.col("of") != 0))
        .filter(pl.col("phases") == 1)
    )
    found: set[int] = set()
    for before in (0, 1):
        asked = parted.filter(own).with_columns(pl.col("block") - before)
        joined = asked.join(sums, on=["block", *_SAME])
        found |= set(joined.filter(pl.col("cents") == pl.col("of"))["row"])
    return found


def _find_recaps(rows: pl.DataFrame, name: str) -> set[int]:
    """Find rows without a supplier that add up all others of their source, or so."""
    keys = ["plan_code", "phase", name]
    own = (pl.col("supplier") == "") & (pl.col(name) != "")
    sums = (
        rows.filter(pl.col("supplier") != "")
        .group_by(keys)
        .agg(pl.len().alias("count"), pl.col("cents").sum().alias("of"))
        .filter((pl.col("count") >= _FEWEST - 1) & (pl.col("of") != 0))
    )
    joined = rows.filter(own).join(sums, on=keys)
    return set(joined.filter(pl.col("cents") == pl.col("of"))["row"])


def _find_suppliers(rows: pl.DataFrame) -> set[int]:
    """Find rows that begin, or end, those of their supplier and are their sum.

    Of three rows one is the sum of the others by chance; of two suppliers it is not.
    """
    cents, at = pl.col("cents"), pl.col("at")
    sums = (
        rows.filter(pl.col("supplier") != "")
        .group_by("plan_code", "phase", "supplier")
        .agg(
            pl.len().alias("count"),
            cents.sum().alias("of"),
            ((at.max() - at.min() + 1) == pl.len()).alias("is_block"),
            *(
                getattr(pl.col(name), end)().alias(f"{name}_{end}")
                for name in ("row", "cents")
                for end in ("first", "last")
            ),
        )
        .filter((pl.col("count") >= _FEWEST) & pl.col("is_block"))
    )
    found: set[int] = set()
    for end in ("first", "last"):
        is_sum = (2 * pl.col(f"cents_{end}") == pl.col("of")) & (pl.col("of") != 0)
        like = sums.filter(is_sum)
        if like.height > 1 or (like["count"] >= _SURE).any():
            found |= set(like[f"row_{end}"])
    return found
