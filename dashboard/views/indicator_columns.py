"""Columns that tables of indicators share, and small tables of their numbers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.components.html import tag
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_date, format_reported_period
from dashboard.views.captions import keep_whole
from dashboard.views.marks import mark_status
from dashboard.views.values import write_change, write_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from dashboard.screen import Screen


def write_numbers(indicators: pl.DataFrame, screen: Screen, *, caption: str) -> str:
    """Write a small table: number, name, baseline, target, change, status."""
    say = screen.words("targets")
    columns = [
        Column("indicator_number", say("column.number")),
        Column("indicator_name", say("column.name")),
        baseline_column(screen),
        target_column(screen),
        change_column(screen),
        today_column(screen),
    ]
    return write_table(indicators, columns, caption=caption, kind="cards")


def baseline_column(screen: Screen) -> Column:
    """Give the column of baselines, each with its year or why there is none."""
    return _column("baseline_status", "baseline", screen, write_baseline)


def target_column(screen: Screen) -> Column:
    """Give the column of targets, with how they bind."""
    return _column("indicator_number", "target", screen, write_target)


def change_column(screen: Screen) -> Column:
    """Give the column of promised changes."""
    say = screen.words("targets")

    def write(row: Mapping[str, Any]) -> str:
        return escape(
            write_change(row["change_value"], row["unit_code"], screen.language)
        )

    return Column(
        "change_value",
        say("column.change"),
        missing="–",
        is_number=True,
        markup=write,
    )


def today_column(screen: Screen) -> Column:
    """Give the column of what is known today: status, value and forecast if any."""
    say = screen.words("targets")

    def write(row: Mapping[str, Any]) -> str:
        status = mark_status(row["status_code"], screen)
        if row["actual_value"] is None:
            return status
        value = write_value(row["actual_value"], row["unit_code"], screen.language)
        said = f"{value} · {format_date(row['actual_date'])}"
        lines = [said]
        if row["forecast_value"] is not None:
            day = keep_whole(format_date(row["target_date"]))
            forecast = write_value(
                row["forecast_value"], row["unit_code"], screen.language
            )
            lines.append(say("today.forecast", day=day, value=forecast))
        return status + "".join(tag("small", escape(line)) for line in lines)

    return Column("status_code", say("column.today"), markup=write)


def write_baseline(row: Mapping[str, Any], screen: Screen) -> str:
    """Give the markup of a baseline: value and year, or why there is none."""
    say = screen.words("targets")
    if row["baseline_value"] is None:
        word = say(f"baseline.{row['baseline_status']}")
        return tag("span", escape(word), class_="missing")
    value = write_value(row["baseline_value"], row["unit_code"], screen.language)
    lines = [say_year(row["baseline_period"], screen)]
    if row["first_baseline_value"] is not None:
        first = write_value(
            row["first_baseline_value"], row["unit_code"], screen.language
        )
        lines.append(say("value.first", value=first))
    small = "".join(tag("small", escape(line)) for line in lines)
    return tag("span", escape(value) + small)


def write_target(row: Mapping[str, Any], screen: Screen) -> str:
    """Give the markup of a target: value and bound, or what is printed."""
    if row["target_value"] is None:
        printed = row["target_text"] or screen.words("common")("value.unknown")
        return tag("span", escape(printed), class_="missing")
    value = write_value(row["target_value"], row["unit_code"], screen.language)
    said = escape(say_bound(value, row["target_bound"], screen))
    if not row["decision_number"]:
        return said
    say = screen.words("targets")
    note = say("value.printed_target", printed=row["target_text"] or "–")
    return tag("span", said + tag("small", escape(note)))


def say_bound(value: str, bound: str | None, screen: Screen) -> str:
    """Say a target with how it binds: `bent 9`."""
    return screen.words("targets")(f"bound.{bound or 'exact'}", value=value)


def say_year(period: str | None, screen: Screen) -> str:
    """Say a school year, a year or a half-year, or that none is printed."""
    if not period:
        return screen.words("targets")("value.no_year")
    return keep_whole(format_reported_period(period, screen.language))


def _column(
    name: str,
    label: str,
    screen: Screen,
    write: Callable[[Mapping[str, Any], Screen], str],
) -> Column:
    return Column(
        name,
        screen.words("targets")(f"column.{label}"),
        is_number=True,
        markup=lambda row: write(row, screen),
    )
