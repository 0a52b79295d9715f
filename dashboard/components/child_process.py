"""Our own command line in a process of its own, started by a page and looked at later.

A page that writes never does so in the server's process: a crash, a hang or a bomb of
a file ends with the child. What it prints goes to files without names, so that it can
never wait for us, and we never wait for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from warehouse.messages import Language
    from warehouse.settings import Settings

PAZANGA: Final = (sys.executable, "-P", "-m", "pazanga")
"""The command; `-P` keeps a `pazanga.py` of the working folder out of it."""

_SECRETS: Final = ("PAZANGA_SMTP_PASSWORD", "PAZANGA_WEBHOOK_SECRET")
_MOST_BYTES: Final = 16 * 2**20
_GRACE_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Attributes:
        exit_code: Its exit code; below zero the signal that ended it.
        output: What it printed.
        complaints: What it printed as errors.
    """

    exit_code: int
    output: str
    complaints: str


@dataclass
class Job:
    """A command that runs, or has run.

    Attributes:
        process: The process.
        output: What it prints.
        complaints: What it prints as errors.
        longest_seconds: After this time it is stopped.
        started: Moment of its start, on the clock of `time.monotonic`.
    """

    process: subprocess.Popen[bytes]
    output: BinaryIO
    complaints: BinaryIO
    longest_seconds: float
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Time since its start."""
        return time.monotonic() - self.started

    def is_running(self) -> bool:
        """Tell whether it still runs; one that takes too long is stopped here."""
        if self.process.poll() is None and self.seconds > self.longest_seconds:
            self.stop()
        return self.process.poll() is None

    def stop(self) -> None:
        """End it, gently first."""
        self.process.terminate()
        try:
            self.process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def end(self) -> Ended:
        """Wait for its end, and give what it printed."""
        try:
            self.process.wait(max(0.0, self.longest_seconds - self.seconds))
        except subprocess.TimeoutExpired:
            self.stop()
        with self.output, self.complaints:
            said = _read(self.output), _read(self.complaints)
        return Ended(self.process.returncode, *said)


def start_job(
    settings: Settings,
    language: Language,
    environment: Mapping[str, str],
    arguments: Sequence[str],
    *,
    longest_seconds: float,
) -> Job:
    """Start `pazanga` with arguments; passwords are kept from it.

    Args:
        settings: Which home and which data.
        language: Language it speaks.
        environment: Usually `os.environ`.
        arguments: What stands after `pazanga`; never a text of the shell.
        longest_seconds: After this time it is stopped.

    Raises:
        OSError: It cannot be started.
    """
    # They live as long as the job; nothing of them stays on the disk after it.
    output = tempfile.TemporaryFile()  # noqa: SIM115
    complaints = tempfile.TemporaryFile()  # noqa: SIM115
    kept = {name: value for name, value in environment.items() if name not in _SECRETS}
    process = subprocess.Popen(  # noqa: S603 - our own command, no shell
        [*PAZANGA, *arguments],
        env={
            **kept,
            "PAZANGA_HOME": os.fspath(settings.home),
            "PAZANGA_DATA": os.fspath(settings.data),
            "PAZANGA_LANGUAGE": language,
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
        },
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=complaints,
        # A server that is told to stop lets a refresh finish.
        start_new_session=True,
    )
    return Job(process, output, complaints, longest_seconds)


def _read(stream: BinaryIO) -> str:
    stream.seek(0)
    return stream.read(_MOST_BYTES).decode("utf-8", errors="replace")
