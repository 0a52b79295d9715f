"""`pazanga sql`: one query, and where its answer goes."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

from pazanga.errors import QueryError, UsageError
from pazanga.files.durable import replace_bytes
from pazanga.files.private import write_as_given
from pazanga.texts import text
from warehouse.query.limits import check_limits
from warehouse.query.run import run_query
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings
    from warehouse.query.limits import Limits

ANSWER_CUT: Final = 4
"""Exit code of an answer for programs that does not hold all rows."""

_FROM_INPUT: Final = "-"
_HELP: Final = "pazanga sql --help"
_OPTION: Final = re.compile(r"--?[a-z][\w-]*(=.*)?", re.IGNORECASE)
_BOM: Final = b"\xef\xbb\xbf"


def read_question(words: list[str]) -> str:
    """Read the query of a command: its one argument, or standard input for `-`.

    A query may begin with a comment, so only here is seen what is no option.

    Raises:
        UsageError: It is an unknown option.
        QueryError: It is more than one argument.
    """
    for word in words:
        if _OPTION.fullmatch(word):
            raise UsageError("usage_no_option", name=word, help=_HELP)
    if len(words) > 1:
        raise QueryError("query_words", found=words[1])
    return sys.stdin.read() if words[0] == _FROM_INPUT else words[0]


def run_sql(
    settings: Settings, sql: str, output: str, limits: Limits, out: Path | None = None
) -> int:
    """Run a query and write its answer.

    Args:
        settings: Where the warehouse is.
        sql: The query.
        output: `table`, `csv`, `json` or `parquet`.
        limits: What it may use.
        out: File to write, replaced whole; standard output if none.

    Returns:
        The exit code: 4 if rows were cut off, where the answer itself cannot say so.

    Raises:
        UserError: Nothing is published, or the query is refused or fails.
        OSError: The file cannot be written.
    """
    check_limits(limits)
    answer = run_query(read_current(settings.warehouse_dir), sql, output, limits)
    if out:
        # A spreadsheet that opens the file knows by this mark that it is UTF-8.
        mark = _BOM if output == "csv" else b""
        with write_as_given():
            replace_bytes(out, mark + answer.content)
    else:
        _print(answer.content, output)
    if not answer.is_cut:
        return 0
    said = text("warehouse", "truncated", settings.language, count=limits.rows)
    print(said, file=sys.stderr)  # noqa: T201 - what a command says
    return 0 if output == "table" else ANSWER_CUT


def _print(content: bytes, output: str) -> None:
    is_for_eyes = output == "table" or (output != "parquet" and _is_terminal())
    if is_for_eyes:
        sys.stdout.write(content.decode())
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def _is_terminal() -> bool:
    return sys.stdout.buffer.isatty()
