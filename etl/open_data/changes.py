"""Changes of a portal's model, applied to the rows that are here already.

A change carries its operation in `_op` and only the fields it touches. What cannot be
followed with certainty is not guessed: the caller then reads the whole model again.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from etl.open_data.rows import JsonRow

_ADDING: Final = frozenset({"insert", "upsert"})
_CHANGING: Final = frozenset({"update", "patch"})
_REMOVING: Final = frozenset({"delete", "move"})
"""`move` says that a record is the same as another one, which has its own row."""


def write_json_rows(frame: pl.DataFrame) -> list[JsonRow]:
    """Write the rows of a frame the way the portal writes them: ISO dates."""
    return [
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in row.items()
        }
        for row in frame.iter_rows(named=True)
    ]


def apply_changes(
    rows: Iterable[JsonRow], changes: Iterable[JsonRow]
) -> list[JsonRow] | None:
    """Apply changes, oldest first.

    Returns:
        The rows after the changes; None where one of them cannot be followed: an
        unknown operation, or a change of a record that is not here.
    """
    kept = {row["_id"]: row for row in rows}
    for change in changes:
        operation, record = change.get("_op"), change.get("_id")
        if operation in _REMOVING:
            kept.pop(record, None)
        elif operation in _ADDING or (operation in _CHANGING and record in kept):
            kept[record] = {**kept.get(record, {}), **change}
        else:
            return None
    return list(kept.values())
