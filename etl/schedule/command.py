"""What `pazanga schedule` does."""

from __future__ import annotations

import logging
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from etl.notify.notifier import Notifier, open_channels
from etl.schedule.clock import SystemClock, stop_on_signals
from etl.schedule.loop import Schedule
from etl.schedule.outcome import BUSY, INTERRUPTED, read_last_run, read_shown
from etl.schedule.reports import ReportMaker, Reports
from etl.schedule.runner import Runner
from etl.schedule.times import Timetable
from etl.schedule.watch import Inbox
from pazanga.errors import ScheduleBusy, ScheduleError
from pazanga.log import keep_log, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from etl.notify.notifier import Channel
    from etl.schedule.clock import Clock
    from pazanga.settings import Settings

_LOG = logging.getLogger(__name__)
_ONCE_ATTEMPTS: Final = 3
LOG_NAME: Final = "schedule"


def run_schedule(settings: Settings, *, once: bool, say: Callable[[str], None]) -> int:
    """Refresh by the timetable and the inbox until SIGTERM or Ctrl+C.

    Args:
        settings: When, where, and who is told.
        once: Refresh once instead, now, for another scheduler to call.
        say: Gets what a person may want to see.

    Returns:
        Exit code: 0 when stopped; with `once` that of the refresh.

    Raises:
        ScheduleError: The cron expression is wrong, or the home cannot be written to.
        ScheduleBusy: Another process follows the schedule of this home.
    """
    timetable = Timetable(settings.schedule.expression)
    clock = SystemClock()
    with _open_home(settings), stop_on_signals(clock):
        runner = Runner(settings, clock, say)
        channels = open_channels(settings)
        notifier = Notifier(settings, channels, say)
        notifier.begin(read_shown(settings.warehouse_dir))
        if once:
            return _refresh_once(runner, notifier, clock)
        reports = _open_reports(settings, channels, clock, say)
        _follow(timetable, runner, notifier, clock, reports)
    return 0


def _refresh_once(runner: Runner, notifier: Notifier, clock: Clock) -> int:
    """Refresh once, and wait a little for channels that do not answer."""
    exit_code, refreshed = runner.refresh("once", clock.now())
    if exit_code in {BUSY, INTERRUPTED}:
        return exit_code
    notifier.tell(refreshed, clock.now())
    for _ in range(_ONCE_ATTEMPTS):
        next_try = notifier.next_try()
        if next_try is None:
            break
        if clock.wait(max(0.0, (next_try - clock.now()).total_seconds())):
            break
        notifier.catch_up(clock.now())
    # A signal is below zero in Python, and above 128 for the calling shell.
    return exit_code if exit_code >= 0 else 128 - exit_code


def _open_reports(
    settings: Settings,
    channels: Sequence[Channel],
    clock: Clock,
    say: Callable[[str], None],
) -> Reports | None:
    if settings.reports is None:
        return None
    make = ReportMaker(settings, clock, say)
    return Reports(settings, settings.reports, channels, make, say)


def _follow(
    timetable: Timetable,
    runner: Runner,
    notifier: Notifier,
    clock: Clock,
    reports: Reports | None,
) -> None:
    """Run what the timetable and the inbox ask for until a stop is requested."""
    settings = runner.settings
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    longest = timedelta(minutes=settings.schedule.longest_minutes)
    schedule = Schedule(
        timetable, Inbox(settings.inbox_dir), runner, notifier, longest, reports
    )
    last = read_last_run(settings.warehouse_dir)
    _LOG.info("schedule_started %s", pairs(expression=timetable.expression))
    runner.tell("begun", expression=timetable.expression, inbox=settings.inbox_dir)
    schedule.follow(clock, last.started_at if last else None)
    _LOG.info("schedule_stopped")
    runner.tell("stopped")


@contextmanager
def _open_home(settings: Settings) -> Iterator[None]:
    """Keep other schedules out of a home, and keep a log in it."""
    with ExitStack() as held:
        try:
            settings.home.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(settings.home / ".schedule.lock", timeout=0))
            held.enter_context(keep_log(settings.logs_dir, LOG_NAME))
        except Timeout as error:
            raise ScheduleBusy("already_scheduled", home=settings.home) from error
        except OSError as error:
            raise ScheduleError(
                "home_unwritable", home=settings.home, reason=error
            ) from error
        yield
