"""Frames that are needed later: in memory while they are few, else on the disk."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES: Final = 64 * 2**20
"""So much is held in memory: about 600,000 payments."""


@dataclass(slots=True, weakref_slot=True)
class KeptRows:
    """Frames to be gone through again, of which only some stay in memory.

    Attributes:
        most_bytes: How much of them is held; the rest is written to a folder that goes
            with this object.
        held: The frames in memory.
    """

    most_bytes: int = MOST_BYTES
    held: list[pl.DataFrame] = field(default_factory=list)
    _held_bytes: int = 0
    _written: list[Path] = field(default_factory=list)
    _folder: Path | None = None

    def add(self, rows: pl.DataFrame) -> None:
        """Keep a frame.

        Raises:
            OSError: The disk is full or not writable.
        """
        size = int(rows.estimated_size())
        if self._held_bytes + size <= self.most_bytes:
            self.held.append(rows)
            self._held_bytes += size
            return
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="pazanga-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        path = self._folder / f"{len(self._written)}.parquet"
        rows.write_parquet(path, compression="lz4", statistics=False)
        self._written.append(path)

    def read_written(self) -> Iterator[pl.DataFrame]:
        """Read the frames on the disk again, one at a time."""
        for path in self._written:
            yield pl.read_parquet(path)
