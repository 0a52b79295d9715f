"""What is asked of a relation: the parameters of an address, made into one query.

Values are bound; names are those of the catalogue. Whatever is not understood is
refused, never ignored.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from dashboard.api.catalogue import find_nearest
from dashboard.api.formats import MOST_ROWS
from dashboard.api.values import FLAG, find_kind, say_number
from pazanga.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.api.catalogue import Relation, RelationColumn
    from dashboard.api.values import ValueKind

MOST_PARAMETERS: Final = 100
MOST_VALUES: Final = 1000
"""Values of one `in`."""

COLUMNS: Final = "_columns"
SORT: Final = "_sort"
LIMIT: Final = "_limit"
OFFSET: Final = "_offset"
RESERVED: Final = (COLUMNS, SORT, LIMIT, OFFSET)

_COMPARED: Final = frozenset({"text", "number", "moment"})
_EQUAL: Final = _COMPARED | {"flag"}


@dataclass(frozen=True, slots=True)
class Operator:
    """How a column is compared.

    Attributes:
        sql: The condition, of a column and a value.
        kinds: Kinds of values it fits; see `values.ValueKind`.
    """

    sql: str
    kinds: frozenset[str]


OPERATORS: Final = {
    "exact": Operator("{column} = {value}", _EQUAL),
    "not": Operator("{column} is distinct from {value}", _EQUAL),
    "gt": Operator("{column} > {value}", _COMPARED),
    "gte": Operator("{column} >= {value}", _COMPARED),
    "lt": Operator("{column} < {value}", _COMPARED),
    "lte": Operator("{column} <= {value}", _COMPARED),
    "contains": Operator("contains({column}, {value})", frozenset({"text"})),
    "startswith": Operator("starts_with({column}, {value})", frozenset({"text"})),
    "in": Operator("{column} in ({value})", _EQUAL),
    "isnull": Operator("({column} is null) = {value}", _EQUAL | {"other"}),
}


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """Which rows and columns of a relation are asked for.

    Attributes:
        columns: Those that are given, in order.
        sql: The query.
        count_sql: How many rows there are without limit and offset.
        parameters: Values bound in both.
        limit: Most rows that are given; none where nothing was said.
        offset: Rows that are left out before.
    """

    columns: tuple[RelationColumn, ...]
    sql: str
    count_sql: str
    parameters: Mapping[str, Any]
    limit: int | None
    offset: int

    def is_cut(self, total: int) -> bool:
        """Whether rows follow those that are given."""
        # Nothing at a time leads nowhere.
        return bool(self.limit) and self.offset + (self.limit or 0) < total


def parse_pairs(query: bytes) -> dict[str, str]:
    """Parse what stands after the question mark; each name stands there once.

    Raises:
        RequestError: It is no list of names and values, or a name stands there twice.
    """
    try:
        pairs = parse_qsl(
            query.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(query),
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except ValueError as error:
        raise RequestError("wrong_query_string", most=MOST_PARAMETERS) from error
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise RequestError("repeated_parameter", parameter=name)
        found[name] = value
    return found


def parse_question(
    relation: Relation, pairs: Mapping[str, str], most_rows: int
) -> RowQuestion:
    """Parse the parameters of an address, and build the query they mean.

    Args:
        relation: What is asked.
        pairs: Names and values, see `parse_pairs`.
        most_rows: Most rows that a format gives.

    Raises:
        RequestError: A parameter is unknown, or its value does not fit.
    """
    conditions, parameters = _build_conditions(relation, pairs)
    columns = _list_columns(relation, pairs)
    limit = _read_number(pairs, LIMIT, most_rows)
    offset = _read_number(pairs, OFFSET, MOST_ROWS) or 0
    where = f" where {' and '.join(conditions)}" if conditions else ""
    names = ", ".join(column.quoted for column in columns)
    source = f"from {relation.quoted}{where}"
    sql = f"select {names} {source}{_build_order(relation, pairs)}"
    # Both are whole numbers by now.
    sql += f" limit {limit}" if limit is not None else ""
    sql += f" offset {offset}" if offset else ""
    count_sql = f"select count(*) as row_count {source}"
    return RowQuestion(columns, sql, count_sql, parameters, limit, offset)


def _build_conditions(
    relation: Relation, pairs: Mapping[str, str]
) -> tuple[list[str], dict[str, Any]]:
    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    for name, text in pairs.items():
        if name in RESERVED:
            continue
        column, operator = _split_name(relation, name)
        values = _parse_values(name, text, column, operator)
        bound = {f"p{len(parameters) + place}": v for place, v in enumerate(values)}
        parameters |= bound
        value = ", ".join(f"${key}" for key in bound)
        sql = OPERATORS[operator].sql
        conditions.append(sql.format(column=column.quoted, value=value))
    return conditions, parameters


def _split_name(relation: Relation, name: str) -> tuple[RelationColumn, str]:
    """Split `column__operator`; a column alone is compared exactly."""
    if name in relation.columns:
        return relation.columns[name], "exact"
    column, _, operator = name.rpartition("__")
    if column in relation.columns:
        _check_operator(name, operator, relation.columns[column])
        return relation.columns[column], operator
    if name.startswith("_"):
        raise RequestError(
            "unknown_parameter", parameter=name, known=", ".join(RESERVED)
        )
    raise refuse_column(relation, column or name, name)


def _check_operator(name: str, operator: str, column: RelationColumn) -> None:
    if operator not in OPERATORS:
        raise RequestError(
            "unknown_operator",
            parameter=name,
            operator=operator,
            known=", ".join(OPERATORS),
        )
    kind = find_kind(column.type).name
    if kind not in OPERATORS[operator].kinds:
        fitting = [one for one in OPERATORS if kind in OPERATORS[one].kinds]
        raise RequestError(
            "unfit_operator",
            parameter=name,
            operator=operator,
            column=column.name,
            type=column.type,
            known=", ".join(fitting),
        )


def refuse_column(relation: Relation, column: str, parameter: str) -> RequestError:
    """Build the error for a column there is not, with those most like it."""
    return RequestError(
        "unknown_column",
        parameter=parameter,
        column=column,
        table=relation.full_name,
        known=", ".join(find_nearest(column, relation.columns)),
    )


def _parse_values(
    name: str, text: str, column: RelationColumn, operator: str
) -> list[Any]:
    kind = FLAG if operator == "isnull" else find_kind(column.type)
    type_name = "BOOLEAN" if operator == "isnull" else column.type
    if operator == "exact" and kind.name == "other":
        _check_operator(name, operator, column)
    texts = _split_list(name, text) if operator == "in" else [text]
    return [_parse_value(name, one, kind, type_name) for one in texts]


def _parse_value(name: str, text: str, kind: ValueKind, type_name: str) -> Any:  # noqa: ANN401
    try:
        return kind.parse(text)
    except ValueError as error:
        raise RequestError(
            "wrong_value",
            parameter=name,
            found=text,
            type=type_name,
            example=kind.example,
        ) from error


def _split_list(name: str, text: str) -> list[str]:
    """Split values at commas; one that holds a comma stands in quotation marks."""
    try:
        rows = list(csv.reader([text], strict=True))
    except csv.Error as error:
        raise RequestError("wrong_list", parameter=name, most=MOST_VALUES) from error
    values = rows[0] if rows else []
    # The values of one list stand in one line.
    if len(rows) != 1 or not 1 <= len(values) <= MOST_VALUES:
        raise RequestError("wrong_list", parameter=name, most=MOST_VALUES)
    return values


def _list_columns(
    relation: Relation, pairs: Mapping[str, str]
) -> tuple[RelationColumn, ...]:
    if COLUMNS not in pairs:
        return tuple(relation.columns.values())
    return tuple(
        relation.columns[name] for name in _split_names(relation, pairs, COLUMNS)
    )


def _split_names(
    relation: Relation, pairs: Mapping[str, str], parameter: str, mark: str = ""
) -> list[str]:
    """Split names of columns, each of which stands there once."""
    names = pairs[parameter].split(",")
    for place, name in enumerate(names):
        bare = name.removeprefix(mark)
        if bare not in relation.columns:
            raise refuse_column(relation, bare, parameter)
        if bare in (earlier.removeprefix(mark) for earlier in names[:place]):
            raise RequestError("repeated_column", parameter=parameter, column=bare)
    return names


def _build_order(relation: Relation, pairs: Mapping[str, str]) -> str:
    """Build the order of rows, so that pages follow each other without a gap.

    Rows of a table stand in its own order, and so do those that are sorted alike.
    """
    sorted_by = _split_names(relation, pairs, SORT, "-") if SORT in pairs else []
    keys = [
        f"{relation.columns[name.removeprefix('-')].quoted}"
        f"{' desc' if name.startswith('-') else ''} nulls last"
        for name in sorted_by
    ]
    if relation.is_view:
        # Its rows have no place of their own.
        taken = {name.removeprefix("-") for name in sorted_by}
        keys += [c.quoted for name, c in relation.columns.items() if name not in taken]
    elif keys:
        keys.append("rowid")
    return f" order by {', '.join(keys)}" if keys else ""


def _read_number(pairs: Mapping[str, str], name: str, most: int) -> int | None:
    text = pairs.get(name)
    if text is None:
        return None
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    if not digits or int(text) > most:
        raise RequestError(
            "wrong_number", parameter=name, found=text, most=say_number(most)
        )
    return int(text)
