"""Planned costs as plain pages ask for them: the filters, and one query for all."""

from __future__ import annotations

import gc
import os
from functools import cache
from typing import TYPE_CHECKING, Final

import duckdb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

PLAN: Final = "kaunas"
FILTERS: Final = {
    "Area": "policy_area_name_lt",
    "Category": "cost_category_name_lt",
    "School": "schools",
    "Begins": "begins",
    "Ends": "ends",
}

COSTS: Final = "select * from costs"
TOTALS: Final = (
    "select count(distinct activity_key) as n, sum(net_eur) as net,"
    " sum(vat_eur) as vat, max(net_eur) as largest from costs"
)
AREAS: Final = (
    "select policy_area_name_lt as name, cast(sum(net_eur) as double) as net"
    " from costs group by all order by net desc"
)
TILES: Final = (
    "select policy_area_name_lt as area, cost_category_name_lt as category,"
    " cast(sum(net_eur) as double) as net from costs group by all"
)
ACTIVITIES: Final = (
    "select activity_number, activity_title, cost_category_name_lt,"
    " sum(net_eur) as net_eur, sum(vat_eur) as vat_eur from costs"
    " group by all order by net_eur desc"
)


@cache
def connect() -> duckdb.DuckDBPyConnection:
    """Open the snapshot and freeze what was imported, once."""
    connection = duckdb.connect(os.environ["BENCH_SNAPSHOT"], read_only=True)
    gc.collect()
    gc.freeze()
    return connection


def query(sql: str, chosen: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Query the costs that the filters leave.

    Args:
        sql: A query of `costs`, such as those above.
        chosen: Values by filter; a filter without any leaves everything.
    """
    named = {label: list(values) for label, values in chosen.items() if values}
    wheres = ["plan_code = $plan"]
    for label in named:
        name = FILTERS[label]
        value = name if name == "schools" else f"[cast({name} as varchar)]"
        wheres.append(f"list_has_any({value}, ${label})")
    costs = (
        "with costs as (select *, string_split(school_codes, ' ') as schools,"  # noqa: S608 - constants only
        " year(period_start_date) as begins,"
        " year(period_end_date) as ends from reports.rpt_planned_cost),"
        f" kept as (select * from costs where {' and '.join(wheres)})"
    )
    cursor = connect().cursor()
    asked = f"{costs} {sql.replace('from costs', 'from kept')}"
    rows: pl.DataFrame = cursor.sql(asked, params={"plan": PLAN, **named}).pl()
    return rows
