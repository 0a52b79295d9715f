"""Ruling lines of a page: what rules a table, strikes words out, or parts off notes.

Programs draw them as lines, as thin areas, or as the edges of shaded ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Sequence

Segment = tuple[float, float, float]
"""A level line: height, left end, right end."""


def drop_shading(page: Any) -> None:  # noqa: ANN401
    """Drop filled areas without a border, where a page has ruling lines besides.

    Programs shade a cell line by line; the edges of the shading rule no table.
    """
    rects = page.objects.get("rect", [])
    rules = [rect for rect in rects if not _is_shading(rect)]
    if len(rules) + len(page.lines) >= PDF.fewest_rules:
        rects[:] = rules


def _is_shading(rect: dict[str, Any]) -> bool:
    is_area = min(rect["width"], rect["height"]) > PDF.widest_rule
    return is_area and bool(rect.get("fill")) and not rect.get("stroke")


def level_lines(page: Any) -> list[Segment]:  # noqa: ANN401 – pdfplumber has no types
    """Return the thin level lines of a page, by height."""
    found = []
    for name in ("lines", "rects", "curves"):
        for one in getattr(page, name):
            height, width = one["bottom"] - one["top"], one["x1"] - one["x0"]
            if height <= PDF.thin and width >= PDF.shortest:
                middle = (one["top"] + one["bottom"]) / 2
                found.append((middle, one["x0"], one["x1"]))
    return sorted(found)


def find_note_rule(page: Any, tables: Sequence[Any]) -> float | None:  # noqa: ANN401
    """Find the height of the short rule above footnotes, if the page has one."""
    lowest = max((table.bbox[3] for table in tables), default=0.0)
    rules = [
        edge["top"]
        for edge in page.horizontal_edges
        if edge["top"] > lowest + PDF.narrowest_cell
        and edge["top"] > page.height / 2
        and edge["x1"] - edge["x0"] < PDF.short_rule * page.width
    ]
    return max(rules, default=None)
