"""Where rejected rows first came from: a corrected row counts as part of that file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.rejected_plans import PLAN_CODE, tell_plans
from etl.inbox.settled_rejects import CORRECTS, MARK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ORIGIN: Final = "origin_number"
_SAYS_MARK: Final = f'"{CORRECTS}":"'


def number_origins(rejects: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """Find for each rejected row the place of arrival of its first file.

    A row that was rejected again while it corrected another comes from where that one
    does; one of another plan corrects nothing. The plan is written beside each row.

    Args:
        rejects: Rejected rows of each source; `origin_number` holds the place of the
            source itself.
    """
    told = [_add_plans(rows) for rows in rejects]
    marked = [rows for rows in told if MARK in rows.columns]
    own: dict[str, int] = {}
    plans: dict[str, str] = {}
    corrected: dict[str, str] = {}
    for rows in marked:
        own.update(rows.drop_nulls(MARK).select(MARK, ORIGIN).rows())
        plans.update(rows.select(MARK, PLAN_CODE).drop_nulls().rows())
        again = rows.filter(pl.col("raw_cells").str.contains(_SAYS_MARK, literal=True))
        for mark, cells in again.select(MARK, "raw_cells").unique().rows():
            corrected[mark] = json.loads(cells)[CORRECTS].strip()
    corrected = {
        mark: earlier
        for mark, earlier in corrected.items()
        if earlier not in plans or plans[earlier] == plans.get(mark)
    }
    first = {mark: own[_find_first(mark, corrected, own)] for mark in corrected}
    return [_take_over(rows, first) if first else rows for rows in told]


def _add_plans(rows: pl.DataFrame) -> pl.DataFrame:
    if MARK not in rows.columns:
        return rows
    return rows.with_columns(tell_plans(rows).alias(PLAN_CODE))


def _find_first(mark: str, corrected: Mapping[str, str], own: Mapping[str, int]) -> str:
    """Find where a mark leads from correction to correction, as far as it goes."""
    seen: set[str] = set()
    while mark not in seen and corrected.get(mark, "") in own:
        seen.add(mark)
        mark = corrected[mark]
    return mark


def _take_over(rows: pl.DataFrame, first: Mapping[str, int]) -> pl.DataFrame:
    if MARK not in rows.columns:
        return rows
    found = pl.col(MARK).replace_strict(first, default=None, return_dtype=pl.Int64)
    return rows.with_columns(pl.coalesce(found, ORIGIN).alias(ORIGIN))
