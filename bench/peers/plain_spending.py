"""The spending page as an experienced user of Streamlit would write it, for `bench`.

One sentence, four figures, two charts, a table and five filters over the same rows;
cached queries, dictionaries as figures and a frozen heap, what is known to be fast. It
has no links, no downloads, no address, one language, no word on what is not known.
"""

import polars as pl
import streamlit as st

from bench.peers.costs import ACTIVITIES, AREAS, COSTS, FILTERS, TILES, TOTALS, query


@st.cache_data(max_entries=1)
def list_options() -> dict[str, list[str]]:
    """List the values of each filter."""
    rows = query(COSTS, {})
    return {
        label: sorted(rows[name].explode().drop_nulls().cast(pl.String).unique())
        for label, name in FILTERS.items()
    }


@st.cache_data(max_entries=512)
def select(sql: str, chosen: dict[str, list[str]]) -> pl.DataFrame:
    """Query the costs that the filters leave, once for the same."""
    return query(sql, chosen)


def draw_charts(chosen: dict[str, list[str]]) -> None:
    """Draw areas as bars, and areas by categories."""
    bars = {
        "mark": "bar",
        "data": {"values": select(AREAS, chosen).to_dicts()},
        "encoding": {
            "x": {"field": "net", "type": "quantitative"},
            "y": {"field": "name", "type": "nominal", "sort": None},
        },
    }
    squares = {
        "mark": "rect",
        "data": {"values": select(TILES, chosen).to_dicts()},
        "encoding": {
            "x": {"field": "category", "type": "nominal"},
            "y": {"field": "area", "type": "nominal"},
            "color": {"field": "net", "type": "quantitative"},
        },
    }
    for place, figure in zip(st.columns(2), (bars, squares), strict=True):
        place.vega_lite_chart(figure)


def draw() -> None:
    """Draw the page."""
    st.set_page_config(layout="wide")
    options = list_options()
    places = st.columns(len(options))
    chosen = {
        label: place.multiselect(label, values)
        for place, (label, values) in zip(places, options.items(), strict=True)
    }
    totals = select(TOTALS, chosen).row(0, named=True)
    st.subheader(f"{totals['n']} activities cost {totals['net'] or 0:,.0f} euro")
    if not totals["n"]:
        st.write("Nothing is left.")
        return
    for place, name in zip(st.columns(4), totals, strict=True):
        place.metric(name, f"{totals[name] or 0:,.0f}")
    draw_charts(chosen)
    st.dataframe(select(ACTIVITIES, chosen))


draw()
