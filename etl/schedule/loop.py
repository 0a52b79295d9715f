"""The loop of a schedule: when it is time, or the inbox has news, a refresh runs."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, Protocol

from etl.notify.events import Trouble
from etl.schedule.outcome import BUSY, INTERRUPTED
from pazanga.log import pairs

if TYPE_CHECKING:
    from datetime import datetime

    from etl.notify.events import Refreshed
    from etl.notify.notifier import Notifier
    from etl.schedule.clock import Clock
    from etl.schedule.reports import Reports
    from etl.schedule.times import Timetable
    from etl.schedule.watch import Inbox

Reason = Literal["scheduled", "missed", "inbox", "once"]

_LOG = logging.getLogger(__name__)
POLL_SECONDS: Final = 5.0
_BUSY_PAUSE: Final = timedelta(minutes=1)
_LATE: Final = timedelta(minutes=1)
_PATIENCE: Final = timedelta(minutes=10)


class Refresher(Protocol):
    """Runs refreshes."""

    def refresh(self, reason: Reason, started_at: datetime) -> tuple[int, Refreshed]:
        """Run one; give the exit code of its process and how it ended."""
        ...

    def announce(self, due_at: datetime) -> None:
        """Report when the next refresh is due."""
        ...


class Schedule:
    """A schedule that is being followed.

    Args:
        timetable: When.
        inbox: What else leads to a refresh.
        refresher: Runs refreshes.
        notifier: Who is told how it went.
        longest: How long another process may be in the way.
        reports: What is sent by a timetable of its own; nothing when None.
    """

    def __init__(
        self,
        timetable: Timetable,
        inbox: Inbox,
        refresher: Refresher,
        notifier: Notifier,
        longest: timedelta,
        reports: Reports | None = None,
    ) -> None:
        self._timetable = timetable
        self._inbox = inbox
        self._refresher = refresher
        self._notifier = notifier
        self._longest = longest
        self._reports = reports
        self._looked_at: datetime | None = None
        self._busy_since: datetime | None = None
        self.due_at: datetime | None = None

    def follow(self, clock: Clock, last_run_at: datetime | None) -> None:
        """Run refreshes by the schedule until a stop is requested.

        However many refreshes were missed since the last run, one makes up for them at
        once.

        Args:
            clock: What time it is, and whether to stop.
            last_run_at: When the last refresh began, UTC; None where there was none.
        """
        now = clock.now()
        # A run in the future was made while the clock was wrong.
        self.due_at = (
            self._timetable.next_after(min(last_run_at, now)) if last_run_at else now
        )
        self._looked_at = now
        self._refresher.announce(self.due_at)
        while not clock.wait(POLL_SECONDS):
            self.look(clock.now())

    def look(self, now: datetime) -> None:
        """Run whatever is due at this moment."""
        if self._looked_at and now < self._looked_at:
            _LOG.warning("clock_went_back %s", pairs(by=self._looked_at - now))
            self.due_at = self._timetable.next_after(now)
            self._busy_since = None
        self._looked_at = now
        self._inbox.look()
        self._notifier.catch_up(now)
        if reason := self._find_reason(now):
            self._run(reason, now)
        elif self._reports:
            # After refreshes, so that a report tells the newest data.
            self._reports.look(now)

    def _find_reason(self, now: datetime) -> Reason | None:
        """Return why to refresh now; a growing file is waited for."""
        if self.due_at and now >= self.due_at:
            late = now - self.due_at
            if self._inbox.is_at_rest or late >= _PATIENCE:
                return "scheduled" if late < _LATE else "missed"
            return None
        is_ready = self._inbox.has_news and self._inbox.is_at_rest
        return "inbox" if is_ready and not self._busy_since else None

    def _run(self, reason: Reason, now: datetime) -> None:
        exit_code, refreshed = self._refresher.refresh(reason, now)
        if exit_code == INTERRUPTED:
            return
        if exit_code == BUSY:
            self._wait_turn(refreshed, now)
            return
        self._busy_since = None
        self._inbox.take_on()
        # Counted from the start of the run: one refresh makes up for all missed ones.
        self.due_at = self._timetable.next_after(now)
        self._refresher.announce(self.due_at)
        self._notifier.tell(refreshed, refreshed.ended_at)

    def _wait_turn(self, refreshed: Refreshed, now: datetime) -> None:
        """Set the next attempt in a minute; report a process that blocks too long."""
        self._busy_since = self._busy_since or now
        self.due_at = now + _BUSY_PAUSE
        if now - self._busy_since >= self._longest:
            trouble = Trouble(kind="busy", exit_code=BUSY)
            self._notifier.tell(replace(refreshed, trouble=trouble), now)
