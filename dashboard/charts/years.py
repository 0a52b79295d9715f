"""Lines over school years; where a series breaks, so does the line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go

from dashboard.charts.slopes import spread_labels
from dashboard.charts.style import PALETTES, Palette, note, quiet_axis, start_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.screen import Theme
    from warehouse.messages import Language

HEIGHT: Final = 380
LABEL_PX: Final = 18
ROOM_FOR_LABEL: Final = {False: 0.28, True: 0.52}
"""Width behind the last year for labels, in widths of all years."""

DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash")
"""Lines are told apart by their label and dash: the colours belong to areas."""


@dataclass(frozen=True)
class Point:
    """A value of a year.

    Attributes:
        place: Place of the year on the axis, from 0.
        value: How high it stands.
        hover: What is said when it is pointed at.
    """

    place: int
    value: float
    hover: str


@dataclass(frozen=True)
class Line:
    """One series.

    Attributes:
        label: What stands behind its last value.
        parts: Its unbroken parts; between them nothing is drawn.
    """

    label: str
    parts: Sequence[Sequence[Point]]


@dataclass(frozen=True)
class Break:
    """Where years stop being comparable.

    Attributes:
        place: Place on the axis, between two years.
        text: What stands there.
    """

    place: float
    text: str


def plot_years(
    lines: Sequence[Line],
    ticks: Sequence[str],
    theme: Theme,
    language: Language,
    *,
    broken: Break | None = None,
    is_narrow: bool = False,
) -> go.Figure:
    """Plot series over years.

    Args:
        lines: The series; each has a value.
        ticks: Names of the years, in order.
        theme: Light or dark.
        language: Language of the numbers Plotly formats.
        broken: Where the series break; None where they do not.
        is_narrow: Whether the screen is a phone's.
    """
    palette = PALETTES[theme]
    figure = start_figure(theme, language, height=HEIGHT)
    values = [point.value for line in lines for part in line.parts for point in part]
    room = (max(values) - min(values) or 1) * 0.12
    scale = (min(values) - room, max(values) + room * 1.5)
    for place, line in enumerate(lines):
        for part in line.parts:
            figure.add_trace(_draw_part(part, DASHES[place % len(DASHES)], palette))
    per_pixel = (scale[1] - scale[0]) / (HEIGHT - 52)
    labels = _write_labels(lines, per_pixel, palette)
    figure.update_layout(annotations=list(labels))
    if broken:
        _draw_break(figure, broken, palette)
    figure.update_layout(
        margin={"l": 12, "r": 4, "t": 4, "b": 48},
        xaxis=quiet_axis(
            palette,
            range=[-0.2, len(ticks) * (1 + ROOM_FOR_LABEL[is_narrow]) - 1],
            showticklabels=True,
            tickvals=list(range(len(ticks))),
            ticktext=list(ticks),
            tickfont={"color": palette.muted, "size": 12},
            tickangle=0,
        ),
        yaxis=quiet_axis(palette, range=list(scale)),
    )
    return figure


def _draw_part(part: Sequence[Point], dash: str, palette: Palette) -> go.Scatter:
    return go.Scatter(
        mode="lines+markers",
        x=[point.place for point in part],
        y=[point.value for point in part],
        line={"color": palette.text, "width": 2, "dash": dash},
        marker={"size": 7, "color": palette.text},
        hovertext=[point.hover for point in part],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _write_labels(
    lines: Sequence[Line], per_pixel: float, palette: Palette
) -> Iterator[dict[str, Any]]:
    ends = [line.parts[-1][-1] for line in lines]
    heights = spread_labels([end.value for end in ends], LABEL_PX * per_pixel)
    for line, end, height in zip(lines, ends, heights, strict=True):
        yield note(
            line.label,
            x=end.place,
            y=height,
            xanchor="left",
            xshift=10,
            yanchor="middle",
            align="left",
            font={"color": palette.text, "size": 13},
        )


def _draw_break(figure: go.Figure, broken: Break, palette: Palette) -> None:
    line = {"color": palette.muted, "width": 1, "dash": "dot"}
    figure.add_vline(x=broken.place, line=line)
    figure.add_annotation(
        note(
            broken.text,
            x=broken.place,
            y=1,
            yref="paper",
            yanchor="top",
            xanchor="center",
            bgcolor=palette.background,
            font={"color": palette.muted, "size": 12},
        )
    )
