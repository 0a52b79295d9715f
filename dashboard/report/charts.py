"""Charts of a report: what is drawn of them, and their pictures for Word."""

from __future__ import annotations

from dataclasses import asdict
from itertools import takewhile
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.pictures.chart import make_figure, read_legend
from dashboard.pictures.drawing.shapes import RULE
from dashboard.pictures.drawing.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.report.model import PictureBlock

PARTS: Final = 14
"""Rows of a picture that fill a page in Word, where a picture cannot be torn."""

TEMPLATE: Final = Path(__file__).with_name("chart.typ")


def make_chart(block: PictureBlock) -> dict[str, Any]:
    """Make what is drawn of a chart, and of the legend above it.

    Raises:
        ValueError: A block holds no picture: a mistake in the program.
    """
    if block.picture is None:
        raise ValueError(block)
    figure = make_figure(block.picture.nodes[0])
    legend = read_legend(block.legend) if block.legend else None
    return {"figure": asdict(figure), "legend": legend and asdict(legend)}


def draw_chart(
    block: PictureBlock,
    *,
    parts: int = PARTS,
    picture_format: Literal["png", "svg"] = "png",
) -> Iterator[bytes]:
    """Yield a chart as a picture, without its title; a long one is several.

    Args:
        block: The chart.
        parts: Rows that one picture holds.
        picture_format: How it is written.

    Raises:
        TypesettingError: Typst refuses it.
    """
    chart = make_chart(block)
    items = chart["figure"].get("items", [])
    if len(items) <= parts:
        yield typeset(TEMPLATE, chart, format=picture_format)
        return
    heads = list(takewhile(_is_head, items))
    rows = items[len(heads) :]
    size = _find_size(len(rows), parts)
    for place in range(0, len(rows), size):
        shown = [*heads, *rows[place : place + size]]
        part = chart | {"figure": chart["figure"] | {"items": shown}}
        yield typeset(TEMPLATE, part, format=picture_format)


def count_first(block: PictureBlock, parts: int) -> int:
    """Count the rows on the first of the pictures that a chart is, see `draw_chart`."""
    items = make_chart(block)["figure"].get("items", [])
    if len(items) <= parts:
        return len(items)
    return _find_size(len(items) - len([*takewhile(_is_head, items)]), parts)


def _find_size(count: int, parts: int) -> int:
    """Find how many rows a picture holds: alike, so that none is left alone."""
    return ceil(count / ceil(count / parts))


def _is_head(item: dict[str, Any]) -> bool:
    """Whether a row says what those below it mean: it has the dark rule of a head."""
    if item["kind"] == "stack":
        return _is_head(item["items"][-1])
    return item["kind"] == "legend" or item.get("rule") == RULE
