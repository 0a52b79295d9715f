"""What a question may use: the limits of a query, and those of its child process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pazanga.errors import QueryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use.

    Attributes:
        rows: Rows that are given back; the rest is cut off, and that is said.
        seconds: Time from start to the last row.
        memory_mb: Address space of the child, of which it needs half to start.
        answer_mb: Size of the rows that are given back.
        is_cut_by_size: Whether rows beyond that size are cut off like those beyond
            their number; else the answer is refused.
    """

    rows: int = 1000
    seconds: float = 30
    memory_mb: int = 2048
    answer_mb: int = 64
    is_cut_by_size: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRanges:
    """What the limits of a query may be, and what its child reckons with.

    Attributes:
        most_rows: A thousand times the largest table there will ever be.
        least_seconds: Less than a query needs to begin.
        most_seconds: A day.
        threads: Threads of DuckDB; each takes address space before it begins.
        start_seconds: Processor time that starting takes on a slow machine.
        cold_seconds: Processor time that starting usually takes.
        polite_seconds: Processor time after which a query gives way to all others; most
            take a quarter of that.
        copy_mb: Largest snapshot that can be asked; once it is copied, not a byte is
            written.
        batch_rows: Rows that are fetched at once.
        cell_bytes: What a cell of a table takes in memory besides its text.
    """

    most_rows: int = 1_000_000_000
    least_seconds: float = 0.1
    most_seconds: float = 86_400
    threads: int = 2
    start_seconds: int = 10
    cold_seconds: float = 1.5
    polite_seconds: float = 0.2
    copy_mb: int = 65_536
    batch_rows: int = 1000
    cell_bytes: int = 64


RANGES: Final = QueryRanges()


def check_limits(limits: Limits) -> Limits:
    """Check that limits are numbers a query can be held to.

    Raises:
        QueryError: One is too small, too large or no number.
    """
    if not 1 <= limits.rows <= RANGES.most_rows:
        raise QueryError("query_rows", found=limits.rows, most=RANGES.most_rows)
    # Whatever is no number lies within no range.
    if not RANGES.least_seconds <= limits.seconds <= RANGES.most_seconds:
        raise QueryError(
            "query_seconds",
            found=limits.seconds,
            least=RANGES.least_seconds,
            most=int(RANGES.most_seconds),
        )
    return limits
