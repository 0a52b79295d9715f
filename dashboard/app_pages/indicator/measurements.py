"""What is said of measured values: each beside the straight line, and the pace."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.targets.indicator_columns import say_year
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_date, format_share
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_school
from dashboard.kit.marks import mark_status
from dashboard.kit.plans import name_tense
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell, prove_change
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.typography import end_once, keep_whole
from dashboard.kit.values import show_hidden, write_change, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen

PERIODS: Final = 6
"""Periods of the schools' table, the last ones."""


def write_pace(pace: Mapping[str, Any], screen: Screen) -> str:
    """Describe where the pace so far would lead by the day of the target.

    Args:
        pace: What `query_pace` gives.
        screen: Language.
    """
    unit, language = pace["unit_code"], screen.language
    sentence = screen.words("indicator.measurements")(
        f"pace.{name_tense(pace['target_date'], screen)}",
        day=keep_whole(format_date(pace["target_date"])),
        value=write_value(pace["end_value"], unit, language, "sentence"),
        target=write_value(pace["target_value"], unit, language, "sentence"),
    )
    return end_once(sentence)


def prove_pace(pace: Mapping[str, Any], said: str) -> str:
    """Add the proofs of its figures to what `write_pace` says."""
    columns = {"end_value": "forecast_value", "target_value": "target_in_force_value"}
    number = pace["indicator_number"]
    proofs = [
        prove_cell(f"rpt_indicator.{column}", pace[name], indicator_number=number)
        for name, column in columns.items()
    ]
    return prove(said, *proofs)


def write_measurements(measurements: pl.DataFrame, screen: Screen) -> str:
    """Write the table of measured values with what each says of the promise.

    Args:
        measurements: Rows of `query_measurements` for the whole municipality.
        screen: Language.
    """
    say, cells = screen.words("indicator.measurements"), _make_cells(screen)
    columns = [
        Column(
            "period",
            screen.label("period"),
            markup=lambda row: _write_period(row, screen),
        ),
        Column(
            "value",
            screen.label("value"),
            missing=say("value.none"),
            is_number=True,
            markup=lambda row: _write_value(row, cells),
        ),
        Column(
            "status_code",
            screen.label("status_code"),
            markup=lambda row: _write_status(row, cells),
        ),
        Column(
            "measured_by",
            say("column.source"),
            lambda name: show_hidden(name, screen.language),
            missing="–",
        ),
    ]
    caption = say("caption")
    return write_table(measurements, columns, caption=caption, kind="cards")


def _make_cells(screen: Screen) -> ProvenCells:
    by = ("indicator_number", "period", "school_code")
    return ProvenCells(screen, "rpt_measurement", by=by)


def _write_period(row: Mapping[str, Any], screen: Screen) -> str:
    day = tag("small", escape(format_date(row["measured_date"])))
    return escape(say_year(row["period"], screen)) + day


def write_schools(measurements: pl.DataFrame, screen: Screen) -> str:
    """Write the history of each school: a row per school, a column per period.

    Args:
        measurements: Rows of `query_measurements` for schools; not empty.
        screen: Language.
    """
    say = screen.words("indicator.measurements")
    periods = list_periods(measurements)
    columns = [
        Column(
            "school",
            say("column.school"),
            markup=lambda row: _write_school(row, screen),
        ),
        *(_period_column(period, screen) for period in periods),
        Column(
            "change",
            say("column.change"),
            missing="–",
            is_number=True,
            markup=lambda row: _write_change(row, screen),
        ),
    ]
    schools = [
        _gather(own.to_dicts(), periods)
        for own in measurements.partition_by("school_code", maintain_order=True)
    ]
    frame = pl.DataFrame(schools, infer_schema_length=None)
    return write_table(frame, columns, caption=say("schools.caption"))


def list_periods(measurements: pl.DataFrame) -> list[str]:
    """List the last periods of some measurements, the earliest first."""
    by_time = measurements.sort("period_end_date", "period")
    return by_time["period"].unique(maintain_order=True).to_list()[-PERIODS:]


def _gather(rows: list[dict[str, Any]], periods: list[str]) -> dict[str, Any]:
    """Group what is known of one school into one row, by period."""
    by_period = {row["period"]: row for row in rows}
    shown = [by_period[period] for period in periods if period in by_period]
    known = [row for row in shown if row["value"] is not None]
    first, last = known[:1], known[-1:] if len(known) > 1 else []
    return {
        "first": first,
        "last": last,
        "school": rows[0]["school_code"],
        "name": rows[0]["school_name"],
        "unit_code": rows[0]["unit_code"],
        "change": last[0]["value"] - first[0]["value"] if last else None,
        **{period: by_period.get(period) for period in periods},
    }


def _write_change(row: Mapping[str, Any], screen: Screen) -> str:
    """Write how much a value changed, a link to both ends."""
    (first,), (last,) = row["first"], row["last"]
    proof = prove_change(
        "rpt_measurement.value",
        row["change"],
        {"period": first["period"]},
        indicator_number=last["indicator_number"],
        school_code=row["school"],
        period=last["period"],
    )
    said = write_change(row["change"], row["unit_code"], screen.language)
    return write_sentence(prove(said, proof), screen)


def _write_school(row: Mapping[str, Any], screen: Screen) -> str:
    link = link_school(screen, row["school"], escape(row["school"]))
    return link + tag("small", write_printed(row["name"] or ""))


def _period_column(period: str, screen: Screen) -> Column:
    cells = _make_cells(screen)

    def write(row: Mapping[str, Any]) -> str:
        measured = row[period]
        if measured["value"] is not None:
            return _write_value(measured, cells)
        word = screen.words("indicator.measurements")(
            f"value_status.{measured['value_status']}"
        )
        return tag("span", escape(word), class_="missing")

    label = say_year(period, screen)
    return Column(period, label, missing="–", is_number=True, markup=write)


def _write_value(row: Mapping[str, Any], cells: ProvenCells) -> str:
    screen = cells.screen
    written = write_value(row["value"], row["unit_code"], screen.language)
    value = cells.link(row, "value", written)
    if row["value_status"] == "final":
        return value
    word = screen.words("indicator.measurements")(f"value_status.{row['value_status']}")
    return tag("span", value, tag("small", escape(word)))


def _write_status(row: Mapping[str, Any], cells: ProvenCells) -> str:
    screen = cells.screen
    say, language = screen.words("indicator.measurements"), screen.language
    mark = mark_status(row["status_code"], screen)
    if row["value"] is None:
        word = say(f"value_status.{row['value_status']}")
        return mark + tag("small", escape(word))
    if row["progress_ratio"] is None or row["expected_ratio"] is None:
        return mark
    shares = {
        name: format_share(row[f"{name}_ratio"], language, style="table")
        for name in ("progress", "expected")
    }
    figures = [(f"{name}_ratio", share) for name, share in shares.items()]
    said = cells.link_all(row, say("progress", **shares), figures)
    return mark + tag("small", said)
