"""Plans side by side as a table, and the sheets to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.columns import money_column, net_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_number, format_school_year, format_share
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.proofs.cells.cell import ProvenCells
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

    cells = ProvenCells(screen, REPORT, by=("plan_code",))

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
            markup=lambda row: _write_targets(row, cells),
        ),
        Column(
            "measured_count",
            say("plans.reached"),
            missing=say("plans.no_indicators"),
            markup=lambda row: _write_reached(row, cells),
        ),
    ]
    caption = say("plans.caption")
    return write_table(plans, columns, caption=caption, kind="cards", cells=cells)


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


def _write_targets(row: Mapping[str, Any], cells: ProvenCells) -> str:
    say, language = cells.screen.words("municipalities"), cells.screen.language
    moved, chosen = str(row["moved_target_count"]), str(row["chosen_count"])
    figures = [("moved_target_count", moved), ("chosen_count", chosen)]
    said = [cells.link_all(row, say("plans.moved", moved=moved, all=chosen), figures)]
    if held := row["held_target_count"]:
        words = say("plans.held", held=held)
        said.append(cells.link_within(row, "held_target_count", words, str(held)))
    if (points := row["median_change_points"]) is not None:
        number = format_number(points, language, decimals=1)
        words = say("plans.median", points=number)
        said.append(cells.link_within(row, "median_change_points", words, number))
    return "; ".join(said)


def _write_reached(row: Mapping[str, Any], cells: ProvenCells) -> str:
    say = cells.screen.words("municipalities")
    if not row["measured_count"]:
        return escape(say("plans.unmeasured"))
    counts = {name: str(row[f"{name}_count"]) for name in ("reached", "measured")}
    figures = [(f"{name}_count", count) for name, count in counts.items()]
    return cells.link_all(row, say("plans.reached_of", **counts), figures)


def list_notes(plans: pl.DataFrame, screen: Screen) -> list[str]:
    """Describe where pupils are known from, and what is missing where they are not.

    Args:
        plans: What `query_plans` gives.
        screen: Language.
    """
    say = screen.words("municipalities")
    notes, is_unknown = [], False
    for row in plans.iter_rows(named=True):
        plan, source = row["municipality_name"], row["pupil_source_code"]
        if source == "open_data":
            year = format_school_year(row["pupil_school_year"], screen.language)
            notes.append(say("plans.pupils_counted", plan=plan, year=year))
        elif source is None and row["school_count"]:
            is_unknown, known = True, row["pupil_known_school_count"]
            fields = {"known": known, "count": row["school_count"]}
            notes.append(say("plans.pupils_unknown", plan=plan, **fields))
        elif source is None:
            notes.append(say("plans.pupils_no_schools", plan=plan))
    return [*notes, say("plans.pupils_how")] if is_unknown else notes


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
