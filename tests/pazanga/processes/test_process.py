import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from pazanga.processes.process import (
    Ended,
    Shortage,
    keep_harmless,
    start_process,
    write_environment,
)
from pazanga.settings import Settings
from pazanga.settings.environment import SECRETS

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = dict(os.environ)


def run(source: str, *, seconds: float = 30, request: bytes = b"") -> Ended:
    command = [sys.executable, "-c", source]
    return start_process(command, ENVIRONMENT, seconds=seconds, request=request).end()


def test_process_reads_its_request_and_what_it_prints_is_kept_whole() -> None:
    ended = run(
        "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())",
        request=b"\xff" * 3_000_000,
    )
    assert (ended.exit_code, ended.output) == (0, b"\xff" * 3_000_000)


def test_process_that_takes_too_long_is_stopped_with_those_it_started() -> None:
    started = time.monotonic()
    source = (
        "import subprocess, sys, time;"
        "command = [sys.executable, '-c', 'import time; time.sleep(60)'];"
        "child = subprocess.Popen(command, stdout=subprocess.DEVNULL);"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    ended = run(source, seconds=3)
    assert (ended.ending, ended.exit_code) == ("too_long", -signal.SIGTERM)
    assert ended.find_shortage() == "time"
    assert time.monotonic() - started < 20
    command_line = Path(f"/proc/{int(ended.output)}/cmdline")
    assert not command_line.exists() or command_line.read_bytes() == b""


def test_block_leaves_no_process_behind() -> None:
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    with start_process(command, ENVIRONMENT, seconds=60) as child:
        assert child.is_running()
    assert not child.is_running()


@pytest.mark.parametrize(
    ("ended", "expected"),
    [
        (Ended(-9), "memory"),
        (Ended(1, complaints="…\nMemoryError"), "memory"),
        (Ended(-6, complaints="memory allocation of 80 bytes failed"), "memory"),
        (Ended(-signal.SIGXCPU), "time"),
        (Ended(-15, ending="too_long"), "time"),
        (Ended(-11), "crash"),
        (Ended(1, complaints="ValueError: x"), "crash"),
    ],
)
def test_end_tells_what_ran_out(ended: Ended, expected: Shortage) -> None:
    assert ended.find_shortage() == expected


def test_no_child_is_given_a_secret() -> None:
    environment = {**dict.fromkeys(SECRETS, "secret"), "PATH": "/bin", "LC_ALL": "C"}
    assert {
        "PAZANGA_OIDC_CLIENT_SECRET",
        "PAZANGA_OIDC_CLIENT_SECRET_FILE",
        "PAZANGA_SMTP_PASSWORD",
        "PAZANGA_SMTP_PASSWORD_FILE",
        "PAZANGA_WEBHOOK_SECRET",
        "PAZANGA_WEBHOOK_SECRET_FILE",
    } == SECRETS
    given = write_environment(Settings(home=Path("h"), data=Path("d")), environment)
    assert "secret" not in given.values()
    assert keep_harmless(environment) == {"PATH": "/bin", "LC_ALL": "C"}


def test_secrets_are_all_that_settings_read_as_secrets() -> None:
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "pazanga/settings").glob("*.py")
    )
    called = set(re.findall(r'read_secret\(\w+, "([A-Z_]+)"', source))
    assert {f"{name}{end}" for name in called for end in ("", "_FILE")} == SECRETS


def test_only_the_modules_of_children_start_processes() -> None:
    starting = {
        path.relative_to(ROOT).as_posix()
        for package in ("pazanga", "warehouse", "etl", "dashboard")
        for path in (ROOT / package).rglob("*.py")
        if "import subprocess" in path.read_text("utf-8")
    }
    assert starting == {
        "pazanga/processes/answering_child.py",
        "pazanga/processes/process.py",
        # Spark's own server is no child that answers: it listens until it is stopped.
        "warehouse/engines/server.py",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_process_that_gives_way_does_so_with_its_session() -> None:
    with start_process(["sleep", "30"], ENVIRONMENT, seconds=30) as child:
        child.give_way()
        assert os.getpriority(os.PRIO_PROCESS, child.pid) == 10
        group = Path(f"/proc/{child.pid}/autogroup")
        # Only a kernel that groups sessions has it.
        assert not group.exists() or group.read_text().endswith("nice 10\n")
