"""Reports by a timetable: each plan once a period, missed ones once, failures again."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.notify.events import Message
from etl.notify.letter import Letter
from etl.schedule.outcome import INTERRUPTED
from etl.schedule.reports import Reports
from pazanga.errors import DelayedError, ScheduleError, SettingError
from pazanga.settings import Settings, read_settings
from pazanga.settings.operation import ReportSettings

MONTHLY = ReportSettings(expression="0 7 1 * *", address="https://p.example.lt/")


def moment(words: str) -> datetime:
    """A moment in UTC; 7 in Vilnius is 5 or, in summer, 4."""
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@dataclass
class Box:
    """A channel that may be out of reach."""

    name: str = "mail"
    fails: int = 0
    messages: list[Message] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def send(self, message: Message, letter: Letter) -> None:
        if self.fails:
            self.fails -= 1
            raise DelayedError("mail_delayed", host="h", port=25, reason="421")
        self.messages.append(message)
        self.letters.append(letter)


@dataclass
class Maker:
    """Writes reports, or fails first."""

    exit_codes: list[int] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    def __call__(self, plan: str, out: Path) -> int:
        self.made.append(plan)
        exit_code = self.exit_codes.pop(0) if self.exit_codes else 0
        if not exit_code:
            out.write_bytes(b"%PDF-1.7 " + plan.encode())
        return exit_code


Make = Callable[..., tuple[Reports, Box, Maker]]


@pytest.fixture
def settings(tmp_path: Path, refreshed: Settings) -> Settings:
    """A home with one published plan."""
    shutil.copytree(refreshed.home, tmp_path / "home")
    return replace(refreshed, home=tmp_path / "home")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def make(settings: Settings, said: list[str]) -> Make:
    """Make what sends reports on the published plan, as a new process would."""

    def build(
        asked: ReportSettings = MONTHLY, **given: list[int] | int
    ) -> tuple[Reports, Box, Maker]:
        box, maker = Box(), Maker()
        box.fails = int(str(given.get("fails", 0)))
        codes = given.get("exit_codes", [])
        maker.exit_codes = list(codes) if isinstance(codes, list) else []
        return Reports(settings, asked, [box], maker, said.append), box, maker

    return build


def follow(reports: Reports, begin: str, end: str, minutes: int = 30) -> None:
    now = moment(begin)
    while now <= moment(end):
        reports.look(now)
        now += timedelta(minutes=minutes)


def test_report_is_sent_once_a_month(make: Make, said: list[str]) -> None:
    reports, box, maker = make()
    follow(reports, "2026-01-15 00:00", "2026-03-15 00:00", minutes=60)
    assert maker.made == ["birstonas"] * 2
    sent = [one.refreshed.ended_at for one in box.messages]
    assert sent == [moment("2026-02-01 05:00"), moment("2026-03-01 05:00")]
    report = box.messages[0].report
    assert report is not None
    assert report.content == b"%PDF-1.7 birstonas"
    assert report.address == "https://p.example.lt/?plan=birstonas"
    assert "birstonas" in box.letters[0].title
    assert report.address in box.letters[0].body
    assert len({one.identifier for one in box.messages}) == 2
    assert any("birstonas" in line for line in said)


def test_nothing_is_sent_at_the_first_start(make: Make) -> None:
    reports, box, _ = make()
    follow(reports, "2026-01-15 00:00", "2026-01-16 00:00")
    assert box.messages == []


def test_missed_report_is_sent_once(make: Make) -> None:
    reports, box, _ = make()
    follow(reports, "2026-01-31 23:00", "2026-02-01 08:00")
    assert len(box.messages) == 1
    later, box, _ = make()
    follow(later, "2026-05-20 10:00", "2026-05-20 12:00")
    assert len(box.messages) == 1
    again, box, _ = make()
    follow(again, "2026-05-21 10:00", "2026-05-21 12:00")
    assert box.messages == []


def test_undelivered_report_is_tried_every_hour(make: Make) -> None:
    reports, box, maker = make(fails=2)
    follow(reports, "2026-02-01 04:00", "2026-02-01 12:00", minutes=10)
    assert len(maker.made) == 3
    assert [f"{one.refreshed.ended_at:%H:%M}" for one in box.messages] == ["07:00"]


def test_channel_that_has_it_is_not_told_again(settings: Settings) -> None:
    mail, hook = Box(), Box(name="webhook", fails=1)
    reports = Reports(settings, MONTHLY, [mail, hook], Maker(), lambda _: None)
    follow(reports, "2026-02-01 04:00", "2026-02-01 12:00")
    assert (len(mail.messages), len(hook.messages)) == (1, 1)


@pytest.mark.parametrize("exit_code", [1, 2, -9, INTERRUPTED])
def test_report_that_fails_is_made_again(make: Make, exit_code: int) -> None:
    reports, box, maker = make(exit_codes=[exit_code])
    follow(reports, "2026-02-01 04:00", "2026-02-01 12:00")
    assert len(maker.made) == 2
    assert len(box.messages) == 1


def test_plan_that_is_not_loaded_is_said(make: Make, said: list[str]) -> None:
    asked = replace(MONTHLY, plans=("neringa", "birstonas"))
    reports, box, maker = make(asked)
    follow(reports, "2026-02-01 04:00", "2026-02-01 12:00")
    assert maker.made == ["birstonas"]
    assert len(box.messages) == 1
    assert any("neringa" in line for line in said)


def test_with_nobody_to_tell_that_is_said(settings: Settings) -> None:
    said: list[str] = []
    maker = Maker()
    reports = Reports(settings, MONTHLY, [], maker, said.append)
    follow(reports, "2026-02-01 04:00", "2026-02-01 12:00")
    assert maker.made == []
    assert "PAZANGA_MAIL_TO" in said[0]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a/mail": "vakar"}', "\x00"])
def test_damaged_memory_stops_nothing(
    make: Make, settings: Settings, content: str
) -> None:
    path = settings.home / "notify" / "reports.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    reports, box, _ = make()
    follow(reports, "2026-02-01 04:00", "2026-02-01 12:00")
    assert len(box.messages) == 1
    assert list(json.loads(path.read_text())) == ["birstonas/mail"]


def test_clock_that_went_back_sends_nothing_twice(make: Make) -> None:
    reports, box, _ = make()
    follow(reports, "2026-02-01 04:00", "2026-02-01 12:00")
    follow(reports, "2026-01-20 04:00", "2026-01-20 12:00")
    assert len(box.messages) == 1


def test_settings_are_read_strictly() -> None:
    read = read_settings({"PAZANGA_REPORTS": "0 7 1 * *"}).reports
    assert read == ReportSettings(
        expression="0 7 1 * *", address="http://127.0.0.1:8501"
    )
    assert read_settings({"PAZANGA_REPORT_PLANS": "kaunas"}).reports is None
    given = {"PAZANGA_REPORTS": "0 7 1 * *", "PAZANGA_REPORT_PLANS": "kaunas, vilnius"}
    found = read_settings(given).reports
    assert found is not None
    assert found.plans == ("kaunas", "vilnius")
    with pytest.raises(SettingError, match="PAZANGA_REPORT_PLANS"):
        read_settings(given | {"PAZANGA_REPORT_PLANS": "../x"})


def test_expression_that_is_none_names_its_variable(settings: Settings) -> None:
    asked = replace(MONTHLY, expression="kas mėnesį")
    with pytest.raises(ScheduleError, match="PAZANGA_REPORTS"):
        Reports(settings, asked, [], Maker(), lambda _: None)
