"""One process at a time may publish; a second one is told so at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pazanga.errors import RefreshBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def hold_lock(warehouse_dir: Path) -> Iterator[None]:
    """Keep the lock of a warehouse; a killed process loses it by itself.

    Args:
        warehouse_dir: `Settings.warehouse_dir`; created if missing.

    Raises:
        RefreshBusy: Another process, or another thread of this one, holds it.
    """
    warehouse_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(warehouse_dir / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise RefreshBusy("busy", folder=warehouse_dir) from error
    try:
        yield
    finally:
        lock.release()
