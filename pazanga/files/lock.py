"""One process at a time may publish; a second one is told so at once."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from pazanga.errors import RefreshBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCK: Final = ".lock"


@contextmanager
def hold_lock(warehouse_dir: Path) -> Iterator[None]:
    """Keep the lock of a warehouse; a killed process loses it by itself.

    Args:
        warehouse_dir: `Settings.warehouse_dir`; created if missing.

    Raises:
        RefreshBusy: Another process, or another thread of this one, holds it.
    """
    warehouse_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(warehouse_dir / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise RefreshBusy("busy", folder=warehouse_dir) from error
    try:
        yield
    finally:
        lock.release()


def is_held(warehouse_dir: Path) -> bool:
    """Whether anybody keeps the lock of a warehouse now.

    It is asked for a moment, shared with others who ask: a refresh that begins in that
    very moment is told that another one runs.

    Args:
        warehouse_dir: `Settings.warehouse_dir`.

    Raises:
        OSError: The lock may not be read.
    """
    try:
        with (warehouse_dir / _LOCK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
