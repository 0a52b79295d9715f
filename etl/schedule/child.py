"""One refresh in a process of its own: what it prints and how it ends are kept.

A crash, a leak or a hang of a refresh ends with its process, never with the scheduler.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import IO, TYPE_CHECKING, Final, Literal

from etl.log import pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from warehouse.settings import Settings

_LOG = logging.getLogger(__name__)
_LINE_LETTERS: Final = 2_000
_KEPT_LINES: Final = 200
_GRACE_SECONDS: Final = 30.0
_LOOK_SECONDS: Final = 0.5
_SECRETS: Final = frozenset(
    f"PAZANGA_{name}{ending}"
    for name in ("SMTP_PASSWORD", "WEBHOOK_SECRET")
    for ending in ("", "_FILE")
)

REFRESH: Final = (sys.executable, "-P", "-m", "pazanga", "refresh")
"""The command; `-P` keeps a `pazanga.py` of the working folder out of it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended.

    Attributes:
        exit_code: Its exit code; below zero the signal that ended it.
        was_stopped: Whether it took too long and was stopped.
        was_interrupted: Whether it was stopped because the scheduler is to end.
        output: The last lines it printed.
        complaints: The last lines it printed as errors.
    """

    exit_code: int
    was_stopped: bool
    output: tuple[str, ...]
    complaints: tuple[str, ...]
    was_interrupted: bool = False


def run_child(
    settings: Settings,
    environment: Mapping[str, str],
    say: Callable[[str], None],
    *,
    command: Sequence[str] = REFRESH,
    is_stopping: Callable[[], bool] = lambda: False,
) -> Ended:
    """Run a refresh and wait for its end; each line is logged and passed on.

    One that is asked to stop has half a minute to end by itself. To end it then is no
    harm: what is shown stays, and the next refresh begins anew.

    Args:
        settings: Say which home, and how long a refresh may take.
        environment: Usually `os.environ`; passwords are kept from the child.
        say: Gets what a person may want to see.
        command: What to run.
        is_stopping: Says whether somebody wants the scheduler to end.

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
    longest = settings.schedule.longest_minutes * 60
    ending = _wait(child, longest, is_stopping)
    for reader in readers:
        reader.join(_GRACE_SECONDS)
    return Ended(
        child.returncode,
        was_stopped=ending == "too_long",
        output=tuple(output),
        complaints=tuple(complaints),
        was_interrupted=ending == "interrupted",
    )


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


def _wait(
    child: subprocess.Popen[str],
    longest_seconds: float,
    is_stopping: Callable[[], bool],
) -> Literal["by_itself", "too_long", "interrupted"]:
    """Wait for the end, and bring it about where it is time for it."""
    deadline, is_last = time.monotonic() + longest_seconds, False
    while not _has_ended(child, min(_LOOK_SECONDS, deadline - time.monotonic())):
        if time.monotonic() >= deadline:
            _end(child)
            return "interrupted" if is_last else "too_long"
        if is_stopping() and not is_last:
            deadline = min(deadline, time.monotonic() + _GRACE_SECONDS)
            is_last = True
    return "by_itself"


def _has_ended(child: subprocess.Popen[str], seconds: float) -> bool:
    try:
        child.wait(max(0.0, seconds))
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(child: subprocess.Popen[str]) -> None:
    """End a process and those it has started: together they are a group of its own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(child.pid, number)
        if _has_ended(child, _GRACE_SECONDS):
            return
    child.wait()
