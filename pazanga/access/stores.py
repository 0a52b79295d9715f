"""Small files about access: one JSON value each, replaced whole, for us alone."""

from __future__ import annotations

import json
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock

from pazanga.files.durable import read_regular, replace_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES: Final = 1 << 22
LOCK_SECONDS: Final = 10
"""Longer than any of us writes; whoever still waits fails rather than hangs."""

KEY_BYTES: Final = 32
_PRIVATE: Final = 0o700


def prepare_store(folder: Path) -> None:
    """Make a folder for us alone, if it is missing.

    Raises:
        OSError: It cannot be made.
    """
    folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)


@contextmanager
def hold_store(folder: Path) -> Iterator[None]:
    """Keep others from writing to a folder, made if missing, for us alone.

    Raises:
        OSError: It cannot be made or locked.
    """
    prepare_store(folder)
    with FileLock(folder / ".lock", timeout=LOCK_SECONDS, mode=0o600):
        yield


def read_json(path: Path) -> Any:  # noqa: ANN401 - as the file has it
    """Read the value of a file; none where there is no file.

    Raises:
        OSError, ValueError: It is damaged or cannot be read.
    """
    try:
        return json.loads(read_regular(path, MOST_BYTES))
    except FileNotFoundError:
        return None


def write_json(path: Path, value: Any) -> None:  # noqa: ANN401 - any JSON
    """Write a value; others see the old one or the new one.

    Raises:
        OSError: The disk is full.
    """
    replace_text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    path.chmod(0o600)


def read_key(folder: Path, name: str) -> bytes:
    """Read a key of this home; it is made when it is first wanted.

    Args:
        folder: `Settings.access_dir`.
        name: Name of its file.

    Raises:
        OSError: It cannot be read or written.
    """
    path = folder / name
    with suppress(FileNotFoundError):
        return path.read_bytes()
    with hold_store(folder):
        if not path.is_file():
            fresh = path.with_name(f"{name}.fresh")
            fresh.touch(mode=0o600)
            fresh.write_bytes(secrets.token_bytes(KEY_BYTES))
            fresh.replace(path)
        return path.read_bytes()
