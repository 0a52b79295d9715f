"""What breaks the portable subset in how a query is written, not in what it means.

DuckDB's tree says the same of `x::date` and `cast(x as date)`, of `"a"` and `a`, but
other engines do not read them alike: one in quotation marks is a text to Spark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LEFT_OUT: Final = re.compile(
    rb"--[^\n]*|/\*.*?\*/|(?<![\w$])'(?:[^']|'')*'", re.DOTALL
)
"""Comments and plain texts: what stands in them is no part of the query."""

_CONSTRUCTS: Final[Mapping[str, re.Pattern[bytes]]] = {
    "::": re.compile(rb"::"),
    "name: value": re.compile(rb"(?<!:):(?![:=])"),
    '"name"': re.compile(rb'"'),
    "E'…', $$…$$": re.compile(rb"(?i)\be'|\$\w*\$"),
    "0x…, 1_000": re.compile(rb"(?i)(?<![\w.])(0[xob][0-9a-f]+|\d+_[\d_]+)"),
    "FROM first": re.compile(rb"(?i)(^|\()\s*from\b"),
    "count()": re.compile(rb"(?i)\bcount\s*\(\s*\)"),
    "quantile_disc": re.compile(rb"(?i)\bquantile_disc\b"),
    "OVER (name …)": re.compile(
        rb"(?i)\bover\s*\(\s*(?!partition\b|order\b|rows\b|range\b)\w+\s+\w"
    ),
}


def find_written(sql: bytes) -> Iterator[tuple[str, int]]:
    """Yield each construct that is not allowed, with its place in the query."""
    bare = _LEFT_OUT.sub(_blank, sql)
    for name, pattern in _CONSTRUCTS.items():
        for found in pattern.finditer(bare):
            yield name, found.start()
    for text in _LEFT_OUT.finditer(sql):
        if text[0].startswith(b"'") and b"''" in text[0][1:-1]:
            yield "'' in a text", text.start()


def _blank(found: re.Match[bytes]) -> bytes:
    """Replace comments by nothing and texts by a mark, at the same places."""
    length = len(found[0])
    return b" " * length if found[0][:1] != b"'" else b"t".ljust(length)
