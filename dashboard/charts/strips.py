"""Strips of points on one scale: how far apart schools are, and where the middle is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import plotly.graph_objects as go

from dashboard.charts.style import PALETTES, Palette, quiet_axis, start_figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    for row, strip in enumerate(reversed(strips)):
        _draw_strip(figure, strip, row, palette)
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


def _draw_strip(figure: go.Figure, strip: Strip, row: int, palette: Palette) -> None:
    y = row - 0.22
    figure.add_annotation(
        text=strip.label,
        x=0,
        xref="paper",
        xanchor="left",
        xshift=-1,
        y=row + 0.26,
        yanchor="bottom",
        showarrow=False,
    )
    if strip.lowest and strip.highest:
        figure.add_shape(
            type="line",
            x0=strip.lowest[0],
            x1=strip.highest[0],
            y0=y,
            y1=y,
            line={"color": palette.muted, "width": 1},
            layer="below",
        )
        _say(figure, strip.lowest, y, palette, xanchor="right", xshift=-9)
        _say(figure, strip.highest, y, palette, xanchor="left", xshift=9)
    _draw_points(figure, strip.points, y, palette)
    if strip.median:
        _draw_median(figure, strip.median, y, palette)


def _draw_points(
    figure: go.Figure, points: Sequence[Point], y: float, palette: Palette
) -> None:
    offsets = stack_points([point.value for point in points if not point.is_open])
    counted = iter(offsets)
    places = [-LOWER if point.is_open else next(counted) for point in points]
    figure.add_trace(
        go.Scatter(
            mode="markers+text",
            x=[point.value for point in points],
            y=[y + place for place in places],
            text=[point.label for point in points],
            textposition="bottom center",
            textfont={"color": palette.text, "size": 13},
            marker={
                "symbol": [
                    "triangle-up-open" if point.is_open else "circle"
                    for point in points
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
    )


def _draw_median(
    figure: go.Figure, median: tuple[float, str], y: float, palette: Palette
) -> None:
    figure.add_shape(
        type="line",
        x0=median[0],
        x1=median[0],
        y0=y - 0.15,
        y1=y + 0.15,
        line={"color": palette.text, "width": 3},
    )
    _say(figure, median, y + 0.14, palette, xanchor="center", yanchor="bottom")


def _say(
    figure: go.Figure,
    said: tuple[float, str],
    y: float,
    palette: Palette,
    **place: object,
) -> None:
    figure.add_annotation(
        text=said[1],
        x=said[0],
        y=y,
        showarrow=False,
        font={"color": palette.text, "size": 13},
        **place,
    )
