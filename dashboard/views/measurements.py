"""What is said of measured values: each beside the straight line, and the pace."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.components.html import tag
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_date, format_share
from dashboard.views.captions import end_once
from dashboard.views.indicator_columns import say_year
from dashboard.views.marks import mark_status
from dashboard.views.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.screen import Screen


def write_pace(pace: Mapping[str, Any], screen: Screen) -> str:
    """Say where the pace so far would lead by the day of the target.

    Args:
        pace: What `fetch_pace` gives.
        screen: Language.
    """
    unit, language = pace["unit_code"], screen.language
    sentence = screen.words("measurements")(
        "pace",
        day=format_date(pace["target_date"]),
        value=write_value(pace["end_value"], unit, language, "sentence"),
        target=write_value(pace["target_value"], unit, language, "sentence"),
    )
    return end_once(sentence)


def write_measurements(measurements: pl.DataFrame, screen: Screen) -> str:
    """Write the table of measured values with what each says of the promise.

    Args:
        measurements: What `fetch_measurements` gives; not empty.
        screen: Language.
    """
    say = screen.words("measurements")
    columns = [
        Column(
            "period",
            say("column.period"),
            markup=lambda row: _write_period(row, screen),
        ),
        # Named by a column that is never empty: the whole municipality has no code.
        Column(
            "plan_code",
            say("column.where"),
            markup=lambda row: _write_place(row, screen),
        ),
        Column(
            "value",
            say("column.value"),
            missing=say("value.none"),
            is_number=True,
            markup=lambda row: _write_value(row, screen),
        ),
        Column(
            "status_code",
            say("column.status"),
            markup=lambda row: _write_status(row, screen),
        ),
        Column("measured_by", say("column.source"), missing="–"),
    ]
    caption = say("caption")
    return write_table(measurements, columns, caption=caption, kind="cards")


def _write_period(row: Mapping[str, Any], screen: Screen) -> str:
    day = tag("small", escape(format_date(row["measured_date"])))
    return escape(say_year(row["period"], screen)) + day


def _write_place(row: Mapping[str, Any], screen: Screen) -> str:
    if row["school_code"] is None:
        return escape(screen.words("measurements")("whole"))
    return escape(row["school_code"]) + tag("small", escape(row["school_name"] or ""))


def _write_value(row: Mapping[str, Any], screen: Screen) -> str:
    value = escape(write_value(row["value"], row["unit_code"], screen.language))
    if row["value_status"] == "final":
        return value
    word = screen.words("measurements")(f"value_status.{row['value_status']}")
    return tag("span", value, tag("small", escape(word)))


def _write_status(row: Mapping[str, Any], screen: Screen) -> str:
    say, language = screen.words("measurements"), screen.language
    if row["status_code"] == "one_school":
        return tag("span", escape(say("one_school")), class_="missing")
    mark = mark_status(row["status_code"], screen)
    if row["value"] is None:
        word = say(f"value_status.{row['value_status']}")
        return mark + tag("small", escape(word))
    if row["progress_ratio"] is None or row["expected_ratio"] is None:
        return mark
    said = say(
        "progress",
        progress=format_share(row["progress_ratio"], language, style="table"),
        expected=format_share(row["expected_ratio"], language, style="table"),
    )
    return mark + tag("small", escape(said))
