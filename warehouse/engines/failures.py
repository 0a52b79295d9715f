"""What went wrong on Spark: the model, or the machines, and which way.

Spark says all of it in one kind of error. A person mends a model in its file, but a
server that is gone, a token or a full disk elsewhere; so each is told from the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pazanga.errors import EngineError, ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pazanga.errors import WarehouseError

_MARKS: Final[Mapping[str, re.Pattern[str]]] = {
    "engine_token_refused": re.compile(r"UNAUTHENTICATED|PERMISSION_DENIED"),
    "engine_java_unfit": re.compile(r"UnsupportedClassVersionError|JAVA_HOME is not"),
    "engine_disk_full": re.compile(r"No space left on device|Disk quota exceeded"),
    "engine_out_of_memory": re.compile(
        r"OutOfMemoryError|insufficient memory|Cannot allocate memory"
        r"|GC overhead limit|exit code 137|SIGKILL"
    ),
    "engine_master_unknown": re.compile(
        r"Could not parse Master URL|Invalid master URL|UnknownHostException"
        r"|[Mm]asters? (are|is) unresponsive|Failed to connect to master"
    ),
    "engine_worker_lost": re.compile(
        r"ExecutorLostFailure|Executor heartbeat timed out|Lost executor"
        r"|[Ww]orker (lost|was removed)|Remote RPC client disassociated"
        r"|has not accepted any resources"
    ),
    "engine_lost": re.compile(
        r"UNAVAILABLE|DEADLINE_EXCEEDED|RETRIES_EXCEEDED|Connection (refused|reset)"
        r"|SESSION_(NOT_FOUND|CLOSED|CHANGED)|failed to connect to all addresses"
    ),
}
"""By what each failure is known; the first that fits is said."""

_OF_QUERIES: Final = frozenset(
    {
        "AnalysisException",
        "ArithmeticException",
        "ArrayIndexOutOfBoundsException",
        "DateTimeException",
        "NumberFormatException",
        "ParseException",
    }
)
"""Errors of what was asked: such a text may quote anything."""

_STACK: Final = "\n\nJVM stacktrace:"
_LOG_BYTES: Final = 200_000


def find_failure(said: str, log: Path | None = None) -> str | None:
    """Find the name of a failure of machines in what Spark says; None: none of these.

    Args:
        said: Its error, or its log.
        log: Log of a server of our own, which knows why it has gone.
    """
    found = next((name for name, mark in _MARKS.items() if mark.search(said)), None)
    if found == "engine_lost" and log is not None:
        return find_failure(read_end(log)) or found
    return found


def explain_failure(
    error: Exception, name: str, place: str, log: Path | None
) -> WarehouseError:
    """Return the error to raise for one of Spark's.

    Args:
        error: What its client raised.
        name: Model or audit that was run.
        place: Address of the server, without its token.
        log: Log of a server of our own.
    """
    said = str(error)
    if type(error).__name__ not in _OF_QUERIES and (found := find_failure(said, log)):
        return EngineError(found, address=place, name=name)
    return ModelError("model_failed", name=name, why=said.partition(_STACK)[0])


def read_end(log: Path) -> str:
    """Read the end of a log; empty where there is none."""
    try:
        with log.open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - _LOG_BYTES))
            return stream.read().decode(errors="replace")
    except OSError:
        return ""
