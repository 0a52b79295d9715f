"""Children that wait for a query: started, limited, and the data open already.

    POOL.open(warehouse_dir)      # a server does; commands never
    POOL.warm()                   # somebody is about to ask

Each answers one query and ends; another is started behind it. They wait for the
snapshot that is published: another one makes them stale. Without questions they end.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

from pazanga.errors import UserError
from pazanga.log import pairs
from pazanga.processes.process import PIPE_BYTES
from warehouse.query.asking import start_child, write_opening
from warehouse.query.limits import Limits
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.processes.process import ChildProcess
    from warehouse.snapshots import Snapshot

logger = logging.getLogger(__name__)

MOST_SENT: Final = PIPE_BYTES - 10_000
"""Bytes of a request; paths and checksum were sent before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRanges:
    """How many wait, and how long.

    Attributes:
        size: As many as the page, or programs, may ask at once.
        look_seconds: Between two looks at which snapshot is published.
        retry_seconds: After a child that could not be started, or ended unasked.
        idle_seconds: After the last question nobody waits any longer.
        longest_seconds: A child that nobody asked for so long is stopped.
    """

    size: int = 2
    look_seconds: float = 2
    retry_seconds: float = 30
    idle_seconds: float = 600
    longest_seconds: float = 86_400


RANGES: Final = PoolRanges()


class QueryPool:
    """Warm children for queries, started by one thread that lives as long as they.

    The system ends a child with the thread that started it, so threads that answer a
    request start none.

    Args:
        ranges: How many wait, and how long.
    """

    def __init__(self, ranges: PoolRanges = RANGES) -> None:
        self._ranges = ranges
        self._changed = Condition()
        self._warehouse: Path | None = None
        self._waiting: deque[ChildProcess] = deque()
        self._snapshot: Snapshot | None = None
        self._wanted_till = self._not_before = 0.0
        self._thread: Thread | None = None

    def open(self, warehouse_dir: Path) -> None:
        """Open the pool: from now on children may wait.

        Args:
            warehouse_dir: `Settings.warehouse_dir`.
        """
        with self._changed:
            self._warehouse = warehouse_dir

    def close(self) -> None:
        """Close the pool, and stop all who wait."""
        with self._changed:
            self._warehouse = None
            self._changed.notify_all()
            thread = self._thread
        if thread:
            thread.join()

    def warm(self) -> None:
        """Start children, without waiting for them: a query is about to come."""
        with self._changed:
            if self._warehouse is None:
                return
            self._wanted_till = time.monotonic() + self._ranges.idle_seconds
            if self._thread is None:
                self._thread = Thread(target=self._run, name="query-pool", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def take(self, snapshot: Snapshot, memory_mb: int) -> ChildProcess | None:
        """Return a child that waits for a query of a snapshot; none if there is none.

        Args:
            snapshot: What is asked.
            memory_mb: Address space that the query may use.
        """
        self.warm()
        with self._changed:
            is_ours = memory_mb == Limits().memory_mb
            if not is_ours or not self._is_for(snapshot):
                return None
            while self._waiting:
                child = self._waiting.popleft()
                if child.is_running():
                    return child
        return None

    def count_waiting(self) -> int:
        """Count the children that wait."""
        with self._changed:
            return sum(child.is_running() for child in self._waiting)

    def _is_for(self, snapshot: Snapshot) -> bool:
        held = self._snapshot
        return held is not None and (held.path, held.sha256) == (
            snapshot.path,
            snapshot.sha256,
        )

    def _run(self) -> None:
        """Keep as many waiting as are wanted, until the pool is closed or idle."""
        while warehouse := self._find_warehouse():
            self._follow(warehouse)
            self._drop_ended()
            is_due = time.monotonic() >= self._not_before
            if is_due and self._snapshot and self.count_waiting() < self._ranges.size:
                self._add(self._snapshot)
                continue
            with self._changed:
                if self._warehouse is not None:
                    self._changed.wait(self._ranges.look_seconds)

    def _find_warehouse(self) -> Path | None:
        """Find which warehouse is asked; none, and nobody waits, once nobody asks."""
        with self._changed:
            if time.monotonic() < self._wanted_till and self._warehouse:
                return self._warehouse
            self._stop_waiting()
            self._thread = self._snapshot = None
            return None

    def _follow(self, warehouse: Path) -> None:
        """Stop those who wait for a snapshot that is no longer the published one."""
        current = None
        with suppress(UserError, OSError):
            current = read_current(warehouse)
        if current != self._snapshot:
            self._stop_waiting()
            with self._changed:
                self._snapshot = current

    def _drop_ended(self) -> None:
        """Drop children that ended unasked."""
        with self._changed:
            ended = [child for child in self._waiting if not child.is_running()]
            for child in ended:
                self._waiting.remove(child)
        for child in ended:
            said = child.end()
            why = said.complaints or said.said
            logger.warning("query_child_ended %s", pairs(said=why))
            # Whatever ended it would end the next one, too.
            self._put_off()

    def _put_off(self) -> None:
        self._not_before = time.monotonic() + self._ranges.retry_seconds

    def _add(self, snapshot: Snapshot) -> None:
        """Start one more."""
        opening = write_opening(
            snapshot, Limits().memory_mb, is_columnar=True, is_early=True
        )
        seconds = self._ranges.longest_seconds
        try:
            child = start_child("later", seconds=seconds)
        except OSError:
            # A query then starts a process of its own, and says what is wrong.
            logger.exception("query_pool_not_filled")
            self._put_off()
            return
        child.send(opening, seconds=seconds, is_last=False)
        with self._changed:
            self._waiting.append(child)

    def _stop_waiting(self) -> None:
        with self._changed:
            stopped, self._waiting = self._waiting, deque()
        for child in stopped:
            child.stop()
            child.end()


POOL: Final = QueryPool()
"""The pool of this process."""
