"""Which value of an answer is written how: exactly as DuckDB itself writes it.

Text, CSV and JSON are written by DuckDB's own casts, since no library knows all of its
types and ranges. Parquet keeps a type where others read it rightly, else it gets text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from duckdb import DuckDBPyConnection, DuckDBPyRelation
    from duckdb.sqltypes import DuckDBPyType

    from warehouse.query.statement import ReadStatement

OUT_OF_RANGE: Final = "pazanga_out_of_range "
"""How a query says that a day or moment of a column does not fit into Parquet."""

_WHOLE: Final = frozenset(
    f"{sign}{size}int" for sign in ("", "u") for size in ("tiny", "small", "big", "")
) | {"integer", "uinteger"}
_HUGE: Final = frozenset({"hugeint", "uhugeint"})
_FLOATS: Final = frozenset({"float", "double"})
_NUMBERS: Final = _WHOLE | _HUGE | _FLOATS | {"bignum", "decimal"}
_PLAIN_JSON: Final = _WHOLE | _HUGE | {"bignum", "boolean"}
_MOMENTS: Final = {
    "date": "date",
    "timestamp": "timestamp",
    "timestamp_s": "timestamp",
    "timestamp_ms": "timestamp",
    "timestamp with time zone": "timestamptz",
}
_JSON_TEXT: Final = r'"(\\.|[^"\\])*"'
_LAX_JSON: Final = r"(?i)nan|inf|,\s*[\]}]"
"""What DuckDB takes for JSON outside its texts, and JSON is not."""

_NATIVE: Final = _WHOLE | _FLOATS | {"decimal", "boolean", "varchar", "blob"}


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of an answer.

    Attributes:
        name: Its name; the second one of a name gets `_1`.
        is_number: Whether it holds numbers.
        is_bare: Whether it holds texts that are not written for the format yet.
    """

    name: str
    is_number: bool = False
    is_bare: bool = False


def select_columns(
    connection: DuckDBPyConnection,
    question: ReadStatement,
    output: str,
    parameters: Mapping[str, Any] | None = None,
) -> tuple[list[ResultColumn], str]:
    """Build the query whose columns are written as a format wants them.

    Args:
        connection: Knows the tables.
        question: What a person asks.
        output: `table`, `csv`, `json`, `parquet` or `arrow`.
        parameters: Values bound to `$name`; they decide types, too.

    Returns:
        The columns, and the query.

    Raises:
        duckdb.Error: A table or column is not there.
    """
    if question.explain:
        # Nothing can be selected from it.
        names = ["explain_key", "explain_value"]
        columns = [ResultColumn(name, is_bare=True) for name in names]
        return columns, f"{question.explain}{question.wrapped}"
    answer = connection.sql(question.wrapped, params=parameters or None)
    express = _EXPRESSIONS[output]
    names = [f"c{place}" for place in range(len(answer.columns))]
    expressions = ", ".join(
        f"{express(kind, name)} as {name}"
        for name, kind in zip(names, answer.types, strict=True)
    )
    columns = list_result_columns(answer)
    source = f"(\n{question.query}\n) as a({', '.join(names)})"
    return columns, f"select {expressions} from {source}"  # noqa: S608 - it is what a person asks, and can only read


def list_result_columns(answer: DuckDBPyRelation) -> list[ResultColumn]:
    """List the columns of an answer, which has not to be asked for that."""
    return [
        ResultColumn(name, is_number=kind.id in _NUMBERS)
        for name, kind in zip(answer.columns, answer.types, strict=True)
    ]


def as_text(_kind: DuckDBPyType, value: str) -> str:
    """Build the expression of a value as DuckDB prints it."""
    return f"cast({value} as varchar)"


def as_json(kind: DuckDBPyType, value: str, depth: int = 0) -> str:
    """Build the expression of a value as JSON text; never null.

    Whole numbers are numbers of all their digits; decimals, days and all else are text.
    """
    match kind.id:
        case "list" | "array":
            written = _list_as_json(_children(kind)["child"], value, depth)
        case "struct":
            written = _struct_as_json(kind, value, depth)
        case "map":
            written = _map_as_json(kind, value, depth)
        case number if number in _FLOATS:
            # JSON has no word for what is no number.
            text, quoted = as_text(kind, value), _text_as_json(value)
            written = f"case when isfinite({value}) then {text} else {quoted} end"
        case _ if str(kind) == "JSON":
            written = _json_as_json(kind, value)
        case plain if plain in _PLAIN_JSON:
            written = as_text(kind, value)
        case _:
            written = _text_as_json(value)
    return f"case when {value} is null then 'null' else {written} end"


def _text_as_json(value: str) -> str:
    return f"cast(to_json(cast({value} as varchar)) as varchar)"


def _json_as_json(kind: DuckDBPyType, value: str) -> str:
    """Build the expression of JSON as it is, or as a text where others refuse it."""
    text = as_text(kind, value)
    bare = f"regexp_replace({text}, {quote(_JSON_TEXT)}, '', 'g')"
    lax = f"regexp_matches({bare}, {quote(_LAX_JSON)})"
    quoted = _text_as_json(value)
    return f"case when json_valid({text}) and not {lax} then {text} else {quoted} end"


def _list_as_json(child: DuckDBPyType, value: str, depth: int) -> str:
    item = f"i{depth}"
    written = as_json(child, item, depth + 1)
    return _bracket(f"list_transform({value}, lambda {item}: {written})", "[]")


def _struct_as_json(kind: DuckDBPyType, value: str, depth: int) -> str:
    parts = [
        f"{quote(json.dumps(name, ensure_ascii=False) + ':')}"
        f" || {as_json(child, f'struct_extract({value}, {quote(name)})', depth)}"
        for name, child in _children(kind).items()
    ]
    return "'{' || " + " || ',' || ".join(parts) + " || '}'"


def _map_as_json(kind: DuckDBPyType, value: str, depth: int) -> str:
    item = f"i{depth}"
    key = _text_as_json(f"{item}.key")
    content = as_json(_children(kind)["value"], f"{item}.value", depth + 1)
    written = f"{key} || ':' || {content}"
    pairs = f"list_transform(map_entries({value}), lambda {item}: {written})"
    return _bracket(pairs, "{}")


def _bracket(items: str, brackets: str) -> str:
    first, last = brackets[0], brackets[1]
    return f"'{first}' || coalesce(array_to_string({items}, ','), '') || '{last}'"


def as_parquet(kind: DuckDBPyType, value: str) -> str:
    """Build the expression of a value of a type that every reader of Parquet knows."""
    if _is_native(kind):
        return value
    if kind.id in _HUGE:
        return f"cast({value} as decimal(38, 0))"
    if kind.id == "timestamp_ns":
        return _within(f"isfinite({value})", value)
    if kind.id in _MOMENTS:
        first, last = (
            f"{_MOMENTS[kind.id]} '{day}'" for day in ("0001-01-01", "9999-12-31")
        )
        return _within(f"{value} between {first} and {last}", value)
    return f"cast({value} as varchar)"


def _children(kind: DuckDBPyType) -> dict[str, Any]:
    children: Any = kind.children
    return dict(children)


def _is_native(kind: DuckDBPyType) -> bool:
    if kind.id == "list":
        return _is_native(_children(kind)["child"])
    if kind.id == "struct":
        return all(_is_native(child) for child in _children(kind).values())
    return kind.id in _NATIVE


def _within(condition: str, value: str) -> str:
    refusal = quote(f"{OUT_OF_RANGE}{value.removeprefix('c')} ")
    return (
        f"case when {value} is null or {condition} then {value}"
        f" else error({refusal}) end"
    )


def quote(text: str) -> str:
    """Build the literal of a text."""
    return "'" + text.replace("'", "''") + "'"


_EXPRESSIONS: Final[dict[str, Callable[[DuckDBPyType, str], str]]] = {
    "table": as_text,
    "csv": as_text,
    "json": as_json,
    "parquet": as_parquet,
    "arrow": as_parquet,
}
