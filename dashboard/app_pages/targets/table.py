"""The targets page's tables of indicators, on screen and to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import polars as pl
import polars.selectors as cs

from dashboard.kit.blocks.columns import count_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_indicator
from dashboard.kit.sheets import SheetColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.kit.screen import Screen


NUMBERS: Final = (
    "first_baseline_value",
    "baseline_value",
    "target_value",
    "change_value",
    "actual_value",
    "forecast_value",
)
"""Columns whose trailing zeros mean nothing: they lose them on the way out."""


def write_listed(indicators: pl.DataFrame, screen: Screen) -> str:
    """Write indicators that are listed but not chosen, behind a fold.

    Args:
        indicators: Those indicators, in order of print.
        screen: Language.
    """
    say = screen.words("targets")
    columns = [
        Column(
            "indicator_name",
            screen.label("indicator_name"),
            markup=lambda row: link_indicator(
                screen, row["indicator_number"], write_printed(row["indicator_name"])
            ),
        ),
        Column(
            "indicator_group",
            screen.label("indicator_group", is_short=True),
            lambda code: say(f"group_one.{code}"),
        ),
        Column("unit_kind", say("column.unit"), lambda code: say(f"unit.{code}")),
        count_column("source_line", say("column.line"), screen),
    ]
    return tag(
        "details",
        tag("summary", escape(say("listed.title", count=indicators.height))),
        tag("p", escape(say("listed.subtitle"))),
        write_table(indicators, columns, caption=say("listed.caption"), kind="cards"),
    )


def say_codes(indicators: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    """Replace codes by words, and exact values by numbers, for a sheet."""
    say, common = screen.words("targets"), screen.words("kit")
    texts: dict[str, Callable[[str], str]] = {
        "indicator_group": lambda code: say(f"group_one.{code}"),
        "direction": lambda code: say(f"direction.{code}"),
        "unit_kind": lambda code: say(f"unit.{code}"),
        "baseline_status": lambda code: (
            "" if code == "final" else say(f"baseline.{code}")
        ),
        "status_code": lambda code: common(f"status.{code}"),
    }
    words = (
        pl.Series(
            name,
            [write(code) if code else None for code in indicators[name]],
            pl.String,
        )
        for name, write in texts.items()
    )
    return indicators.with_columns(*words, cs.by_name(NUMBERS).cast(pl.Float64))


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: those on screen, each in a cell of its own."""
    say = screen.words("targets")
    return [
        SheetColumn(
            "indicator_number", screen.label("indicator_number", is_short=True), width=8
        ),
        SheetColumn("indicator_name", screen.label("indicator_name"), width=60),
        SheetColumn("indicator_group", screen.label("indicator_group", is_short=True)),
        SheetColumn("direction", screen.label("direction")),
        SheetColumn("unit_kind", say("column.unit")),
        SheetColumn("first_baseline_value", say("column.first_baseline"), "number"),
        SheetColumn("first_baseline_period", say("column.first_baseline_period")),
        SheetColumn(
            "baseline_value", screen.label("baseline_value", is_short=True), "number"
        ),
        SheetColumn("baseline_period", say("column.baseline_period")),
        SheetColumn("baseline_status", say("column.baseline_status"), width=20),
        SheetColumn(
            "target_value", screen.label("target_value", is_short=True), "number"
        ),
        SheetColumn("target_text", say("column.target_text")),
        SheetColumn("change_value", say("column.change"), "number"),
        SheetColumn(
            "actual_value",
            screen.label("actual_value", of="rpt_indicator", is_short=True),
            "number",
        ),
        SheetColumn("actual_date", say("column.actual_date"), "date"),
        SheetColumn(
            "forecast_value",
            screen.label("forecast_value", of="rpt_indicator"),
            "number",
        ),
        SheetColumn("status_code", screen.label("status_code")),
        SheetColumn("activity_count", say("column.activities"), "integer"),
        SheetColumn("net_eur", screen.label("net_eur", of="rpt_indicator"), "money"),
        SheetColumn("source_line", screen.label("source_line"), "integer"),
    ]
