"""Strips of points on one scale: how far apart schools are, and where the middle is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go

from dashboard.charts.style import PALETTES, Palette, note, quiet_axis, start_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dashboard.screen import Theme
    from warehouse.messages import Language

PITCH: Final = 90
"""Height of one strip with its label above, pixels."""

POINT: Final = 11
STACK: Final = 0.15
"""How far points of the same value stand apart, in strips."""


LOWER: Final = 0.2
"""How far under its strip a point stands that does not count."""


@dataclass(frozen=True)
class Point:
    """A school on a strip.

    Attributes:
        value: Where it stands.
        hover: What is said when it is pointed at.
        label: What stands beside it; empty for all but those a reader chose.
        is_open: Whether it is drawn hollow because it does not count.
    """

    value: float
    hover: str
    label: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Strip:
    """A row of points.

    Attributes:
        label: What stands above it.
        points: The points, in the order of schools.
        lowest: Lowest value that counts, with its text; None where nothing counts.
        median: Middle value, with its text.
        highest: Highest value that counts, with its text.
    """

    label: str
    points: Sequence[Point]
    lowest: tuple[float, str] | None
    median: tuple[float, str] | None
    highest: tuple[float, str] | None


def plot_strips(
    strips: Sequence[Strip],
    theme: Theme,
    language: Language,
    *,
    scale: tuple[float, float],
    ticks: Mapping[float, str],
) -> go.Figure:
    """Plot strips under each other on one scale, first on top.

    Args:
        strips: The strips.
        theme: Light or dark.
        language: Language of the numbers Plotly formats.
        scale: Lowest and highest value of the scale.
        ticks: Values that are marked, with their text.
    """
    palette = PALETTES[theme]
    figure = start_figure(theme, language, height=PITCH * len(strips) + 32)
    room = (scale[1] - scale[0]) * 0.12
    figure.update_layout(
        xaxis=quiet_axis(
            palette,
            range=[scale[0] - room, scale[1] + room],
            showticklabels=True,
            tickvals=list(ticks),
            ticktext=list(ticks.values()),
            tickfont={"color": palette.muted, "size": 14},
            showgrid=True,
            gridcolor=palette.grid,
        ),
        yaxis=quiet_axis(palette, range=[-0.55, len(strips) - 0.45]),
        margin={"l": 0, "r": 0, "t": 4, "b": 28},
    )
    placed = [(row - 0.22, strip) for row, strip in enumerate(reversed(strips))]
    for y, strip in placed:
        figure.add_trace(_draw_points(strip.points, y, palette))
    figure.update_layout(
        annotations=[words for y, strip in placed for words in _say(strip, y, palette)],
        shapes=[line for y, strip in placed for line in _draw(strip, y, palette)],
    )
    return figure


def stack_points(values: Sequence[float]) -> list[float]:
    """Give how far each point stands from its strip so that equal ones are all seen."""
    counts = Counter(values)
    seen: Counter[float] = Counter()
    offsets = []
    for value in values:
        middle = (counts[value] - 1) / 2
        offsets.append((seen[value] - middle) * STACK)
        seen[value] += 1
    return offsets


def _say(strip: Strip, y: float, palette: Palette) -> Iterator[dict[str, Any]]:
    yield note(
        strip.label,
        x=0,
        xref="paper",
        xanchor="left",
        xshift=-1,
        y=y + 0.48,
        yanchor="bottom",
    )
    font = {"color": palette.text, "size": 13}
    if strip.lowest and strip.highest:
        value, text = strip.lowest
        yield note(text, x=value, y=y, xanchor="right", xshift=-9, font=font)
        value, text = strip.highest
        yield note(text, x=value, y=y, xanchor="left", xshift=9, font=font)
    if strip.median:
        value, text = strip.median
        above = {"y": y + 0.14, "xanchor": "center", "yanchor": "bottom"}
        yield note(text, x=value, font=font, **above)


def _draw(strip: Strip, y: float, palette: Palette) -> Iterator[dict[str, Any]]:
    if strip.lowest and strip.highest:
        yield {
            "type": "line",
            "x0": strip.lowest[0],
            "x1": strip.highest[0],
            "y0": y,
            "y1": y,
            "line": {"color": palette.muted, "width": 1},
            "layer": "below",
        }
    if strip.median:
        yield {
            "type": "line",
            "x0": strip.median[0],
            "x1": strip.median[0],
            "y0": y - 0.15,
            "y1": y + 0.15,
            "line": {"color": palette.text, "width": 3},
        }


def _draw_points(points: Sequence[Point], y: float, palette: Palette) -> go.Scatter:
    offsets = stack_points([point.value for point in points if not point.is_open])
    counted = iter(offsets)
    places = [-LOWER if point.is_open else next(counted) for point in points]
    return go.Scatter(
        mode="markers+text",
        x=[point.value for point in points],
        y=[y + place for place in places],
        text=[point.label for point in points],
        textposition="bottom center",
        textfont={"color": palette.text, "size": 13},
        marker={
            "symbol": [
                "triangle-up-open" if point.is_open else "circle" for point in points
            ],
            "size": POINT,
            "color": [
                palette.text if point.label or point.is_open else palette.neutral
                for point in points
            ],
            "opacity": [
                1.0 if point.label or point.is_open else 0.6 for point in points
            ],
        },
        cliponaxis=False,
        hovertext=[point.hover for point in points],
        hovertemplate="%{hovertext}<extra></extra>",
    )
