"""The spending page's table of activities, on screen and to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.components.html import tag
from dashboard.components.tables import Column, Unknown, write_table
from dashboard.formats import format_codes, format_moment, format_period, format_share
from dashboard.sheets import Sheet, SheetColumn
from dashboard.views.columns import mark_area, money_column
from dashboard.views.money import write_short

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.screen import Screen

ROWS: Final = 25
"""Rows of the table before a reader asks for all."""


def write_activities(
    activities: pl.DataFrame, totals: Mapping[str, Any], screen: Screen
) -> str:
    """Write the table of activities with its total.

    Args:
        activities: What `fetch_activities` gives, all or its first rows.
        totals: What `fetch_totals` gives for all of them.
        screen: Language.
    """
    say = screen.words("spending")
    common = screen.words("common")
    columns = [
        Column("activity_number", say("column.number")),
        Column(
            "activity_title",
            say("column.title"),
            markup=lambda row: _write_title(row, screen),
        ),
        Column("policy_area_codes", say("column.areas"), markup=_write_areas),
        money_column(screen, "net_eur", common("column.net")),
        money_column(screen, "vat_eur", common("column.vat")),
        money_column(screen, "gross_eur", common("column.gross")),
    ]
    known = {name: totals[name] for name in ("net_eur", "vat_eur", "gross_eur")}
    if totals["vat_unknown_count"] and known["vat_eur"] is not None:
        known |= {"gross_eur": Unknown(common("value.unknown_partly"))}
    total = {
        "activity_number": say("table.total"),
        "activity_title": " ",
        "policy_area_codes": None,
        **known,
    }
    return write_table(
        activities, columns, caption=say("table.caption"), total=total, kind="cards"
    )


def _write_title(row: Mapping[str, Any], screen: Screen) -> str:
    if not row.get("activity_key"):
        return ""
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
    return escape(row["activity_title"]) + tag("small", under)


def _write_areas(row: Mapping[str, Any]) -> str:
    names = row["area_names"].split("; ")
    return "".join(
        tag("div", mark_area(code, name))
        for code, name in zip(row["policy_area_codes"], names, strict=True)
    )


def make_sheet(activities: pl.DataFrame, filters: str, screen: Screen) -> Sheet:
    """Make the sheet of exactly these activities.

    Args:
        activities: What `fetch_activities` gives.
        filters: The sentence of active filters.
        screen: Language, plan and snapshot.
    """
    say = screen.words("spending")
    published = format_moment(screen.snapshot.published_at)
    return Sheet(
        name=f"{screen.plan_code}-{say('sheet.name')}",
        frame=activities,
        columns=list_sheet_columns(screen),
        about=[
            say("sheet.plan", plan=screen.plan_name),
            filters or screen.words("common")("filters.none", plan=screen.plan_name),
            say("sheet.measure"),
            say("sheet.snapshot", snapshot=screen.snapshot.name, published=published),
        ],
        about_name=say("sheet.about"),
    )


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: those on screen, each in a cell of its own."""
    say = screen.words("spending")
    common = screen.words("common")
    return [
        SheetColumn("activity_number", say("column.number"), width=8),
        SheetColumn("activity_title", say("column.title"), width=60),
        SheetColumn("area_names", say("column.areas"), width=28),
        SheetColumn("category_name", say("column.category"), width=28),
        SheetColumn("net_eur", common("column.net"), "money"),
        SheetColumn("vat_eur", common("column.vat"), "money"),
        SheetColumn("gross_eur", common("column.gross"), "money"),
        SheetColumn("share", say("column.area_share"), "share"),
        SheetColumn("activity_net_eur", say("column.activity_net"), "money"),
        SheetColumn("school_codes", say("column.schools"), width=24),
        SheetColumn("period_start_date", say("column.period_start"), "date"),
        SheetColumn("period_end_date", say("column.period_end"), "date"),
        SheetColumn("period_text", say("column.period"), width=28),
        SheetColumn("source_line", say("column.line"), "integer"),
    ]
