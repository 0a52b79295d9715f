"""What originals hold, read once: rows by kind and rejects, kept as Parquet.

    <home>/parsed/<hash>-<version>/reading.json     what was found, hashes of the rest
    <home>/parsed/<hash>-<version>/<kind>.parquet   good rows
    <home>/parsed/<hash>-<version>/rejects.parquet  rejected cells and rows

All of it can be made again from the originals, and is where it is missing, damaged, or
from another version of the readers. Originals are read in a child with limits, which
writes these files; one that ends the child is remembered as refused.
"""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import asdict, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from etl.inbox.originals import read_originals
from etl.inbox.reader import find_seconds, reader
from etl.workbooks import (
    Note,
    SheetReading,
    WorkbookReading,
    read_workbook,
)
from etl.workbooks.contract.contract import KINDS, SCHEMAS, Reject
from etl.workbooks.contract.reference_lists import (
    read_reference_lists,
    use_reference_lists,
)
from etl.workbooks.mappings import NO_MAPPINGS, Mappings
from pazanga.errors import ArrivalError, WorkbookError, pack_error, unpack_error
from pazanga.files.hashing import hash_folder
from pazanga.log import pairs
from pazanga.processes.answering_child import ChildError
from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from etl.inbox.originals import Original
    from pazanga.errors import UserError
    from pazanga.settings import Settings

_LOG = logging.getLogger(__name__)
READING: Final = "reading.json"
REJECTS: Final = "rejects"
UNITS: Final = "units"
BESIDE: Final = "beside"
_READERS: Final = {
    "etl/workbooks": ("*.py", "*.toml"),
    "etl/plans/contract": ("*.py",),
    # What is hidden of a cell: files read before must not keep what is found now.
    "pazanga": ("personal_codes.py",),
}
_UNREADABLE: Final = "unreadable"
_LIBRARIES: Final = ("dataframely", "fastexcel", "polars", "pyarrow")


def read_original(
    original: Original, folder: Path, mappings: Mappings = NO_MAPPINGS
) -> WorkbookReading:
    """Return what an original holds, from the cache unless it has to be read.

    Args:
        original: A file that was received.
        folder: `Settings.parsed_dir`; created if missing.
        mappings: How ledgers of another layout are read.

    Raises:
        WorkbookError: The system does not let us read the original, or it has gone.
        OSError: The disk is full or not writable.
    """
    place = _place(original, folder)
    known = _load(place, original.name, mappings.version)
    if known:
        return known
    read_in_child(original, place, mappings)
    found = _load(place, original.name, mappings.version)
    if found is None:
        raise WorkbookError("unreadable", name=original.name, reason=place.name)
    return found


def describe_original(original: Original, reading: WorkbookReading) -> Original:
    """Return its record with the kinds of its rows and whether all are made up."""
    marks = [rows["is_synthetic"].all() for rows in reading.facts.values() if len(rows)]
    return replace(
        original,
        kinds=tuple(reading.facts),
        is_synthetic=bool(marks) and all(marks),
        mapping=reading.depends_on,
    )


def remove_outdated(settings: Settings) -> None:
    """Remove rows of originals that are gone, of older readers, or half-written."""
    folder = settings.parsed_dir
    if not folder.exists():
        return
    use_reference_lists(settings.reference_dir)
    originals = read_originals(settings.originals_dir)
    current = {_place(original, folder).name for original in originals}
    for place in folder.iterdir():
        if place.name not in current:
            shutil.rmtree(place, ignore_errors=True)


def reader_version() -> str:
    """Return the version of the readers: another may read something else."""
    return _name_version(read_reference_lists().version)


@cache
def _name_version(lists: str) -> str:
    digest = sha256(lists.encode())
    for name, patterns in _READERS.items():
        digest.update(hash_folder(PROJECT_ROOT / name, patterns).encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()[:12]


def read_in_child(original: Original, place: Path, mappings: Mappings) -> None:
    """Read an original in the child, which writes what it holds to a place.

    Raises:
        WorkbookError: The system does not let us read the original, or it has gone.
        OSError: The disk is full or not writable.
    """
    request = {
        "path": str(original.path),
        "name": original.name,
        "place": str(place),
        "mappings": mappings.plain,
        "reference": str(read_reference_lists().folder),
    }
    try:
        answer = reader().ask(request, find_seconds(_size(original.path)))
    except ChildError as ended:
        _LOG.warning("reader_ended %s", pairs(file=original.name, **_explain(ended)))
        refused = ArrivalError(
            f"reader_ended_{ended.reason}",
            name=original.name,
            memory_mb=ended.limits.memory_mb,
            minutes=round(ended.limits.seconds / 60),
        )
        _store(_refuse(original.name, refused), place, mappings.version)
        return
    if "unreadable" in answer:
        raise WorkbookError("unreadable", **answer["unreadable"])
    if "os_error" in answer:
        raise OSError(*answer["os_error"])


def _size(path: Path) -> int:
    """Return the size of a file; the child says why one cannot be read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _explain(ended: ChildError) -> dict[str, str]:
    return {"reason": ended.reason, "why": ended.why}


def read_and_store(
    path: Path, name: str, place: Path, mappings: Mappings = NO_MAPPINGS
) -> None:
    """Read a file and write what it holds to a place; the child does so.

    Raises:
        WorkbookError: The system does not let us read the file, or it has gone.
        OSError: The disk is full or not writable.
    """
    _store(_read(path, name, mappings), place, mappings.version)


def _place(original: Original, folder: Path) -> Path:
    return folder / f"{original.sha256[:16]}-{reader_version()}"


def _read(path: Path, name: str, mappings: Mappings) -> WorkbookReading:
    """Read an original; one that makes a reader fail stops itself, not the refresh."""
    try:
        return read_workbook(path, name=name, mappings=mappings.found)
    except WorkbookError as error:
        if error.name == _UNREADABLE:
            raise
        # A mapping that comes later may read it.
        return _refuse(name, error, is_whole=False)
    except (MemoryError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a hostile file makes fail
        _LOG.exception("reader_failed %s", pairs(file=name))
        failed = ArrivalError("reader_failed", name=name, reason=type(error))
        return _refuse(name, failed)


def _refuse(name: str, error: UserError, *, is_whole: bool = True) -> WorkbookReading:
    return WorkbookReading(
        source_file=name,
        facts={},
        rejects=Reject.create_empty(),
        is_whole=is_whole,
        error=error,
    )


def _store(reading: WorkbookReading, place: Path, mappings: str) -> None:
    """Write beside the place and move there whole."""
    fresh = place.with_name(f".{place.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        _write(reading, fresh, mappings)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(place, ignore_errors=True)
    fresh.rename(place)


def _write(reading: WorkbookReading, folder: Path, mappings: str) -> None:
    frames: dict[str, pl.DataFrame] = dict(reading.facts.items())
    frames[REJECTS] = reading.rejects
    frames[UNITS] = reading.units
    frames[BESIDE] = reading.beside
    hashes = {}
    for title, frame in frames.items():
        content = BytesIO()
        frame.write_parquet(content, compression_level=1, statistics=False)
        (folder / f"{title}.parquet").write_bytes(content.getbuffer())
        hashes[title] = sha256(content.getbuffer()).hexdigest()
    entry = {
        "name": reading.source_file,
        "is_whole": reading.is_whole,
        "mappings": mappings,
        "notes": [asdict(note) for note in reading.notes],
        "sheets": [asdict(sheet) for sheet in reading.sheets],
        "error": _describe(reading.error),
        "files": hashes,
    }
    text = json.dumps(entry, ensure_ascii=False, indent=2, default=str)
    (folder / READING).write_text(text, encoding="utf-8")


def _load(place: Path, name: str, mappings: str) -> WorkbookReading | None:
    """Read what was stored; nothing where it is missing, damaged or out of date."""
    try:
        entry = json.loads((place / READING).read_text(encoding="utf-8"))
        is_current = entry["is_whole"] or entry["mappings"] == mappings
        if entry["name"] != name or not is_current:
            return None
        return _parse(entry, {t: _open(place, t, h) for t, h in entry["files"].items()})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as why:
        _LOG.warning("parsed_damaged %s", pairs(place=place.name, reason=repr(why)))
        return None


def _parse(entry: dict[str, Any], frames: dict[str, pl.DataFrame]) -> WorkbookReading:
    rejects = Reject.cast(frames.pop(REJECTS))
    units, beside = frames.pop(UNITS), frames.pop(BESIDE)
    kinds = [kind for kind in KINDS if kind in frames]
    return WorkbookReading(
        source_file=entry["name"],
        facts={kind: SCHEMAS[kind].cast(frames[kind]) for kind in kinds},
        rejects=rejects,
        sheets=tuple(SheetReading(**sheet) for sheet in entry["sheets"]),
        notes=tuple(Note(**note) for note in entry["notes"]),
        units=units,
        beside=beside,
        is_whole=entry["is_whole"],
        error=_recall(entry["error"]),
    )


def _open(place: Path, title: str, expected: str) -> pl.DataFrame:
    content = (place / f"{title}.parquet").read_bytes()
    if sha256(content).hexdigest() != expected:
        raise ValueError(title)
    return pl.read_parquet(BytesIO(content))


def _describe(error: UserError | None) -> dict[str, Any] | None:
    return pack_error(error) if error else None


def _recall(entry: dict[str, Any] | None) -> UserError | None:
    return unpack_error(entry) if entry else None
