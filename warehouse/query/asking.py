"""Starting the child that answers one query, and the two lines it reads."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, Literal

from pazanga.processes.process import FRUGAL, start_process

if TYPE_CHECKING:
    from pazanga.processes.process import ChildProcess
    from warehouse.snapshots import Snapshot


def write_opening(
    snapshot: Snapshot, memory_mb: int, *, is_columnar: bool, is_early: bool = False
) -> bytes:
    """Write the line that says what a child opens.

    Args:
        snapshot: What is published.
        memory_mb: Address space of the child.
        is_columnar: Whether its answer may be Parquet or Arrow.
        is_early: Whether there is time before the query comes.
    """
    return _write_line(
        {
            "snapshot": str(snapshot.path),
            "sha256": snapshot.sha256,
            "memory_mb": memory_mb,
            "is_columnar": is_columnar,
            "is_early": is_early,
            "parent": os.getpid(),
        }
    )


def write_request(
    sql: str, output: str, parameters: str, limits: dict[str, Any]
) -> bytes:
    """Write the line that says what a child answers.

    Args:
        sql: Exactly one statement, as somebody typed it.
        output: Format of the answer.
        parameters: What `pack_parameters` gives.
        limits: Rows, seconds and size of the answer.
    """
    question = {"sql": sql, "output": output, "parameters": parameters}
    return _write_line(question | limits)


def _write_line(request: dict[str, Any]) -> bytes:
    return json.dumps(request).encode() + b"\n"


def start_child(request: bytes | Literal["later"], *, seconds: float) -> ChildProcess:
    """Start a child.

    Args:
        request: Both lines; `later` if they are sent one by one.
        seconds: After this time it is stopped.
    """
    return start_process(
        [sys.executable, "-I", "-m", "warehouse.query.querying_child"],
        # Nothing of ours.
        FRUGAL,
        seconds=seconds,
        request=request,
    )
