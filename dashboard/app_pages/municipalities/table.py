"""Plans side by side as a table, and the sheets to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.columns import money_column, net_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_number, format_share
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.sheets import SheetColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.screen import Screen

REPORT = "rpt_plan_comparison"


def write_plans(plans: pl.DataFrame, screen: Screen) -> str:
    """Write the table of plans, by name: they are never ranked.

    Args:
        plans: What `query_plans` gives.
        screen: Language.
    """
    say = screen.words("municipalities")

    def money(name: str) -> Column:
        return money_column(screen, name, screen.label(name, of=REPORT))

    columns = [
        Column(
            "municipality_name",
            screen.label("municipality_name_lt"),
            markup=lambda row: _name(row, screen),
        ),
        net_column(screen),
        _count_column("activity_count", screen),
        _count_column("school_count", screen),
        money("school_net_eur"),
        money("pupil_net_eur"),
        Column(
            "infrastructure_ratio",
            screen.label("infrastructure_ratio", of=REPORT),
            lambda value: format_share(value, screen.language, style="table"),
            is_number=True,
        ),
        Column(
            "chosen_count",
            say("plans.targets"),
            missing=say("plans.no_indicators"),
            markup=lambda row: escape(_say_targets(row, screen)),
        ),
        Column(
            "measured_count",
            say("plans.reached"),
            missing=say("plans.no_indicators"),
            markup=lambda row: escape(_say_reached(row, screen)),
        ),
    ]
    return write_table(plans, columns, caption=say("plans.caption"), kind="cards")


def _count_column(name: str, screen: Screen) -> Column:
    say = screen.words("municipalities")
    return Column(
        name,
        say(f"plans.{name}"),
        lambda value: format_number(value, screen.language),
        missing=say("plans.missing"),
        is_number=True,
    )


def _name(row: Mapping[str, Any], screen: Screen) -> str:
    name = escape(row["municipality_name"])
    link = write_link(screen, "overview", name, plan=row["plan_code"])
    return link + tag("small", escape(row["programme_name"]))


def _say_targets(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("municipalities")
    said = [
        say("plans.moved", moved=row["moved_target_count"], all=row["chosen_count"])
    ]
    if row["held_target_count"]:
        said.append(say("plans.held", held=row["held_target_count"]))
    if row["median_change_points"] is not None:
        number = format_number(row["median_change_points"], screen.language, decimals=1)
        said.append(say("plans.median", points=number))
    return "; ".join(said)


def _say_reached(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("municipalities")
    if not row["measured_count"]:
        return say("plans.unmeasured")
    return say(
        "plans.reached_of", reached=row["reached_count"], measured=row["measured_count"]
    )


def list_plan_columns(screen: Screen) -> list[SheetColumn]:
    """List the columns of plans to take away."""

    def label(name: str) -> str:
        return screen.label(name, of=REPORT)

    say = screen.words("municipalities")
    return [
        SheetColumn(
            "municipality_name", screen.label("municipality_name_lt"), width=24
        ),
        SheetColumn("programme_name", screen.label("programme_name_lt"), width=24),
        SheetColumn("net_eur", screen.label("net_eur"), "money"),
        SheetColumn("activity_count", say("plans.activity_count"), "integer"),
        SheetColumn("school_count", say("plans.school_count"), "integer"),
        SheetColumn("school_net_eur", label("school_net_eur"), "money"),
        SheetColumn("pupil_count", label("pupil_count"), "integer"),
        SheetColumn("pupil_net_eur", label("pupil_net_eur"), "money"),
        SheetColumn("infrastructure_ratio", label("infrastructure_ratio"), "share"),
        SheetColumn("unassigned_ratio", label("unassigned_ratio"), "share"),
        SheetColumn("chosen_count", say("plans.chosen_count"), "integer"),
        SheetColumn("moved_target_count", say("sheet.moved"), "integer"),
        SheetColumn("held_target_count", say("sheet.held"), "integer"),
        SheetColumn("median_change_points", say("sheet.median"), "number"),
        SheetColumn("measured_count", say("sheet.measured"), "integer"),
        SheetColumn("reached_count", say("sheet.reached"), "integer"),
    ]
