"""How much of the memory that a refresh may take each of its parts may take.

Without the setting the database takes what it needs, up to four fifths of the machine.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATABASE: Final = 2
_SNAPSHOT: Final = 16
_USUAL_PERCENT: Final = 80
"""Of the machine: what DuckDB takes that nobody limits."""
_ROWS_PER_MB: Final = 100
"""Rows that wait to be inserted, of 600 bytes: one part of sixteen."""

_FEWEST_MB: Final = 128
"""With a third of it DuckDB could not sort 600,000 texts, though it may spill."""


@dataclass(frozen=True, slots=True)
class MemoryShares:
    """Shares of the memory of a refresh; none is limited without the setting.

    What is not given away here is that of Python, the libraries and the frames of the
    file that is loaded.

    Attributes:
        total_mb: What all of it may take (`PAZANGA_REFRESH_MEMORY_MB`).
    """

    total_mb: int | None = None

    @property
    def database_mb(self) -> int | None:
        """Return what the warehouse that is built may take; beyond it spills."""
        return self._divide(_DATABASE)

    @property
    def snapshot_mb(self) -> int | None:
        """Return what reading the last snapshot may take."""
        return self._divide(_SNAPSHOT)

    def limit_copies(self, at_once: int) -> str:
        """Return the setting of DuckDB that limits each of some copies made at once.

        Together they take what one database may.
        """
        if self.total_mb is None:
            return f"{_USUAL_PERCENT // at_once}%"
        return f"{self._divide(_DATABASE * at_once)}MiB"

    def limit_rows(self, usual: int) -> int:
        """Return how many rows may wait to be inserted, at most the usual."""
        if self.total_mb is None:
            return usual
        return min(usual, self.total_mb * _ROWS_PER_MB)

    def _divide(self, parts: int) -> int | None:
        if self.total_mb is None:
            return None
        return max(self.total_mb // parts, _FEWEST_MB)


_USUAL_MB: ContextVar[int | None] = ContextVar("usual_mb", default=None)


@contextmanager
def limit_connections(memory_mb: int | None) -> Iterator[None]:
    """Limit every database that is opened within, unless it asks for another share.

    So nothing that a refresh opens is forgotten.

    Args:
        memory_mb: What each may take in memory; None: what DuckDB takes.
    """
    before = _USUAL_MB.set(memory_mb)
    try:
        yield
    finally:
        _USUAL_MB.reset(before)


def find_limit(asked_mb: int | None = None) -> dict[str, str]:
    """Return the setting of DuckDB that limits its memory; none where nothing is said.

    Args:
        asked_mb: What whoever opens the database asks for.
    """
    memory_mb = _USUAL_MB.get() if asked_mb is None else asked_mb
    return {} if memory_mb is None else {"memory_limit": f"{memory_mb}MiB"}
