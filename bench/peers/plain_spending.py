"""The spending page as an experienced user of Streamlit would write it, for `bench`.

One sentence, four figures, two charts, a table and five filters over the same rows;
cached queries, dictionaries as figures and a frozen heap, what is known to be fast. It
has no links, no downloads, no address, one language, no word on what is not known.
"""

import gc
import os

import duckdb
import polars as pl
import streamlit as st

PLAN = "kaunas"
FILTERS = {
    "Area": "policy_area_name_lt",
    "Category": "cost_category_name_lt",
    "School": "schools",
    "Begins": "begins",
    "Ends": "ends",
}


@st.cache_resource
def connect() -> duckdb.DuckDBPyConnection:
    """Open the snapshot and freeze what was imported, once."""
    connection = duckdb.connect(os.environ["BENCH_SNAPSHOT"], read_only=True)
    gc.collect()
    gc.freeze()
    return connection


@st.cache_data(max_entries=1)
def list_options() -> dict[str, list[str]]:
    """List the values of each filter."""
    rows = select("select * from costs", {})
    return {
        label: sorted(rows[name].explode().drop_nulls().cast(pl.String).unique())
        for label, name in FILTERS.items()
    }


@st.cache_data(max_entries=512)
def select(sql: str, chosen: dict[str, list[str]]) -> pl.DataFrame:
    """Query the costs that the filters leave."""
    wheres = ["plan_code = $plan"]
    for label, name in FILTERS.items():
        if chosen.get(label):
            value = name if name == "schools" else f"[cast({name} as varchar)]"
            wheres.append(f"list_has_any({value}, ${label})")
    costs = (
        "with costs as (select *, string_split(school_codes, ' ') as schools,"  # noqa: S608
        " year(period_start_date) as begins,"
        " year(period_end_date) as ends from reports.rpt_planned_cost),"
        f" kept as (select * from costs where {' and '.join(wheres)})"
    )
    named = {key: values for key, values in chosen.items() if values}
    cursor = connect().cursor()
    query = f"{costs} {sql.replace('from costs', 'from kept')}"
    rows: pl.DataFrame = cursor.sql(query, params={"plan": PLAN, **named}).pl()
    return rows


def draw_charts(chosen: dict[str, list[str]]) -> None:
    """Draw areas as bars, and areas by categories."""
    areas = select(
        "select policy_area_name_lt as name, cast(sum(net_eur) as double) as net"
        " from costs group by all order by net desc",
        chosen,
    )
    tiles = select(
        "select policy_area_name_lt as area, cost_category_name_lt as category,"
        " cast(sum(net_eur) as double) as net from costs group by all",
        chosen,
    )
    bars = {
        "mark": "bar",
        "data": {"values": areas.to_dicts()},
        "encoding": {
            "x": {"field": "net", "type": "quantitative"},
            "y": {"field": "name", "type": "nominal", "sort": None},
        },
    }
    squares = {
        "mark": "rect",
        "data": {"values": tiles.to_dicts()},
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
    connect()
    st.set_page_config(layout="wide")
    options = list_options()
    places = st.columns(len(options))
    chosen = {
        label: place.multiselect(label, values)
        for place, (label, values) in zip(places, options.items(), strict=True)
    }
    totals = select(
        "select count(distinct activity_key) as n, sum(net_eur) as net,"
        " sum(vat_eur) as vat, max(net_eur) as largest from costs",
        chosen,
    ).row(0, named=True)
    st.subheader(f"{totals['n']} activities cost {totals['net'] or 0:,.0f} euro")
    if not totals["n"]:
        st.write("Nothing is left.")
        return
    for place, name in zip(st.columns(4), totals, strict=True):
        place.metric(name, f"{totals[name] or 0:,.0f}")
    draw_charts(chosen)
    activities = select(
        "select activity_number, activity_title, cost_category_name_lt,"
        " sum(net_eur) as net_eur, sum(vat_eur) as vat_eur from costs"
        " group by all order by net_eur desc",
        chosen,
    )
    st.dataframe(activities)


draw()
