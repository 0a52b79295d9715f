"""Columns that tables of indicators share, and small tables of their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.blocks.columns import money_column, say_place
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import (
    count_decimals,
    format_date,
    format_number,
    format_reported_period,
)
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_indicator
from dashboard.kit.marks import DIRECTION_SHAPES, mark_status
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.typography import keep_whole
from dashboard.kit.values import write_change, write_value

if TYPE_CHECKING:
    import polars as pl

    from dashboard.kit.screen import Screen


VALUES: Final = (
    "first_baseline_value",
    "baseline_value",
    "target_value",
    "actual_value",
    "forecast_value",
)
"""Columns whose values get equally many decimals."""

Decimals = Mapping[str, int]
"""How many decimals the values of an indicator get, by its number."""

_AS_GIVEN: Final[Decimals] = {}


def write_numbers(indicators: pl.DataFrame, screen: Screen, *, caption: str) -> str:
    """Write the table of indicators, without a total: their money overlaps."""
    decimals = find_decimals(indicators)
    columns = [
        Column("indicator_number", screen.label("indicator_number", is_short=True)),
        Column(
            "indicator_name",
            screen.label("indicator_name"),
            markup=lambda row: _write_name(row, screen),
        ),
        baseline_column(screen, decimals),
        target_column(screen, decimals),
        change_column(screen, decimals),
        today_column(screen, decimals),
        _count_column("activity_count", screen),
        money_column(screen, "net_eur", screen.label("net_eur", of="rpt_indicator")),
    ]
    cells = _make_cells(screen)
    return write_table(indicators, columns, caption=caption, kind="cards", cells=cells)


def link_change(row: Mapping[str, Any], change: str, screen: Screen) -> str:
    """Return the markup of a promised change; one that a decision moved is in no cell.

    Args:
        row: An indicator with its `change_value` and `decision_number`.
        change: The change as the page writes it.
        screen: Language and plan.
    """
    if row["decision_number"]:
        return escape(change)
    return _make_cells(screen).link(row, "change_value", change)


def _make_cells(screen: Screen) -> ProvenCells:
    columns = {"target_value": "target_in_force_value"}
    return ProvenCells(
        screen, "rpt_indicator", by=("indicator_number",), columns=columns
    )


def find_decimals(indicators: pl.DataFrame) -> Decimals:
    """Find how many decimals values get, by number of the indicator.

    Percentages have as many as each other; other values are comparable, and so have as
    many, only within their indicator.
    """
    is_percent = indicators["unit_code"].fill_null("") == "percent"
    shared = _count(indicators.filter(is_percent))
    return {
        row["indicator_number"]: shared
        if row["unit_code"] == "percent"
        else count_decimals(row[name] for name in VALUES)
        for row in indicators.iter_rows(named=True)
    }


def _count(indicators: pl.DataFrame) -> int:
    return count_decimals(value for name in VALUES for value in indicators[name])


def _write_name(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("targets")
    facts = [say(f"group_one.{row['indicator_group']}")]
    if row["direction"]:
        word = say(f"direction.{row['direction']}").lower()
        facts.append(f"{DIRECTION_SHAPES[row['direction']]} {word}")
    facts.append(say_place(row, screen))
    name = link_indicator(
        screen, row["indicator_number"], write_printed(row["indicator_name"])
    )
    return name + tag("small", escape(" · ".join(facts)))


def _count_column(name: str, screen: Screen) -> Column:
    return Column(
        name,
        screen.words("targets")("column.activities"),
        lambda value: format_number(value, screen.language),
        is_number=True,
    )


def baseline_column(screen: Screen, decimals: Decimals = _AS_GIVEN) -> Column:
    """Return the column of baselines, each with its year or why there is none."""
    return Column(
        "baseline_status",
        screen.label("baseline_value", is_short=True),
        is_number=True,
        markup=lambda row: write_baseline(row, screen, decimals),
    )


def target_column(screen: Screen, decimals: Decimals = _AS_GIVEN) -> Column:
    """Return the column of targets, with how they bind."""
    return Column(
        "indicator_number",
        screen.label("target_value", is_short=True),
        is_number=True,
        markup=lambda row: write_target(row, screen, decimals),
    )


def change_column(screen: Screen, decimals: Decimals = _AS_GIVEN) -> Column:
    """Return the column of promised changes."""
    say = screen.words("targets")

    def write(row: Mapping[str, Any]) -> str:
        change = write_change(
            row["change_value"],
            row["unit_code"],
            screen.language,
            decimals=decimals.get(row.get("indicator_number", "")),
        )
        return link_change(row, change, screen)

    return Column(
        "change_value",
        say("column.change"),
        missing="–",
        is_number=True,
        markup=write,
    )


def today_column(screen: Screen, decimals: Decimals = _AS_GIVEN) -> Column:
    """Return the column of what is known today: status, value and forecast if any."""
    say = screen.words("targets")

    def write(row: Mapping[str, Any]) -> str:
        status = mark_status(row["status_code"], screen)
        if row["actual_value"] is None:
            return status
        value = _write(row, "actual_value", screen, decimals)
        cells = _make_cells(screen)
        linked = cells.link(row, "actual_value", value)
        lines = [linked + escape(f" · {format_date(row['actual_date'])}")]
        if row["forecast_value"] is not None:
            day = keep_whole(format_date(row["target_date"]))
            forecast = _write(row, "forecast_value", screen, decimals)
            said = say("today.forecast", day=day, value=forecast)
            lines.append(cells.link_within(row, "forecast_value", said, forecast))
        return status + "".join(tag("small", line) for line in lines)

    return Column("status_code", say("column.today"), markup=write)


def write_baseline(
    row: Mapping[str, Any], screen: Screen, decimals: Decimals = _AS_GIVEN
) -> str:
    """Return the markup of a baseline: value and year, or why there is none."""
    say = screen.words("targets")
    if row["baseline_value"] is None:
        word = say(f"baseline.{row['baseline_status']}")
        return tag("span", escape(word), class_="missing")
    cells = _make_cells(screen)
    lines = [escape(say_year(row["baseline_period"], screen))]
    if row["first_baseline_value"] is not None:
        first = _write(row, "first_baseline_value", screen, decimals)
        said = say("value.first", value=first)
        lines.append(cells.link_within(row, "first_baseline_value", said, first))
    small = "".join(tag("small", line) for line in lines)
    value = _write(row, "baseline_value", screen, decimals)
    return tag("span", cells.link(row, "baseline_value", value) + small)


def write_target(
    row: Mapping[str, Any], screen: Screen, decimals: Decimals = _AS_GIVEN
) -> str:
    """Return the markup of a target: value and bound, or what is printed."""
    if row["target_value"] is None:
        printed = row["target_text"] or screen.words("kit")("value.unknown")
        return tag("span", escape(printed), class_="missing")
    value = _write(row, "target_value", screen, decimals)
    bound = say_bound(value, row["target_bound"], screen)
    said = _make_cells(screen).link_within(row, "target_value", bound, value)
    if not row["decision_number"]:
        return said
    say = screen.words("targets")
    note = say("value.printed_target", printed=row["target_text"] or "–")
    return tag("span", said + tag("small", escape(note)))


def _write(
    row: Mapping[str, Any], name: str, screen: Screen, decimals: Decimals
) -> str:
    return write_value(
        row[name],
        row["unit_code"],
        screen.language,
        decimals=decimals.get(row.get("indicator_number", "")),
    )


def say_bound(value: str, bound: str | None, screen: Screen) -> str:
    """Describe a target with how it binds: `bent 9`."""
    return screen.words("targets")(f"bound.{bound or 'exact'}", value=value)


def say_year(period: str | None, screen: Screen) -> str:
    """Describe a school year, a year or a half-year, or that none is printed."""
    if not period:
        return screen.words("targets")("value.no_year")
    return keep_whole(format_reported_period(period, screen.language))
