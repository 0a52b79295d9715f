"""How gently a site is asked: its pace, and the pauses after a fault."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Protocol

from tenacity.wait import wait_exponential_jitter

from pazanga.errors import TemporaryError

if TYPE_CHECKING:
    from tenacity import RetryCallState

MEGABYTE: Final = 1_000_000


class PacingClock(Protocol):
    """What is needed of the module `time`; tests bring a clock that does not wait."""

    def monotonic(self) -> float:
        """Return the seconds since an arbitrary moment."""
        ...

    def time(self) -> float:
        """Return the seconds since 1970, UTC."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Wait."""
        ...


@dataclass(frozen=True, kw_only=True)
class DownloadLimits:
    """How gently a site is asked, and how much is taken from it.

    Attributes:
        requests_per_second: Requests to start within a second, redirects included.
        attempts: Times one address is tried.
        connect_seconds: Wait for a connection.
        read_seconds: Wait for the next bytes of an answer.
        answer_seconds: Wait for one whole answer.
        trying_seconds: After so long no further attempt begins.
        longest_pause_seconds: Longest pause between attempts; a site that asks for a
            longer one is asked again at the next refresh.
        answer_bytes: Size of one answer, unpacked.
    """

    requests_per_second: float = 2.0
    attempts: int = 5
    connect_seconds: float = 10.0
    read_seconds: float = 120.0
    answer_seconds: float = 900.0
    trying_seconds: float = 300.0
    longest_pause_seconds: float = 300.0
    answer_bytes: int = 256 * MEGABYTE


class Pace:
    """Keeps requests apart, and chooses the pauses between attempts."""

    def __init__(self, limits: DownloadLimits, clock: PacingClock) -> None:
        self._limits = limits
        self._clock = clock
        self._next_start = clock.monotonic()

    def wait_turn(self) -> None:
        """Wait until the next request may start."""
        wait = self._next_start - self._clock.monotonic()
        if wait > 0:
            self._clock.sleep(wait)
        started = max(self._clock.monotonic(), self._next_start)
        self._next_start = started + 1 / self._limits.requests_per_second

    def read_retry_after(self, header: str) -> float | None:
        """Read seconds from `Retry-After`: a number or a date; None where neither."""
        asked = header.strip()
        if asked.isdecimal():
            return float(asked)
        try:
            return parsedate_to_datetime(asked).timestamp() - self._clock.time()
        except ValueError:
            return None

    def choose_pause(self, state: RetryCallState) -> float:
        """Choose a doubling pause with jitter, never shorter than the site asks.

        Raises:
            TemporaryError: The site asks for a longer pause than a refresh waits.
        """
        longest = self._limits.longest_pause_seconds
        error = state.outcome.exception() if state.outcome else None
        asked: float = getattr(error, "retry_after", None) or 0.0
        if asked > longest:
            raise TemporaryError("asked_to_wait", count=round(asked)) from error
        return max(asked, wait_exponential_jitter(max=longest)(state))
