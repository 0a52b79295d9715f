"""What is said of a plan after its last day, and what is not known of it."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_date, format_share
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity, link_indicator
from dashboard.kit.marks import mark_status
from dashboard.kit.money import write_short
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.proof import make_proof, prove_part
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import polars as pl

    from dashboard.app_pages.plan.ending_queries import PlanEnd
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen


def write_ending(end: PlanEnd, last_day: date, screen: Screen) -> str:
    """Describe in a sentence what was paid of the plan by the end of its reports.

    Args:
        end: What `query_end` gives.
        last_day: Last day of the plan.
        screen: Language.
    """
    say, totals = screen.words("plan"), end.totals
    day = format_date(last_day)
    promised = write_short(totals["in_force_net_eur"], screen)
    in_force = make_proof("in_force", totals["in_force_net_eur"])
    if totals["reported_until_date"] is None:
        said = say("ending.title_unknown", day=day, promised=promised)
        return prove(said, in_force)
    said = say(
        "ending.title",
        day=day,
        promised=promised,
        paid=write_short(totals["executed_net_eur"], screen),
        share=format_share(totals["executed_ratio"] or 0, screen.language),
        until=format_date(totals["reported_until_date"]),
    )
    return prove(
        said,
        in_force,
        make_proof("spent", totals["executed_net_eur"]),
        prove_part("spent/in_force", totals["executed_ratio"]),
    )


def list_unknown(end: PlanEnd, last_day: date, screen: Screen) -> list[str]:
    """List what nobody has reported or measured, a sentence each."""
    say, totals = screen.words("plan"), end.totals
    until, unmeasured = totals["reported_until_date"], _count(end, "not_measured")
    said = []
    if until is None:
        said.append(say("ending.no_payments"))
    else:
        if until < last_day:
            said.append(say("ending.paid_until", until=format_date(until)))
        if totals["unpaid_count"]:
            count = totals["unpaid_count"]
            column = "rpt_activity_absorption.rows"
            proof = prove_cell(column, count, executed_net_eur=None)
            said.append(prove(say("ending.unpaid", count=count), proof))
    if unmeasured:
        proof = _prove_status("not_measured", unmeasured)
        said.append(prove(say("ending.unmeasured", count=unmeasured), proof))
    return said


def _prove_status(status: str, count: int) -> Proof | None:
    return prove_cell("rpt_indicator_end.rows", count, end_status_code=status)


def write_reached(end: PlanEnd, screen: Screen) -> str:
    """Describe how many targets were reached by the end, and after it."""
    is_measured = end.indicators["later_value"].is_not_null().any()
    reached = _count(end, "reached")
    later = int((end.indicators["later_status_code"] == "reached").sum())
    count = end.indicators.height
    said = screen.words("plan")(
        "ending.reached" if is_measured else "ending.reached_by_end",
        count=count,
        reached=reached,
        later=later,
    )
    rows = "rpt_indicator_end.rows"
    after = prove_cell(rows, later, later_status_code="reached")
    proofs = [prove_cell(rows, count), _prove_status("reached", reached)]
    return prove(said, *proofs, after if is_measured else None)


def _count(end: PlanEnd, status: str) -> int:
    return int((end.indicators["end_status_code"] == status).sum())


def write_paid(activities: pl.DataFrame, screen: Screen) -> str:
    """Write the table of activities: promised, in force, paid.

    Args:
        activities: Rows of `query_end`.
        screen: Language.
    """
    say = screen.words("plan")

    def write_activity(row: Mapping[str, Any]) -> str:
        name = write_printed(f"{row['activity_number']}. {row['activity_title']}")
        return link_activity(screen, row["activity_key"], name)

    columns = [
        Column("activity_title", screen.label("activity_title"), markup=write_activity),
        money_column(screen, "printed_net_eur", screen.label("printed_net_eur")),
        money_column(screen, "in_force_net_eur", screen.label("in_force_net_eur")),
        replace(
            money_column(screen, "executed_net_eur", screen.label("executed_net_eur")),
            missing=screen.words("kit")("spent.not_reported"),
        ),
        Column(
            "executed_ratio",
            say("ending.share"),
            lambda value: format_share(value, screen.language, style="table"),
            missing="–",
            is_number=True,
        ),
    ]
    caption = say("ending.paid_caption")
    cells = ProvenCells(screen, "rpt_activity_absorption", by=("activity_key",))
    return write_table(activities, columns, caption=caption, kind="cards", cells=cells)


def write_indicators(indicators: pl.DataFrame, screen: Screen) -> str:
    """Write the table of indicators: target, value at the end, value after it.

    Args:
        indicators: Rows of `query_end`.
        screen: Language.
    """
    say = screen.words("plan")
    cells = ProvenCells(screen, "rpt_indicator_end", by=("indicator_number",))

    def write_name(row: Mapping[str, Any]) -> str:
        name = write_printed(f"{row['indicator_number']}. {row['indicator_name']}")
        return link_indicator(screen, row["indicator_number"], name)

    def write_end(row: Mapping[str, Any]) -> str:
        mark = mark_status(row["end_status_code"], screen)
        return mark + _write_value(row, "end_value", row["end_measured_date"], cells)

    def write_later(row: Mapping[str, Any]) -> str:
        mark = mark_status(row["later_status_code"], screen)
        day = row["later_measured_date"]
        return mark + _write_value(row, "later_value", day, cells)

    columns = [
        Column("indicator_name", screen.label("indicator_name"), markup=write_name),
        Column(
            "indicator_number",
            screen.label("target_value", is_short=True),
            is_number=True,
            markup=lambda row: _write_target(row, cells),
        ),
        Column("end_status_code", say("ending.at_end"), markup=write_end),
        Column("later_status_code", say("ending.after"), markup=write_later),
    ]
    caption = say("ending.indicators_caption")
    return write_table(indicators, columns, caption=caption, kind="cards", cells=cells)


def _write_target(row: Mapping[str, Any], cells: ProvenCells) -> str:
    value, screen = row["target_in_force_value"], cells.screen
    if value is None:
        return escape(row["target_text"] or screen.words("plan")("unknown"))
    written = write_value(value, row["unit_code"], screen.language)
    bound = row["target_bound"] or "exact"
    said = screen.words("targets")(f"bound.{bound}", value=written)
    return cells.link_within(row, "target_in_force_value", said, written)


def _write_value(
    row: Mapping[str, Any], name: str, day: date | None, cells: ProvenCells
) -> str:
    if day is None:
        return ""
    value = write_value(row[name], row["unit_code"], cells.screen.language)
    return tag("small", cells.link(row, name, value) + escape(f" · {format_date(day)}"))
