"""How far a refresh is: told by the work that is done, and gone when it ends."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from pazanga.files.lock import hold_lock, is_held
from pazanga.texts import Language
from warehouse.progress import (
    FILE,
    RefreshMoment,
    RefreshProgress,
    Step,
    read_moment,
    remove_moments,
    say_moment,
    write_moments,
)

LEFT_LT = "; šiam žingsniui liko apie"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_what_is_left_follows_the_weight_of_what_is_done() -> None:
    told: list[RefreshMoment] = []
    clock = Clock()
    progress = RefreshProgress(told.append, clock=clock)
    progress.begin("reading", [30, 10, 60])
    for seconds, rows in ((30, 300), (10, 100), (60, 600)):
        clock.seconds += seconds
        progress.advance(rows)
    assert [one.seconds_left for one in told] == [None, 70, 60, 0]
    assert [(one.done, one.rows) for one in told] == [
        (0, 0),
        (1, 300),
        (2, 400),
        (3, 1_000),
    ]
    assert {one.total for one in told} == {3}


def test_nothing_is_foretold_from_the_first_moments() -> None:
    told: list[RefreshMoment] = []
    clock = Clock()
    progress = RefreshProgress(told.append, clock=clock)
    progress.begin("building", [1] * 100)
    clock.seconds = 1
    progress.advance()
    clock.seconds = 9
    progress.advance()
    assert [one.seconds_left for one in told] == [None, None, None]


def test_each_step_begins_anew() -> None:
    told: list[RefreshMoment] = []
    progress = RefreshProgress(told.append)
    progress.begin("reading", [1])
    progress.advance(5)
    progress.begin("building", [1, 1])
    assert told[-1] == RefreshMoment("building", total=2)


def test_status_reads_what_was_written_of_late(tmp_path: Path) -> None:
    moment = RefreshMoment("reading", 3, 7, 12_000, 90)
    with hold_lock(tmp_path):
        write_moments(tmp_path)(moment)
        now = datetime.now(UTC)
        assert read_moment(tmp_path, now) == moment
        assert read_moment(tmp_path, now + timedelta(hours=1)) is None
        assert read_moment(tmp_path, now - timedelta(hours=1)) is None
        remove_moments(tmp_path)
        assert list(tmp_path.glob("progress*")) == []
        assert read_moment(tmp_path, now) is None


def test_a_killed_refresh_is_not_believed(tmp_path: Path) -> None:
    """It leaves its file, and the file of its lock, but holds the lock no more."""
    write_moments(tmp_path)(RefreshMoment("reading", 3, 7))
    now = datetime.now(UTC)
    assert read_moment(tmp_path, now) is None
    with hold_lock(tmp_path):
        assert is_held(tmp_path)
    (tmp_path / ".lock").touch()
    assert not is_held(tmp_path)
    assert read_moment(tmp_path, now) is None
    with hold_lock(tmp_path):
        pass


def test_the_first_moment_of_each_step_is_written(tmp_path: Path) -> None:
    write = write_moments(tmp_path)
    with hold_lock(tmp_path):
        for step in get_args(Step):
            write(RefreshMoment(step))
            assert read_moment(tmp_path, datetime.now(UTC)) == RefreshMoment(step)
            write(RefreshMoment(step, 1))
        assert read_moment(tmp_path, datetime.now(UTC)) == RefreshMoment(step)


SOUND: dict[str, object] = {
    "step": "reading",
    "done": 1,
    "at": "2026-05-04T10:00+00:00",
}


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "{}", '{"at": "x"}'),
        *(
            json.dumps(SOUND | wrong)
            for wrong in (
                {"at": "2026-05-04T10:00"},
                {"at": 5},
                {"step": "resting"},
                {"step": ["reading"]},
                {"done": "x"},
                {"total": 1.5},
                {"rows": True},
                {"rows": -1},
                {"seconds_left": "5"},
                {"other": 1},
            )
        ),
    ],
)
def test_a_file_that_no_refresh_wrote_says_nothing(
    tmp_path: Path, content: str
) -> None:
    now = datetime(2026, 5, 4, 10, tzinfo=UTC)
    with hold_lock(tmp_path):
        (tmp_path / FILE).write_text(json.dumps(SOUND))
        assert read_moment(tmp_path, now) == RefreshMoment("reading", 1)
        (tmp_path / FILE).write_text(content)
        assert read_moment(tmp_path, now) is None


@pytest.mark.parametrize(
    ("language", "moment", "said"),
    [
        (
            "lt",
            RefreshMoment("reading", 3, 1_200, 120, 130),
            f"Skaitomi šaltiniai: 3 / 1 200, eilučių – 120{LEFT_LT} 2 min.",
        ),
        (
            "en",
            RefreshMoment("building", 3, 70, 0, 40),
            "Building tables: 3 of 70; about 40 s left of this step",
        ),
        ("en", RefreshMoment("publishing"), "Publishing"),
    ],
)
def test_a_moment_is_said_in_half_a_line(
    language: Language, moment: RefreshMoment, said: str
) -> None:
    assert say_moment(moment, language).replace("\u00a0", " ") == said
