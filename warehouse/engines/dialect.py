"""The two constructs of models that DuckDB and Spark write in two ways.

DuckDB says `string_agg(a, ', ' order by b)`; Spark wants, as the standard does,
`string_agg(a, ', ') within group (order by b)`, which DuckDB does not parse. DuckDB's
`date_diff('day', a, b)` has its unit in quotation marks, Spark's has not.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from pazanga.errors import ModelError
from warehouse.lineage import list_nodes, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from duckdb import DuckDBPyConnection

    Change = tuple[int, int, Callable[[bytes, bytes, bytes], bytes | None]]

_WRITTEN_OTHERWISE: Final = ("string_agg", "date_diff")
_TAIL: Final = re.compile(rb"(?i)\s*(asc|desc)?\s*(nulls\s+(first|last))?\s*\)")
_HEAD: Final = re.compile(rb"(?i)\s*\border\s+by\s+$")
_OWN: Final = frozenset({"percentile_disc", "quantile_disc"})
"""Aggregates that DuckDB writes as the standard does."""


def write_for_spark(connection: DuckDBPyConnection, sql: str, name: str) -> str:
    """Write a query as Spark reads it.

    Args:
        connection: Any connection; it only parses.
        sql: One query in the portable subset.
        name: File name, for the error.

    Raises:
        ModelError: It cannot be parsed, or an order is not where it was looked for.
    """
    if not any(word in sql for word in _WRITTEN_OTHERWISE):
        return sql
    tree = parse_query(connection, sql, name)
    written = sql.encode()
    changes = [*_list_orders(tree), *_list_units(tree)]
    # From the end, so that places before stay where they are.
    for first, last, change in sorted(changes, key=itemgetter(0), reverse=True):
        changed = change(written[:first], written[first:last], written[last:])
        if changed is None:
            raise ModelError("model_order_unclear", name=name)
        written = changed
    return written.decode()


def _move_order(before: bytes, terms: bytes, after: bytes) -> bytes | None:
    """Move an order behind the call; None where it is not where it was looked for."""
    head, tail = _HEAD.search(before), _TAIL.match(after)
    if not head or not tail:
        return None
    order = terms + after[: tail.end()]
    call = before[: head.start()]
    return call + b") within group (order by " + order + after[tail.end() :]


def _bare_unit(before: bytes, unit: bytes, after: bytes) -> bytes | None:
    """Remove the quotation marks from a unit."""
    return before + unit.strip(b"'") + after


def _list_orders(tree: object) -> Iterator[Change]:
    """Yield where the orders of aggregates begin, and where their last term ends."""
    for node in list_nodes(tree):
        orders = (node.get("order_bys") or {}).get("orders")
        if orders and node["function_name"] not in _OWN:
            first, last = orders[0]["expression"], orders[-1]["expression"]
            yield first["query_location"], _find_end(last), _move_order


def _list_units(tree: object) -> Iterator[Change]:
    """Yield where the units of `date_diff` begin and end."""
    for node in list_nodes(tree):
        if node.get("function_name") == "date_diff":
            unit = node["arguments"][0]["expression"]
            yield unit["query_location"], _find_end(unit), _bare_unit


def _find_end(term: dict[str, Any]) -> int:
    return int(term["query_location"]) + int(term["query_location_length"])
