from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.schedule.times import ZONE, Timetable
from pazanga.errors import ScheduleError
from pazanga.settings.operation import ScheduleSettings

SPRING = "2026-03-29"
AUTUMN = "2026-10-25"


def list_moments(expression: str, begin: str, count: int) -> list[str]:
    moment = datetime.fromisoformat(begin)
    timetable, found = Timetable(expression), []
    for _ in range(count):
        moment = timetable.next_after(moment)
        found.append(f"{moment.astimezone(ZONE):%m-%d %H:%M%z}")
    return found


@pytest.mark.parametrize(
    ("expression", "begin", "expected"),
    [
        pytest.param(
            "0 6 * * *",
            f"{SPRING}T00:00:00+02:00",
            ["03-29 06:00+0300", "03-30 06:00+0300"],
            id="six_after_the_short_night",
        ),
        pytest.param(
            "30 3 * * *",
            f"{SPRING}T02:00:00+02:00",
            ["03-29 04:00+0300", "03-30 03:30+0300"],
            id="missing_time_is_due_when_the_clock_has_jumped",
        ),
        pytest.param(
            "0,30 3,4 * * *",
            f"{SPRING}T02:00:00+02:00",
            ["03-29 04:00+0300", "03-29 04:30+0300", "03-30 03:00+0300"],
            id="missing_times_and_the_next_are_one_moment",
        ),
        pytest.param(
            "*/30 * * * *",
            f"{SPRING}T02:15:00+02:00",
            ["03-29 02:30+0200", "03-29 04:00+0300"],
            id="half_hours_leave_out_the_missing_hour",
        ),
        pytest.param(
            "0 6 * * *",
            f"{AUTUMN}T00:00:00+03:00",
            ["10-25 06:00+0200", "10-26 06:00+0200"],
            id="six_after_the_long_night",
        ),
        pytest.param(
            "30 3 * * *",
            f"{AUTUMN}T02:00:00+03:00",
            ["10-25 03:30+0300", "10-26 03:30+0200"],
            id="doubled_time_comes_once",
        ),
        pytest.param(
            "30 3 * * *",
            f"{AUTUMN}T03:15:00+02:00",
            ["10-26 03:30+0200"],
            id="doubled_time_is_over_in_the_second_hour",
        ),
        pytest.param(
            "*/30 * * * *",
            f"{AUTUMN}T02:45:00+03:00",
            [
                "10-25 03:00+0300",
                "10-25 03:30+0300",
                "10-25 03:00+0200",
                "10-25 03:30+0200",
                "10-25 04:00+0200",
            ],
            id="half_hours_go_through_both_hours",
        ),
        pytest.param(
            "0 6 * * MON-FRI",
            "2026-11-20T12:00:00+02:00",
            ["11-23 06:00+0200"],
            id="working_days",
        ),
        pytest.param(
            "0 7 L * *",
            "2026-02-01T00:00:00+02:00",
            ["02-28 07:00+0200"],
            id="last_day_of_the_month",
        ),
    ],
)
def test_timetable_follows_the_clock_of_vilnius(
    expression: str, begin: str, expected: list[str]
) -> None:
    assert list_moments(expression, begin, len(expected)) == expected


@pytest.mark.parametrize(
    "expression",
    [
        pytest.param("", id="nothing"),
        pytest.param("kas rytą", id="words"),
        pytest.param("0 6 * *", id="a_field_too_few"),
        pytest.param("0 0 6 * * *", id="seconds"),
        pytest.param("0 25 * * *", id="no_such_hour"),
        pytest.param("0 0 30 2 *", id="no_such_day"),
        pytest.param("@daily", id="a_name"),
    ],
)
def test_timetable_refuses_what_is_no_expression(expression: str) -> None:
    with pytest.raises(ScheduleError, match="expected five cron fields") as caught:
        Timetable(expression)
    assert "tikėtasi penkių" in caught.value.text("lt")


def test_timetable_accepts_the_default() -> None:
    assert list_moments(
        ScheduleSettings().expression, "2026-11-22T12:00:00+02:00", 1
    ) == ["11-23 06:00+0200"]


@given(
    moment=st.datetimes(datetime(2026, 3, 28), datetime(2026, 10, 27)),  # noqa: DTZ001
    expression=st.sampled_from(
        ["30 3 * * *", "*/7 * * * *", "0 */2 * * *", "5 3-4 * * 0"]
    ),
)
def test_timetable_always_goes_forward(moment: datetime, expression: str) -> None:
    timetable = Timetable(expression)
    moments = [moment.replace(tzinfo=UTC)]
    for _ in range(5):
        moments.append(timetable.next_after(moments[-1]))
    assert all(later > earlier for earlier, later in pairwise(moments))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 30)))  # noqa: DTZ001
def test_default_is_due_once_a_day_at_six(moment: datetime) -> None:
    due = Timetable("0 6 * * *").next_after(moment.replace(tzinfo=UTC))
    assert f"{due.astimezone(ZONE):%H:%M}" == "06:00"
    assert due - moment.replace(tzinfo=UTC) <= timedelta(hours=25)
