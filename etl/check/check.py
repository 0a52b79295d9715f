"""A workbook checked as a refresh would check it: what it is, what would change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Literal

from etl.check.accounting import Account, account
from etl.check.changes import note_changes
from etl.check.compare import Comparison, compare_rows
from etl.check.current import read_current_rows
from etl.check.documents import (
    note_counted_by_others,
    note_left_out,
    note_look_alike,
    note_replaced_documents,
)
from etl.check.marks import drop_foreign_marks
from etl.check.references import read_references
from etl.inbox.originals import Original, read_originals
from etl.inbox.parse_cache import read_original
from etl.inbox.rejected_plans import tell_plans
from etl.inbox.settled_rejects import mark_rows
from etl.refresh.acceptance import Acceptance
from etl.refresh.inputs import Source
from etl.refresh.load import Load
from etl.refresh.raw import name_table
from etl.workbooks.contract.contract import KINDS
from etl.workbooks.contract.reference_lists import use_reference_lists
from etl.workbooks.mappings import read_mappings
from pazanga.errors import NoSnapshot, WorkbookError
from pazanga.files.unfinished import show_name
from pazanga.remarks import find_errors
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from etl.inbox.references import References
    from etl.workbooks import WorkbookReading
    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.contract.notes import Note
    from etl.workbooks.mappings import Mappings
    from pazanga.errors import UserError
    from pazanga.remarks import Remark
    from pazanga.settings import Settings
    from warehouse.snapshots import Snapshot

Extent = Literal["whole", "part", "nothing"]

_UNKNOWN: Final = ("workbooks.not_recognised", "workbooks.columns_missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found about a workbook.

    Attributes:
        name: Name it is known by.
        snapshot: What it was compared with; none where nothing was published yet.
        kinds: What it was recognised as.
        comparisons: What each kind in it would change; none where it is refused.
        rejects: Cells and rows that would be rejected, as `Reject` says.
        remarks: What a person must or may know about it.
        refusal: Why it would not be loaded as a whole; none where it would.
        known_since: When the very same file was received before, UTC; else none.
        known_as: Name it was received under; empty where it was not.
        rejected: Count of rejected rows, by kind.
        accounting: What becomes of every row of the file.
        plans: Plans of all its rows, good or not; an empty one where it is not known.
    """

    name: str
    snapshot: Snapshot | None
    kinds: tuple[Kind, ...]
    comparisons: tuple[Comparison, ...]
    rejects: pl.DataFrame
    remarks: tuple[Remark, ...] = ()
    refusal: UserError | None = None
    known_since: datetime | None = None
    known_as: str = ""
    rejected: Mapping[Kind, int] = field(default_factory=dict)
    accounting: tuple[Account, ...] = ()
    plans: tuple[str, ...] = ()

    @property
    def rows_loaded(self) -> int:
        """Count the rows that would be loaded; none of a file that is refused."""
        loaded = (part.rows for part in self.accounting if part.fate == "loaded")
        return 0 if self.refusal else sum(loaded)

    @property
    def extent(self) -> Extent:
        """Return how much would be loaded; rows put aside make no file partial."""
        if not self.rows_loaded and self.rows_rejected:
            return "nothing"
        return "part" if self.refusal or find_errors(self.remarks) else "whole"

    @property
    def rows_rejected(self) -> int:
        """Count the rejected rows of all kinds."""
        return sum(self.rejected.values())


def check_workbook(
    path: Path, settings: Settings, name: str, mappings: Mappings | None = None
) -> Check:
    """Read a workbook and compare it with what is shown; nothing is kept.

    Args:
        path: The file.
        settings: Where the warehouse is, and how many bad rows a file may have.
        name: Name the file is known by.
        mappings: How ledgers of another layout are read; `None`: as the home says.

    Raises:
        UserError: It cannot be read safely, or holds no sheet of a known kind.
    """
    name = show_name(name)
    original = Original(
        sha256=_hash(path, name), name=name, received_at=datetime.now(UTC), path=path
    )
    use_reference_lists(settings.reference_dir)
    snapshot = _find_shown(settings)
    reading = _read(original, mappings or read_mappings(settings.mappings_dir))
    references = read_references(settings, snapshot)
    load = _accept(original, reading, settings, references)
    comparisons, notes = _compare(load, snapshot, name, references)
    known = _find_known(original, settings)
    return Check(
        name=name,
        snapshot=snapshot,
        kinds=tuple(reading.facts),
        comparisons=comparisons,
        rejects=load.rejects.sort("sheet", "row_number", maintain_order=True),
        remarks=(*load.remarks, *(note.to_remark() for note in notes)),
        refusal=load.error if load.status == "stopped" else None,
        known_since=known.received_at if known else None,
        known_as=known.name if known else "",
        rejected=_count_rejected(load.rejects),
        accounting=account(reading, load.rejects),
        plans=_list_plans(reading),
    )


def _read(original: Original, mappings: Mappings) -> WorkbookReading:
    """Read a workbook and keep nothing of it.

    Raises:
        UserError: Why it cannot be read; a broken mapping goes before what it lacks.
    """
    with TemporaryDirectory() as folder:
        reading = read_original(original, Path(folder), mappings)
    if reading.error:
        # What lacks may be the very mapping that cannot be read.
        is_unknown = reading.error.code in _UNKNOWN
        broken = mappings.broken.values() if is_unknown else ()
        raise next(iter(broken), reading.error)
    return reading


def _compare(
    load: Load, snapshot: Snapshot | None, name: str, references: References | None
) -> tuple[tuple[Comparison, ...], list[Note]]:
    """Compare what would be loaded with what is shown, kind by kind.

    Returns:
        What each kind would change, and notes on documents of payments.
    """
    loaded = {kind: load.tables.get(name_table(kind)) for kind in KINDS}
    facts = {kind: rows for kind, rows in loaded.items() if rows is not None}
    current = {kind: read_current_rows(snapshot, kind) for kind in facts}
    facts, notes = drop_foreign_marks(facts, snapshot)
    if "spending" in facts:
        told = facts["spending"], current["spending"]
        notes += note_left_out(name, *told)
        notes += note_look_alike(*told)
        notes += note_replaced_documents(*told)
        notes += note_counted_by_others(name, *told)
    if "plan-changes" in facts:
        rows = facts["plan-changes"], current["plan-changes"]
        notes += note_changes(load.said_of_changes, *rows, references)
    comparisons = (
        compare_rows(kind, rows, current[kind]) for kind, rows in facts.items()
    )
    return tuple(comparisons), notes


def _list_plans(reading: WorkbookReading) -> tuple[str, ...]:
    """List the plans of all rows: what is put aside now may count later."""
    good = (rows["plan_code"] for rows in reading.facts.values())
    told = [*good, tell_plans(reading.rejects)]
    return tuple(sorted({plan or "" for plans in told for plan in plans.unique()}))


def _count_rejected(rejects: pl.DataFrame) -> dict[Kind, int]:
    """Count the rejected rows by kind; a row may have several bad cells."""
    places = rejects.select("kind", "sheet", "row_number").unique()
    return dict(places.group_by("kind").len().iter_rows())


def _accept(
    original: Original,
    reading: WorkbookReading,
    settings: Settings,
    references: References | None,
) -> Load:
    """Check a file by the rules of a refresh; without plans every code is known."""
    source = Source("workbook", original.name, original.path, original.sha256, original)
    if references is None:
        named = {name_table(kind): rows for kind, rows in reading.facts.items()}
        return Load(
            source=source,
            tables=named,
            rejects=mark_rows(reading.rejects, source.key),
            sha256=source.sha256,
            remarks=reading.remarks,
        )
    acceptance = Acceptance(
        references=references, bad_rows_percent=settings.bad_rows_percent
    )
    return acceptance.accept(source, reading, was_loaded=False)


def _find_shown(settings: Settings) -> Snapshot | None:
    try:
        return read_current(settings.warehouse_dir)
    except NoSnapshot:
        return None


def _find_known(original: Original, settings: Settings) -> Original | None:
    """Find the same content received before: loading it again changes nothing."""
    for known in read_originals(settings.originals_dir):
        if known.sha256 == original.sha256:
            return known
    return None


def _hash(path: Path, name: str) -> str:
    if path.exists() and not path.is_file():
        raise WorkbookError("no_file", name=name)
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise WorkbookError("unreadable", name=name, reason=error) from error
