"""Lines of CSV and JSON that DuckDB writes whole.

They are those of `warehouse.query.formats`, letter by letter, without a step of Python
for each cell: a server that sends many goes on drawing pages meanwhile.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pazanga.files.spreadsheets import FORMULA_STARTS, NUMBER
from warehouse.query.columns import as_json, as_text, list_result_columns, quote
from warehouse.query.formats import find_csv_null, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from duckdb import DuckDBPyConnection
    from duckdb.sqltypes import DuckDBPyType

    from warehouse.query.columns import ResultColumn

JSON_GAP: Final = ",\n"
"""What stands before each line of JSON; the first one has a bracket instead."""


def select_lines(
    connection: DuckDBPyConnection,
    sql: str,
    output: str,
    parameters: Mapping[str, Any] | None = None,
) -> tuple[str, str]:
    """Build the query whose one column is a line of the answer.

    Args:
        connection: Knows the tables.
        sql: A `select` of ours.
        output: `csv` or `json`.
        parameters: Values bound in it.

    Returns:
        The heading, and the query.

    Raises:
        duckdb.Error: A table or column is not there.
    """
    answer = connection.sql(sql, params=parameters or None)
    columns = list_result_columns(answer)
    names = [f"c{place}" for place in range(len(columns))]
    source = f"(\n{sql}\n) as a({', '.join(names)})"
    write = _LINES[output]
    heading = "".join(write_csv(columns, ())) if output == "csv" else ""
    return heading, write(source, names, columns, answer.types)


def _select_csv(
    source: str,
    names: Sequence[str],
    columns: Sequence[ResultColumn],
    kinds: Sequence[DuckDBPyType],
) -> str:
    texts = _select(map(as_text, kinds, names), names, source)
    safe = [
        name if column.is_number else neutralise_in_sql(name)
        for name, column in zip(names, columns, strict=True)
    ]
    null = quote(find_csv_null(columns))
    line = " || ',' || ".join(_write_cell(name, null) for name in names)
    return (
        f"select {line} || chr(10) as line from ({_select(safe, names, f'({texts})')})"  # noqa: S608 - a query of ours
    )


def _select_json(
    source: str,
    names: Sequence[str],
    columns: Sequence[ResultColumn],
    kinds: Sequence[DuckDBPyType],
) -> str:
    pairs = [
        f"{quote(json.dumps(column.name, ensure_ascii=False) + ':')}"
        f" || {as_json(kind, name)}"
        for column, kind, name in zip(columns, kinds, names, strict=True)
    ]
    line = " || ',' || ".join(pairs)
    return f"select {quote(JSON_GAP + '{')} || {line} || '}}' as line from {source}"  # noqa: S608 - as above


_LINES: Final[dict[str, Callable[..., str]]] = {
    "csv": _select_csv,
    "json": _select_json,
}


def neutralise_in_sql(value: str) -> str:
    """Build the expression of a text as `spreadsheets.neutralise` leaves it."""
    starts = ", ".join(map(quote, FORMULA_STARTS))
    return (
        f"case when left({value}, 1) in ({starts})"
        f" and not regexp_full_match({value}, {quote(NUMBER.pattern)})"
        f" then '''' || {value} else {value} end"
    )


def _write_cell(value: str, null: str) -> str:
    """Build the expression of a cell: in quotation marks where it is empty or must."""
    return (
        f"case when {value} is null then {null}"
        f""" when {value} in ('', {null}) or regexp_matches({value}, '[",\\r\\n]')"""
        f""" then '"' || replace({value}, '"', '""') || '"' else {value} end"""
    )


def _select(expressions: Iterable[str], names: Sequence[str], source: str) -> str:
    pairs = (f"{one} as {name}" for one, name in zip(expressions, names, strict=True))
    return f"select {', '.join(pairs)} from {source}"  # noqa: S608 - as above
