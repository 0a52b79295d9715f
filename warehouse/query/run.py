"""Questions of people to a snapshot: one query, in a process of its own.

DuckDB's own memory limit does not bind long strings, and a running query cannot always
be interrupted. So the query runs in a child that the system limits and we can kill. It
never meets the file of the snapshot: it opens a sealed copy, after giving up all files.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pazanga.errors import QueryError, unpack_error
from pazanga.log import pairs
from warehouse.query.asking import start_child, write_opening, write_request
from warehouse.query.formats import COLUMNAR
from warehouse.query.limits import RANGES, Limits, check_limits
from warehouse.query.parameters import pack_parameters
from warehouse.query.pool import MOST_SENT, POOL
from warehouse.query.querying_child import CUT, REFUSED
from warehouse.query.turns import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pazanga.errors import UserError
    from pazanga.processes.process import ChildProcess, Ended
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
    watch: Watch | None = None,
) -> Answer:
    """Run one `select` or `explain` on a snapshot and give its rows.

    Args:
        snapshot: What is published.
        sql: Exactly one statement, as somebody typed it.
        output: `table`, `csv`, `json`, `parquet` or `arrow`.
        limits: What it may use.
        parameters: Values bound to `$name`: texts, numbers, truth, none, lists.
        watch: What is told of it while it runs; see `warehouse.query.turns`.

    Raises:
        QueryError: It is something else, fails, or uses more than it may.
        UnreadableError: The snapshot is not what was published.
    """
    limits, watch = check_limits(limits or Limits()), watch or Watch()
    request = write_request(
        sql,
        output,
        pack_parameters(parameters or {}),
        {
            "rows": limits.rows,
            "seconds": limits.seconds,
            "answer_mb": limits.answer_mb,
            "is_cut_by_size": limits.is_cut_by_size,
        },
    )
    child, begun = _start(snapshot, request, output, limits, watch)
    with child:
        ended = child.end(_follow(child, begun, watch))
    if ended.exit_code in {0, CUT}:
        return Answer(ended.output, ended.exit_code == CUT)
    raise _explain_end(ended, limits)


def _start(
    snapshot: Snapshot, request: bytes, output: str, limits: Limits, watch: Watch
) -> tuple[ChildProcess, float]:
    """Start a child, or take a warm one, that has its request.

    A query that takes long anyway leaves the warm ones, which cost much to replace, to
    those that do not.

    Returns:
        The child, and the processor time that is not the query's.
    """
    is_warm = len(request) < MOST_SENT and not watch.is_long
    warm = POOL.take(snapshot, limits.memory_mb) if is_warm else None
    if warm:
        begun = warm.read_processor_seconds()
        warm.send(request, seconds=limits.seconds)
        return warm, begun
    is_columnar = output in COLUMNAR
    opening = write_opening(snapshot, limits.memory_mb, is_columnar=is_columnar)
    child = start_child(opening + request, seconds=limits.seconds)
    if watch.is_long:
        child.give_way()
    return child, RANGES.cold_seconds


def _follow(child: ChildProcess, begun: float, watch: Watch) -> Callable[[], bool]:
    """Build what is called while a query runs: one that takes much gives way."""
    is_giving_way = watch.is_long

    def follow() -> bool:
        nonlocal is_giving_way
        seconds = max(0.0, child.read_processor_seconds() - begun)
        # Not by the clock: a small query on a busy machine has to get its turn.
        if seconds >= RANGES.polite_seconds and not is_giving_way:
            is_giving_way = True
            child.give_way()
        return watch.tell(seconds)

    return follow


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
