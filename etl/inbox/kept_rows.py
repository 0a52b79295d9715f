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
    from collections.abc import Callable, Iterator

MOST_BYTES: Final = 64 * 2**20
"""So much is held in memory: about 600,000 payments."""


@dataclass(slots=True, weakref_slot=True)
class KeptRows:
    """Frames to be gone through again, of which only some stay in memory.

    Attributes:
        most_bytes: How much of them is held; the rest is written to a folder that goes
            with this object.
        beside: Where that folder is made; None: where the system keeps such files.
        held: The frames in memory.
        names: What each of these tells of.
    """

    most_bytes: int = MOST_BYTES
    beside: Path | None = None
    held: list[pl.DataFrame] = field(default_factory=list)
    names: list[frozenset[str]] = field(default_factory=list)
    _held_bytes: int = 0
    _written: list[tuple[Path, frozenset[str]]] = field(default_factory=list)
    _folder: Path | None = None

    def add(self, rows: pl.DataFrame, names: frozenset[str] = frozenset()) -> None:
        """Keep a frame.

        Args:
            rows: The frame.
            names: What it tells of, so that it need not be read for anything else.

        Raises:
            OSError: The disk is full or not writable.
        """
        size = int(rows.estimated_size())
        if self._held_bytes + size <= self.most_bytes:
            self.held.append(rows)
            self.names.append(names)
            self._held_bytes += size
            return
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="rows-", dir=self.beside))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        path = self._folder / f"{len(self._written)}.parquet"
        rows.write_parquet(path, compression="lz4", statistics=False)
        self._written.append((path, names))

    def read_written(
        self, is_wanted: Callable[[frozenset[str]], bool]
    ) -> Iterator[pl.DataFrame]:
        """Read the frames on the disk again, one at a time.

        Args:
            is_wanted: Whether a frame of such names is read.
        """
        for path, names in self._written:
            if is_wanted(names):
                yield pl.read_parquet(path)
