"""The plan in time: which activity goes on when, for how much, and how far it came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.gantt import GanttBar, write_gantt
from dashboard.kit.formats import (
    format_date,
    format_period,
    format_quarter,
    format_share,
)
from dashboard.kit.html import write_printed
from dashboard.kit.links import link_activity
from dashboard.kit.money import write_short
from dashboard.kit.proofs.cells.cell import ROW, ProvenCells
from dashboard.kit.proofs.proof import Proof
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.kit.screen import Screen

ROWS: Final = 20
"""Activities of the picture before a reader asks for all: the dearest."""

Row = dict[str, Any]


def select_dated(activities: pl.DataFrame) -> pl.DataFrame:
    """Return the activities with a first and a last day, the dearest first."""
    dated = activities.filter(
        activities["period_start_date"].is_not_null()
        & activities["period_end_date"].is_not_null()
    )
    return dated.filter(dated["period_start_date"] <= dated["period_end_date"])


def view_schedule(
    dated: pl.DataFrame, changes: pl.DataFrame, count: int, screen: Screen
) -> Chart:
    """Show activities over their quarters, with what is planned and spent.

    Args:
        dated: What `select_dated` gives; not empty.
        changes: What decisions changed, see `reports.rpt_plan_change`.
        count: How many of the dearest are drawn.
        screen: Language and plan.
    """
    say, language = screen.words("plan"), screen.language
    first = min(_number(day) for day in dated["period_start_date"])
    last = max(_number(day) for day in dated["period_end_date"])
    shown = dated.head(count).sort("period_start_date", "activity_order").to_dicts()
    decisions = _find_decisions(changes, first, last, screen)
    spans = [_make_span(row, first, decisions, screen) for row in shown]
    busiest, going = _find_busiest(dated.to_dicts(), first, last)
    quarter = format_quarter(busiest, language)
    said = say("schedule.title", quarter=quarter, count=going)
    title = prove(said, _prove_going(busiest, going))
    legend = [say("schedule.planned"), say("schedule.spent")]
    legend += [say("schedule.decided")] if decisions else []
    years = {
        max(4 * year - first, 0): str(year) for year in range(first // 4, last // 4 + 1)
    }
    return Chart(
        name="schedule",
        title=title,
        subtitle=say("schedule.subtitle", count=len(shown), all=dated.height),
        alt=title,
        figure=write_gantt(spans, years, last - first + 1, legend),
        table=_write_schedule(dated, screen),
        note=say("schedule.note"),
        source="block.loaded_source",
        is_linked=True,
    )


def _make_span(
    row: Row, first: int, decisions: Mapping[str, dict[int, str]], screen: Screen
) -> GanttBar:
    say, language = screen.words("plan"), screen.language
    name = f"{row['activity_number']}. {row['activity_title']}"
    value = write_short(row["in_force_net_eur"], screen)
    ratio = row["executed_ratio"]
    if ratio is not None:
        value += f" · {format_share(ratio, language, style='table')}"
    period = format_period(row["period_start_date"], row["period_end_date"], language)
    spent = write_short(row["executed_net_eur"], screen) if ratio is not None else ""
    return GanttBar(
        label=link_activity(screen, row["activity_key"], write_printed(name)),
        value=value,
        first=_number(row["period_start_date"]) - first,
        last=_number(row["period_end_date"]) - first,
        filled=ratio,
        hover=say("schedule.hover", period=period, spent=spent or say("schedule.none")),
        decisions=decisions.get(row["activity_number"], {}),
    )


def _find_decisions(
    changes: pl.DataFrame, first: int, last: int, screen: Screen
) -> dict[str, dict[int, str]]:
    """Find what was decided of activities: by number, then by quarter."""
    say = screen.words("plan")
    found: dict[str, dict[int, str]] = {}
    for row in changes.filter(changes["item"] == "activity").to_dicts():
        if row["decided_date"] is None:
            continue  # It has no place in time; the table of decisions has it.
        at = min(max(_number(row["decided_date"]), first), last) - first
        day = format_date(row["decided_date"])
        said = say("schedule.decision", number=row["decision_number"], date=day)
        found.setdefault(row["number"], {})[at] = said
    return found


def _find_busiest(rows: Sequence[Row], first: int, last: int) -> tuple[date, int]:
    """Find a day of the quarter in which most activities go on, and how many do."""
    ends = [
        (_number(row["period_start_date"]), _number(row["period_end_date"]))
        for row in rows
    ]
    going = {
        at: sum(start <= at <= end for start, end in ends)
        for at in range(first, last + 1)
    }
    busiest = max(going, key=lambda at: going[at])
    year, quarter = divmod(busiest, 4)
    return date(year, 3 * quarter + 1, 1), going[busiest]


def _prove_going(quarter: date, count: int) -> Proof:
    """Make the proof of how many activities go on in a quarter, by its first day."""
    last = (quarter + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    row = (
        "in_force_net_eur!=",
        f"period_start_date<={last}",
        f"period_end_date>={quarter}",
    )
    return Proof("rpt_activity_absorption.rows", count, ((ROW, row),))


def _number(day: date) -> int:
    """Return the number of the quarter a day lies in."""
    return day.year * 4 + (day.month - 1) // 3


def _write_schedule(dated: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("plan")

    def write_name(row: Mapping[str, Any]) -> str:
        name = f"{row['activity_number']}. {row['activity_title']}"
        return link_activity(screen, row["activity_key"], write_printed(name))

    def write_period(row: Mapping[str, Any]) -> str:
        start, end = row["period_start_date"], row["period_end_date"]
        return escape(format_period(start, end, screen.language))

    planned, spent = "in_force_net_eur", "executed_net_eur"
    columns = [
        Column("activity_title", screen.label("activity_title"), markup=write_name),
        Column("period_start_date", say("schedule.period"), markup=write_period),
        money_column(screen, planned, screen.label(planned, is_short=True)),
        replace(
            money_column(screen, spent, screen.label(spent, is_short=True)),
            missing=screen.words("kit")("spent.not_reported"),
        ),
    ]
    cells = ProvenCells(screen, "rpt_activity_absorption", by=("activity_key",))
    caption = say("schedule.caption")
    return write_table(dated, columns, caption=caption, kind="cards", cells=cells)
