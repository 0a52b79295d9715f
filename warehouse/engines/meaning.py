"""Constructs that every engine parses, and not all of them compute alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from warehouse.lineage import list_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS: Final = frozenset({"year", "quarter", "month", "week", "day"})
"""Parts of a date that engines count alike: Sunday is 0 to one and 1 to another."""

_CLOCK: Final = frozenset(
    {"current_date", "current_time", "current_timestamp", "localtime"}
    | {"localtimestamp", "rowid"}
)
_WHOLE: Final = frozenset({"integer", "bigint", "smallint"})
_NAME: Final = re.compile(r"[a-z_][a-z0-9_]*")
_REGEX: Final = re.compile(r"\[\[:|\\[A-Zbpsw]|\(\?|[*+?}][+]")
"""What RE2 and Java read in two ways: classes, flags, possessive repetitions."""

_ARGUMENTS: Final = {
    "max": 1,
    "min": 1,
    "max_by": 2,
    "min_by": 2,
    "string_agg": 2,
    "regexp_extract": 3,
    "trim": 1,
}
"""How many arguments a function must have: without them engines take others."""


def judge_meaning(node: dict[str, Any]) -> Iterator[str]:
    """Yield what engines would compute in two ways, in one node of the tree."""
    kind, name = node.get("class"), node.get("function_name")
    if kind == "FUNCTION":
        yield from _judge_call(node, str(name))
    elif kind == "WINDOW":
        if node.get("ignore_nulls"):
            yield "IGNORE NULLS"
        if "GROUPS" in f"{node['start']}{node['end']}":
            yield "GROUPS"
    elif kind == "CAST":
        yield from _judge_cast(node)
    elif kind == "COLUMN_REF" and str(node["column_names"][-1]).lower() in _CLOCK:
        yield str(node["column_names"][-1]).lower()
    elif kind == "SUBQUERY" and node.get("subquery_type") == "ANY":
        if node["comparison_type"] != "COMPARE_EQUAL":
            yield "ANY, ALL"
    elif kind is None:
        yield from _judge_clause(node)


def _judge_clause(node: dict[str, Any]) -> Iterator[str]:
    if node.get("limit_type") == "PERCENTAGE":
        yield "LIMIT %"
    modifiers = {one["type"] for one in node.get("modifiers") or ()}
    if "LIMIT_MODIFIER" in modifiers and "ORDER_MODIFIER" not in modifiers:
        yield "LIMIT without ORDER BY"
    if node.get("materialized") in {"CTE_MATERIALIZE_ALWAYS", "CTE_MATERIALIZE_NEVER"}:
        yield "MATERIALIZED"
    if node.get("type") == "BASE_TABLE" and not _NAME.fullmatch(node["table_name"]):
        yield "FROM 'file'"
    if any(map(_is_place, node.get("group_expressions") or ())):
        yield "GROUP BY 1"
    if node.get("type") == "ORDER_MODIFIER" and any(
        _is_place(order["expression"]) for order in node["orders"]
    ):
        yield "ORDER BY 1"


def _judge_cast(node: dict[str, Any]) -> Iterator[str]:
    dtype, child = node["type_expr"], node["child"]
    name = str(dtype["type_name"]).lower()
    if node.get("try_cast"):
        yield "try_cast"
    if name == "decimal" and not dtype.get("children"):
        yield "decimal without digits"
    if name in _WHOLE and _has_fraction(child):
        yield "fraction as integer"
    if name == "string" and _is_double(child):
        yield "double as string"


def _judge_call(node: dict[str, Any], name: str) -> Iterator[str]:
    arguments = [argument["expression"] for argument in node["arguments"]]
    if len(arguments) != _ARGUMENTS.get(name, len(arguments)):
        yield f"{name}: arguments"
    elif name in {"date_part", "date_trunc"}:
        if (_read(arguments[0]) or "").lower() not in _PARTS:
            yield f"{name}: part"
    elif name in {"max_by", "min_by"}:
        if not _leaves_out_nulls(node, arguments[0]):
            yield f"{name} of nulls"
    elif name in {"~~", "!~~", "regexp_extract", "substr"}:
        yield from _judge_text(name, arguments)
    elif name == "string_agg" and not (node.get("order_bys") or {}).get("orders"):
        yield "string_agg without ORDER BY"


def _judge_text(name: str, arguments: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what is read in two ways of a pattern, or of a place in a text."""
    if any(argument["class"] == "STAR" for argument in arguments):
        yield "*: EXCLUDE, REPLACE, COLUMNS"
    pattern = _read(arguments[1])
    if name == "regexp_extract":
        if pattern is None or _REGEX.search(pattern):
            yield "regular expression"
    elif name == "substr":
        if pattern == "0":
            yield "substr from 0"
    elif any("\\" in (_read(part) or "") for part in list_nodes(arguments[1])):
        yield "LIKE"


def _read(node: dict[str, Any]) -> str | None:
    """Return the text of a constant; None of anything else."""
    is_constant = node.get("class") == "CONSTANT"
    return str(node["literal"].get("text")) if is_constant else None


def _is_place(node: dict[str, Any]) -> bool:
    """Whether a column is named by its place in the list."""
    return bool(node["class"] == "CONSTANT" and node["literal"]["kind"] == "INTEGER")


def _leaves_out_nulls(node: dict[str, Any], value: dict[str, Any]) -> bool:
    """Whether nulls of a value are filtered: else one engine keeps them, one not."""
    if value["class"] == "CONSTANT":
        return True
    named = _name(value)
    return any(
        part.get("type") == "OPERATOR_IS_NOT_NULL"
        and _name(part["children"][0]) == named
        for part in _list_conditions(node.get("filter"))
    )


def _list_conditions(node: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    """Yield what has to hold, of conditions joined by `and`."""
    if not node:
        return
    if node["type"] == "CONJUNCTION_AND":
        for child in node["children"]:
            yield from _list_conditions(child)
    else:
        yield node


def _name(node: dict[str, Any]) -> object:
    """Return what tells one expression from another, wherever it stands."""
    if isinstance(node, dict):
        return {
            key: _name(part)
            for key, part in node.items()
            if "query_location" not in key
        }
    return [_name(part) for part in node] if isinstance(node, list) else node


def _has_fraction(node: dict[str, Any]) -> bool:
    """Whether a number is no whole one, as far as it says so itself."""
    if node["class"] == "CONSTANT":
        return bool(node["literal"]["kind"] == "NUMERIC")
    if node["class"] == "CAST":
        dtype = node["type_expr"]
        digits: list[dict[str, Any]] = dtype.get("children") or []
        is_whole = len(digits) > 1 and _read(digits[-1]) == "0"
        name = str(dtype["type_name"]).lower()
        return name == "double" or (name == "decimal" and not is_whole)
    return node.get("function_name") in {"/", "sqrt"}


def _is_double(node: dict[str, Any]) -> bool:
    if node["class"] == "CONSTANT":
        return _has_fraction(node) and "e" in str(_read(node)).lower()
    if node["class"] == "CAST":
        return str(node["type_expr"]["type_name"]).lower() == "double"
    return node.get("function_name") in {"/", "sqrt"}
