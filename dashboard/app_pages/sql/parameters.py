"""Values of `$name` in a query: the plan and year of the page, or fields of their own.

They are bound, never written into the query, and stand in the address as `name=value`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit import address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen

MOST: Final = 12
"""Fields of a query: more than a form that somebody fills in."""
LONGEST: Final = 200
PLAN: Final = "plan"
"""Bound to the plan on screen, which has a field of its own above every page."""

_VALUE: Final = "value"
_PARTS: Final = re.compile(
    r"'(?:[^']|'')*'"  # a text
    r'|"(?:[^"]|"")*"'  # a name
    r"|--[^\n]*|/\*.*?\*/"  # a comment
    r"|\$(?P<mark>\w*)\$.*?\$(?P=mark)\$"  # a text between dollar signs
    r"|\$(?P<name>[a-z_]\w*)",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_NUMBER: Final = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)


def find_names(sql: str) -> list[str]:
    """Find the parameters of a query, in its order, each once."""
    names = (found["name"] for found in _PARTS.finditer(sql) if found["name"])
    return list(dict.fromkeys(name.lower() for name in names))[:MOST]


def list_fields(sql: str) -> list[str]:
    """List the parameters that a reader fills in."""
    return [name for name in find_names(sql) if name != PLAN]


def read_typed(sql: str) -> dict[str, str]:
    """Read what the address says of each field of a query; empty where it says nothing.

    A year that another page is filtered by is the year of the query, until the reader
    types another one.
    """
    given = dict(
        pair.split("=", 1) for pair in address.read_values(_VALUE) if "=" in pair
    )
    years = address.read_values("year")
    chosen = {"year": years[0]} if len(years) == 1 else {}
    return {
        name: given.get(name, chosen.get(name, ""))[:LONGEST]
        for name in list_fields(sql)
    }


def keep_typed(names: Sequence[str], typed: Mapping[str, str]) -> None:
    """Keep what was typed into the fields in the address."""
    pairs = [f"{name}={typed[name].strip()}" for name in names if typed.get(name)]
    address.keep_values(_VALUE, pairs)


def bind(screen: Screen, sql: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Build the values that are bound: numbers as numbers, all else as text.

    A field that is empty is not bound: the query then says which value it lacks.
    """
    values = {name: parse_value(text) for name, text in typed.items() if text}
    if PLAN in find_names(sql):
        values[PLAN] = screen.plan_code
    return values


def parse_value(typed: str) -> int | Decimal | str:
    """Parse what was typed: a whole number, a decimal one, or a text."""
    found = _NUMBER.fullmatch(typed)
    if not found or (typed.lstrip("-").startswith("0") and typed != "0"):
        # A code such as 012 is a text; a sum such as 0.5 can be written .5 or cast.
        return typed
    return Decimal(typed) if found[1] else int(typed)
