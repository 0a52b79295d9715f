"""The exams page's lines over the years, one picture per exam and measure."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dashboard.app_pages.exams.words import (
    prove_series,
    say_measure,
    say_subject,
    say_year,
)
from dashboard.kit.blocks.blocks import Chart
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.charts.years import Break, YearLine, YearName, YearPoint, write_years
from dashboard.kit.formats import count_decimals, format_plain, format_school_year
from dashboard.kit.phrases import lower_first
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.typography import end_once
from dashboard.kit.values import write_tick, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.kit.screen import Screen

Row = dict[str, Any]


def view_years(years: pl.DataFrame, screen: Screen, filters: str) -> list[Chart]:
    """Show how the middle school did over the years, broken where the series breaks.

    Args:
        years: What `query_years` gives.
        screen: Language and theme.
        filters: The sentence of active filters.
    """
    keys = ["exam_code", "measure_code"]
    parts = years.partition_by(keys, maintain_order=True)
    return [_view_exam(part, screen, filters) for part in parts]


def _view_exam(years: pl.DataFrame, screen: Screen, filters: str) -> Chart:
    say = screen.words("exams.years")
    rows = years.to_dicts()
    order = sorted({row["school_year"] for row in rows})
    first, broken = rows[0], _find_break(rows, order)
    exam, measure = first["exam_code"], say_measure(first["measure_code"], screen)
    subjects = list(_list_subjects(rows))
    withheld = sum(row["withheld_count"] for row in rows)
    notes = [say("note.break")] if broken is not None else []
    notes.append(say("note.small", count=withheld) if withheld else say("note.groups"))
    decimals = count_decimals(subject[-1]["median_value"] for subject in subjects)
    lowest = min(subjects, key=lambda subject: subject[-1]["median_value"])[-1]
    return Chart(
        name=f"years_{exam}_{first['measure_code']}".lower(),
        title=prove(
            end_once(say("title", exam=exam, **_say_last(lowest, screen))),
            prove_series("exam_median", lowest, "median_value"),
        ),
        subtitle=" ".join(
            part
            for part in (say("subtitle", exam=exam, measure=measure), filters)
            if part
        ),
        alt=_say_alt(subjects, screen, has_break=broken is not None),
        figure=write_years(
            [_make_line(subject, order, decimals, screen) for subject in subjects],
            [_say_tick(year, screen) for year in order],
            None if broken is None else Break(broken, say("break")),
            lambda level: write_tick(level, screen.language),
        ),
        table=_write_years(years, screen),
        note=" ".join(notes),
        is_folded=True,
    )


def _list_subjects(rows: Sequence[Row]) -> list[list[Row]]:
    return [list(group) for _, group in groupby(rows, lambda row: row["subject_code"])]


def _find_break(rows: Sequence[Row], order: Sequence[str]) -> float | None:
    """Find the middle between the last year before the break and the first after it."""
    after = {row["school_year"] for row in rows if row["is_after_series_break"]}
    if not after or len(after) == len(order):
        return None
    return order.index(min(after)) - 0.5


def _make_line(
    subject: Sequence[Row], order: Sequence[str], decimals: int, screen: Screen
) -> YearLine:
    """Make the line of a subject: a missing year and the break interrupt it."""
    parts: list[list[YearPoint]] = []
    previous: Row | None = None
    for row in subject:
        place = order.index(row["school_year"])
        follows = (
            previous is not None
            and place == order.index(previous["school_year"]) + 1
            and row["is_after_series_break"] == previous["is_after_series_break"]
        )
        value = write_value(row["median_value"], row["unit_code"], screen.language)
        hover = f"{say_subject(row, screen)}, {say_year(row, screen)}: {value}"
        point = YearPoint(place, float(row["median_value"]), hover)
        if follows:
            parts[-1].append(point)
        else:
            parts.append([point])
        previous = row
    last = subject[-1]
    value = write_value(
        last["median_value"], last["unit_code"], screen.language, decimals=decimals
    )
    name = say_subject(last, screen)
    return YearLine(YearName(name, name.split(" ")[0]), value, parts)


def _say_tick(year: str, screen: Screen) -> YearName:
    start, end = year.split("-")
    full = format_school_year(year, screen.language)
    return YearName(full, f"{start[2:]}–{end[2:]}")


def _say_last(row: Mapping[str, Any], screen: Screen) -> dict[str, str]:
    unit, language = row["unit_code"], screen.language
    return {
        "subject": lower_first(say_subject(row, screen)),
        "year": format_school_year(row["school_year"], language),
        "value": write_value(row["median_value"], unit, language, "sentence"),
    }


def _say_alt(
    subjects: Sequence[Sequence[Row]], screen: Screen, *, has_break: bool
) -> str:
    say = screen.words("exams.years")
    parts = [
        f"{say_subject(subject[0], screen)}: "
        + ", ".join(
            f"{say_year(row, screen)} – "
            + format_plain(row["median_value"], screen.language)
            for row in subject
        )
        for subject in subjects
    ]
    said = say("alt", parts="; ".join(parts))
    return f"{said} {say('note.break')}" if has_break else said


def _write_years(years: pl.DataFrame, screen: Screen) -> str:
    say = screen.words("exams.years")

    def value(name: str) -> Column:
        decimals = count_decimals(years[name])
        return Column(
            name,
            say(f"column.{name}"),
            lambda figure: write_value(
                figure, "percent", screen.language, decimals=decimals
            ),
            is_number=True,
        )

    columns = [
        Column(
            "subject_code",
            screen.label("subject_code"),
            markup=lambda row: escape(say_subject(row, screen)),
        ),
        Column(
            "school_year",
            screen.label("school_year"),
            markup=lambda row: escape(say_year(row, screen)),
        ),
        value("median_value"),
        value("lowest_value"),
        value("highest_value"),
        Column("school_count", say("column.schools"), is_number=True),
        Column("withheld_count", say("column.withheld"), is_number=True),
        Column(
            "candidates_count",
            screen.label("candidates_count"),
            missing=say("value.unknown"),
            is_number=True,
        ),
    ]
    cells = ProvenCells(
        screen,
        "rpt_exam_spread",
        by=("exam_code", "measure_code", "subject_code", "school_year"),
        columns={
            "candidates_count": "fct_exam_result.candidates_count",
            "withheld_count": "fct_exam_result.rows?is_small_group:true",
        },
    )
    return write_table(years, columns, caption=say("caption"), cells=cells)
