from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

Make = Callable[..., Any]
YESTERDAY = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        pytest.param(
            "2026-03-27 12:00",
            "2026-03-31 12:00",
            ["03-28 04:00", "03-29 03:00", "03-30 03:00", "03-31 03:00"],
            id="spring",
        ),
        pytest.param(
            "2026-10-23 12:00",
            "2026-10-27 12:00",
            ["10-24 03:00", "10-25 04:00", "10-26 04:00", "10-27 04:00"],
            id="autumn",
        ),
    ],
)
def test_schedule_refreshes_every_morning(
    make_follower: Make, begin: str, end: str, expected: list[str]
) -> None:
    follower = make_follower(begin, end)
    runs = follower.follow(follower.clock.moment)
    assert runs == [("scheduled", moment) for moment in expected]


def test_schedule_begins_with_what_was_never_done(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 09:00", "2026-11-22 12:00")
    assert [moment for _, moment in follower.follow(None)] == ["11-22 09:01"]


def test_schedule_makes_up_once_for_days_it_was_stopped(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 09:00", "2026-11-23 09:00")
    last = follower.clock.moment - timedelta(days=5)
    assert follower.follow(last) == [
        ("missed", "11-22 09:01"),
        ("scheduled", "11-23 04:00"),
    ]


def test_schedule_makes_up_once_for_days_asleep(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 02:00", "2026-11-26 12:00")

    def sleep() -> None:
        follower.clock.moment += timedelta(days=3)

    follower.clock.happenings[follower.clock.moment + timedelta(hours=1)] = sleep
    assert follower.follow(YESTERDAY) == [
        ("missed", "11-25 03:00"),
        ("scheduled", "11-25 04:00"),
        ("scheduled", "11-26 04:00"),
    ]


def test_schedule_does_not_repeat_what_was_done_by_hand(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 09:00", "2026-11-22 20:00")
    by_hand = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
    assert follower.follow(by_hand) == []


def test_schedule_plans_anew_when_the_clock_goes_back(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 09:00", "2026-11-22 20:00")
    begin = follower.clock.moment

    def correct() -> None:
        follower.clock.moment -= timedelta(days=300)
        follower.clock.end -= timedelta(days=299)

    follower.clock.happenings[begin + timedelta(hours=1)] = correct
    assert follower.follow(begin) == [("scheduled", "01-27 04:00")]


def test_schedule_waits_for_no_run_of_the_future(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 09:00", "2026-11-23 09:00")
    wrong = datetime(2031, 1, 1, tzinfo=UTC)
    assert follower.follow(wrong) == [("scheduled", "11-23 04:00")]


def test_schedule_makes_up_once_for_what_a_long_refresh_missed(
    make_follower: Make,
) -> None:
    follower = make_follower("2026-11-22 09:30", "2026-11-22 13:30")
    follower.refresher.takes = timedelta(minutes=90)
    runs = follower.follow(follower.clock.moment, "0 * * * *")
    assert runs == [
        ("scheduled", "11-22 10:00"),
        ("missed", "11-22 11:31"),
        ("missed", "11-22 13:02"),
    ]


def test_schedule_tries_again_when_another_refresh_runs(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 03:59", "2026-11-22 12:00")
    follower.refresher.exit_codes = [3, 3]
    runs = follower.follow(YESTERDAY)
    assert [moment for _, moment in runs] == [f"11-22 04:0{n}" for n in range(3)]
    assert follower.channel.messages == []


def test_schedule_tells_once_that_another_refresh_is_stuck(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 03:59", "2026-11-22 07:00")
    follower.refresher.exit_codes = [3] * 1000
    follower.follow(YESTERDAY)
    messages = follower.channel.messages
    assert [message.refreshed.trouble.kind for message in messages] == ["busy"]


def test_schedule_tells_of_a_failure_and_of_its_end(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 03:59", "2026-11-25 07:00")
    follower.refresher.exit_codes = [1, 1, 0, 0]
    follower.follow(YESTERDAY)
    assert [message.kind for message in follower.channel.messages] == [
        "failed",
        "recovered",
    ]


def test_schedule_loads_a_dropped_file_within_a_minute(make_follower: Make) -> None:
    follower = make_follower(
        "2026-11-22 09:00", "2026-11-22 09:10", step=timedelta(seconds=5)
    )
    path = follower.settings.inbox_dir / "a.csv"
    dropped_at = follower.clock.moment + timedelta(seconds=121)
    follower.clock.happenings[dropped_at] = lambda: path.write_text("x")
    # It stays, as a file that cannot be read does, and makes no work again.
    assert follower.follow(follower.clock.moment) == [("inbox", "11-22 09:02")]


def grow(follower: Any, minutes: int) -> None:  # noqa: ANN401
    path = follower.settings.inbox_dir / "a.csv"
    begin = follower.clock.moment
    for minute in range(minutes):
        at = begin + timedelta(minutes=minute, seconds=30)
        follower.clock.happenings[at] = lambda size=minute + 1: path.write_text(
            "x" * size
        )


def test_schedule_waits_until_a_file_has_grown(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 09:00", "2026-11-22 09:30")
    grow(follower, 7)
    assert follower.follow(follower.clock.moment) == [("inbox", "11-22 09:09")]


def test_schedule_does_not_wait_for_ever_for_a_growing_file(
    make_follower: Make,
) -> None:
    follower = make_follower("2026-11-22 03:50", "2026-11-22 04:30")
    grow(follower, 60)
    assert follower.follow(YESTERDAY)[0] == ("missed", "11-22 04:10")


def test_schedule_tells_nothing_of_a_refresh_it_interrupts(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 03:59", "2026-11-22 04:00")
    follower.refresher.exit_codes = [143]
    follower.follow(YESTERDAY)
    assert follower.channel.messages == []
    assert len(follower.refresher.announced) == 1


def test_schedule_announces_what_comes_next(make_follower: Make) -> None:
    follower = make_follower("2026-11-22 03:59", "2026-11-22 05:00")
    follower.follow(YESTERDAY)
    assert [f"{due:%m-%d %H:%M}" for due in follower.refresher.announced] == [
        "11-22 04:00",
        "11-23 04:00",
    ]
