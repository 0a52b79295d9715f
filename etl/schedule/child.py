"""One refresh in a process of its own: what it prints and how it ends are kept.

A crash, a leak or a hang of a refresh ends with its process, never with the scheduler.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections import deque
from dataclasses import dataclass
from threading import Thread
from typing import IO, TYPE_CHECKING, Final

from etl.log import pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from warehouse.settings import Settings

_LOG = logging.getLogger(__name__)
_LINE_LETTERS: Final = 2_000
_KEPT_LINES: Final = 200
_GRACE_SECONDS: Final = 30.0
_SECRETS: Final = ("PAZANGA_SMTP_PASSWORD", "PAZANGA_WEBHOOK_SECRET")

REFRESH: Final = (sys.executable, "-P", "-m", "pazanga", "refresh")
"""The command; `-P` keeps a `pazanga.py` of the working folder out of it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended.

    Attributes:
        exit_code: Its exit code; below zero the signal that ended it.
        was_stopped: Whether it took too long and was stopped.
        output: The last lines it printed.
        complaints: The last lines it printed as errors.
    """

    exit_code: int
    was_stopped: bool
    output: tuple[str, ...]
    complaints: tuple[str, ...]


def run_child(
    settings: Settings,
    environment: Mapping[str, str],
    say: Callable[[str], None],
    *,
    command: Sequence[str] = REFRESH,
) -> Ended:
    """Run a refresh and wait for its end; each line is logged and passed on.

    Args:
        settings: Say which home, and how long a refresh may take.
        environment: Usually `os.environ`; passwords are kept from the child.
        say: Gets what a person may want to see.
        command: What to run.

    Raises:
        OSError: The process cannot be started.
    """
    child = subprocess.Popen(  # noqa: S603 - our own command
        command,
        env=_environment_of(settings, environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        # Ctrl+C asks the scheduler to stop; the refresh is to be finished.
        start_new_session=True,
    )
    # Only now is it in a session of its own, out of the reach of Ctrl+C.
    _LOG.info("refresh_process %s", pairs(pid=child.pid))
    output, complaints = deque[str](maxlen=_KEPT_LINES), deque[str](maxlen=_KEPT_LINES)
    readers = [
        _start_reading(child.stdout, "output", output, say),
        _start_reading(child.stderr, "complaint", complaints, say),
    ]
    was_stopped = _wait(child, settings.schedule.longest_minutes * 60)
    for reader in readers:
        reader.join(_GRACE_SECONDS)
    return Ended(child.returncode, was_stopped, tuple(output), tuple(complaints))


def _environment_of(
    settings: Settings, environment: Mapping[str, str]
) -> dict[str, str]:
    kept = {name: value for name, value in environment.items() if name not in _SECRETS}
    return {
        **kept,
        "PAZANGA_HOME": os.fspath(settings.home),
        "PAZANGA_DATA": os.fspath(settings.data),
        "PAZANGA_LANGUAGE": settings.language,
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }


def _start_reading(
    stream: IO[str] | None, event: str, kept: deque[str], say: Callable[[str], None]
) -> Thread:
    reader = Thread(target=_read_lines, args=(stream, event, kept, say), daemon=True)
    reader.start()
    return reader


def _read_lines(
    stream: IO[str], event: str, kept: deque[str], say: Callable[[str], None]
) -> None:
    with stream:
        while line := stream.readline(_LINE_LETTERS):
            kept.append(line.rstrip("\n"))
            _LOG.info("refresh_%s %s", event, pairs(line=kept[-1]))
            say(kept[-1])


def _wait(child: subprocess.Popen[str], longest_seconds: float) -> bool:
    """Wait for the end; say whether it had to be brought about."""
    try:
        child.wait(longest_seconds)
    except subprocess.TimeoutExpired:
        child.terminate()
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        return True
    return False
