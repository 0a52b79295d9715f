"""One workbook checked: what it is, what it would change, what it mentions in vain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.check.compare import Comparison, compare_rows
from etl.check.current import find_unknown, read_current_rows
from etl.sources.workbooks import read_workbook
from warehouse.errors import NoSnapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from etl.contracts.workbooks import Kind
    from etl.sources.workbooks import WorkbookReading
    from warehouse.settings import Settings
    from warehouse.snapshots import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found about a workbook.

    Attributes:
        reading: What it holds.
        snapshot: What it was compared with; none where nothing was published yet.
        comparisons: What each kind in it would change.
        unknown: Codes that the plans do not list, by kind and column.
    """

    reading: WorkbookReading
    snapshot: Snapshot | None
    comparisons: tuple[Comparison, ...]
    unknown: Mapping[Kind, Mapping[str, pl.DataFrame]]


def check_workbook(path: Path, settings: Settings, name: str) -> Check:
    """Read a workbook and compare it with what is shown; nothing is written.

    Args:
        path: The file.
        settings: Where the warehouse is.
        name: Name the file is known by.

    Raises:
        WorkbookError: It cannot be read safely, or holds no sheet of a known kind.
    """
    reading = read_workbook(path, name=name)
    try:
        snapshot = read_current(settings.warehouse_dir)
    except NoSnapshot:
        snapshot = None
    comparisons = (
        compare_rows(kind, facts, read_current_rows(snapshot, kind))
        for kind, facts in reading.facts.items()
    )
    return Check(
        reading=reading,
        snapshot=snapshot,
        comparisons=tuple(comparisons),
        unknown={
            kind: find_unknown(snapshot, facts) for kind, facts in reading.facts.items()
        },
    )
