"""What a backup holds: the list of its files, which is the last thing in it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final

from pazanga.files.private import STATE

MANIFEST: Final = "backup.json"
FORMAT: Final = 1
MOST_BYTES: Final = 64 << 20
"""Most that the list itself may take: some 400,000 files."""

NOT_KEPT: Final = frozenset(
    {".schedule.lock", "parsed", "uploads", "warehouse/.lock", "warehouse/blueprint"}
)
"""Locks, what is read again, and what has not arrived."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_LAST_YEAR_NS: Final = 250_000_000_000 * 10**9


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file of a home.

    Attributes:
        path: Below the home, with `/`.
        size: Bytes.
        sha256: Checksum of the content.
        modified_ns: When it was last changed: files of an inbox are read in that order.
        is_read_only: Whether nobody may write to it, as to a published snapshot.
    """

    path: str
    size: int
    sha256: str
    modified_ns: int
    is_read_only: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made_at: When it was made: ISO, UTC.
        product_version: Version of the program that made it.
        files: Every file, by its path.
    """

    made_at: str
    product_version: str
    files: tuple[ListedFile, ...]


def write_manifest(manifest: Manifest) -> bytes:
    """Write the list as JSON."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1).encode()


def parse_manifest(content: bytes) -> Manifest:
    """Parse and check a list that anybody may have written.

    Raises:
        ValueError: It is none, or names a file where no file of a home can be.
    """
    entry = json.loads(content)
    if not isinstance(entry, dict) or entry.get("format") != FORMAT:
        raise ValueError(entry)
    files = tuple(_parse_file(one) for one in entry["files"])
    if len({one.path for one in files}) != len(files):
        raise ValueError(files)
    made_at = datetime.fromisoformat(entry["made_at"])
    return Manifest(made_at.isoformat(), str(entry["product_version"]), files)


def is_kept(path: PurePosixPath) -> bool:
    """Whether a file of a home, by its path below it, belongs into a backup."""
    above = (path, *path.parents)
    return path.parts[0] in STATE and not any(str(one) in NOT_KEPT for one in above)


def _parse_file(entry: dict[str, Any]) -> ListedFile:
    found = ListedFile(**entry)
    path = PurePosixPath(found.path)
    is_plain = (
        found.path == str(path)
        and not path.is_absolute()
        and ".." not in path.parts
        and "\0" not in found.path
        and "\\" not in found.path
    )
    is_right = (
        is_plain
        and is_kept(path)
        and type(found.size) is int
        and found.size >= 0
        and _SHA256.fullmatch(found.sha256)
        and type(found.modified_ns) is int
        and 0 <= found.modified_ns < _LAST_YEAR_NS
        and type(found.is_read_only) is bool
    )
    if not is_right:
        raise ValueError(entry)
    return found
