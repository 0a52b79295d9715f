"""Questions of people to a snapshot: one query, in a process of its own.

DuckDB's own memory limit does not bind long strings, and a running query cannot always
be interrupted. So the query runs in a child that the system limits and we can kill. It
never meets the file of the snapshot: it opens a sealed copy, after giving up all files.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pazanga.errors import QueryError, unpack_error
from pazanga.log import pairs
from pazanga.processes.process import FRUGAL, start_process
from warehouse.query.limits import Limits, check_limits
from warehouse.query.parameters import pack_parameters
from warehouse.query.querying_child import CUT, REFUSED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pazanga.errors import UserError
    from pazanga.processes.process import Ended
    from warehouse.snapshots import Snapshot

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives.

    Attributes:
        content: Its rows, written in the format asked for.
        is_cut: Whether there would have been more rows.
    """

    content: bytes
    is_cut: bool


def run_query(
    snapshot: Snapshot,
    sql: str,
    output: str,
    limits: Limits | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Answer:
    """Run one `select` or `explain` on a snapshot and give its rows.

    Args:
        snapshot: What is published.
        sql: Exactly one statement, as somebody typed it.
        output: `table`, `csv`, `json`, `parquet` or `arrow`.
        limits: What it may use.
        parameters: Values bound to `$name`: texts, numbers, truth, none, lists.

    Raises:
        QueryError: It is something else, fails, or uses more than it may.
        UnreadableError: The snapshot is not what was published.
    """
    limits = check_limits(limits or Limits())
    request = {
        "snapshot": str(snapshot.path),
        "sha256": snapshot.sha256,
        "sql": sql,
        "output": output,
        "parameters": pack_parameters(parameters or {}),
        "parent": os.getpid(),
        **asdict(limits),
    }
    with start_process(
        [sys.executable, "-I", "-m", "warehouse.query.querying_child"],
        # Nothing of ours.
        FRUGAL,
        seconds=limits.seconds,
        request=json.dumps(request).encode(),
    ) as child:
        ended = child.end()
    if ended.exit_code in {0, CUT}:
        return Answer(ended.output, ended.exit_code == CUT)
    raise _explain_end(ended, limits)


def _explain_end(ended: Ended, limits: Limits) -> UserError:
    if ended.exit_code == REFUSED:
        return unpack_error(json.loads(ended.output))
    if ended.find_shortage() == "time":
        return _too_slow(limits)
    if ended.exit_code < 0 or "memory" in ended.complaints.lower():
        # Memory ran out where nobody could say so.
        return QueryError("query_too_large", memory_mb=limits.memory_mb)
    # It names paths of this machine; whoever asks may be anybody.
    logger.error(
        "query_broken %s", pairs(exit_code=ended.exit_code, said=ended.complaints)
    )
    return QueryError("query_broken")


def _too_slow(limits: Limits) -> QueryError:
    return QueryError("query_too_slow", seconds=limits.seconds)
