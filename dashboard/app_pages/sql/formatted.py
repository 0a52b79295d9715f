"""A query laid out in lines; not a word of it is changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import sqlparse
from sqlparse.exceptions import SQLParseError
from sqlparse.lexer import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT: Final = 4
_DOLLAR_TEXT: Final = re.compile(r"\$\w*\$")
"""Text between such marks keeps its spaces; the library takes it for words."""


def format_query(sql: str) -> str:
    """Format a query: a clause a line, deeper parts further in.

    Args:
        sql: What the reader wrote, also where no engine would take it.

    Returns:
        The same words, comments and texts in the same order, with other space between
        them; or the query as it was, where that could not be made sure of.
    """
    if _DOLLAR_TEXT.search(sql):
        return sql
    try:
        formatted = sqlparse.format(
            sql, reindent=True, indent_width=INDENT, use_space_around_operators=False
        ).strip()
    except SQLParseError:
        return sql
    return formatted if list(_list_words(formatted)) == list(_list_words(sql)) else sql


def _list_words(sql: str) -> Iterator[str]:
    """List all that is not space; of a comment, too, the end of its line."""
    for _, word in tokenize(sql):  # type: ignore[no-untyped-call]
        if kept := word.strip():
            yield kept
