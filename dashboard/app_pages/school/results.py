"""What a school reaches and needs: exams over years, figures, measurements, pupils."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.exams.words import (
    AMBIGUOUS,
    say_measure,
    say_subject,
    say_year,
)
from dashboard.kit.blocks.columns import say_place
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import (
    format_date,
    format_number,
    format_reported_period,
    format_school_year,
)
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_indicator
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.values import show_hidden, write_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.kit.screen import Screen

ROWS: Final = 24
"""Rows of a table that are shown at once: a school may have thousands of figures."""

_SERIES: Final = ("exam_code", "measure_code", "subject_code")
_FIGURES: Final = (
    "sen_pupil_count",
    "sen_pupil_share",
    "teacher_assistant_count",
    "teacher_assistant_post_count",
)
"""Figures that have a name; another one is called by its code."""


def count_series(exams: pl.DataFrame) -> int:
    """Count the exams, measures and subjects of figures: rows of `write_exams`."""
    return exams.select(_SERIES).n_unique()


def take_series(exams: pl.DataFrame, count: int) -> pl.DataFrame:
    """Return the figures of the first exams, measures and subjects."""
    first = exams.select(_SERIES).unique(maintain_order=True).head(count)
    return exams.join(
        first, on=_SERIES, how="semi", nulls_equal=True, maintain_order="left"
    )


def write_exams(exams: pl.DataFrame, school: str, screen: Screen) -> str:
    """Write exam figures, a row per exam, measure and subject, a column per year.

    Args:
        exams: One row per figure; not empty.
        school: Code of the school.
        screen: Language.
    """
    say = screen.words("school")
    years = {
        row["school_year"]: say_year(row, screen)
        for row in exams.sort("school_year").to_dicts()
    }
    figures = ProvenCells(
        screen,
        "fct_exam_result",
        by=(*_SERIES, "school_year"),
        at={"school_code": school},
    )
    rows = []
    for _, series in exams.group_by(_SERIES, maintain_order=True):
        by_year = {row["school_year"]: row for row in series.to_dicts()}
        first = series.row(0, named=True)
        cells = {year: _write_result(by_year.get(year), figures) for year in years}
        rows.append({"name": _write_series(first, screen), **cells})
    columns = [Column("name", say("exams.what"), markup=lambda row: row["name"])]
    columns += [
        Column(
            year,
            label,
            missing="–",
            is_number=True,
            markup=_pick(year),
        )
        for year, label in years.items()
    ]
    return write_table(pl.DataFrame(rows), columns, caption=say("exams.caption"))


def _pick(year: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: str(row[year])


def _write_series(row: Mapping[str, Any], screen: Screen) -> str:
    measure = say_measure(row["measure_code"], screen)
    subject = escape(say_subject(row, screen))
    return subject + tag("small", escape(f"{row['exam_code']} · {measure}"))


def _write_result(row: Mapping[str, Any] | None, cells: ProvenCells) -> str:
    """Write a figure and how many pupils it is of; a small group is withheld."""
    if row is None:
        return ""
    screen = cells.screen
    say = screen.words("school")
    if row["is_small_group"]:
        return tag("span", escape(say("small_group")), class_="missing")
    if row["value"] is None:
        return tag("span", escape(say("exams.none")), class_="missing")
    written = write_value(row["value"], row["unit_code"], screen.language)
    value = cells.link(row, "value", written)
    value += AMBIGUOUS if row["is_ambiguous"] else ""
    if (count := row["candidates_count"]) is None:
        return value
    said = say("exams.size", count=count)
    size = cells.link_within(row, "candidates_count", said, str(count))
    return value + tag("small", size)


def write_figures(figures: pl.DataFrame, school: str, screen: Screen) -> str:
    """Write the printed figures of a school: pupils with needs, assistants.

    Args:
        figures: One row per figure and period; not empty.
        school: Code of the school.
        screen: Language.
    """
    say = screen.words("school")
    cells = ProvenCells(
        screen,
        "fct_school_figure",
        by=("figure_code", "period"),
        at={"school_code": school},
    )
    items = []
    for row in figures.to_dicts():
        code = row["figure_code"]
        name = say(f"needs.{code}") if code in _FIGURES else code
        if row["is_small_group"]:
            value = tag("span", escape(say("small_group")), class_="missing")
        else:
            written = write_value(row["value"], row["unit_code"], screen.language)
            value = cells.link(row, "value", written)
        period = row["period"]
        said = format_school_year(period, screen.language) if period else say("no_year")
        facts = f"{said} · {say_place(row, screen)}"
        markup = value + tag("small", escape(facts))
        items.append(tag("div", tag("dt", escape(name)), tag("dd", markup)))
    return tag("dl", *items, class_="facts")


def write_measurements(measurements: pl.DataFrame, school: str, screen: Screen) -> str:
    """Write indicators measured in the school.

    Args:
        measurements: One row per indicator and period; not empty.
        school: Code of the school.
        screen: Language, for links also plan.
    """
    say = screen.words("school")
    cells = ProvenCells(
        screen,
        "fct_indicator_value",
        by=("indicator_number", "period"),
        at={"school_code": school, "value_kind": "measurement"},
    )

    def write_name(row: Mapping[str, Any]) -> str:
        words = write_printed(f"{row['indicator_number']}. {row['indicator_name']}")
        return link_indicator(screen, row["indicator_number"], words)

    def write_when(row: Mapping[str, Any]) -> str:
        period = format_reported_period(row["period"], screen.language)
        return escape(period) + tag("small", escape(format_date(row["measured_date"])))

    columns = [
        Column("indicator_number", screen.label("indicator_name"), markup=write_name),
        Column("period", screen.label("period"), markup=write_when),
        Column(
            "value",
            screen.label("value"),
            missing=say("measurements.none_value"),
            is_number=True,
            markup=lambda row: cells.link(
                row,
                "value",
                write_value(row["value"], row["unit_code"], screen.language),
            ),
        ),
        Column(
            "measured_by",
            say("measurements.source"),
            lambda name: show_hidden(name, screen.language),
            missing="–",
        ),
    ]
    caption = say("measurements.caption")
    return write_table(measurements, columns, caption=caption, kind="cards")


def write_pupils(pupils: pl.DataFrame, school: str, screen: Screen) -> str:
    """Write how many pupils the school had, by school year.

    Args:
        pupils: One row per school year, the newest first; not empty.
        school: Code of the school.
        screen: Language.
    """
    say, language = screen.words("school"), screen.language
    columns = [
        Column(
            "school_year",
            screen.label("school_year"),
            lambda year: format_school_year(year, language),
        ),
        Column(
            "pupil_count",
            say("pupils.count"),
            lambda count: format_number(count, language),
            is_number=True,
        ),
        Column("updated_date", say("pupils.updated"), format_date),
    ]
    cells = ProvenCells(
        screen,
        "rpt_school_pupil_count",
        by=("school_year",),
        at={"school_code": school},
    )
    return write_table(pupils, columns, caption=say("pupils.caption"), cells=cells)
