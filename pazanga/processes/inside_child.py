"""What runs in a child of `answering_child.py`: limits itself, then answers requests.

Where a system has no such limits, as on macOS (memory) and Windows, the time limit of
the parent is what is left.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_MEGABYTE: Final = 1 << 20
_SET_DEATH_SIGNAL: Final = 1
_BEFORE_ALL_OTHERS: Final = "1000"
_ENDED_EXIT: Final = 70
_THREADS: Final = 4
"""So many threads of a library may work at a time."""


def main() -> None:
    """Serve the module named first, within the limits named second."""
    module, limits, parent = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
    answers = _take_standard_output()
    end_with_parent(parent)
    limit_resources(memory_mb=limits["memory_mb"], file_mb=limits["file_mb"])
    answer = importlib.import_module(module).answer
    for line in sys.stdin.buffer:
        limit_processor(limits["seconds"] * _THREADS)
        _reply(answers, _answer(answer, json.loads(line)))


def end_with_parent(parent: int) -> None:
    """Require that the system ends this process with the one that started it.

    Elsewhere than on Linux the end of standard input has to do.

    Args:
        parent: Process that started this one; it may have ended meanwhile.
    """
    # Ctrl+C is for the parent: it decides what becomes of us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(_ENDED_EXIT)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_BEFORE_ALL_OTHERS, "ascii")


def limit_resources(*, memory_mb: int, file_mb: int) -> None:
    """Limit address space and the size of files, where the system can.

    Args:
        memory_mb: Address space, libraries included.
        file_mb: Size of each file.
    """
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for kind, megabytes in (
        (resource.RLIMIT_AS, memory_mb),
        (resource.RLIMIT_FSIZE, file_mb),
        (resource.RLIMIT_CORE, 0),
    ):
        limit = megabytes * _MEGABYTE
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (limit, limit))


def limit_processor(seconds: float) -> None:
    """Limit the processor time from now on; it counts since the process began."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def _take_standard_output() -> BinaryIO:
    """Keep standard output for answers: what libraries print goes to the complaints."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _answer(
    answer: Callable[[dict[str, Any]], dict[str, Any]], request: dict[str, Any]
) -> dict[str, Any]:
    """Write the answer to a request; what cannot be answered ends the child."""
    try:
        return answer(request)
    except MemoryError:
        return {"ended": "memory"}
    except BaseException as error:
        if MemoryError in {type(cause) for cause in (error.__cause__, *error.args)}:
            return {"ended": "memory"}
        raise


def _reply(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer, default=str).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
