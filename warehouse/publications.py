"""The list of publications: which snapshots were published, in order, and their sums.

Names of snapshots follow the clock of the machine, which can be wrong; this list does
not. It may be lost: snapshots that are not in it come first, in the order of names.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from pazanga.files.durable import append_line, read_regular

if TYPE_CHECKING:
    from pathlib import Path

LIST: Final = "publications.jsonl"
SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOST_BYTES: Final = 1 << 26


def read_publications(warehouse_dir: Path) -> dict[str, str]:
    """Read the SHA-256 of each published snapshot by its name, oldest first.

    A line that is torn, or none of ours, is skipped; so is a list that is unreadable.
    """
    try:
        content = read_regular(warehouse_dir / LIST, _MOST_BYTES)
    except (OSError, ValueError):
        return {}
    entries = (_parse_line(line) for line in content.splitlines())
    return dict(entry for entry in entries if entry)


def append_publication(warehouse_dir: Path, name: str, sha256: str) -> None:
    """Add a snapshot to the list, before it is shown.

    Raises:
        OSError: The disk is full or not writable.
    """
    entry = {"snapshot": name, "sha256": sha256}
    append_line(warehouse_dir / LIST, json.dumps(entry))


def _parse_line(line: bytes) -> tuple[str, str] | None:
    try:
        entry = json.loads(line)
        name, sha256 = entry["snapshot"], entry["sha256"]
        is_ours = isinstance(name, str) and SHA256.fullmatch(sha256)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return (name, sha256) if is_ours else None
