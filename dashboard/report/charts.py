"""Charts of a report: what is drawn of them, and their pictures for Word."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.pictures.chart import make_figure, read_legend
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


def draw_chart(block: PictureBlock) -> Iterator[bytes]:
    """Yield a chart as PNG, without its title; a long one is several pictures.

    Raises:
        TypesettingError: Typst refuses it.
    """
    chart = make_chart(block)
    items = chart["figure"].get("items", [])
    places = range(0, len(items), PARTS) if len(items) > PARTS else [0]
    for place in places:
        part = dict(chart)
        if len(items) > PARTS:
            part["figure"] = chart["figure"] | {"items": items[place : place + PARTS]}
        yield typeset(TEMPLATE, part, format="png")
