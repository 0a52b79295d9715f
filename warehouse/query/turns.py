"""Turns of people's queries: whoever asks much waits behind those who ask little.

    TURNS.run(session, sql, ask, tell)

A query begins in the prompt lane. What does not end there soon goes on in the long lane
if that has room; else it is stopped, waits for its turn there and begins anew: queries
only read. Whoever asked such a query, and whoever repeats it, begins in the long lane
for a while. So a few queries that never end hold up each other, and nobody else.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Condition
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from pazanga.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
Lane = Literal["prompt", "long"]

_MOST_REMEMBERED: Final = 1_000
_LOOK_SECONDS: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRanges:
    """How many queries run at once, and what counts as long.

    Attributes:
        prompt: Queries at once in the prompt lane.
        long: Queries at once in the long lane; each may take two gigabytes.
        prompt_seconds: A query that takes more processor time is long; most take a
            tenth of that.
        patience_seconds: Whoever waits longer for a turn is told that others ask.
        memory_seconds: How long a query, and who asked it, is known as long.
    """

    prompt: int = 2
    long: int = 1
    prompt_seconds: float = 0.5
    patience_seconds: float = 10.0
    memory_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Watch:
    """What a query calls while it runs.

    Attributes:
        tell: Gets the processor time that the query took until then; what it raises
            stops the query.
        is_long: Whether the query is known to take long.
    """

    tell: Callable[[float], bool] = lambda _seconds: False
    is_long: bool = False


@dataclass(eq=False, slots=True)
class _Ticket:
    """A query that waits or runs."""

    caller: str
    lane: Lane


class _LongError(Exception):
    """A query of the prompt lane takes long, and the long lane is full."""


class Turns:
    """Turns of queries, one at a time for each who asks.

    Args:
        ranges: How many run at once.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        ranges: TurnRanges | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ranges = ranges or TurnRanges()
        self._clock = clock
        self._changed = Condition()
        self._waiting: list[_Ticket] = []
        self._running: list[_Ticket] = []
        self._long_since: OrderedDict[str, float] = OrderedDict()
        self._trusted: OrderedDict[str, None] = OrderedDict()

    def run(
        self,
        caller: str,
        sql: str,
        ask: Callable[[Watch], T],
        tell: Callable[[], bool] = lambda: False,
    ) -> T:
        """Run a query when its turn comes, and return what it gives.

        Args:
            caller: Who asks: a session, an address.
            sql: The query.
            ask: Runs it with what it is given.
            tell: Called while it waits or runs; what it raises ends both.

        Raises:
            QueryError: Others are being answered; or what `ask` raises.
        """
        marks = (f"caller {caller}", f"query {sql}")
        if not self._are_long(marks):
            with suppress(_LongError), self._take(caller, "prompt", tell) as ticket:
                given = ask(self._watch(ticket, marks, tell))
                self._trust(ticket)
                return given
        with self._take(caller, "long", tell) as ticket:
            self._forget(marks)
            return ask(self._watch(ticket, marks, tell))

    def count(self) -> dict[str, int]:
        """Count the queries of each lane, and those that wait for their turn."""
        with self._changed:
            lanes: tuple[Lane, ...] = ("prompt", "long")
            running: dict[str, int] = {lane: self._count(lane) for lane in lanes}
            return running | {"waiting": len(self._waiting)}

    def _watch(
        self, ticket: _Ticket, marks: tuple[str, ...], tell: Callable[[], bool]
    ) -> Watch:
        """Build what a query calls while it runs."""
        is_known = False

        def watch(seconds: float) -> bool:
            nonlocal is_known
            if seconds >= self._ranges.prompt_seconds and not is_known:
                is_known = True
                self._keep_long(ticket.caller, marks)
                if ticket.lane == "prompt":
                    self._move(ticket)
            return tell()

        return Watch(watch, is_long=ticket.lane == "long")

    def _move(self, ticket: _Ticket) -> None:
        """Move a query into the long lane, where it goes on.

        Raises:
            _LongError: That lane is full, or others wait for it.
        """
        with self._changed:
            is_awaited = any(one.lane == "long" for one in self._waiting)
            if is_awaited or self._count("long") >= self._ranges.long:
                raise _LongError
            ticket.lane = "long"
            self._changed.notify_all()

    @contextmanager
    def _take(
        self, caller: str, lane: Lane, tell: Callable[[], bool]
    ) -> Iterator[_Ticket]:
        """Wait for a turn, and keep it."""
        ticket = _Ticket(caller, lane)
        deadline = self._clock() + self._ranges.patience_seconds
        with self._changed:
            self._waiting.append(ticket)
        try:
            while not self._begin(ticket):
                tell()
                if self._clock() > deadline:
                    key = "query_busy" if lane == "prompt" else "query_busy_long"
                    raise QueryError(key)
            yield ticket
        finally:
            with self._changed:
                for tickets in (self._waiting, self._running):
                    if ticket in tickets:
                        tickets.remove(ticket)
                self._changed.notify_all()

    def _begin(self, ticket: _Ticket) -> bool:
        """Start a query if it is its turn, now or in a moment."""
        with self._changed:
            if self._find_next(ticket.lane) is not ticket:
                self._changed.wait(_LOOK_SECONDS)
            if self._find_next(ticket.lane) is not ticket:
                return False
            self._waiting.remove(ticket)
            self._running.append(ticket)
            return True

    def _find_next(self, lane: Lane) -> _Ticket | None:
        """Find whose turn it is: the first of those who have no query running.

        Whoever's last query was prompt comes before those of whom nothing is known.
        """
        most = self._ranges.prompt if lane == "prompt" else self._ranges.long
        if self._count(lane) >= most:
            return None
        busy = {one.caller for one in self._running}
        ready = [
            one for one in self._waiting if one.lane == lane and one.caller not in busy
        ]
        return min(ready, key=lambda one: one.caller not in self._trusted, default=None)

    def _count(self, lane: Lane) -> int:
        return sum(one.lane == lane for one in self._running)

    def _are_long(self, marks: tuple[str, ...]) -> bool:
        since = self._clock() - self._ranges.memory_seconds
        with self._changed:
            return any(self._long_since.get(mark, since) > since for mark in marks)

    def _trust(self, ticket: _Ticket) -> None:
        """Keep whether a caller's last query was prompt."""
        with self._changed:
            self._trusted.pop(ticket.caller, None)
            if ticket.lane == "prompt":
                self._trusted[ticket.caller] = None
            while len(self._trusted) > _MOST_REMEMBERED:
                self._trusted.popitem(last=False)

    def _forget(self, marks: tuple[str, ...]) -> None:
        """Clear that a query was long: it begins, and will show it."""
        with self._changed:
            for mark in marks:
                self._long_since.pop(mark, None)

    def _keep_long(self, caller: str, marks: tuple[str, ...]) -> None:
        """Keep that a query is long."""
        with self._changed:
            self._trusted.pop(caller, None)
            for mark in marks:
                self._long_since[mark] = self._clock()
                self._long_since.move_to_end(mark)
            while len(self._long_since) > _MOST_REMEMBERED:
                self._long_since.popitem(last=False)


TURNS: Final = Turns()
"""The turns of this process: of pages, programs and assistants alike."""
