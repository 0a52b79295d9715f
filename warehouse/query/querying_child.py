"""The child that runs one query: limits itself, answers, ends.

It reads a JSON request on standard input. It writes the answer on standard output, with
exit code 0 or, if rows were cut off, 4; or a JSON error with exit code 3.
"""

from __future__ import annotations

import json
import sys
from typing import Final, NoReturn

from pazanga.errors import QueryError, UnreadableError, UserError, pack_error
from pazanga.processes.inside_child import (
    end_with_parent,
    limit_processor,
    limit_resources,
)
from warehouse.query.limits import RANGES

REFUSED: Final = 3
CUT: Final = 4


def main() -> None:
    """Write the answer to the one request on standard input."""
    request = json.load(sys.stdin)
    end_with_parent(request["parent"])
    limit_resources(memory_mb=request["memory_mb"], file_mb=RANGES.copy_mb)
    limit_processor(request["seconds"] * RANGES.threads + RANGES.start_seconds)
    try:
        # Only now: whatever is imported counts against the limit.
        from warehouse.query.answer import answer  # noqa: PLC0415

        content, is_cut = answer(request)
    except MemoryError:
        _refuse(QueryError("query_too_large", memory_mb=request["memory_mb"]))
    except (QueryError, UnreadableError) as error:
        _refuse(error)
    sys.stdout.buffer.write(content)
    sys.stdout.flush()
    sys.exit(CUT if is_cut else 0)


def _refuse(error: UserError) -> NoReturn:
    sys.stdout.write(json.dumps(pack_error(error), default=str))
    sys.stdout.flush()
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
