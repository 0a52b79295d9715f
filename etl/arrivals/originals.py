"""Originals: every file that was received, kept by the hash of its content.

The record beside an original makes it an input of every refresh from then on; it is
written last. Kept free of heavy imports: a refresh that finds nothing new reads only
the records.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from etl.log import pairs
from warehouse.durable import replace_text, sync

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

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
    """

    sha256: str
    name: str
    received_at: datetime
    path: Path
    kinds: tuple[str, ...] = ()
    is_synthetic: bool = False

    @property
    def key(self) -> str:
        """Key of the source document: its content, for two files may share a name."""
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


def keep_bytes(source: BinaryIO, name: str, folder: Path) -> tuple[str, Path]:
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
    except OSError:
        # Half a file must not go on filling a disk that is full.
        fresh.unlink(missing_ok=True)
        raise
    kept = folder / f"{sha256}{_find_ending(name)}"
    fresh.replace(kept)
    sync(folder)
    return sha256, kept


def _copy(source: BinaryIO, target: Path) -> str:
    """Copy a file to the disk for good, and give the hash of its content."""
    digest = hashlib.sha256()
    with target.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def write_record(original: Original) -> None:
    """Make an original that is kept an input of every refresh from now on.

    Raises:
        OSError: The disk is full or not writable.
    """
    record = {
        "name": original.name,
        "received_at": original.received_at.isoformat(),
        "file": original.path.name,
        "kinds": list(original.kinds),
        "is_synthetic": original.is_synthetic,
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    replace_text(original.path.with_name(f"{original.sha256}.json"), text)


def remove_original(original: Original) -> None:
    """Take an original out of the inputs; the record goes first.

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
    """Say when a file that comes now is received: after all others, whatever the clock.

    Args:
        originals: All that were received before.
        now: What the clock says, UTC.
    """
    last = max((original.received_at for original in originals), default=None)
    return now if last is None or now > last else last + _TICK


def _order(original: Original) -> tuple[datetime, str]:
    return original.received_at, original.sha256


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
        )
    except (ValueError, KeyError, TypeError) as error:
        _LOG.warning("record_unreadable %s", pairs(file=path.name, reason=repr(error)))
    kept = [other for other in path.parent.glob(f"{path.stem}.*") if other != path]
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    found = kept[0] if kept else path.with_suffix("")
    return Original(sha256=path.stem, name=found.name, received_at=moment, path=found)


def _find_ending(name: str) -> str:
    """Give the ending of a name if it is a plain one: readers go by it."""
    _, point, ending = name.rpartition(".")
    found = f"{point}{ending}".lower()
    return found if _ENDING.fullmatch(found) else ""
