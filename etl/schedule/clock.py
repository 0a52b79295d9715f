"""The clock a schedule lives by, and the wish that it ends."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Clock(Protocol):
    """What a schedule needs to know of time; tests bring one that does not wait."""

    def now(self) -> datetime:
        """Return the moment, UTC."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait, at most until somebody asks to stop; say whether somebody did."""
        ...

    def is_stopping(self) -> bool:
        """Whether a stop was requested."""
        ...


class SystemClock:
    """The clock of the machine."""

    def __init__(self) -> None:
        self._stop = Event()

    def now(self) -> datetime:
        """Return the moment, UTC."""
        return datetime.now(UTC)

    def wait(self, seconds: float) -> bool:
        """Wait, at most until somebody asks to stop; say whether somebody did."""
        return self._stop.wait(seconds)

    def is_stopping(self) -> bool:
        """Whether a stop was requested."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Request a stop; a running refresh gets a little time to end by itself."""
        self._stop.set()


@contextmanager
def stop_on_signals(clock: SystemClock) -> Iterator[None]:
    """Stop the clock on SIGTERM and SIGINT (Ctrl+C)."""
    signals = (signal.SIGTERM, signal.SIGINT)
    earlier = [signal.signal(number, lambda *_: clock.stop()) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, earlier, strict=True):
            signal.signal(number, handler)
