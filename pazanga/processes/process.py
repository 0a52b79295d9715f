"""Processes of our own: started without secrets, limited in time, stopped whole.

    with start_process([*PAZANGA, "check", "a.xlsx"], environment, seconds=60) as child:
        ended = child.end()

A process is stopped together with those it has started. What it prints is collected
from pipes, or in files without names, which outlive the parent. Children that answer
many requests are in `answering_child.py`, the limits a child sets itself in
`inside_child.py`.
"""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, Final, Literal, Protocol, Self

from pazanga.settings.environment import SECRETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from pazanga.settings import Settings

Ending = Literal["by_itself", "too_long", "interrupted"]
Shortage = Literal["memory", "time", "crash"]
Tell = Callable[[str, str], None]

PAZANGA: Final = (sys.executable, "-P", "-m", "pazanga")
"""Our command line; `-P` keeps a `pazanga` of the working folder out of it."""

GRACE_SECONDS: Final = 10.0
"""Time between the request to end and the order to."""

MOST_BYTES: Final = 16 << 20
"""Size of what is kept of a file with what a process printed."""

PIPE_BYTES: Final = 60_000
"""So much a pipe takes that nobody reads yet; Linux has 65,536."""

LINE_LETTERS: Final = 2_000
KEPT_LINES: Final = 200
FRUGAL: Final = {
    # Each thread and arena reserves address space unused; mimalloc, which Arrow takes
    # of its own accord, a gigabyte at once.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "POLARS_MAX_THREADS": "2",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
    "PYTHONUTF8": "1",
}
"""Environment of a child whose address space is limited."""
_LOOK_SECONDS: Final = 0.25
_USER_TIME: Final = 11
"""Which field of `/proc/PID/stat` after the name it is; that in the system follows."""
_LOW: Final = 10
"""Priority of who gives way: a tenth of what others get; at the lowest nothing ends."""
_OUT_OF_MEMORY: Final = ("memory allocation of", "MemoryError", "bad_alloc")
_HARMLESS: Final = frozenset(
    [
        *("PATH", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT"),
        *("HOME", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV"),
    ]
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended.

    Attributes:
        exit_code: Its exit code; below zero the signal that ended it.
        output: What it printed, as bytes.
        complaints: What it printed as errors.
        ending: Whether it ended by itself, took too long, or was interrupted.
    """

    exit_code: int
    output: bytes = b""
    complaints: str = ""
    ending: Ending = "by_itself"

    @property
    def said(self) -> str:
        """Return what it printed, as text."""
        return self.output.decode(errors="replace")

    @property
    def was_stopped(self) -> bool:
        """Whether it took too long and was stopped."""
        return self.ending == "too_long"

    @property
    def last_line(self) -> str:
        """Return the last line of its complaints: Python names the error there."""
        return self.complaints.strip().rpartition("\n")[2]

    def find_shortage(self) -> Shortage:
        """Find what a process ran out of that did not end well."""
        if self.was_stopped or self.exit_code == -getattr(signal, "SIGXCPU", 0):
            return "time"
        was_killed = self.exit_code == -getattr(signal, "SIGKILL", 0)
        if was_killed or any(mark in self.complaints for mark in _OUT_OF_MEMORY):
            return "memory"
        return "crash"


class ChildProcess:
    """A process that runs, or has run.

    Args:
        process: The process, in a session of its own.
        collected: Where its output and its complaints are collected.
        seconds: After this time it is stopped.
        grace_seconds: Time it has to end when it is asked to.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        collected: tuple[_Collector, _Collector],
        *,
        seconds: float,
        grace_seconds: float,
    ) -> None:
        self.pid = process.pid
        self._process = process
        self._collected = collected
        self._grace_seconds = grace_seconds
        self._ending: Ending = "by_itself"
        self._started = time.monotonic()
        self._deadline = self._started + seconds

    def __enter__(self) -> Self:
        """Return the process itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the process, if it still runs."""
        self.stop()

    @property
    def seconds(self) -> float:
        """Return the seconds since its start."""
        return time.monotonic() - self._started

    def is_running(self) -> bool:
        """Whether it still runs; a process that takes too long is stopped here."""
        if self._process.poll() is None and time.monotonic() > self._deadline:
            self._stop("too_long")
        return self._process.poll() is None

    def stop(self) -> None:
        """Stop it and those it has started, gently first."""
        self._close_input()
        if self._process.poll() is None:
            self._stop("interrupted")

    def read_processor_seconds(self) -> float:
        """Return the processor time it has used; the time it runs, where none says."""
        try:
            status = Path(f"/proc/{self.pid}/stat").read_text("utf-8")
        except OSError:
            return self.seconds
        # Its name, which stands before, may hold anything.
        fields = status.rpartition(")")[2].split()
        user, system = fields[_USER_TIME : _USER_TIME + 2]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def give_way(self) -> None:
        """Set a low priority, where the system has any: others come first.

        Linux weighs sessions against each other, where it groups them, and processes
        within one: the session has to give way as well.
        """
        if sys.platform != "win32":
            with suppress(OSError):
                os.setpriority(os.PRIO_PGRP, self.pid, _LOW)
            with suppress(OSError):
                Path(f"/proc/{self.pid}/autogroup").write_text(str(_LOW), "utf-8")

    def send(self, request: bytes, *, seconds: float, is_last: bool = True) -> None:
        """Send what it reads from standard input, to one that was started for that.

        Args:
            request: At most `PIPE_BYTES` in all: nobody waits until it is read.
            seconds: From now on it has this time.
            is_last: Whether nothing more follows.
        """
        self._deadline = time.monotonic() + seconds
        stream = self._process.stdin
        if stream is not None:
            # A process that has ended says why in what it printed.
            with suppress(BrokenPipeError):
                stream.write(request)
                stream.flush()
        if is_last:
            self._close_input()

    def end(self, is_stopping: Callable[[], bool] = lambda: False) -> Ended:
        """Wait for its end, bring it about in time, and return what it printed.

        Args:
            is_stopping: Whether the process has to end soon; it has its grace to end by
                itself then.
        """
        self._close_input()
        is_last = False
        while not self._wait(min(_LOOK_SECONDS, self._deadline - time.monotonic())):
            if time.monotonic() >= self._deadline:
                self._stop("interrupted" if is_last else "too_long")
            elif is_stopping() and not is_last:
                soon = time.monotonic() + self._grace_seconds
                self._deadline, is_last = min(self._deadline, soon), True
        output, complaints = (one.collect() for one in self._collected)
        said = complaints.decode(errors="replace")
        return Ended(self._process.returncode, output, said, self._ending)

    def _close_input(self) -> None:
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()

    def _wait(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        # Its output ends with it, and is noticed at once; its end only now and then.
        self._collected[0].wait(max(0.0, seconds))
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        return True

    def _stop(self, ending: Ending) -> None:
        """Stop a process and those it has started: they are a group of its own."""
        self._ending = ending
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)
            if self._wait(self._grace_seconds):
                return
        self._process.wait()


def start_process(
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    seconds: float,
    grace_seconds: float = GRACE_SECONDS,
    request: bytes | Literal["later"] = b"",
    prints_to: Tell | Literal["memory", "files"] = "memory",
) -> ChildProcess:
    """Start a process in a session of its own: Ctrl+C does not reach it.

    Args:
        command: Program and arguments; never a text of the shell.
        environment: All that it knows.
        seconds: After this time it is stopped.
        grace_seconds: Time it has to end when it is asked to.
        request: What it reads from standard input; `later` if `send` says it.
        prints_to: Where what it prints goes: to memory; to files, so that it may go on
            once this process has ended; or to a function, which gets each line as it
            comes, with `output` or `complaint` (the last lines are kept).

    Raises:
        OSError: It cannot be started.
    """
    tell = None if isinstance(prints_to, str) else prints_to
    files = _open_files() if prints_to == "files" else None
    with tempfile.TemporaryFile() as given:
        given.write(b"" if request == "later" else request)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            command,
            env=dict(environment),
            stdin=subprocess.PIPE if request == "later" else given,
            stdout=files[0] if files else subprocess.PIPE,
            stderr=files[1] if files else subprocess.PIPE,
            start_new_session=True,
        )
    collected: tuple[_Collector, _Collector]
    if files:
        collected = _FromFile(files[0]), _FromFile(files[1])
    else:
        output, complaints = process.stdout, process.stderr
        collected = (
            _FromPipe(output, "output", tell),
            _FromPipe(complaints, "complaint", tell),
        )
    return ChildProcess(
        process, collected, seconds=seconds, grace_seconds=grace_seconds
    )


def _open_files() -> tuple[IO[bytes], IO[bytes]]:
    """Open files without names: nothing of them stays on the disk after the process."""
    return tempfile.TemporaryFile(), tempfile.TemporaryFile()


def write_environment(
    settings: Settings, environment: Mapping[str, str]
) -> dict[str, str]:
    """Return the environment of a command of ours: the settings, and no secrets.

    Args:
        settings: Which home, data and language.
        environment: Usually `os.environ`.
    """
    kept = {name: value for name, value in environment.items() if name not in SECRETS}
    return {
        **kept,
        "PAZANGA_HOME": os.fspath(settings.home),
        "PAZANGA_DATA": os.fspath(settings.data),
        "PAZANGA_LANGUAGE": settings.language,
        "PAZANGA_AUDIENCE": settings.audience,
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }


def keep_harmless(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what a reader of strangers' files may know: where things are."""
    return {
        name: value
        for name, value in environment.items()
        if name in _HARMLESS or name.startswith("LC_")
    }


class _Collector(Protocol):
    def wait(self, seconds: float) -> None: ...

    def collect(self) -> bytes: ...


class _FromFile:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def wait(self, seconds: float) -> None:
        """Return at once: a file has no end."""

    def collect(self) -> bytes:
        with self._file:
            self._file.seek(0)
            return self._file.read(MOST_BYTES)


class _FromPipe:
    """Reads a pipe as it fills, so that the process never waits for us."""

    def __init__(
        self,
        stream: IO[bytes] | None,
        name: str,
        tell: Tell | None,
    ) -> None:
        self._name, self._tell = name, tell
        self._all = b""
        self._lines = deque[str](maxlen=KEPT_LINES)
        self._thread = Thread(target=self._read, args=(stream,), daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> None:
        self._thread.join(seconds)

    def collect(self) -> bytes:
        # A grandchild that keeps the pipe open must not hold us.
        self._thread.join(GRACE_SECONDS)
        return self._all if self._tell is None else "\n".join(self._lines).encode()

    def _read(self, stream: IO[bytes]) -> None:
        if self._tell is None:
            with stream:
                self._all = stream.read()
            return
        with io.TextIOWrapper(stream, encoding="utf-8", errors="replace") as lines:
            while line := lines.readline(LINE_LETTERS):
                self._lines.append(line.rstrip("\n"))
                self._tell(self._name, self._lines[-1])
