"""Originals: every file that was received, kept by the hash of its content.

The record beside an original makes it an input of every refresh from then on; it is
written last. Kept free of heavy imports: a refresh that finds nothing new reads only
the records.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol

from pazanga.files.durable import move_into_place, replace_text
from pazanga.log import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LOG = logging.getLogger(__name__)
_CHUNK: Final = 2**20
_KEY_DIGITS: Final = 16
_ENDING: Final = re.compile(r"\.[a-z0-9]{1,8}", re.ASCII)
_RECORD: Final = re.compile(r"[0-9a-f]{64}\.json")
_TICK: Final = timedelta(microseconds=1)
_FRESH: Final = ".{name}.new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file that was received.

    Attributes:
        sha256: Hash of its content.
        name: Name it was dropped under.
        received_at: When it was received, UTC; later than any file before it.
        path: Where its bytes are kept.
        kinds: What it was recognised as; none where it could not be read.
        is_synthetic: Whether every row of it is made up for a demonstration.
        mapping: Name of the mapping that reads it; empty: none does, but one might;
            `None`: all of it is of our own layout.
        is_recovered: Whether its record was damaged, so that name and day are guessed.
        withdrawn_at: When a person took it back, UTC; none: it counts.
        taken_in_at: When it was taken in, UTC, together with all files of the same
            moment; none: an earlier version of the program did not say.
    """

    sha256: str
    name: str
    received_at: datetime
    path: Path
    kinds: tuple[str, ...] = ()
    is_synthetic: bool = False
    mapping: str | None = None
    is_recovered: bool = False
    withdrawn_at: datetime | None = None
    taken_in_at: datetime | None = None

    @property
    def key(self) -> str:
        """Return the key of the source document: its content, for names may repeat."""
        return f"workbook:{self.sha256[:_KEY_DIGITS]}"


def read_originals(folder: Path) -> list[Original]:
    """Read the records of a folder, in the order the files were received.

    Args:
        folder: `Settings.originals_dir`; need not exist.
    """
    if not folder.exists():
        return []
    records = (path for path in folder.iterdir() if _RECORD.fullmatch(path.name))
    return sorted(map(_read_record, records), key=_order)


class ByteStream(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Read at most so many bytes; none at the end."""
        ...


def keep_bytes(source: ByteStream, name: str, folder: Path) -> tuple[str, Path]:
    """Copy a file to its name among the originals; give its hash and that path.

    A crash leaves nothing but a hidden file that the next run removes.

    Args:
        source: The file, open.
        name: Its name; readers go by the ending.
        folder: `Settings.originals_dir`; created if missing.

    Raises:
        OSError: It cannot be read, or the disk is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / _FRESH.format(name="arriving")
    try:
        sha256 = _copy(source, fresh)
    except Exception:
        # Half a file must not go on filling a disk that is full.
        fresh.unlink(missing_ok=True)
        raise
    kept = folder / f"{sha256}{_find_ending(name)}"
    move_into_place(fresh, kept)
    return sha256, kept


def _copy(source: ByteStream, target: Path) -> str:
    """Copy a file to the disk for good, and give the hash of its content."""
    digest = hashlib.sha256()
    with target.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest()


def write_record(original: Original) -> None:
    """Make an original that is kept an input of every refresh from now on.

    Raises:
        OSError: The disk is full or not writable.
    """
    withdrawn_at, taken_in_at = original.withdrawn_at, original.taken_in_at
    record = {
        "name": original.name,
        "received_at": original.received_at.isoformat(),
        "file": original.path.name,
        "kinds": list(original.kinds),
        "is_synthetic": original.is_synthetic,
        "mapping": original.mapping,
        "is_recovered": original.is_recovered,
        "withdrawn_at": withdrawn_at.isoformat() if withdrawn_at else None,
        "taken_in_at": taken_in_at.isoformat() if taken_in_at else None,
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    replace_text(original.path.with_name(f"{original.sha256}.json"), text)


def remove_original(original: Original) -> None:
    """Remove an original from the inputs; the record goes first.

    Raises:
        OSError: The folder is not writable.
    """
    original.path.with_name(f"{original.sha256}.json").unlink(missing_ok=True)
    original.path.unlink(missing_ok=True)


def remove_unfinished(folder: Path) -> None:
    """Remove what a crash left half-written among the originals."""
    for path in folder.glob(_FRESH.format(name="*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def next_moment(originals: Iterable[Original], now: datetime) -> datetime:
    """Choose when a file that comes now is received: after all others.

    Args:
        originals: All that were received before.
        now: What the clock says, UTC.
    """
    last = max((original.received_at for original in originals), default=None)
    return now if last is None or now > last else last + _TICK


def _order(original: Original) -> tuple[datetime, str]:
    return original.received_at, original.sha256


def _read_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _read_record(path: Path) -> Original:
    """Read a record; from one that is damaged what the file itself says."""
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Original(
            sha256=path.stem,
            name=record["name"],
            received_at=datetime.fromisoformat(record["received_at"]),
            path=path.with_name(record["file"]),
            kinds=tuple(record["kinds"]),
            is_synthetic=record["is_synthetic"],
            # Records of an earlier version say nothing of mappings.
            mapping=record.get("mapping", None if record["kinds"] else ""),
            is_recovered=record.get("is_recovered", False),
            withdrawn_at=_read_moment(record.get("withdrawn_at")),
            taken_in_at=_read_moment(record.get("taken_in_at")),
        )
    except (ValueError, KeyError, TypeError) as error:
        _LOG.warning("record_unreadable %s", pairs(file=path.name, reason=repr(error)))
    kept = [other for other in path.parent.glob(f"{path.stem}.*") if other != path]
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    found = kept[0] if kept else path.with_suffix("")
    return Original(
        sha256=path.stem,
        name=found.name,
        received_at=moment,
        path=found,
        mapping="",
        is_recovered=True,
    )


def _find_ending(name: str) -> str:
    """Return the ending of a name if it is a plain one: readers go by it."""
    _, point, ending = name.rpartition(".")
    found = f"{point}{ending}".lower()
    return found if _ENDING.fullmatch(found) else ""
