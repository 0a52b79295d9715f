import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from etl.schedule import runner
from etl.schedule.clock import SystemClock
from etl.schedule.refresh_process import run_child
from etl.schedule.runner import Runner
from pazanga.settings import Settings
from warehouse.ops import Run, append_run, read_runs

STARTED = datetime(2026, 11, 22, 4, tzinfo=UTC)
Make = Callable[..., Runner]


@pytest.fixture
def make_runner(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Make a runner whose refresh is a little program."""
    settings.warehouse_dir.mkdir()

    def make(*command: str) -> Runner:
        monkeypatch.setattr(runner, "run_child", partial(run_child, command=command))
        return Runner(settings, SystemClock(), print)

    return make


def list_outcomes(settings: Settings) -> list[str]:
    return [run.outcome for run in read_runs(settings.warehouse_dir)]


def test_refresh_that_is_killed_gets_into_the_run_log(
    make_runner: Make, settings: Settings
) -> None:
    source = "import os; os.kill(os.getpid(), 9)"
    exit_code, refreshed = make_runner(sys.executable, "-c", source).refresh(
        "scheduled", STARTED
    )
    assert exit_code == -9
    assert refreshed.trouble
    assert refreshed.trouble.kind == "failed"
    assert list_outcomes(settings) == ["failed"]


def test_refresh_that_cannot_be_started_is_trouble_and_no_crash(
    make_runner: Make, settings: Settings
) -> None:
    exit_code, refreshed = make_runner("/nowhere/python").refresh("once", STARTED)
    assert exit_code == 127
    assert refreshed.trouble
    assert "/nowhere/python: " in refreshed.trouble.lines[0]
    assert ("No such" in refreshed.trouble.lines[0]) == (settings.language == "en")
    assert list_outcomes(settings) == ["failed"]


def test_run_of_another_process_is_not_taken_for_ours(
    make_runner: Make, settings: Settings
) -> None:
    append_run(
        settings.warehouse_dir,
        Run(run_id="1", started_at=STARTED, finished_at=STARTED, outcome="failed"),
    )
    exit_code, refreshed = make_runner(sys.executable, "-c", "exit(3)").refresh(
        "inbox", STARTED
    )
    assert (exit_code, refreshed.trouble) == (3, None)
    assert list_outcomes(settings) == ["failed"]


def test_runner_says_why_and_when(
    make_runner: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    made = make_runner(sys.executable, "-c", "print('done')")
    made.refresh("missed", STARTED)
    made.announce(datetime(2026, 11, 23, 4, tzinfo=UTC))
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-22 06:00 Refreshing: making up for what was missed.",
        "done",
        "Next refresh: 2026-11-23 06:00.",
    ]
