"""The exams page's lines over the years, one picture per exam and measure."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dashboard.charts.years import Break, Line, Point, plot_years
from dashboard.components.blocks import Chart
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_plain, format_school_year
from dashboard.views.captions import end_once
from dashboard.views.exam_words import say_measure, say_subject, say_year
from dashboard.views.parts import lower_first
from dashboard.views.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.screen import Screen

Row = dict[str, Any]


def view_years(years: pl.DataFrame, screen: Screen, filters: str) -> list[Chart]:
    """Show how the middle school did over the years, broken where the series breaks.

    Args:
        years: What `fetch_years` gives.
        screen: Language and theme.
        filters: The sentence of active filters.
    """
    keys = ["exam_code", "measure_code"]
    parts = years.partition_by(keys, maintain_order=True)
    return [_view_exam(part, screen, filters) for part in parts]


def _view_exam(years: pl.DataFrame, screen: Screen, filters: str) -> Chart:
    say = screen.words("exam_years")
    rows = years.to_dicts()
    order = sorted({row["school_year"] for row in rows})
    first, broken = rows[0], _find_break(rows, order)
    exam, measure = first["exam_code"], say_measure(first["measure_code"], screen)
    subjects = list(_list_subjects(rows))
    withheld = sum(row["withheld_count"] for row in rows)
    notes = [say("note.break")] if broken is not None else []
    notes.append(say("note.small", count=withheld) if withheld else say("note.groups"))
    lowest = min(subjects, key=lambda subject: subject[-1]["median_value"])[-1]
    return Chart(
        name=f"years_{exam}_{first['measure_code']}".lower(),
        title=end_once(say("title", exam=exam, **_say_last(lowest, screen))),
        subtitle=" ".join(
            part
            for part in (say("subtitle", exam=exam, measure=measure), filters)
            if part
        ),
        alt=_say_alt(subjects, screen, has_break=broken is not None),
        figure=plot_years(
            [_make_line(subject, order, screen) for subject in subjects],
            [_say_tick(year, screen) for year in order],
            screen.theme,
            screen.language,
            broken=None if broken is None else Break(broken, say("break")),
            is_narrow=screen.is_phone,
        ),
        table=_write_years(years, screen),
        note=" ".join(notes),
    )


def _list_subjects(rows: Sequence[Row]) -> list[list[Row]]:
    return [list(group) for _, group in groupby(rows, lambda row: row["subject_code"])]


def _find_break(rows: Sequence[Row], order: Sequence[str]) -> float | None:
    """Give the middle between the last year before the break and the first after it."""
    after = {row["school_year"] for row in rows if row["is_after_series_break"]}
    if not after or len(after) == len(order):
        return None
    return order.index(min(after)) - 0.5


def _make_line(subject: Sequence[Row], order: Sequence[str], screen: Screen) -> Line:
    """Make the line of a subject: a missing year and the break interrupt it."""
    parts: list[list[Point]] = []
    previous: Row | None = None
    for row in subject:
        place = order.index(row["school_year"])
        follows = (
            previous is not None
            and place == order.index(previous["school_year"]) + 1
            and row["is_after_series_break"] == previous["is_after_series_break"]
        )
        value = write_value(row["median_value"], row["unit_code"], screen.language)
        hover = (
            f"{escape(say_subject(row, screen))}<br>{say_year(row, screen)}: {value}"
        )
        point = Point(place, float(row["median_value"]), hover)
        if follows:
            parts[-1].append(point)
        else:
            parts.append([point])
        previous = row
    last = subject[-1]
    value = write_value(last["median_value"], last["unit_code"], screen.language)
    name = say_subject(last, screen)
    label = name.split(" ")[0] if screen.is_phone else name
    return Line(label=f"{escape(label)} {value}", parts=parts)


def _say_tick(year: str, screen: Screen) -> str:
    start, end = year.split("-")
    if screen.is_phone:
        return f"{start[2:]}–{end[2:]}"
    return format_school_year(year, screen.language)


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
    say = screen.words("exam_years")
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
    say = screen.words("exam_years")

    def value(name: str) -> Column:
        return Column(
            name,
            say(f"column.{name}"),
            lambda figure: write_value(figure, "percent", screen.language),
            is_number=True,
        )

    columns = [
        Column(
            "subject_code",
            say("column.subject"),
            markup=lambda row: escape(say_subject(row, screen)),
        ),
        Column(
            "school_year",
            say("column.year"),
            markup=lambda row: escape(say_year(row, screen)),
        ),
        value("median_value"),
        value("lowest_value"),
        value("highest_value"),
        Column("school_count", say("column.schools"), is_number=True),
        Column("withheld_count", say("column.withheld"), is_number=True),
        Column(
            "candidates_count",
            say("column.candidates"),
            missing=say("value.unknown"),
            is_number=True,
        ),
    ]
    return write_table(years, columns, caption=say("caption"))
