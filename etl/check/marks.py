"""Marks in a workbook that name rows put aside, held against what is shown."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.rejected_plans import MARKED, find_foreign, find_shared, note_foreign
from etl.refresh.previous_snapshot import knows
from etl.refresh.raw import name_table
from warehouse.connection import open_snapshot, query_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.contract.notes import Note
    from warehouse.snapshots import Snapshot

_FOREIGN: Final = "_is_foreign"
_REJECTED: Final = (
    "select distinct row_mark, plan_code from ops.quarantine where row_mark is not null"
)


def drop_foreign_marks(
    facts: Mapping[Kind, pl.DataFrame], snapshot: Snapshot | None
) -> tuple[dict[Kind, pl.DataFrame], list[Note]]:
    """Return rows without marks of rejected rows of other plans, and notes on those.

    Args:
        facts: Good rows of each kind.
        snapshot: What readers see; one of an earlier program tells no plans.
    """
    notes: list[Note] = []
    kept = dict(facts)
    marked = {kind: rows.drop_nulls("corrects") for kind, rows in facts.items()}
    if snapshot is None or not any(rows.height for rows in marked.values()):
        return kept, notes
    with closing(open_snapshot(snapshot.path)) as connection:
        if not knows(connection, "ops.quarantine", ["row_mark", "plan_code"]):
            return kept, notes
        rejected = query_frame(connection, _REJECTED)
        for kind, rows in marked.items():
            own = rows.select(*MARKED, is_own=pl.lit(value=True))
            table = f"raw.{name_table(kind)}"
            listed = ", ".join(MARKED)
            known = query_frame(
                connection,
                f"select {listed}, false as is_own from {table}"  # noqa: S608 - our own tables
                " where corrects is not null",
            )
            foreign = find_foreign(own, rejected)
            both = pl.concat([own, known], how="vertical_relaxed")
            shared = find_shared(both, rejected).filter("is_own")
            notes += note_foreign(foreign, shared)
            kept[kind] = _drop_marks(facts[kind], foreign)
    return kept, notes


def _drop_marks(rows: pl.DataFrame, foreign: pl.DataFrame) -> pl.DataFrame:
    """Drop the marks of some rows, so that they are compared as new ones."""
    if foreign.is_empty():
        return rows
    pairs = foreign.select("plan_code", "corrects").unique()
    told = pairs.with_columns(pl.lit(value=True).alias(_FOREIGN))
    both = rows.join(
        told, on=["plan_code", "corrects"], how="left", maintain_order="left"
    )
    mark = pl.when(pl.col(_FOREIGN).is_null()).then("corrects").alias("corrects")
    return both.with_columns(mark).drop(_FOREIGN)
