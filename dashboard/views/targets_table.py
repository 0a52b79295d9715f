"""The targets page's tables of indicators, on screen and to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl
import polars.selectors as cs

from dashboard.components.html import tag
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_moment, format_number
from dashboard.sheets import Sheet, SheetColumn
from dashboard.views.columns import money_column
from dashboard.views.indicator_columns import (
    baseline_column,
    change_column,
    target_column,
    today_column,
)
from dashboard.views.marks import DIRECTION_SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.screen import Screen


NUMBERS: Final = (
    "first_baseline_value",
    "baseline_value",
    "target_value",
    "change_value",
    "actual_value",
    "forecast_value",
)
"""Columns whose trailing zeros mean nothing: they lose them on the way out."""


def split_chosen(indicators: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part the chosen indicators from those that are only listed."""
    is_chosen = indicators["is_chosen"]
    return indicators.filter(is_chosen), indicators.filter(~is_chosen)


def write_chosen(indicators: pl.DataFrame, screen: Screen) -> str:
    """Write the table of chosen indicators, without a total: money overlaps.

    Args:
        indicators: Chosen indicators, in order of print.
        screen: Language.
    """
    say = screen.words("targets")
    columns = [
        Column("indicator_number", say("column.number")),
        Column(
            "indicator_name", say("column.name"), markup=lambda row: _name(row, screen)
        ),
        baseline_column(screen),
        target_column(screen),
        change_column(screen),
        today_column(screen),
        _count_column("activity_count", say("column.activities"), screen),
        money_column(screen, "net_eur", say("column.net")),
    ]
    return write_table(indicators, columns, caption=say("table.caption"), kind="cards")


def write_listed(indicators: pl.DataFrame, screen: Screen) -> str:
    """Write the table of indicators that are listed but not chosen.

    Args:
        indicators: Those indicators, in order of print.
        screen: Language.
    """
    say = screen.words("targets")
    columns = [
        Column("indicator_name", say("column.name")),
        Column(
            "indicator_group",
            say("column.group"),
            lambda code: say(f"group_one.{code}"),
        ),
        Column("unit_kind", say("column.unit"), lambda code: say(f"unit.{code}")),
        _count_column("source_line", say("column.line"), screen),
    ]
    return write_table(indicators, columns, caption=say("listed.caption"), kind="cards")


def _name(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("targets")
    facts = [say(f"group_one.{row['indicator_group']}")]
    if row["direction"]:
        word = say(f"direction.{row['direction']}").lower()
        facts.append(f"{DIRECTION_SHAPES[row['direction']]} {word}")
    facts.append(screen.words("common")("row.line", line=row["source_line"]))
    return escape(row["indicator_name"]) + tag("small", escape(" · ".join(facts)))


def _count_column(name: str, label: str, screen: Screen) -> Column:
    def write(value: Any) -> str:  # noqa: ANN401
        return format_number(value, screen.language)

    return Column(name, label, write, is_number=True)


def make_sheet(indicators: pl.DataFrame, filters: str, screen: Screen) -> Sheet:
    """Make the sheet of exactly these indicators, the listed ones too.

    Args:
        indicators: What `fetch_indicators` gives.
        filters: The sentence of active filters.
        screen: Language, plan and snapshot.
    """
    say = screen.words("targets")
    published = format_moment(screen.snapshot.published_at)
    return Sheet(
        name=f"{screen.plan_code}-{say('sheet.name')}",
        frame=_say_codes(indicators, screen),
        columns=list_sheet_columns(screen),
        about=[
            say("sheet.plan", plan=screen.plan_name),
            filters,
            say("sheet.measure"),
            say("sheet.snapshot", snapshot=screen.snapshot.name, published=published),
        ],
        about_name=say("sheet.about"),
    )


def _say_codes(indicators: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    """Put words in place of codes, and numbers without trailing zeros."""
    say, common = screen.words("targets"), screen.words("common")
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
        SheetColumn("indicator_number", say("column.number"), width=8),
        SheetColumn("indicator_name", say("column.name"), width=60),
        SheetColumn("indicator_group", say("column.group")),
        SheetColumn("direction", say("column.direction")),
        SheetColumn("unit_kind", say("column.unit")),
        SheetColumn("first_baseline_value", say("column.first_baseline"), "number"),
        SheetColumn("first_baseline_period", say("column.first_baseline_period")),
        SheetColumn("baseline_value", say("column.baseline"), "number"),
        SheetColumn("baseline_period", say("column.baseline_period")),
        SheetColumn("baseline_status", say("column.baseline_status"), width=20),
        SheetColumn("target_value", say("column.target"), "number"),
        SheetColumn("target_text", say("column.target_text")),
        SheetColumn("change_value", say("column.change"), "number"),
        SheetColumn("actual_value", say("column.actual"), "number"),
        SheetColumn("actual_date", say("column.actual_date"), "date"),
        SheetColumn("forecast_value", say("column.forecast"), "number"),
        SheetColumn("status_code", say("column.status")),
        SheetColumn("activity_count", say("column.activities"), "integer"),
        SheetColumn("net_eur", say("column.net"), "money"),
        SheetColumn("source_line", say("column.line"), "integer"),
    ]
