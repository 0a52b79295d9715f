"""In which order files that came together count: a later one replaces an earlier one.

What is known of them decides, never how they are called: the moment at which a program
saved a workbook, as the workbook says it, else that of the file; then the last day that
its rows tell of. The name decides only where all of it is the same.
"""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import polars as pl

_PROPERTIES: Final = "docProps/core.xml"
_SAVED: Final = re.compile(rb"<(?:\w+:)?modified[^>]*>\s*([0-9T:.Z+-]{19,35})\s*<")
_MOST_BYTES: Final = 2**16
_DAYS: Final = ("date", "measured_on", "decided_on", "as_of")
_EARLIEST: Final = date.min
_COPYING: Final = timedelta(minutes=1)
"""Files copied together are written within a minute: their moments then say little."""

Key = tuple[datetime, date, str]


def read_saved_at(path: Path, changed_ns: int, now: datetime) -> datetime:
    """Return when a file was saved: as a workbook itself says, else as the disk does.

    Args:
        path: The file.
        changed_ns: When its content changed on the disk, nanoseconds.
        now: A later moment is none.
    """
    on_disk = datetime.fromtimestamp(changed_ns / 1e9, UTC)
    said = _read_property(path)
    moments = [moment for moment in (said, on_disk) if moment and moment <= now]
    return moments[0] if moments else now


def _read_property(path: Path) -> datetime | None:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_PROPERTIES) as stream:
            match = _SAVED.search(stream.read(_MOST_BYTES))
        moment = datetime.fromisoformat(match[1].decode()) if match else None
    except (OSError, ValueError, KeyError, RuntimeError, EOFError, zipfile.BadZipFile):
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def find_last_day(facts: Iterable[pl.DataFrame]) -> date:
    """Return the last day that rows of a file tell of."""
    days = (
        rows[name].max()
        for rows in facts
        for name in _DAYS
        if name in rows.columns and rows.height
    )
    return max((day for day in days if isinstance(day, date)), default=_EARLIEST)


def sort_together(keys: Mapping[str, Key]) -> list[str]:
    """Sort files that came together, the one that counts last.

    Moments less than a minute apart, from one file to the next, are one.

    Args:
        keys: When each was saved, its last day and its name, by the hash of the file.
    """
    listed = sorted(keys, key=lambda sha256: (keys[sha256][0], sha256))
    groups: list[list[str]] = []
    for sha256 in listed:
        is_near = bool(groups) and (
            keys[sha256][0] - keys[groups[-1][-1]][0] < _COPYING
        )
        if is_near:
            groups[-1].append(sha256)
        else:
            groups.append([sha256])
    return [
        sha256
        for group in groups
        for sha256 in sorted(group, key=lambda sha256: (*keys[sha256][1:], sha256))
    ]
