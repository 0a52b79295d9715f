"""Charts of a report: what is drawn of them, and their pictures for Word."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

import dashboard
from dashboard.pictures.chart import PIXELS_PER_INCH, make_figure, read_legend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.report.model import PictureBlock

ROOT: Final = Path(dashboard.__file__).parent
"""What templates may read of: how a figure is drawn stands with the pictures."""

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
    """Yield a chart as PNG, without its title; a long one is several pictures."""
    chart = make_chart(block)
    items = chart["figure"].get("items", [])
    places = range(0, len(items), PARTS) if len(items) > PARTS else [0]
    for place in places:
        part = dict(chart)
        if len(items) > PARTS:
            part["figure"] = chart["figure"] | {"items": items[place : place + PARTS]}
        data = json.dumps(part, ensure_ascii=False)
        yield typst.compile(
            TEMPLATE,
            root=ROOT,
            format="png",
            ppi=PIXELS_PER_INCH,
            ignore_system_fonts=True,
            sys_inputs={"chart": data},
        )
