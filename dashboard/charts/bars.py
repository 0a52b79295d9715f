"""Horizontal bars with their label above: readable at any width, on a phone too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go

from dashboard.charts.style import PALETTES, Palette, note, quiet_axis, start_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from dashboard.screen import Theme
    from warehouse.messages import Language

LABEL_PX: Final = 22
ROOM_FOR_VALUE: Final = {False: 1.2, True: 1.55}
"""How much longer than the longest bar the axis is, so that values fit behind bars, on
a wide and on a narrow screen."""


@dataclass(frozen=True)
class Segment:
    """A part of a bar.

    Attributes:
        value: Its length, euro.
        area: Policy area that gives its colour; empty means no area.
        text: What stands in it where it fits.
        hover: What is said when it is pointed at.
    """

    value: Decimal
    area: str
    text: str = ""
    hover: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of segments.

    Attributes:
        key: What it stands for, e.g. an activity's number; given back on a click.
        label: What stands above it.
        value: What stands behind it; may be empty.
        segments: Its parts, left to right.
    """

    key: str
    label: str
    value: str
    segments: Sequence[Segment]

    @property
    def length(self) -> float:
        """Length of the whole bar, euro."""
        return float(sum(segment.value for segment in self.segments))


def plot_bars(
    bars: Sequence[Bar],
    theme: Theme,
    language: Language,
    *,
    thickness: int = 16,
    is_narrow: bool = False,
) -> go.Figure:
    """Plot planned amounts as bars from zero, in the order given, first on top.

    Args:
        bars: The bars.
        theme: Light or dark.
        language: Language of the numbers Plotly formats.
        thickness: Height of a bar in pixels.
        is_narrow: Whether the screen is a phone's.
    """
    palette = PALETTES[theme]
    pitch = LABEL_PX + thickness + 14
    figure = start_figure(theme, language, height=pitch * max(len(bars), 1) + 8)
    depth = max((len(bar.segments) for bar in bars), default=0)
    for layer in range(depth):
        figure.add_trace(_layer(bars, layer, palette, thickness / pitch))
    labels = [
        words
        for place, bar in enumerate(bars)
        for words in _write_labels(bar, len(bars) - 1 - place, thickness / pitch)
    ]
    longest = max((bar.length for bar in bars), default=0.0)
    room = ROOM_FOR_VALUE[is_narrow] if any(bar.value for bar in bars) else 1.005
    figure.update_layout(
        barmode="stack",
        uniformtext={"minsize": 12, "mode": "hide"},
        xaxis=quiet_axis(palette, range=[0, longest * room or 1]),
        yaxis=quiet_axis(palette, range=[-0.5, len(bars) - 0.5 + 0.1]),
        annotations=labels,
        shapes=[_zero_line(palette)],
    )
    return figure


def _layer(
    bars: Sequence[Bar], layer: int, palette: Palette, thickness: float
) -> go.Bar:
    """Give one trace: the segments of all bars at the same place from the left."""
    rows = [
        (len(bars) - 1 - place, bar, bar.segments[layer])
        for place, bar in enumerate(bars)
        if layer < len(bar.segments)
    ]
    areas = [segment.area for _, _, segment in rows]
    return go.Bar(
        orientation="h",
        y=[y for y, _, _ in rows],
        x=[float(segment.value) for _, _, segment in rows],
        width=thickness,
        marker={
            "color": [palette.planned(area) for area in areas],
            "line": {
                "color": [palette.areas.get(area, palette.neutral) for area in areas],
                "width": 1,
            },
        },
        text=[segment.text for _, _, segment in rows],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": palette.text, "size": 13},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[bar.key for _, bar, _ in rows],
        hovertext=[segment.hover for _, _, segment in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _write_labels(bar: Bar, y: int, thickness: float) -> Iterator[dict[str, Any]]:
    yield note(
        bar.label,
        x=0,
        xref="paper",
        xanchor="left",
        xshift=-1,
        borderpad=0,
        y=y + thickness / 2,
        yanchor="bottom",
        align="left",
    )
    if bar.value:
        yield note(
            bar.value, x=bar.length, xanchor="left", xshift=6, y=y, yanchor="middle"
        )


def _zero_line(palette: Palette) -> dict[str, object]:
    return {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": palette.muted, "width": 1},
    }
