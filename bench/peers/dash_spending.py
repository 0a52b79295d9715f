"""The same plain page of spending as an experienced user of Dash would write it.

One callback gives the sentence, the figures, both charts and the table at once; queries
are kept, figures are dictionaries, one process answers from threads.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl
import waitress
from dash import Dash, Input, Output, dash_table, dcc, html

from bench.peers.costs import ACTIVITIES, AREAS, COSTS, FILTERS, TILES, TOTALS, query

if TYPE_CHECKING:
    from collections.abc import Sequence

THREADS = 8
OUTPUTS = (
    ("title", "children"),
    ("figures", "children"),
    ("areas", "figure"),
    ("tiles", "figure"),
    ("activities", "data"),
)

Chosen = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=512)
def select(sql: str, chosen: Chosen) -> pl.DataFrame:
    """Query the costs that the filters leave, once for the same."""
    return query(sql, dict(chosen))


def list_options() -> dict[str, list[str]]:
    """List the values of each filter."""
    rows = query(COSTS, {})
    return {
        label: sorted(rows[name].explode().drop_nulls().cast(pl.String).unique())
        for label, name in FILTERS.items()
    }


def draw(*values: Sequence[str] | None) -> tuple[Any, ...]:
    """Draw what the filters leave: an answer for each of `OUTPUTS`."""
    chosen = tuple(
        (label, tuple(sorted(given or ())))
        for label, given in zip(FILTERS, values, strict=True)
    )
    totals = select(TOTALS, chosen).row(0, named=True)
    areas = select(AREAS, chosen)
    tiles = select(TILES, chosen)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": areas["net"].to_list(),
        "y": areas["name"].to_list(),
    }
    squares = {
        "type": "heatmap",
        "x": tiles["category"].to_list(),
        "y": tiles["area"].to_list(),
        "z": tiles["net"].to_list(),
    }
    return (
        f"{totals['n']} activities cost {totals['net'] or 0:,.0f} euro",
        [html.Div(f"{name}: {totals[name] or 0:,.0f}") for name in totals],
        {"data": [bars]},
        {"data": [squares]},
        select(ACTIVITIES, chosen)
        .with_columns(pl.selectors.decimal().cast(float))
        .to_dicts(),
    )


def build() -> Dash:
    """Build the page."""
    app = Dash(__name__)
    options = list_options()
    columns = query(ACTIVITIES, {}).columns
    app.layout = html.Div(
        [
            *(
                dcc.Dropdown(found, id=label, multi=True)
                for label, found in options.items()
            ),
            html.H3(id="title"),
            html.Div(id="figures"),
            dcc.Graph(id="areas"),
            dcc.Graph(id="tiles"),
            dash_table.DataTable(
                id="activities",
                columns=[{"name": name, "id": name} for name in columns],
            ),
        ]
    )
    app.callback(
        [Output(*place) for place in OUTPUTS],
        [Input(label, "value") for label in FILTERS],
    )(draw)
    return app


if __name__ == "__main__":
    waitress.serve(
        build().server, host="127.0.0.1", port=int(sys.argv[1]), threads=THREADS
    )
