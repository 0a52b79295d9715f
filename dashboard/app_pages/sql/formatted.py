"""A query laid out in lines: the same words, and the same question to DuckDB."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import sqlparse
from sqlparse.exceptions import SQLParseError
from sqlparse.lexer import tokenize

from dashboard.app_pages.sql.result import SECONDS
from pazanga.errors import QueryError
from warehouse.query.limits import Limits
from warehouse.query.run import run_query
from warehouse.query.turns import TURNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warehouse.snapshots import Snapshot

INDENT: Final = 4
_DOLLAR_TEXT: Final = re.compile(r"\$\w*\$")
"""Text between such marks keeps its spaces; the library takes it for words."""


_SAME: Final = r"""
    select
        json_extract_string(parsed, '$.error') = 'true'
        or regexp_replace(parsed, place, '', 'g')
        = regexp_replace(json_serialize_sql($after), place, '', 'g') as is_same
    from (
        select
            json_serialize_sql($before) as parsed,
            '"query_location\w*":\d+' as place
    )
"""
"""What DuckDB cannot parse asks nothing; places of words in the text may differ."""


def format_query(sql: str) -> str | None:
    """Format a query: a clause a line, deeper parts further in.

    Args:
        sql: What the reader wrote, also where no engine would take it.

    Returns:
        The same words, comments and texts in the same order, with other space between
        them; None where that could not be made sure of.
    """
    if _DOLLAR_TEXT.search(sql):
        return None
    try:
        formatted = sqlparse.format(
            sql, reindent=True, indent_width=INDENT, use_space_around_operators=False
        ).strip()
    except SQLParseError:
        return None
    return formatted if list(_list_words(formatted)) == list(_list_words(sql)) else None


def asks_the_same(caller: str, snapshot: Snapshot, sql: str, formatted: str) -> bool:
    """Whether DuckDB parses two queries alike; both are read in a child process.

    Where others are being answered, or it takes long, that is not known: no.
    """
    texts = {"before": sql, "after": formatted}
    try:
        answer = TURNS.run(
            caller,
            formatted,
            lambda watch: run_query(
                snapshot, _SAME, "csv", Limits(seconds=SECONDS), texts, watch
            ),
        )
    except QueryError:
        return False
    return answer.content == b"is_same\ntrue\n"


def _list_words(sql: str) -> Iterator[str]:
    """List all that is not space; of a comment, too, the end of its line."""
    for _, word in tokenize(sql):  # type: ignore[no-untyped-call]
        if kept := word.strip():
            yield kept
