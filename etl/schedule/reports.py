"""Reports that are sent by a timetable of their own, a plan at a time.

What was sent when is kept in `<home>/notify/reports.json`: a report that was missed is
sent once, and one that was sent is not sent again.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb

from etl.notify.events import Message, Refreshed, SentReport
from etl.notify.letter import write_letter
from etl.schedule.outcome import INTERRUPTED, read_shown
from etl.schedule.refresh_process import run_child
from etl.schedule.times import Timetable
from pazanga.errors import NotifyError, UnreadableError
from pazanga.files.durable import replace_text
from pazanga.log import pairs
from pazanga.processes.process import PAZANGA
from pazanga.texts import text
from warehouse.connection import open_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from etl.notify.notifier import Channel
    from etl.schedule.clock import Clock
    from pazanga.settings import Settings
    from pazanga.settings.operation import ReportSettings

_LOG = logging.getLogger(__name__)
PAUSE: Final = timedelta(hours=1)
MEMORY: Final = "reports.json"
_PLANS: Final = "select plan_code from marts.dim_plan order by plan_code"


class Reports:
    """Reports to send, and when.

    Args:
        settings: Which home, and the language.
        asked: Which plans, and when.
        channels: Whom to send them.
        make: Writes a report, see `ReportMaker`.
        say: Gets what a person may want to see.

    Raises:
        ScheduleError: The cron expression is wrong.
    """

    def __init__(
        self,
        settings: Settings,
        asked: ReportSettings,
        channels: Sequence[Channel],
        make: Callable[[str, Path], int],
        say: Callable[[str], None],
    ) -> None:
        self._settings, self._asked = settings, asked
        self._timetable = Timetable(asked.expression, "PAZANGA_REPORTS")
        self._channels = channels
        self._make = make
        self._say = say
        self._path = settings.home / "notify" / MEMORY
        self._sent = _read_sent(self._path)
        self._due_at: datetime | None = None
        if not channels:
            self._tell("nobody")

    def look(self, now: datetime) -> None:
        """Send what is due at this moment."""
        if not self._channels:
            return
        if self._due_at is None:
            # A report that was missed is made up for, once; the first is never missed.
            self._due_at = self._timetable.next_after(min([now, *self._sent.values()]))
        if now >= self._due_at:
            is_done = self._send_due(now)
            self._due_at = self._timetable.next_after(now) if is_done else now + PAUSE

    def _send_due(self, now: datetime) -> bool:
        """Send reports to whom they were not sent yet; whether all of them were."""
        known = self._list_plans()
        is_done = True
        for plan in self._asked.plans or known:
            untold = [one for one in self._channels if self._is_due(plan, one, now)]
            if not untold:
                continue
            if plan in known:
                is_done &= self._send(plan, untold, now)
            else:
                self._tell("unknown_plan", plan=plan)
        return is_done

    def _is_due(self, plan: str, channel: Channel, now: datetime) -> bool:
        sent_at = self._sent.get(_name_line(plan, channel))
        # A moment in the future was kept while the clock was wrong.
        return not sent_at or self._timetable.next_after(min(sent_at, now)) <= now

    def _list_plans(self) -> list[str]:
        shown = read_shown(self._settings.warehouse_dir)
        if shown is None:
            return []
        try:
            with closing(open_snapshot(shown.path)) as connection:
                return [plan for (plan,) in connection.execute(_PLANS).fetchall()]
        except (duckdb.Error, UnreadableError) as error:
            _LOG.warning("plans_unreadable %s", pairs(reason=str(error)))
            return []

    def _send(self, plan: str, channels: Sequence[Channel], now: datetime) -> bool:
        """Make a report and send it to channels; whether all took it."""
        with tempfile.TemporaryDirectory(prefix="pazanga-report-") as folder:
            out = Path(folder, f"{plan}.pdf")
            exit_code = self._make(plan, out)
            if exit_code == INTERRUPTED:
                return False
            if exit_code or not out.is_file():
                self._tell("failed", plan=plan, exit_code=exit_code)
                return False
            content = out.read_bytes()
        address = f"{self._asked.address.rstrip('/')}/?plan={plan}"
        report = SentReport(plan_code=plan, address=address, content=content)
        shown = read_shown(self._settings.warehouse_dir)
        message = Message("report", Refreshed(now, None, shown), report=report)
        # One that fails is no reason not to ask the next.
        taken = [self._deliver(one, message, plan) for one in channels]
        return all(taken)

    def _deliver(self, channel: Channel, message: Message, plan: str) -> bool:
        try:
            channel.send(message, write_letter(message, self._settings))
        except NotifyError as error:
            self._say(error.text(self._settings.language))
            told = pairs(channel=channel.name, plan=plan, reason=str(error))
            _LOG.warning("report_undelivered %s", told)
            self._tell("undelivered", plan=plan)
            return False
        _LOG.info("report_sent %s", pairs(channel=channel.name, plan=plan))
        self._tell("sent", plan=plan)
        self._keep(_name_line(plan, channel), message.refreshed.ended_at)
        return True

    def _keep(self, line: str, now: datetime) -> None:
        """Keep when a report was sent; a full disk is no reason to stop."""
        self._sent[line] = now
        entry = {name: at.isoformat() for name, at in sorted(self._sent.items())}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_text(self._path, json.dumps(entry, indent=2) + "\n")
        except OSError as error:
            told = pairs(path=self._path, reason=str(error))
            _LOG.warning("memory_unwritable %s", told)

    def _tell(self, key: str, **fields: object) -> None:
        said = {name: str(value) for name, value in fields.items()}
        self._say(
            text("etl.schedule", f"report.{key}", self._settings.language, **said)
        )


class ReportMaker:
    """Runs `pazanga report`, in a process of its own.

    Args:
        settings: Which home, and the language.
        clock: Says whether somebody wants the scheduler to end.
        say: Gets what a person may want to see.
    """

    def __init__(
        self, settings: Settings, clock: Clock, say: Callable[[str], None]
    ) -> None:
        self._settings, self._clock, self._say = settings, clock, say

    def __call__(self, plan: str, out: Path) -> int:
        """Write a report on a plan; return the exit code of the command."""
        command = (*PAZANGA, "report", "--plan", plan, "--out", str(out))
        try:
            ended = run_child(
                self._settings,
                os.environ,
                self._say,
                command=command,
                name="report",
                is_stopping=self._clock.is_stopping,
            )
        except OSError as error:
            _LOG.warning("report_not_started %s", pairs(reason=str(error)))
            return 1
        return INTERRUPTED if ended.ending == "interrupted" else ended.exit_code


def _name_line(plan: str, channel: Channel) -> str:
    return f"{plan}/{channel.name}"


def _read_sent(path: Path) -> dict[str, datetime]:
    """Read when each report was sent; nothing where that is missing or damaged."""
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(line): datetime.fromisoformat(at).astimezone(UTC)
            for line, at in entry.items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        _LOG.warning("memory_unreadable %s", pairs(path=path, reason=repr(error)))
        return {}
