"""Running a refresh for the schedule, and keeping what is to be known of it."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

from etl.notify.events import Refreshed
from etl.schedule.outcome import (
    BUSY,
    INTERRUPTED,
    find_trouble,
    log_broken_run,
    read_last_run,
    read_shown,
)
from etl.schedule.refresh_process import run_child
from pazanga.local_time import format_moment
from pazanga.log import pairs
from pazanga.processes.process import Ended
from pazanga.reasons import explain
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from etl.schedule.clock import Clock
    from etl.schedule.loop import Reason
    from pazanga.settings import Settings
    from warehouse.ops import Run

_LOG = logging.getLogger(__name__)
_NOT_STARTED = 127


class Runner:
    """Runs refreshes, each in a process of its own.

    Args:
        settings: Of which home.
        clock: Says when a refresh ended.
        say: Gets what a person may want to see.
    """

    def __init__(
        self, settings: Settings, clock: Clock, say: Callable[[str], None]
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._say = say

    def refresh(self, reason: Reason, started_at: datetime) -> tuple[int, Refreshed]:
        """Run one; give the exit code of its process and how it ended."""
        _LOG.info("refresh_started %s", pairs(reason=reason))
        self.tell(f"reason_{reason}", time=format_moment(started_at))
        warehouse_dir = self.settings.warehouse_dir
        before = read_last_run(warehouse_dir)
        ended = self._run()
        ended_at = self._clock.now()
        run = read_last_run(warehouse_dir)
        if run == before or ended.exit_code == BUSY:
            run = None
        if ended.ending == "interrupted" and run is None:
            _log_end(ended, run, (ended_at - started_at).total_seconds())
            return INTERRUPTED, Refreshed(ended_at, None, read_shown(warehouse_dir))
        if run is None and ended.exit_code not in {0, BUSY}:
            log_broken_run(warehouse_dir, started_at, ended_at)
        _log_end(ended, run, (ended_at - started_at).total_seconds())
        trouble = find_trouble(ended, run)
        return ended.exit_code, Refreshed(ended_at, trouble, read_shown(warehouse_dir))

    def announce(self, due_at: datetime) -> None:
        """Report when the next refresh is due."""
        _LOG.info("next_refresh %s", pairs(at=due_at.isoformat()))
        self.tell("next", time=format_moment(due_at))

    def tell(self, key: str, **fields: Any) -> None:  # noqa: ANN401 - fields of a text
        """Show a text to the person at the screen."""
        self._say(text("etl.schedule", key, self.settings.language, **fields))

    def _run(self) -> Ended:
        try:
            return run_child(
                self.settings,
                os.environ,
                self._say,
                is_stopping=self._clock.is_stopping,
            )
        except OSError as error:
            why = explain(error)[self.settings.language]
            return Ended(_NOT_STARTED, complaints=f"{error.filename}: {why}")


def _log_end(ended: Ended, run: Run | None, seconds: float) -> None:
    _LOG.info(
        "refresh_ended %s",
        pairs(
            exit_code=ended.exit_code,
            was_stopped=ended.was_stopped,
            was_interrupted=ended.ending == "interrupted",
            seconds=round(seconds, 1),
            outcome=run.outcome if run else "",
            run_id=run.run_id if run else "",
            snapshot=(run.snapshot if run else "") or "",
        ),
    )
