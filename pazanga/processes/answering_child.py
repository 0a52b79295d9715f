"""A child process of our own that does what may go wrong, and is limited in all of it.

    child = Child("etl.inbox.reading_child", ChildLimits(memory_mb=3072))
    answer = child.ask({"path": "…"})      # a dictionary, or ChildError with a reason

The module that is named has a function `answer(request) -> dict`. Requests and answers
are lines of JSON; what is larger passes as files in a folder that the request names.
A child serves many requests and starts again after one that ended it. It knows no
secrets, is the first to go when the system is short of memory, and ends with us.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from threading import Timer
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal, Self

from pazanga.processes.process import FRUGAL, Ended, Shortage, keep_harmless

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

Reason = Literal[Shortage, "answer"]

_INSIDE: Final = "pazanga.processes.inside_child"
_COMPLAINT_BYTES: Final = 4_000
_GRACE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """What one request to a child may use.

    Attributes:
        memory_mb: Address space of the child, libraries included.
        seconds: Time from a request to its answer, and processor time as well.
        file_mb: Size of each file the child writes.
        answer_mb: Size of an answer.
    """

    memory_mb: int = 3_072
    seconds: float = 900
    file_mb: int = 4_096
    answer_mb: int = 64


class ChildError(Exception):
    """A child ended instead of answering.

    Attributes:
        reason: What it ran out of; `crash` where it failed in another way.
        why: What it said last, for the log and for messages about a crash.
        limits: What it was allowed.
        was_fresh: Whether this was the first request it served.
    """

    def __init__(
        self, reason: Reason, why: str, limits: ChildLimits, *, was_fresh: bool
    ) -> None:
        super().__init__(reason, why)
        self.reason = reason
        self.why = why
        self.limits = limits
        self.was_fresh = was_fresh


class Child:
    """A child that is started with the first request, and again after it has ended.

    Args:
        module: Module with the function `answer`.
        limits: What each request may use.
        environment: Usually `os.environ`; only what is harmless is handed on.
    """

    def __init__(
        self,
        module: str,
        limits: ChildLimits | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._module = module
        self._limits = limits or ChildLimits()
        self._environment = environment or os.environ
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: BinaryIO = io.BytesIO()
        self._served = 0
        self._was_late = False

    def __enter__(self) -> Self:
        """Return the child itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the child."""
        self.close()

    def set_limits(self, limits: ChildLimits) -> None:
        """Set other limits; a child that runs under those before is stopped."""
        if limits != self._limits:
            self.close()
            self._limits = limits

    def start(self) -> None:
        """Start the child, if it does not run, without waiting until it is ready.

        Raises:
            OSError: It cannot be started.
        """
        if self._process is not None:
            return
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long
        self._served = 0
        command = [sys.executable, "-P", "-m", _INSIDE, self._module]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [*command, json.dumps(asdict(self._limits)), str(os.getpid())],
            env=keep_harmless(self._environment) | FRUGAL,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
        )

    def ask(
        self, request: Mapping[str, Any], seconds: float | None = None
    ) -> dict[str, Any]:
        """Send a request and wait for its answer.

        A child that ran out of something after it had served others is started again
        and asked once more: what is left of others must not count against this one.

        Args:
            request: What `answer` of the module gets.
            seconds: Time for this request, where it may take less than any other.

        Raises:
            ChildError: It ended instead of answering.
            OSError: It cannot be started.
        """
        limits = replace(self._limits, seconds=seconds or self._limits.seconds)
        try:
            return self._ask(request, limits)
        except ChildError as ended:
            if ended.was_fresh or ended.reason == "time":
                raise
        return self._ask(request, limits)

    def close(self) -> None:
        """Stop the child, if it runs."""
        process, self._process = self._process, None
        if process is not None:
            self._close(process)
        self._complaints.close()

    def _close(self, process: subprocess.Popen[bytes]) -> None:
        with suppress(OSError):
            _stream(process.stdin).close()
        try:
            process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _stream(process.stdout).close()

    def _ask(self, request: Mapping[str, Any], limits: ChildLimits) -> dict[str, Any]:
        self.start()
        line = self._exchange(json.dumps(request).encode() + b"\n", limits)
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError:
            raise self._end("answer" if line else None, limits) from None
        if "ended" in answer:
            raise self._end(answer["ended"], limits)
        self._served += 1
        return answer

    def _exchange(self, line: bytes, limits: ChildLimits) -> bytes:
        """Send a line and read one; nothing is read from a child that ended."""
        process = self._process
        if process is None:
            return b""
        self._was_late = False
        timer = Timer(limits.seconds, self._stop_late, [process])
        timer.daemon = True
        timer.start()
        try:
            stream = _stream(process.stdin)
            stream.write(line)
            stream.flush()
            return bytes(_stream(process.stdout).readline(limits.answer_mb << 20))
        except OSError:
            return b""
        finally:
            timer.cancel()

    def _stop_late(self, process: subprocess.Popen[bytes]) -> None:
        self._was_late = True
        process.kill()

    def _end(self, reason: Reason | None, limits: ChildLimits) -> ChildError:
        """Clear up after a child that ended, and find out why it did."""
        process, was_fresh = self._process, not self._served
        if process is not None:
            if reason:
                process.kill()
            self._close(process)
        ended = Ended(
            process.returncode if process else 0,
            complaints=_read_end(self._complaints),
            ending="too_long" if self._was_late else "by_itself",
        )
        self.close()
        reason = reason or ended.find_shortage()
        error = ChildError(reason, ended.last_line, limits, was_fresh=was_fresh)
        error.add_note(ended.complaints)  # for the log of whoever asked
        return error


def _read_end(complaints: BinaryIO) -> str:
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(size - _COMPLAINT_BYTES, 0))
    return complaints.read().decode(errors="replace")


def _stream(stream: Any) -> Any:  # noqa: ANN401 - a pipe that was asked for
    """Return a pipe of a process: it has one, for it was started with one."""
    return stream
