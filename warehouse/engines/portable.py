"""The portable subset: what models and audits may be written with.

DuckDB parses a file before its tables exist; each construct of its tree has to be
listed in `portable.toml`. A list of what is allowed refuses what nobody thought of too.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from warehouse.engines.meaning import judge_meaning
from warehouse.engines.written import find_written
from warehouse.lineage import list_nodes, parse_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from duckdb import DuckDBPyConnection

RULES: Final = Path(__file__).with_name("portable.toml")
_UNKNOWN_WAY: Final = "not known to mean the same on every engine"
_NOWHERE: Final = 1 << 62
"""The parser's mark for an expression that it made up itself lies beyond this."""

Tree = dict[str, Any]
"""A node of DuckDB's parse tree."""


@dataclass(frozen=True, slots=True, order=True)
class UnportableConstruct:
    """A place in a file that another engine refuses, or understands otherwise.

    Attributes:
        file: As the caller named it.
        line: The first is 1.
        construct: E.g. `QUALIFY`, `any_value`.
        way: How the same is written so that every engine can run it.
    """

    file: str
    line: int
    construct: str
    way: str

    def __str__(self) -> str:
        """Return the line a linter prints."""
        return f"{self.file}:{self.line}: {self.construct}: {self.way}"


def list_unportable(
    connection: DuckDBPyConnection, paths: Iterable[Path]
) -> list[UnportableConstruct]:
    """List what breaks the portable subset in some files, in order of the lines.

    Args:
        connection: Any connection; it only parses.
        paths: Files of one query each.

    Raises:
        ModelError: A file cannot be parsed.
    """
    own = read_rules()["of_the_snapshot"]
    return [
        found
        for path in paths
        if path.stem not in own
        for found in find_unportable(
            connection,
            path.read_text(encoding="utf-8"),
            f"{path.parent.name}/{path.name}",
        )
    ]


def find_unportable(
    connection: DuckDBPyConnection, sql: str, file: str
) -> list[UnportableConstruct]:
    """Find what breaks the portable subset in one query.

    Raises:
        ModelError: It cannot be parsed, or is no plain `select`.
    """
    tree = parse_query(connection, sql, file)
    content = sql.encode()
    ways = read_rules()["ways"]
    return sorted(
        {
            UnportableConstruct(
                file,
                content.count(b"\n", 0, place) + 1,
                construct,
                ways.get(construct, _UNKNOWN_WAY),
            )
            for construct, place in (*_walk(tree, 0), *find_written(content))
        }
    )


@cache
def read_rules() -> Mapping[str, Any]:
    """Read the lists of what every engine has."""
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def _walk(tree: object, place: int) -> Iterator[tuple[str, int]]:
    """Yield each construct that is not allowed, with its place in the query."""
    if isinstance(tree, list):
        for item in tree:
            yield from _walk(item, place)
    elif isinstance(tree, dict):
        found = tree.get("query_location", _NOWHERE)
        place = found if found < _NOWHERE else _first_place(tree, place)
        if _is_interval(tree):
            return
        for construct in (*_judge(tree), *judge_meaning(tree)):
            named = tree.get(construct.lower())
            yield construct, _first_place(named, place) if named else place
        for name, item in tree.items():
            yield from _judge_orders(item, place) if name == "orders" else ()
            yield from _walk(item, place)


def _first_place(tree: object, otherwise: int) -> int:
    """Return the first place that is known within a part of the tree."""
    places = (
        node["query_location"]
        for node in list_nodes(tree)
        if node.get("query_location", _NOWHERE) < _NOWHERE
    )
    return min(places, default=otherwise)


def _judge(node: Tree) -> Iterator[str]:
    rules = read_rules()
    kind = node.get("class")
    if kind is None:
        yield from _judge_relation(node, rules)
    elif kind not in rules["expressions"]:
        yield kind
    elif kind == "FUNCTION":
        yield from _judge_function(node, rules)
    elif kind == "WINDOW":
        if node["function_name"] not in rules["windows"]:
            yield node["function_name"]
    elif kind == "OPERATOR" and node["type"] not in rules["operations"]:
        yield node["type"]
    elif kind == "CAST" and _rounds_double(node):
        yield "double as decimal"
    elif kind == "TYPE" and node["type_name"].lower() not in rules["types"]:
        yield node["type_name"].lower()
    elif kind == "STAR" and _is_changed(node):
        yield "*: EXCLUDE, REPLACE, COLUMNS"


def _judge_relation(node: Tree, rules: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is not allowed in a `select`, a union or a source of rows."""
    handling = node.get("aggregate_handling", "STANDARD_HANDLING")
    said = {
        "QUALIFY": node.get("qualify"),
        "GROUP BY ALL": handling != "STANDARD_HANDLING",
        "GROUPING SETS": len(node.get("group_sets") or []) > 1,
        "DISTINCT ON": node.get("distinct_on_targets"),
        "SAMPLE": node.get("sample"),
    }
    yield from (construct for construct, is_said in said.items() if is_said)
    if node.get("setop_type", "UNION") not in rules["sets"]:
        yield node["setop_type"]
    if node.get("type") == "JOIN" and node["ref_type"] not in rules["joins"]:
        yield node["ref_type"]
    for name in ("from_table", "left", "right"):
        relation = node.get(name) or {"class": "none"}
        if "class" not in relation and relation["type"] not in rules["relations"]:
            yield relation["type"]


def _judge_function(node: Tree, rules: Mapping[str, Any]) -> Iterator[str]:
    name = node["function_name"]
    if node["is_operator"]:
        if name not in rules["operators"] or (name == "/" and not is_double(node)):
            yield name
    elif name == "date_diff":
        if not _is_counting_days(node):
            yield name
    elif name not in rules["functions"]:
        yield name
    if _orders_of(node) and name not in _ORDERED:
        yield "ORDER BY in an aggregate"
    if name == "string_agg" and node["distinct"]:
        yield "DISTINCT in string_agg"


def _judge_orders(orders: object, place: int) -> Iterator[tuple[str, int]]:
    """Yield the ascending orders that do not say where nulls come."""
    for order in orders if isinstance(orders, list) else ():
        expression = order["expression"]
        unsaid = order["null_order"] == "ORDER_DEFAULT"
        if unsaid and order["type"] != "DESCENDING" and not _is_never_null(expression):
            yield "ORDER BY", _first_place(order, place)


def is_double(node: Tree) -> bool:
    """Whether an expression is of type double, as far as it says so itself."""
    match node.get("class"):
        case "CONSTANT":
            return "e" in node["literal"].get("text", "") and _is_number(node)
        case "CAST":
            return str(node["type_expr"]["type_name"]).lower() == "double"
        case "FUNCTION":
            arguments = [argument["expression"] for argument in node["arguments"]]
            name = node["function_name"]
            return name == "sqrt" or (
                name in _KEEPING_DOUBLE and any(map(is_double, arguments))
            )
        case "OPERATOR" if node["type"] == "OPERATOR_COALESCE":
            return any(map(is_double, node["children"]))
    return False


def _is_number(constant: Tree) -> bool:
    return bool(constant["literal"]["kind"] == "NUMERIC")


def _is_counting_days(node: Tree) -> bool:
    """Whether `date_diff` counts days, or months from a first day to a first day."""
    unit, *ends = (argument["expression"] for argument in node["arguments"])
    if unit["class"] != "CONSTANT":
        return False
    name = unit["literal"]["text"]
    return name == "day" or (name == "month" and all(map(_is_first_day, ends)))


def _is_first_day(node: Tree) -> bool:
    """Whether a date is the first of its month, as its name or its making says."""
    if node["class"] == "COLUMN_REF":
        return str(node["column_names"][-1]).endswith("month_date")
    return node["class"] == "CAST" and bool(
        node["child"].get("function_name") == "date_trunc"
        and node["child"]["arguments"][0]["expression"]["literal"]["text"] == "month"
    )


def _rounds_double(node: Tree) -> bool:
    """Whether a double is rounded to so few decimals that a tie is likely."""
    dtype = node["type_expr"]
    if dtype["type_name"].lower() != "decimal" or not is_double(node["child"]):
        return False
    scale = dtype["children"][-1]["literal"]["text"]
    return int(scale) < _DECIMALS_WITHOUT_TIES


def _orders_of(node: Tree) -> list[Tree]:
    orders: list[Tree] = (node.get("order_bys") or {}).get("orders") or []
    return orders


def _is_never_null(node: Tree) -> bool:
    """Whether an expression chooses among constants, as far as it says so itself."""
    if node["class"] == "CONSTANT":
        return bool(node["literal"]["kind"] != "NULL_LITERAL")
    if node["class"] == "CASE":
        results = [check["then_expr"] for check in node["case_checks"]]
        return all(map(_is_never_null, [*results, node["else_expr"]]))
    if node["class"] == "FUNCTION" and node["function_name"] == "if":
        _, *results = (argument["expression"] for argument in node["arguments"])
        return all(map(_is_never_null, results))
    return False


def _is_changed(star: Tree) -> bool:
    lists = ("exclude_list", "replace_list", "rename_list", "qualified_exclude_list")
    return bool(star["columns"] or star["expr"] or any(map(star.get, lists)))


_DECIMALS_WITHOUT_TIES: Final = 4
"""A tie at the fifth decimal needs a divisor of 32 or more times what money is."""

_ORDERED: Final = frozenset({"string_agg", "percentile_disc", "quantile_disc"})
"""Aggregates that every engine can be given an order for."""

_KEEPING_DOUBLE: Final = frozenset(
    {"/", "*", "+", "-", "abs", "greatest", "least", "nullif", "floor"}
)


def _is_interval(node: Tree) -> bool:
    """Whether a node is what the parser makes of `interval '1' day`."""
    if not str(node.get("function_name", "")).startswith("to_"):
        return False
    argument = node["arguments"][0]["expression"]
    if argument["class"] != "CAST" or argument["child"]["class"] != "FUNCTION":
        return False
    (written,) = argument["child"]["arguments"]
    number = written["expression"]
    return bool(number["class"] == "CAST" and number["child"]["class"] == "CONSTANT")
