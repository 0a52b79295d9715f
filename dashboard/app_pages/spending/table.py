"""The spending page's table of activities, on screen and to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.blocks.columns import mark_policy_area, money_column
from dashboard.kit.blocks.tables import Column, Unknown, write_table
from dashboard.kit.formats import format_codes, format_period, format_share
from dashboard.kit.html import tag
from dashboard.kit.links import link_activity
from dashboard.kit.money import write_short
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.sheets import SheetColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.screen import Screen

ROWS: Final = 4
"""Rows of the table before a reader asks for all."""


def write_activities(
    activities: pl.DataFrame,
    totals: Mapping[str, Any],
    chosen: SpendingFilter,
    screen: Screen,
) -> str:
    """Write the table of activities, with their total where all of them are shown.

    Args:
        activities: What `query_activities` gives, all or its first rows.
        totals: What `query_totals` gives for all of them.
        chosen: The filter they were selected by.
        screen: Language.
    """
    say = screen.words("spending")
    common = screen.words("kit")
    columns = [
        Column("activity_number", screen.label("activity_number", is_short=True)),
        Column(
            "activity_title",
            screen.label("activity_title"),
            markup=lambda row: _write_title(row, screen),
        ),
        Column("policy_area_codes", say("column.areas"), markup=_write_policy_areas),
        money_column(screen, "net_eur", screen.label("net_eur", is_short=True)),
        money_column(screen, "vat_eur", screen.label("vat_eur")),
        money_column(screen, "gross_eur", screen.label("gross_eur", is_short=True)),
    ]
    known = {name: totals[name] for name in ("net_eur", "vat_eur", "gross_eur")}
    if totals["vat_unknown_count"] and known["vat_eur"] is not None:
        known |= {"gross_eur": Unknown(common("value.unknown_partly"))}
    total = {
        "activity_number": say("table.total"),
        "activity_title": say("table.title", count=totals["activity_count"]),
        "policy_area_codes": None,
        **known,
    }
    is_whole = activities.height >= totals["activity_count"]
    return write_table(
        activities,
        columns,
        caption=say("table.caption"),
        total=total if is_whole else None,
        kind="cards",
        cells=_make_cells(chosen, screen),
    )


def _make_cells(chosen: SpendingFilter, screen: Screen) -> ProvenCells:
    columns = {
        "net_eur": "planned",
        "vat_eur": "planned_vat",
        "gross_eur": "planned_gross",
    }
    return ProvenCells(
        screen,
        "",
        by=("item",),
        names={"item": "activity_key"},
        columns=columns,
        adds=tuple(columns),
        chosen=chosen,
    )


def _write_title(row: Mapping[str, Any], screen: Screen) -> str:
    if not row.get("activity_key"):
        return escape(row["activity_title"])
    say = screen.words("spending")
    period = format_period(
        row["period_start_date"], row["period_end_date"], screen.language
    )
    facts = [row["category_short_name"], period or row["period_text"] or ""]
    if row["school_codes"]:
        codes = format_codes(row["school_codes"].split(" "))
        facts.append(say("row.schools", schools=codes))
    facts.append(say("row.line", line=row["source_line"]))
    if row["share"] < 1:
        share = format_share(row["share"], screen.language)
        whole = write_short(row["activity_net_eur"], screen)
        facts.append(say("row.part", share=share, whole=whole))
    under = " · ".join(escape(fact) for fact in facts if fact)
    title = link_activity(screen, row["activity_key"], escape(row["activity_title"]))
    return title + tag("small", under)


def _write_policy_areas(row: Mapping[str, Any]) -> str:
    names = row["area_names"].split("; ")
    return "".join(
        tag("div", mark_policy_area(code, name))
        for code, name in zip(row["policy_area_codes"], names, strict=True)
    )


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: those on screen, each in a cell of its own."""
    say = screen.words("spending")
    return [
        SheetColumn(
            "activity_number", screen.label("activity_number", is_short=True), width=8
        ),
        SheetColumn("activity_title", screen.label("activity_title"), width=60),
        SheetColumn("area_names", say("column.areas"), width=28),
        SheetColumn("category_name", say("column.category"), width=28),
        SheetColumn("net_eur", screen.label("net_eur", is_short=True), "money"),
        SheetColumn("vat_eur", screen.label("vat_eur"), "money"),
        SheetColumn("gross_eur", screen.label("gross_eur", is_short=True), "money"),
        SheetColumn("share", say("column.area_share"), "share"),
        SheetColumn("activity_net_eur", say("column.activity_net"), "money"),
        SheetColumn("school_codes", say("column.schools"), width=24),
        SheetColumn("period_start_date", screen.label("period_start_date"), "date"),
        SheetColumn("period_end_date", screen.label("period_end_date"), "date"),
        SheetColumn("period_text", screen.label("period_text"), width=28),
        SheetColumn("source_line", screen.label("source_line"), "integer"),
    ]
