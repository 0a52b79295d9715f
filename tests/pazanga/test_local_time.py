"""One time for people, whatever the zone of the machine."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pazanga.local_time import find_day, format_moment
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import Snapshot


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2026-07-02 01:30"),
        (datetime(2026, 1, 31, 22, tzinfo=UTC), "2026-02-01 00:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25 03:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25 03:30"),
        (
            datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=9))),
            "2026-07-01 06:00",
        ),
    ],
)
def test_moment_is_in_lithuanian_time(moment: datetime, expected: str) -> None:
    assert format_moment(moment) == expected


def test_day_is_that_of_lithuania() -> None:
    assert find_day(datetime(2026, 12, 31, 22, tzinfo=UTC)) == date(2027, 1, 1)


def test_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 7, 1)  # noqa: DTZ001 - the fault
    for write in (format_moment, find_day):
        with pytest.raises(ValueError, match="2026"):
            write(naive)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo", "UTC"])
def test_command_line_shows_it_in_every_zone(
    settings: Settings, published: Snapshot, zone: str
) -> None:
    def run(*words: str) -> str:
        environment = {
            **os.environ,
            "TZ": zone,
            "PAZANGA_HOME": str(settings.home),
            "PAZANGA_LANGUAGE": "en",
        }
        return subprocess.run(
            [sys.executable, "-m", "pazanga", *words],
            check=True,
            cwd=PROJECT_ROOT,
            env=environment,
            capture_output=True,
            text=True,
        ).stdout

    shown = f"Published: {format_moment(published.published_at)}, Vilnius time ("
    assert shown in run("status")
    asked = json.loads(run("status", "--json"))
    moments = [asked["published_at"], *(one["started_at"] for one in asked["runs"])]
    moments += [one["changed_at"] for one in asked["sources"]]
    assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)


def test_nothing_follows_the_zone_of_the_machine() -> None:
    words = (
        r"astimezone\(\)",
        r"datetime\.now\(\)",
        "utcnow",
        r"time\.localtime",
        r"\.today\(\)",
    )
    machine = re.compile("|".join(words))
    sources = {
        path.relative_to(PROJECT_ROOT).as_posix(): path.read_text(encoding="utf-8")
        for package in ("dashboard", "etl", "pazanga", "warehouse")
        for path in (PROJECT_ROOT / package).rglob("*.py")
    }
    assert [name for name, text in sources.items() if machine.search(text)] == []
    zones = [name for name, text in sources.items() if "ZoneInfo" in text]
    assert zones == ["pazanga/local_time.py"]
