"""How often things meet, as a table whose cells are the darker the more they do."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEEPEST = 45
"""Percent of ink in the darkest cell: its number stays readable."""


def write_matrix(
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    counts: Mapping[tuple[str, str], int],
    *,
    caption: str,
) -> str:
    """Return the markup of a matrix of counts; a thing does not meet itself.

    Args:
        rows: Markup of the heading of each row, by code, in order.
        columns: The same for columns.
        counts: How often two meet, by the codes of row and column; none is zero.
        caption: What the counts are.
    """
    most = max(counts.values(), default=0) or 1
    corner = tag("td", "")
    heads = [tag("th", markup, scope="col") for markup in columns.values()]
    body = [
        tag(
            "tr",
            tag("th", markup, scope="row"),
            *(
                _write_cell(counts.get((row, column), 0), most, is_self=row == column)
                for column in columns
            ),
        )
        for row, markup in rows.items()
    ]
    table = tag(
        "table",
        tag("caption", escape(caption)),
        tag("thead", tag("tr", corner, *heads)),
        tag("tbody", *body),
        class_="matrix",
    )
    frame = {"role": "region", "aria_label": caption, "tabindex": "0"}
    return tag("div", table, class_="table-frame small", **frame)


def _write_cell(count: int, most: int, *, is_self: bool) -> str:
    if is_self:
        return tag("td", "", class_="self")
    if not count:
        return tag("td", "·", class_="nothing")
    depth = round(DEEPEST * count / most)
    return tag("td", str(count), style=f"--depth:{depth}%")


def list_largest(
    counts: Mapping[tuple[str, str], int],
) -> Sequence[tuple[str, str]]:
    """List the pairs that meet most often, each once."""
    most = max(counts.values(), default=0)
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for pair, count in counts.items():
        if most and count == most:
            found.setdefault(tuple(sorted(pair)), pair)
    return list(found.values())
