"""Hash folders: the same names and contents give the same hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def hash_folder(folder: Path, patterns: Iterable[str]) -> str:
    """Hash the names and contents of the files under a folder.

    Args:
        folder: A folder; one that does not exist hashes like an empty one.
        patterns: Which files, e.g. `*.csv`; hidden ones never.
    """
    digest = hashlib.sha256()
    found = {path for pattern in patterns for path in folder.rglob(pattern)}
    for path in sorted(found):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{name.as_posix()}\0{content}\n".encode())
    return digest.hexdigest()
