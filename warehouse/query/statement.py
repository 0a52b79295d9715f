"""A person's statement, made into one that can only read.

DuckDB names the outer statement only: `explain analyze copy …` is an explanation to it,
and a `select` may hold a `copy` in its `with`. As a subquery neither is possible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import duckdb

from pazanga.errors import QueryError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_EXPLAIN: Final = re.compile(
    r"explain\b\s*(analy[sz]e\b\s*)?(\(\s*(?:analy[sz]e|format)\b[^()']*\)\s*)?",
    re.IGNORECASE,
)
_OWN_COPY: Final = re.compile(r"/proc/\d+/fd/\d+")


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement that only reads.

    Attributes:
        explain: `explain …` to be put before it, or nothing.
        query: A `select` to be used as a subquery.
    """

    explain: str
    query: str

    @property
    def wrapped(self) -> str:
        """Return the `select` as a subquery: nothing but a query can stand there."""
        return f"select * from (\n{self.query}\n)"  # noqa: S608 - it is what a person asks, and can only read


def parse_question(connection: DuckDBPyConnection, sql: str) -> ReadStatement:
    """Parse what a person typed.

    Raises:
        QueryError: It is not exactly one `select` or `explain` of one.
    """
    statement = _parse_one(connection, sql)
    kind = _name_kind(statement)
    if kind == "SELECT":
        question = ReadStatement("", _strip(statement.query))
    elif kind == "EXPLAIN":
        question = _split_explain(connection, _strip(statement.query))
    else:
        question = ReadStatement("", "")
    if not question.query:
        key = "query_pivot" if kind == "MULTI" else "query_not_select"
        raise QueryError(key, found=kind)
    # Wrapped, it must still be one query: nothing in it closes our bracket.
    _parse_one(connection, question.wrapped)
    return question


def _parse_one(connection: DuckDBPyConnection, sql: str) -> duckdb.Statement:
    try:
        # Half a letter is no text; DuckDB takes it for something else than a text.
        sql.encode()
        statements = connection.extract_statements(sql)
    except UnicodeEncodeError as error:
        raise QueryError("query_failed", why="UTF-8 ?") from error
    except duckdb.Error as error:
        raise QueryError("query_failed", why=explain_error(error)) from error
    if len(statements) != 1:
        raise QueryError("query_not_one", count=len(statements))
    return statements[0]


def _name_kind(statement: duckdb.Statement) -> str:
    try:
        return statement.type.name
    except ValueError:
        # DuckDB knows kinds of statements that its Python package does not.
        return statement.query.split(maxsplit=1)[0].upper()


def _split_explain(connection: DuckDBPyConnection, sql: str) -> ReadStatement:
    """Split `explain …` from what it explains, which must be a query too."""
    found = _EXPLAIN.match(sql)
    if not found:
        return ReadStatement("", "")
    query = sql[found.end() :]
    kind = _name_kind(_parse_one(connection, query))
    if kind != "SELECT":
        raise QueryError("query_not_select", found=f"EXPLAIN {kind}")
    return ReadStatement(found[0], query)


def _strip(sql: str) -> str:
    """Remove semicolons at the end, and blank out comments; lines stay lines.

    A place in what `tokenize` gives is counted in bytes.
    """
    content = sql.encode()
    tokens = duckdb.tokenize(sql)
    starts = [place for place, _ in tokens]
    for (start, kind), end in zip(tokens, [*starts[1:], len(content)], strict=True):
        if kind.name == "comment":
            blank = re.sub(rb"[^\n]", b" ", content[start:end])
            content = content[:start] + blank + content[end:]
    return content.decode().rstrip("; \t\r\n")


def explain_error(error: duckdb.Error) -> str:
    """Build what a person reads of an error: no addresses, no number of a process."""
    lines = _OWN_COPY.sub("snapshot", str(error)).strip().splitlines()
    return "\n".join(line for line in lines if not line.startswith("See also"))
