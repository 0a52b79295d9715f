"""The child that runs one query: limits itself, opens the data, answers, ends.

It reads two lines of JSON on standard input: what it opens, then what it answers; a
child that waits between the two is warm. It writes the answer on standard output, with
exit code 0 or, if rows were cut off, 4; or a JSON error with exit code 3.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Final, NoReturn

from pazanga.errors import QueryError, UnreadableError, UserError, pack_error
from pazanga.processes.inside_child import (
    end_with_parent,
    limit_processor,
    limit_resources,
)
from warehouse.query.limits import RANGES

REFUSED: Final = 3
CUT: Final = 4
_REHEARSAL: Final = {
    "sql": "select 1 as x",
    "output": "parquet",
    "parameters": "[]",
    "rows": 1,
    "answer_mb": 1,
}


def main() -> None:
    """Write the answer to the one request on standard input."""
    opening = json.loads(sys.stdin.readline())
    end_with_parent(opening["parent"])
    limit_resources(memory_mb=opening["memory_mb"], file_mb=RANGES.copy_mb)
    limit_processor(RANGES.start_seconds)
    try:
        content, is_cut = _answer(opening)
    except MemoryError:
        _refuse(QueryError("query_too_large", memory_mb=opening["memory_mb"]))
    except (QueryError, UnreadableError) as error:
        _refuse(error)
    _end(content, CUT if is_cut else 0)


def _answer(opening: dict[str, Any]) -> tuple[bytes, bool]:
    # Only now: whatever is imported counts against the limit.
    from warehouse.query.answer import answer, open_copy  # noqa: PLC0415

    connection = open_copy(opening)
    if opening["is_early"]:
        # What only a first answer waits for.
        answer(connection, _REHEARSAL)
    line = sys.stdin.readline()
    if not line:
        # Whoever started it no longer needs it.
        _end(b"", 0)
    request = json.loads(line)
    limit_processor(request["seconds"] * RANGES.threads + RANGES.start_seconds)
    return answer(connection, request | {"memory_mb": opening["memory_mb"]})


def _refuse(error: UserError) -> NoReturn:
    _end(json.dumps(pack_error(error), default=str).encode(), REFUSED)


def _end(content: bytes, exit_code: int) -> NoReturn:
    """Write what there is to say, and end without tidying up what goes anyway."""
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
    os._exit(exit_code)


if __name__ == "__main__":
    main()
