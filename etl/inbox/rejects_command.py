"""`pazanga rejects`: rejected rows of what is published, as a workbook to correct."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks import save_rejects, use_reference_lists
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import find_snapshot, read_current

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings

_WAITING: Final = """
select *
from ops.quarantine
where
    settled_by is null
    and kind is not null
    and ($source is null or $source in (source_document_key, source_file))
order by source_file, source_document_key, sheet, row_number, column_name
"""
_PLACE: Final = ("source_document_key", "sheet", "row_number")
_ADDED: Final = ("multipliers", "row_mark")
"""Columns that snapshots of earlier versions of the program lack."""


def write_rejects(
    settings: Settings,
    target: Path,
    *,
    source: str | None = None,
    snapshot: str | None = None,
) -> int:
    """Write the rows that wait to be corrected; give their count.

    Nothing is written where none waits. Rows that came by no workbook are left out:
    they are put right where they come from.

    Args:
        settings: Where the warehouse is, and the language of the reasons.
        target: XLSX file to write.
        source: Key or name of the one file whose rows are wanted; all by default.
        snapshot: Name of a snapshot; that which is shown by default.

    Raises:
        NoSnapshot: There is no such snapshot, or nothing was published yet.
        WorkbookError: The file cannot be written.
    """
    use_reference_lists(settings.reference_dir)
    rows = _read_waiting(_find(settings, snapshot), source)
    if rows.height:
        save_rejects(rows, target, settings.language)
    return rows.select(_PLACE).n_unique() if rows.height else 0


def _find(settings: Settings, snapshot: str | None) -> Path:
    if snapshot is None:
        return read_current(settings.warehouse_dir).path
    return find_snapshot(settings.warehouse_dir, snapshot)


def _read_waiting(path: Path, source: str | None) -> pl.DataFrame:
    with closing(open_snapshot(path)) as connection:
        rows = query_frame(connection, _WAITING, {"source": source})
    missing = [name for name in _ADDED if name not in rows.columns]
    return rows.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
