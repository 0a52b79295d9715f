"""What originals hold, read once: rows by kind and rejects, kept as Parquet.

    <home>/parsed/<hash>-<version>/reading.json     what was found, hashes of the rest
    <home>/parsed/<hash>-<version>/<kind>.parquet   good rows
    <home>/parsed/<hash>-<version>/rejects.parquet  cells and rows put aside

All of it can be made again from the originals, and is where it is missing, damaged, or
from another version of the readers.
"""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, cast

import polars as pl

from etl.arrivals.errors import ArrivalError
from etl.arrivals.originals import read_originals
from etl.contracts.workbooks import KINDS, SCHEMAS, Reject
from etl.inputs import hash_folder
from etl.log import pairs
from etl.sources.workbooks import Note, WorkbookError, read_workbook
from warehouse.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from etl.arrivals.originals import Original
    from etl.contracts.workbooks import Kind
    from warehouse.messages import UserError
    from warehouse.settings import Settings

_LOG = logging.getLogger(__name__)
READING: Final = "reading.json"
REJECTS: Final = "rejects"
_READERS: Final = ("etl/sources/workbooks", "etl/contracts")
_UNREADABLE: Final = "workbooks.unreadable"
_LIBRARIES: Final = ("dataframely", "fastexcel", "polars", "pyarrow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What an original holds, as its reader says.

    Attributes:
        facts: Good rows by kind, in the types of the contract.
        rejects: Cells and rows put aside, as `Reject` says.
        rows_read: Rows of data, good or not, each once.
        notes: What else a person should know.
        error: Why it could not be read at all.
    """

    facts: Mapping[Kind, pl.DataFrame]
    rejects: pl.DataFrame
    rows_read: int
    notes: tuple[Note, ...] = ()
    error: UserError | None = None


def read_parsed(original: Original, folder: Path) -> Parsed:
    """Give what an original holds; it is only read if that is not known yet.

    Args:
        original: A file that was received.
        folder: `Settings.parsed_dir`; created if missing.

    Raises:
        WorkbookError: The system does not let us read the original, or it has gone.
        OSError: The disk is full or not writable.
    """
    place = _place(original, folder)
    known = _load(place, original.name)
    if known:
        return known
    parsed = _read(original)
    _store(parsed, place, original.name)
    return parsed


def describe_original(original: Original, folder: Path) -> Original:
    """Say what kinds of rows an original holds and whether all of them are made up."""
    parsed = read_parsed(original, folder)
    marks = [rows["is_synthetic"].all() for rows in parsed.facts.values() if len(rows)]
    return replace(
        original,
        kinds=tuple(parsed.facts),
        is_synthetic=bool(marks) and all(marks),
    )


def remove_outdated(settings: Settings) -> None:
    """Remove rows of originals that are gone, of older readers, or half-written."""
    folder = settings.parsed_dir
    if not folder.exists():
        return
    originals = read_originals(settings.originals_dir)
    current = {_place(original, folder).name for original in originals}
    for place in folder.iterdir():
        if place.name not in current:
            shutil.rmtree(place, ignore_errors=True)


@cache
def reader_version() -> str:
    """Name what originals are read with: another version may read something else."""
    digest = sha256()
    for name in _READERS:
        digest.update(hash_folder(PROJECT_ROOT / name, ("*.py", "*.toml")).encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()[:12]


def _place(original: Original, folder: Path) -> Path:
    return folder / f"{original.sha256[:16]}-{reader_version()}"


def _read(original: Original) -> Parsed:
    """Read an original; one that makes a reader fail stops itself, not the refresh."""
    nothing = Reject.create_empty()
    try:
        reading = read_workbook(original.path, name=original.name)
    except WorkbookError as error:
        if error.code == _UNREADABLE:
            raise
        return Parsed(facts={}, rejects=nothing, rows_read=0, error=error)
    except (MemoryError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever a hostile file makes fail
        _LOG.exception("reader_failed %s", pairs(file=original.name))
        failed = ArrivalError("reader_failed", name=original.name, reason=repr(error))
        return Parsed(facts={}, rejects=nothing, rows_read=0, error=failed)
    rows_read = reading.rows_loaded + reading.rows_rejected
    return Parsed(
        facts=reading.facts,
        rejects=reading.rejects,
        rows_read=rows_read,
        notes=reading.notes,
    )


def _store(parsed: Parsed, place: Path, name: str) -> None:
    """Write beside the place and move there whole."""
    fresh = place.with_name(f".{place.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        _write(parsed, fresh, name)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(place, ignore_errors=True)
    fresh.rename(place)


def _write(parsed: Parsed, folder: Path, name: str) -> None:
    frames: dict[str, pl.DataFrame] = dict(parsed.facts.items())
    frames[REJECTS] = parsed.rejects
    hashes = {}
    for title, frame in frames.items():
        content = BytesIO()
        frame.write_parquet(content, compression_level=1, statistics=False)
        (folder / f"{title}.parquet").write_bytes(content.getbuffer())
        hashes[title] = sha256(content.getbuffer()).hexdigest()
    entry = {
        "name": name,
        "rows_read": parsed.rows_read,
        "notes": [asdict(note) for note in parsed.notes],
        "error": _describe(parsed.error),
        "files": hashes,
    }
    text = json.dumps(entry, ensure_ascii=False, indent=2, default=str)
    (folder / READING).write_text(text, encoding="utf-8")


def _load(place: Path, name: str) -> Parsed | None:
    """Read what was stored; nothing where it is missing, damaged or of another name."""
    try:
        entry = json.loads((place / READING).read_text(encoding="utf-8"))
        if entry["name"] != name:
            return None
        return _parse(entry, {t: _open(place, t, h) for t, h in entry["files"].items()})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as why:
        _LOG.warning("parsed_damaged %s", pairs(place=place.name, reason=repr(why)))
        return None


def _parse(entry: dict[str, Any], frames: dict[str, pl.DataFrame]) -> Parsed:
    rejects = Reject.cast(frames.pop(REJECTS))
    kinds = [kind for kind in KINDS if kind in frames]
    return Parsed(
        facts={kind: SCHEMAS[kind].cast(frames[kind]) for kind in kinds},
        rejects=rejects,
        rows_read=entry["rows_read"],
        notes=tuple(Note(**note) for note in entry["notes"]),
        error=_recall(entry["error"]),
    )


def _open(place: Path, title: str, expected: str) -> pl.DataFrame:
    content = (place / f"{title}.parquet").read_bytes()
    if sha256(content).hexdigest() != expected:
        raise ValueError(title)
    return pl.read_parquet(BytesIO(content))


def _describe(error: UserError | None) -> dict[str, Any] | None:
    return {"code": error.code, "fields": error.fields} if error else None


def _recall(entry: dict[str, Any] | None) -> UserError | None:
    if entry is None:
        return None
    package, _, name = cast("str", entry["code"]).partition(".")
    kind = WorkbookError if package == "workbooks" else ArrivalError
    return kind(name, **entry["fields"])
