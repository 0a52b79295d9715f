"""What became of a source: the one shape between what was read and the warehouse."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final, Literal

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from etl.refresh.inputs import Source
    from pazanga.errors import UserError
    from pazanga.remarks import Remark

Status = Literal[
    "loaded", "partly", "kept", "failed", "stopped", "rejected", "withdrawn"
]
REFUSED: Final[frozenset[Status]] = frozenset({"partly", "stopped", "rejected"})
"""Files that came and are not loaded, or not all of them: they are told of once."""

SETTLED_BY: Final = "settled_by"
_ROW_PLACE: Final = ("source_file", "sheet", "row_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What became of one source, first as it is judged, then as it is written.

    Attributes:
        source: What was to be loaded.
        status: `loaded`; `partly`: a sheet of it is not; `kept`: it could not be
            read, its last good content stays; `failed`: there is none; `stopped`:
            too many of its rows, or all, are bad; `rejected`: it is nothing we can
            read; `withdrawn`: a person took it back.
        tables: Rows to load by the name of their raw table; none once written.
        rejects: Rejected rows, a row per broken rule, in the columns of
            `ops.quarantine` that a source knows of; none once written.
        sha256: Hash of the content that is loaded; empty where there is none.
        error: Why it is not loaded, or not all of it.
        remarks: What a person must or may know about it.
        said_of_changes: What a workbook says of changes of plans besides what loads,
            to be held against all decisions, as `match_beside` returns it.
        sheets_read: Sheets of a workbook that were read; none for other kinds.
        sheets_left: Sheets of which nothing was read.
        changed_at: When this content was first loaded, UTC.
        row_count: Rows loaded into raw.
        quarantined_count: Rejected rows that no later file settles.
        duration_seconds: Time to read, check and insert.
        is_new: Whether the current snapshot knows nothing of it.
        settled_by: Key of the workbook that takes the place of a refused one.
    """

    source: Source
    status: Status = "loaded"
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    rejects: pl.DataFrame = field(default_factory=pl.DataFrame)
    sha256: str
    error: UserError | None = None
    remarks: tuple[Remark, ...] = ()
    said_of_changes: pl.DataFrame = field(default_factory=pl.DataFrame)
    sheets_read: int | None = None
    sheets_left: int | None = None
    changed_at: datetime | None = None
    row_count: int = 0
    quarantined_count: int = 0
    duration_seconds: float = 0.0
    is_new: bool = True
    settled_by: str | None = None

    @property
    def fingerprint(self) -> str:
        """Return the hash of all that its rows depend on; empty where it has none."""
        is_workbook = self.source.original is not None
        return self.source.fingerprint if is_workbook and self.sha256 else self.sha256

    @property
    def is_refused(self) -> bool:
        """Whether it is a file that has just come, and is not loaded, or not all."""
        return self.is_trouble and self.status in REFUSED

    @property
    def is_trouble(self) -> bool:
        """Whether the user must be notified; a refused file is reported once."""
        return self.error is not None and (
            self.status in {"kept", "failed"} or self.is_new
        )


def recall_load(
    source: Source, row: Mapping[str, Any], remarks: tuple[Remark, ...]
) -> Load:
    """Return what became of a source, as the last snapshot says; it has not changed.

    Args:
        source: The source.
        row: Its row of `ops.load`.
        remarks: What was remarked on it.
    """
    return Load(
        source=source,
        status=row["status"],
        sha256=row["sha256"],
        remarks=remarks,
        sheets_read=row["sheets_read"],
        sheets_left=row["sheets_left"],
        changed_at=row["changed_at"].replace(tzinfo=UTC),
        row_count=row["row_count"],
        quarantined_count=row["quarantined_count"],
        duration_seconds=row["duration_seconds"],
        is_new=False,
        settled_by=row["settled_by"],
    )


def count_rows(rejects: pl.DataFrame) -> int:
    """Count the rejected rows that no later file settles, each once.

    Args:
        rejects: As `Load.rejects`.
    """
    if rejects.is_empty():
        return 0
    if SETTLED_BY in rejects.columns:
        rejects = rejects.filter(pl.col(SETTLED_BY).is_null())
    return rejects.select(_ROW_PLACE).n_unique()


def find_successors(loads: Sequence[Load]) -> list[Load]:
    """Return loads that name the good workbook of the same name that came later.

    What was remarked on a refused one is settled with it.
    """
    latest = {
        load.source.name: load.source
        for load in loads
        if load.source.kind == "workbook" and load.status == "loaded"
    }
    return [
        replace(load, settled_by=latest[load.source.name].key)
        if load.status in REFUSED
        and load.source.name in latest
        and latest[load.source.name].arrival_number > load.source.arrival_number
        else load
        for load in loads
    ]


def list_loads(loads: Iterable[Load], run_id: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of `ops.load`, a source each."""
    for load in loads:
        yield {
            "run_id": run_id,
            "source_document_key": load.source.key,
            "source_kind": load.source.kind,
            "source_name": load.source.name,
            "sha256": load.sha256,
            "status": load.status,
            "message": load.error.text("en") if load.error else None,
            "message_lt": load.error.text("lt") if load.error else None,
            "row_count": load.row_count,
            "quarantined_count": load.quarantined_count,
            "duration_seconds": load.duration_seconds,
            "changed_at": load.changed_at and load.changed_at.replace(tzinfo=None),
            "settled_by": load.settled_by,
            "sheets_read": load.sheets_read,
            "sheets_left": load.sheets_left,
            "version": load.source.version,
            "arrival_number": load.source.arrival_number,
        }


def list_remarks(loads: Iterable[Load], run_id: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of `ops.remark`, a remark on a source each."""
    for load in loads:
        for number, remark in enumerate(load.remarks, start=1):
            yield {
                "run_id": run_id,
                "source_document_key": load.source.key,
                "remark_number": number,
                "source_file": load.source.name,
                **asdict(remark),
                "settled_by": load.settled_by,
            }
