"""A clock that passes only by waiting, and a refresh that ends as it is told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.notify.events import Message, Refreshed, Trouble
from etl.notify.letter import Letter
from etl.notify.notifier import Notifier
from etl.schedule.loop import Reason, Schedule
from etl.schedule.times import Timetable
from etl.schedule.watch import Inbox
from pazanga.settings import Settings


@dataclass
class StepClock:
    """Each wait takes one step; it asks to stop at the end, and may do things."""

    moment: datetime
    end: datetime
    step: timedelta = timedelta(minutes=1)
    happenings: dict[datetime, Callable[[], object]] = field(default_factory=dict)

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> bool:
        assert seconds > 0
        self.moment += self.step
        for at in sorted(self.happenings):
            if at <= self.moment:
                self.happenings.pop(at)()
        return self.moment > self.end

    def is_stopping(self) -> bool:
        return False


@dataclass
class ToldRefresher:
    """Ends with the exit codes it is told, then with 0; each run takes its time."""

    clock: StepClock
    exit_codes: list[int] = field(default_factory=list)
    takes: timedelta = timedelta(0)
    runs: list[tuple[Reason, str]] = field(default_factory=list)
    announced: list[datetime] = field(default_factory=list)

    def refresh(self, reason: Reason, started_at: datetime) -> tuple[int, Refreshed]:
        self.runs.append((reason, f"{started_at:%m-%d %H:%M}"))
        self.clock.moment += self.takes
        exit_code = self.exit_codes.pop(0) if self.exit_codes else 0
        trouble = Trouble(kind="failed", exit_code=exit_code) if exit_code else None
        return exit_code, Refreshed(self.clock.moment, trouble, None)

    def announce(self, due_at: datetime) -> None:
        self.announced.append(due_at)


@dataclass
class ListChannel:
    """Keeps what it is told."""

    name = "list"
    messages: list[Message] = field(default_factory=list)

    def send(self, message: Message, letter: Letter) -> None:
        assert letter.title
        self.messages.append(message)


@dataclass
class Follower:
    """A schedule with everything around it, ready to be followed."""

    settings: Settings
    channel: ListChannel
    clock: StepClock
    refresher: ToldRefresher

    def follow(
        self, last_run_at: datetime | None, expression: str = "0 6 * * *"
    ) -> list[tuple[Reason, str]]:
        notifier = Notifier(self.settings, [self.channel], lambda _: None)
        schedule = Schedule(
            Timetable(expression),
            Inbox(self.settings.inbox_dir),
            self.refresher,
            notifier,
            timedelta(hours=2),
        )
        schedule.follow(self.clock, last_run_at)
        return self.refresher.runs


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path / "home", data=tmp_path / "data", language="en")
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    return settings


@pytest.fixture
def make_follower(settings: Settings) -> Callable[..., Follower]:
    """Make a follower from two texts like `2026-11-22 09:00`, UTC."""

    def make(begin: str, end: str, step: timedelta = timedelta(minutes=1)) -> Follower:
        clock = StepClock(
            datetime.fromisoformat(begin).replace(tzinfo=UTC),
            datetime.fromisoformat(end).replace(tzinfo=UTC),
            step,
        )
        return Follower(settings, ListChannel(), clock, ToldRefresher(clock))

    return make
