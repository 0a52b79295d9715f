"""A workbook checked as a refresh would check it: what it is, what would change."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

from etl.arrivals.originals import Original, read_originals
from etl.arrivals.parsed import read_parsed
from etl.arrivals.references import References
from etl.arrivals.settling import mark_rows
from etl.arrivals.workbook import Delivery, Desk
from etl.check.compare import Comparison, compare_rows
from etl.check.current import read_current_rows
from etl.sources.workbooks import WorkbookError
from warehouse.connection import open_snapshot
from warehouse.errors import NoSnapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.contracts.workbooks import Kind
    from etl.sources.workbooks import Note
    from warehouse.messages import UserError
    from warehouse.settings import Settings
    from warehouse.snapshots import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found about a workbook.

    Attributes:
        name: Name it is known by.
        snapshot: What it was compared with; none where nothing was published yet.
        kinds: What it was recognised as.
        comparisons: What each kind in it would change; none where it is refused.
        rejects: Cells and rows that would be put aside, as `Reject` says.
        notes: What else a person should know.
        refusal: Why it would not be loaded as a whole; none where it would.
        known_since: When the very same file was received before, UTC; else none.
        rejected: Count of rows put aside, by kind.
    """

    name: str
    snapshot: Snapshot | None
    kinds: tuple[Kind, ...]
    comparisons: tuple[Comparison, ...]
    rejects: pl.DataFrame
    notes: tuple[Note, ...] = ()
    refusal: UserError | None = None
    known_since: datetime | None = None
    rejected: Mapping[Kind, int] = field(default_factory=dict)

    @property
    def rows_rejected(self) -> int:
        """Count the rows put aside of all kinds."""
        return sum(self.rejected.values())


def check_workbook(path: Path, settings: Settings, name: str) -> Check:
    """Read a workbook and compare it with what is shown; nothing is kept.

    Args:
        path: The file.
        settings: Where the warehouse is, and how many bad rows a file may have.
        name: Name the file is known by.

    Raises:
        UserError: It cannot be read safely, or holds no sheet of a known kind.
    """
    original = Original(
        sha256=_hash(path, name), name=name, received_at=datetime.now(UTC), path=path
    )
    snapshot = _find_shown(settings)
    with TemporaryDirectory() as folder:
        delivery = _receive(original, Path(folder), settings, snapshot)
        parsed = read_parsed(original, Path(folder))
    if parsed.error:
        raise parsed.error
    comparisons = (
        compare_rows(kind, facts, read_current_rows(snapshot, kind))
        for kind, facts in delivery.facts.items()
    )
    places = delivery.rejects.select("kind", "sheet", "row_number").unique()
    counts = dict(places.group_by("kind").len().iter_rows())
    return Check(
        name=name,
        snapshot=snapshot,
        kinds=tuple(parsed.facts),
        comparisons=tuple(comparisons),
        rejects=delivery.rejects.sort("sheet", "row_number", maintain_order=True),
        notes=parsed.notes,
        refusal=delivery.refusal,
        known_since=_find_known(original, settings),
        rejected=counts,
    )


def _receive(
    original: Original, folder: Path, settings: Settings, snapshot: Snapshot | None
) -> Delivery:
    """Let a file through the same rules as a refresh; without plans none is unknown."""
    if snapshot is None:
        parsed = read_parsed(original, folder)
        rejects = mark_rows(parsed.rejects, original.key)
        return Delivery(facts=parsed.facts, rejects=rejects)
    with closing(open_snapshot(snapshot.path)) as connection:
        references = References.read(connection)
    desk = Desk(
        parsed_dir=folder,
        references=references,
        # Nothing is received later than what is checked now.
        read_later=lambda _kind: pl.DataFrame(),
        bad_rows_percent=settings.bad_rows_percent,
    )
    return desk.receive(original, was_loaded=False)


def _find_shown(settings: Settings) -> Snapshot | None:
    try:
        return read_current(settings.warehouse_dir)
    except NoSnapshot:
        return None


def _find_known(original: Original, settings: Settings) -> datetime | None:
    """Find when the same content was received: loading it again changes nothing."""
    for known in read_originals(settings.originals_dir):
        if known.sha256 == original.sha256:
            return known.received_at
    return None


def _hash(path: Path, name: str) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorkbookError("unreadable", name=name, reason=reason) from error
