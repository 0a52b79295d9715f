"""Old figures beside changes of plans, held against what is published and the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.beside_held import note_old_values
from etl.workbooks.contract.contract import business_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.inbox.references import References
    from etl.workbooks.contract.notes import Note

_KEY: Final = list(business_key("plan-changes"))
_FIGURE: Final = pl.Decimal(18, 4)
_COLUMNS: Final = [*_KEY, "decided_on", "new_value"]


def note_changes(
    said: pl.DataFrame,
    rows: pl.DataFrame,
    current: pl.DataFrame,
    references: References | None,
) -> Iterator[Note]:
    """Yield warnings of old figures that the plan will not have had.

    Args:
        said: What the file says of its changes, as `match_beside` returns it.
        rows: Its changes that would be loaded.
        current: Changes that count now.
        references: What plans list; none where there is no package.
    """
    figures = references.lists.get("figure") if references else None
    if figures is None or said.is_empty():
        return
    now, own = _plain(current), _plain(rows)
    changes = pl.concat([now.join(own, on=_KEY, how="anti"), own])
    yield from note_old_values(said, changes, figures)


def _plain(changes: pl.DataFrame) -> pl.DataFrame:
    """Return the columns that tell changes apart and order them, choices as texts."""
    return changes.select(_COLUMNS).with_columns(
        pl.col("item", "field").cast(pl.String), pl.col("new_value").cast(_FIGURE)
    )
