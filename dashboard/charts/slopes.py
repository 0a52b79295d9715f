"""Slopes: how each school moved from one year to the next, the middle one in bold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go

from dashboard.charts.style import PALETTES, Palette, note, quiet_axis, start_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.screen import Theme
    from warehouse.messages import Language

HEIGHT: Final = 440
LABEL_PX: Final = 17
"""Least distance of two labels, so that none covers another."""


@dataclass(frozen=True)
class Slope:
    """A line from the earlier to the later value.

    Attributes:
        start: Earlier value.
        end: Later value.
        start_label: What stands left of it.
        end_label: What stands right of it.
        hover: What is said when it is pointed at.
        is_marked: Whether a reader chose it: drawn in ink.
        is_middle: Whether it is the middle of all: drawn bold and dashed.
    """

    start: float
    end: float
    start_label: str
    end_label: str
    hover: str
    is_marked: bool = False
    is_middle: bool = False


def plot_slopes(
    slopes: Sequence[Slope],
    theme: Theme,
    language: Language,
    *,
    heads: tuple[str, str],
    is_narrow: bool = False,
) -> go.Figure:
    """Plot lines between two years.

    Args:
        slopes: The lines; not empty.
        theme: Light or dark.
        language: Language of the numbers Plotly formats.
        heads: What stands above the earlier and the later values.
        is_narrow: Whether a phone shows it: labels need a larger part of its width.
    """
    palette = PALETTES[theme]
    figure = start_figure(theme, language, height=HEIGHT)
    values = [value for slope in slopes for value in (slope.start, slope.end)]
    low, high = min(values), max(values)
    room = (high - low or 1) * 0.06
    scale = (low - room, high + room * 2.5)
    room_beside = 0.8 if is_narrow else 0.5
    figure.update_layout(
        xaxis=quiet_axis(palette, range=[-room_beside, 1 + room_beside]),
        yaxis=quiet_axis(palette, range=list(scale)),
    )
    for slope in sorted(slopes, key=lambda item: (item.is_marked, item.is_middle)):
        figure.add_trace(_draw_line(slope, palette))
    per_pixel = (scale[1] - scale[0]) / (HEIGHT - 8)
    starts = spread_labels([slope.start for slope in slopes], LABEL_PX * per_pixel)
    ends = spread_labels([slope.end for slope in slopes], LABEL_PX * per_pixel)
    labels = [
        _label(slope, place, palette)
        for slope, start, end in zip(slopes, starts, ends, strict=True)
        for place in ((0, start), (1, end))
    ]
    figure.update_layout(annotations=[*labels, *_head(heads, scale[1], palette)])
    return figure


def _head(
    heads: tuple[str, str], y: float, palette: Palette
) -> Iterator[dict[str, Any]]:
    for x, head in enumerate(heads):
        yield note(
            head,
            x=x,
            xref="paper",
            y=y,
            yanchor="top",
            xanchor="right" if x else "left",
            font={"color": palette.muted, "size": 14},
        )


def spread_labels(values: Sequence[float], least: float) -> list[float]:
    """Move labels apart so that neighbours keep a distance, each near its value.

    Args:
        values: Where the labels want to stand.
        least: Distance that neighbours keep.

    Returns:
        Where they stand, in the order given.
    """
    order = sorted(range(len(values)), key=lambda index: values[index])
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _overlap(groups[-2], groups[-1], values, least):
            groups[-2:] = [groups[-2] + groups[-1]]
    places = [0.0] * len(values)
    for group in groups:
        first = _centre(group, values) - least * (len(group) - 1) / 2
        for step, index in enumerate(group):
            places[index] = first + least * step
    return places


def _overlap(
    lower: Sequence[int], upper: Sequence[int], values: Sequence[float], least: float
) -> bool:
    top = _centre(lower, values) + least * (len(lower) - 1) / 2
    bottom = _centre(upper, values) - least * (len(upper) - 1) / 2
    return bottom - top < least


def _centre(group: Sequence[int], values: Sequence[float]) -> float:
    return sum(values[index] for index in group) / len(group)


def _draw_line(slope: Slope, palette: Palette) -> go.Scatter:
    stands_out = slope.is_marked or slope.is_middle
    colour = palette.text if stands_out else palette.neutral
    return go.Scatter(
        mode="lines+markers",
        x=[0, 1],
        y=[slope.start, slope.end],
        line={
            "color": colour,
            "width": 3 if stands_out else 1.5,
            "dash": "dash" if slope.is_middle else "solid",
        },
        marker={"size": 8 if stands_out else 6, "color": colour},
        opacity=1.0 if stands_out else 0.7,
        hovertext=slope.hover,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _label(slope: Slope, place: tuple[int, float], palette: Palette) -> dict[str, Any]:
    x, y = place
    label = slope.end_label if x else slope.start_label
    stands_out = slope.is_marked or slope.is_middle
    return note(
        f"<b>{label}</b>" if stands_out else label,
        x=x,
        y=y,
        xanchor="left" if x else "right",
        xshift=10 if x else -10,
        yanchor="middle",
        font={"color": palette.text if stands_out else palette.muted, "size": 13},
    )
