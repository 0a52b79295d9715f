"""A treemap: what share of the whole each part is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from dashboard.charts.style import PALETTES, start_figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from dashboard.screen import Theme
    from warehouse.messages import Language


@dataclass(frozen=True)
class Tile:
    """A rectangle, or a group of them.

    Attributes:
        key: Unique; a group's key is the parent of its tiles.
        parent: Key of the group, empty at the top.
        area: Policy area that gives its colour.
        label: Name, said in the tile.
        text: Amount and share, said under the name.
        value: Size, euro; that of a group is the sum of its tiles.
    """

    key: str
    parent: str
    area: str
    label: str
    text: str
    value: Decimal


def plot_treemap(
    tiles: Sequence[Tile], theme: Theme, language: Language, *, height: int = 420
) -> go.Figure:
    """Plot planned amounts as areas of one rectangle; groups keep their colour."""
    palette = PALETTES[theme]
    figure = start_figure(theme, language, height=height)
    figure.add_trace(
        go.Treemap(
            ids=[tile.key for tile in tiles],
            parents=[tile.parent for tile in tiles],
            labels=[tile.label for tile in tiles],
            text=[tile.text for tile in tiles],
            values=[float(tile.value) for tile in tiles],
            branchvalues="total",
            marker={
                "colors": [palette.planned(tile.area) for tile in tiles],
                "line": {"color": palette.background, "width": 2},
                "pad": {"t": 26, "l": 2, "r": 2, "b": 2},
                "cornerradius": 0,
            },
            texttemplate="<b>%{label}</b><br>%{text}",
            textfont={"color": palette.text, "size": 14},
            hovertemplate="<b>%{label}</b><br>%{text}<extra></extra>",
            pathbar={"visible": False},
            tiling={"pad": 2, "squarifyratio": 1.4},
            sort=True,
        )
    )
    figure.update_layout(uniformtext={"minsize": 12, "mode": "hide"})
    return figure
