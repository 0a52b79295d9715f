"""Tables of what a plan prints beside its activities and indicators."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.blocks.columns import (
    money_column,
    net_column,
    place_column,
    write_policy_area,
)
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_plain
from dashboard.kit.html import tag
from dashboard.kit.proofs.cells.cell import ProvenCells

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.screen import Screen

LEVELS: Final = {"high": "■", "medium": "▲", "low": "●"}
"""Shapes of levels of risk; the word stands beside each."""


def write_policy_areas(areas: pl.DataFrame, screen: Screen) -> str:
    """Write the table of policy areas: what each means, what is planned for it."""
    say = screen.words("plan")
    columns = [
        Column("area_name", say("areas.column"), markup=write_policy_area),
        Column("description", say("areas.meaning")),
        net_column(screen),
    ]
    cells = ProvenCells(screen, "fct_planned_cost", by=("policy_area_code",))
    caption = say("areas.title")
    return write_table(areas, columns, caption=caption, kind="cards", cells=cells)


def write_totals(totals: pl.DataFrame, screen: Screen) -> str:
    """Write the table of printed totals beside the sums that should make them up."""
    say = screen.words("plan")
    totalled = "rpt_plan_total"
    printed_net = screen.label("printed_net_eur")
    printed_vat = screen.label("printed_vat_eur")
    summed = screen.label("summed_net_eur", of=totalled)
    difference = screen.label("net_difference_eur", of=totalled)
    nothing = say("totals.nothing")
    columns = [
        Column("total_kind", say("totals.column"), lambda code: say(f"totals.{code}")),
        money_column(screen, "printed_net_eur", printed_net),
        money_column(screen, "printed_vat_eur", printed_vat),
        replace(money_column(screen, "summed_net_eur", summed), missing=nothing),
        replace(money_column(screen, "net_difference_eur", difference), missing="–"),
        place_column(screen),
    ]
    cells = ProvenCells(screen, totalled, by=("total_kind",))
    caption = say("totals.title")
    return write_table(totals, columns, caption=caption, kind="cards", cells=cells)


def write_partners(partners: pl.DataFrame, screen: Screen) -> str:
    """Write the table of partners with the areas they take part in."""
    say = screen.words("plan")
    columns = [
        Column("partner_name", screen.label("partner_name")),
        Column("area_names", say("partners.areas"), missing=say("unknown")),
        place_column(screen),
    ]
    return write_table(partners, columns, caption=say("partners.caption"), kind="cards")


def write_risks(risks: pl.DataFrame, screen: Screen) -> str:
    """Write the table of risks, each with its level as shape and word."""
    say = screen.words("plan")

    def mark(row: Mapping[str, Any]) -> str:
        shape = tag("span", LEVELS[row["level_code"]], class_="shape")
        word = escape(say(f"risks.{row['level_code']}"))
        return tag("span", shape, word, class_="mark")

    columns = [
        Column("risk_name", screen.label("risk_name")),
        Column(
            "level_code",
            screen.label("level_code"),
            missing=say("unknown"),
            markup=mark,
        ),
        place_column(screen),
    ]
    return write_table(risks, columns, caption=say("risks.caption"), kind="cards")


def write_principles(principles: pl.DataFrame, screen: Screen) -> str:
    """Write the table of horizontal principles and the activities that serve them."""
    say = screen.words("plan")
    columns = [
        Column("principle_name", screen.label("principle_name")),
        Column("activities_text", say("principles.served"), missing=say("unknown")),
        place_column(screen),
    ]
    caption = say("principles.title")
    return write_table(principles, columns, caption=caption, kind="cards")


def write_changes(changes: pl.DataFrame, screen: Screen) -> str:
    """Write the table of figures that decisions changed, before and after."""
    say = screen.words("plan")

    def write(value: Any) -> str:  # noqa: ANN401
        return format_plain(value, screen.language)

    unknown = say("unknown")
    columns = [
        Column("item_name", say("changes.item"), missing="–"),
        Column("field_code", say("changes.field"), lambda c: say(f"changes.{c}")),
        Column(
            "old_value",
            say("changes.old"),
            write,
            missing=unknown,
            is_number=True,
        ),
        Column(
            "new_value",
            say("changes.new"),
            write,
            missing=unknown,
            is_number=True,
        ),
        Column("decision_number", say("changes.decision")),
        Column("decided_date", say("changes.date"), str),
    ]
    cells = ProvenCells(
        screen,
        "rpt_plan_change",
        by=("version_number", "item", "number", "field_code"),
    )
    caption = say("changes.title")
    return write_table(changes, columns, caption=caption, kind="cards", cells=cells)
