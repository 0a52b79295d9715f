"""The way of one indicator: printed values, the line to its target, measurements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import plotly.graph_objects as go

from dashboard.charts.style import PALETTES, Palette, quiet_axis, start_figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.screen import Theme
    from warehouse.messages import Language

HEIGHT: Final = 300
GAP: Final = 0.08
NARROW_GAP: Final = 0.32
"""Part of the time shown that two words must be apart, lest one cover the other."""


@dataclass(frozen=True)
class Moment:
    """A value at a day.

    Attributes:
        day: Where it stands in time.
        value: How high it stands.
        label: What stands above it.
        tick: What stands under the axis.
    """

    day: date
    value: float
    label: str
    tick: str


def plot_trend(
    baselines: Sequence[Moment],
    target: Moment | None,
    measurements: Sequence[Moment],
    theme: Theme,
    language: Language,
    *,
    is_narrow: bool = False,
) -> go.Figure:
    """Plot an indicator in time; words stand only where there is room for them.

    Args:
        baselines: Printed values, the oldest first; not empty.
        target: What is promised and when; None where no day is known.
        measurements: Measured values, the oldest first.
        theme: Light or dark.
        language: Language of the numbers Plotly formats.
        is_narrow: Whether a phone shows it.
    """
    palette = PALETTES[theme]
    gap = NARROW_GAP if is_narrow else GAP
    figure = start_figure(theme, language, height=HEIGHT)
    shown = [*baselines, *measurements, *([target] if target else [])]
    least = gap * (max(moment.day for moment in shown) - baselines[0].day).days
    _draw_moments(figure, baselines, palette, symbol="circle-open", place="top")
    if target:
        _draw_way(figure, baselines[-1], target, palette)
    if measurements:
        said = keep_apart(measurements, least)
        quiet = [
            moment if moment in said else replace(moment, label="")
            for moment in measurements
        ]
        _draw_moments(figure, quiet, palette, symbol="triangle-up", place="bottom")
    ticks = {moment.day: moment.tick for moment in keep_apart(shown, least)}
    values = [moment.value for moment in shown]
    room = (max(values) - min(values) or abs(values[0]) or 1) * 0.35
    figure.update_layout(
        margin={"l": 36, "r": 36, "t": 4, "b": 44},
        xaxis=quiet_axis(
            palette,
            showticklabels=True,
            tickvals=list(ticks),
            ticktext=list(ticks.values()),
            tickfont={"color": palette.muted, "size": 13},
            tickangle=0,
            showline=True,
            linecolor=palette.grid,
        ),
        yaxis=quiet_axis(palette, range=[min(values) - room, max(values) + room]),
    )
    return figure


def keep_apart(moments: Sequence[Moment], least: float) -> list[Moment]:
    """Keep the first, the last, and the latest others that stand apart from those kept.

    Args:
        moments: Moments, the oldest first.
        least: Days between two that are kept.
    """
    kept: list[Moment] = []
    for moment in (moments[0], moments[-1], *reversed(moments[1:-1])):
        distances = (abs((moment.day - other.day).days) for other in kept)
        if all(distance >= least for distance in distances):
            kept.append(moment)
    return sorted(kept, key=lambda moment: moment.day)


def _draw_moments(
    figure: go.Figure,
    moments: Sequence[Moment],
    palette: Palette,
    *,
    symbol: str,
    place: Literal["top", "bottom"],
) -> None:
    figure.add_trace(
        go.Scatter(
            mode="lines+markers+text",
            x=[moment.day for moment in moments],
            y=[moment.value for moment in moments],
            text=[moment.label for moment in moments],
            textposition=f"{place} center",
            textfont={"color": palette.text, "size": 14},
            line={"color": palette.muted, "width": 2},
            marker={
                "symbol": symbol,
                "size": 11,
                "color": palette.text,
                "line": {"color": palette.text, "width": 2},
            },
            cliponaxis=False,
            hoverinfo="skip",
        )
    )


def _draw_way(
    figure: go.Figure, last: Moment, target: Moment, palette: Palette
) -> None:
    figure.add_trace(
        go.Scatter(
            mode="lines+markers+text",
            x=[last.day, target.day],
            y=[last.value, target.value],
            text=["", target.label],
            textposition="top center",
            textfont={"color": palette.text, "size": 14},
            line={"color": palette.muted, "width": 2, "dash": "dot"},
            marker={
                "symbol": ["circle-open", "circle"],
                "size": [0, 12],
                "color": palette.text,
            },
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
