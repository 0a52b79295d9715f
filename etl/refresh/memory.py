"""How much of the memory that a refresh may take each of its parts may take.

Without the setting the database takes what it needs, up to four fifths of the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_DATABASE: Final = 2
_SNAPSHOT: Final = 16
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

    def limit_rows(self, usual: int) -> int:
        """Return how many rows may wait to be inserted, at most the usual."""
        if self.total_mb is None:
            return usual
        return min(usual, self.total_mb * _ROWS_PER_MB)

    def _divide(self, parts: int) -> int | None:
        if self.total_mb is None:
            return None
        return max(self.total_mb // parts, _FEWEST_MB)
