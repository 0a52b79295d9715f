"""The one look of all charts: colours of areas and statuses, type, marks, margins.

The four area colours differ for normal, protan, deutan and tritan eyes and have a
contrast of at least 3 : 1. Nothing else may use them. Planned money is drawn in the
area's tint with an outline in its full colour, spent money in the full colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go

from dashboard.formats import PLOTLY_SEPARATORS

if TYPE_CHECKING:
    from dashboard.screen import Theme
    from warehouse.messages import Language

FONT: Final = '"Source Sans", "Source Sans 3", sans-serif'
PLOTLY_CONFIG: Final = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
}


@dataclass(frozen=True)
class Palette:
    """Colours of one theme.

    Attributes:
        areas: Colour of each policy area, by its code.
        planned_share: How much of the area's colour a planned amount has.
        background: Colour of the page.
        text: Colour of words.
        muted: Colour of words of second rank; contrast at least 4.5 : 1.
        grid: Colour of lines behind the data.
        neutral: Colour of what belongs to no area.
    """

    areas: dict[str, str]
    planned_share: float
    background: str
    text: str
    muted: str
    grid: str
    neutral: str

    def planned(self, area: str) -> str:
        """Give the tint of an area for planned amounts, opaque."""
        return mix(
            self.areas.get(area, self.neutral), self.background, self.planned_share
        )


PALETTES: Final[dict[Theme, Palette]] = {
    "light": Palette(
        areas={
            "leadership": "#1d3251",
            "inclusion": "#d36413",
            "culture": "#9858b7",
            "steam": "#33977f",
        },
        planned_share=0.35,
        background="#ffffff",
        text="#1f2933",
        muted="#5b6672",
        grid="#e3e6ea",
        neutral="#6b7683",
    ),
    "dark": Palette(
        areas={
            "leadership": "#b5cee7",
            "inclusion": "#e67627",
            "culture": "#9766a6",
            "steam": "#49cf99",
        },
        planned_share=0.45,
        background="#14181d",
        text="#e6e9ee",
        muted="#a9b2bd",
        grid="#2b313a",
        neutral="#8d97a3",
    ),
}


def mix(colour: str, ground: str, share: float) -> str:
    """Lay a colour over a ground: `mix("#000000", "#ffffff", 0.5)` is `#808080`."""
    channels = (
        round(
            int(colour[i : i + 2], 16) * share
            + int(ground[i : i + 2], 16) * (1 - share)
        )
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def start_figure(theme: Theme, language: Language, *, height: int) -> go.Figure:
    """Make an empty figure in the look of the theme.

    Args:
        theme: Light or dark.
        language: Decides how Plotly writes numbers it formats itself.
        height: Height in pixels; the width is that of the page.
    """
    palette = PALETTES[theme]
    return go.Figure(
        layout=go.Layout(
            template=go.layout.Template(),
            height=height,
            margin={"l": 0, "r": 0, "t": 4, "b": 4},
            font={"family": FONT, "size": 14, "color": palette.text},
            paper_bgcolor="rgba(0,0,0,0)",
            plot_bgcolor="rgba(0,0,0,0)",
            separators=PLOTLY_SEPARATORS[language],
            showlegend=False,
            hoverlabel={
                "bgcolor": palette.background,
                "bordercolor": palette.muted,
                "font": {"family": FONT, "size": 14, "color": palette.text},
                "align": "left",
            },
            dragmode=False,
        )
    )


def quiet_axis(palette: Palette, **overrides: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give an axis without ticks, lines or zoom; the zero line stays."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showticklabels": False,
        "fixedrange": True,
        "tickfont": {"color": palette.text, "size": 14},
        "title": None,
        **overrides,
    }


def note(text: str, **place: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give words at a place of a figure, one of its `layout.annotations`.

    A figure gets all of its words and shapes at once: with each one that is added
    Plotly checks all the others again.
    """
    return {"text": text, "showarrow": False, **place}
