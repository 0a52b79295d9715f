"""The command as people run it: real processes, real refreshes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from warehouse.ops import read_runs
from warehouse.snapshots import read_current

COMMAND = [sys.executable, "-m", "pazanga", "schedule"]
DEADLINE_SECONDS = 60

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the command; what still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(*options: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*COMMAND, *options],
            env={
                **os.environ,
                "PAZANGA_HOME": str(tmp_path / "home"),
                "PAZANGA_LANGUAGE": "en",
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_for_log(home: Path, event: str) -> str:
    path = home / "logs" / "schedule.log"
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        if path.exists() and event in (log := path.read_text("utf-8")):
            return log
        time.sleep(0.05)
    pytest.fail(f"{event} is not in the log")


def test_once_gives_the_exit_code_of_the_refresh(start: Start, tmp_path: Path) -> None:
    process = start("--once", PAZANGA_DATA=str(tmp_path / "empty"))
    output, _ = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == 2
    assert "no plan package" in output
    log = wait_for_log(tmp_path / "home", "refresh_ended")
    events = {line["event"]: line for line in map(json.loads, log.splitlines())}
    assert "no plan package" in events["refresh_complaint"]["line"]
    ended = events["refresh_ended"]
    assert (ended["exit_code"], ended["outcome"]) == (2, "unusable_input")
    runs = read_runs(tmp_path / "home/warehouse")
    assert [run.outcome for run in runs] == ["unusable_input"]


def test_wrong_expression_ends_the_command(start: Start) -> None:
    process = start(PAZANGA_SCHEDULE="kas rytą")
    output, _ = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == 2
    assert output.startswith("PAZANGA_SCHEDULE: expected five cron fields")


def test_schedule_ends_when_asked_and_keeps_others_out(
    start: Start, tmp_path: Path
) -> None:
    process = start()
    wait_for_log(tmp_path / "home", "next_refresh")
    second = start("--once")
    output, _ = second.communicate(timeout=DEADLINE_SECONDS)
    assert second.returncode == 3
    assert "another process refreshes these data" in output
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == 0
    assert output.endswith("Stopped.\n")


def test_refresh_that_runs_is_finished_before_the_end(
    start: Start, tmp_path: Path
) -> None:
    process = start("--once")
    wait_for_log(tmp_path / "home", "refresh_process")
    # Ctrl+C reaches every process of the terminal's group.
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == 0, output
    assert read_current(tmp_path / "home/warehouse").path.exists()


def test_home_that_cannot_be_written_is_said(start: Start, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    process = start()
    output, _ = process.communicate(timeout=DEADLINE_SECONDS)
    assert process.returncode == 2
    assert "cannot be written to" in output
