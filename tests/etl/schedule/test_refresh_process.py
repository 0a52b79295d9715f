import logging
import sys
from pathlib import Path

import pytest

from etl.schedule import refresh_process as child
from etl.schedule.refresh_process import run_child
from pazanga.processes.process import Ended
from pazanga.settings import Settings
from pazanga.settings.operation import ScheduleSettings


def run_python(
    settings: Settings, source: str, environment: dict[str, str] | None = None
) -> Ended:
    command = [sys.executable, "-c", source]
    return run_child(settings, environment or {}, print, command=command)


def test_child_gives_its_lines_and_its_exit_code(
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    source = "import sys; print('Įkelta 5'); print('Blogai', file=sys.stderr); exit(2)"
    ended = run_python(settings, source)
    assert ended == Ended(2, "Įkelta 5".encode(), "Blogai")
    assert sorted(capsys.readouterr().out.split("\n")) == ["", "Blogai", "Įkelta 5"]
    assert 'refresh_output line="Įkelta 5"' in caplog.messages
    assert "refresh_complaint line=Blogai" in caplog.messages


def test_child_that_is_killed_says_by_which_signal(settings: Settings) -> None:
    source = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert run_python(settings, source).exit_code == -9


def test_child_that_takes_too_long_is_stopped(settings: Settings) -> None:
    impatient = Settings(
        home=settings.home,
        data=settings.data,
        schedule=ScheduleSettings(longest_minutes=0),
    )
    ended = run_python(impatient, "import time; time.sleep(60)")
    assert (ended.was_stopped, ended.exit_code) == (True, -15)


def test_child_that_does_not_want_to_stop_is_killed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "GRACE_SECONDS", 0.5)
    impatient = Settings(
        home=settings.home,
        data=settings.data,
        schedule=ScheduleSettings(longest_minutes=0),
    )
    source = "import signal, time; signal.signal(15, lambda *_: None); time.sleep(60)"
    ended = run_python(impatient, source)
    assert ended.was_stopped
    assert ended.exit_code in {-9, -15}


def test_child_gets_settings_and_no_passwords(settings: Settings) -> None:
    environment = {
        "PAZANGA_SMTP_PASSWORD": "slaptas",
        "PAZANGA_WEBHOOK_SECRET": "paslaptis",
        "PAZANGA_WEBHOOK_SECRET_FILE": "/run/secrets/x",
        "PAZANGA_KEEP_SNAPSHOTS": "7",
    }
    source = "import os; print(*sorted(k for k in os.environ if 'PAZANGA' in k))"
    ended = run_python(settings, source, environment)
    names = ("AUDIENCE", "DATA", "HOME", "KEEP_SNAPSHOTS", "LANGUAGE")
    assert ended.said.split() == [f"PAZANGA_{name}" for name in names]


def test_child_may_print_what_is_no_text_and_no_line(settings: Settings) -> None:
    source = "import sys; sys.stdout.buffer.write(b'\\xff' + b'x' * 5000 + b'\\n\\n')"
    output = run_python(settings, source).said.split("\n")
    assert [len(line) for line in output] == [2000, 2000, 1001, 0]
    assert output[0].startswith("\N{REPLACEMENT CHARACTER}x")


def test_only_the_last_lines_of_a_child_are_kept(settings: Settings) -> None:
    ended = run_python(settings, "print(*range(1000), sep='\\n')")
    assert ended.said.split() == [str(number) for number in range(800, 1000)]


def test_child_may_end_by_itself_when_the_scheduler_is_to_end(
    settings: Settings,
) -> None:
    source = "import time; time.sleep(0.8); print('done')"
    command = [sys.executable, "-c", source]
    ended = run_child(settings, {}, print, command=command, is_stopping=lambda: True)
    assert (ended.exit_code, ended.ending) == (0, "by_itself")
    assert ended.said == "done"


def test_child_and_its_own_end_when_the_scheduler_has_to(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(child, "GRACE_SECONDS", 1.0)
    name = tmp_path / "pid"
    source = (
        "import os, time; from pathlib import Path; pid = os.fork();"
        f" pid and Path({str(name)!r}).write_text(str(pid)); time.sleep(60)"
    )
    command = [sys.executable, "-c", source]
    ended = run_child(settings, {}, print, command=command, is_stopping=name.exists)
    assert ended.ending == "interrupted"
    assert ended.exit_code < 0
    # A process that has ended and that nobody has asked about has no command line.
    command_line = Path(f"/proc/{name.read_text()}/cmdline")
    assert not command_line.exists() or command_line.read_bytes() == b""
