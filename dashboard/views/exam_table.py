"""The exams page's table of figures, on screen and to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.components.html import tag
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_moment, format_number
from dashboard.sheets import Sheet, SheetColumn
from dashboard.views.exam_words import AMBIGUOUS, say_measure, say_subject, say_year
from dashboard.views.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.screen import Screen

ROWS: Final = 24
"""Rows of the table before a reader asks for all."""


def keep_marked(results: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows of the chosen schools; all of them where none is chosen."""
    marked = results.filter(results["is_marked"])
    return marked if marked.height else results


def write_results(results: pl.DataFrame, screen: Screen) -> str:
    """Write the table of figures.

    Args:
        results: What `fetch_results` gives, all or its first rows.
        screen: Language.
    """
    say, common = screen.words("exams"), screen.words("common")

    def write_subject(row: Mapping[str, Any]) -> str:
        exam = f"{row['exam_code']}: {say_measure(row['measure_code'], screen)}"
        return escape(say_subject(row, screen)) + tag("small", escape(exam))

    def write_school(row: Mapping[str, Any]) -> str:
        name = row["school_name"] or ""
        place = "row.line" if row["source_kind"] != "workbook" else "row.workbook_line"
        line = common(place, line=row["source_line"])
        under = " · ".join(part for part in (name, line) if part)
        return escape(row["school_code"]) + tag("small", escape(under))

    columns = [
        Column("school_code", say("column.school"), markup=write_school),
        Column("subject_code", say("column.subject"), markup=write_subject),
        Column(
            "school_year",
            say("column.year"),
            markup=lambda row: escape(say_year(row, screen)),
        ),
        Column(
            # Named by a column that is never empty: a figure may be.
            "measure_code",
            say("column.value"),
            is_number=True,
            markup=lambda row: write_figure(row, screen),
        ),
    ]
    if results["candidates_count"].drop_nulls().len():
        columns.append(
            Column(
                "candidates_count",
                say("column.candidates"),
                missing=say("value.not_printed"),
                is_number=True,
            )
        )
    return write_table(results, columns, caption=say("table.caption"), kind="cards")


def write_figure(row: Mapping[str, Any], screen: Screen) -> str:
    """Give the markup of a figure with what makes it less than sure.

    Args:
        row: A row of `fetch_results`.
        screen: Language.
    """
    say = screen.words("exams")
    if row["value"] is None:
        word = "value.small_group" if row["is_small_group"] else "value.not_printed"
        return tag("span", escape(say(word)), class_="missing")
    value = escape(write_value(row["value"], row["unit_code"], screen.language))
    if row["is_ambiguous"]:
        note = say("reading.printed", printed=row["printed_text"])
        return tag("span", f"{AMBIGUOUS} {value}", tag("small", escape(note)))
    if row["low_value"] is None:
        return value
    low, high = (
        format_number(row[name], screen.language)
        for name in ("low_value", "high_value")
    )
    note = say("value.bounds", low=low, high=high)
    return tag("span", value, tag("small", escape(note)))


def make_sheet(results: pl.DataFrame, filters: str, screen: Screen) -> Sheet:
    """Make the sheet of exactly these figures.

    Args:
        results: What `fetch_results` gives, kept to the chosen schools.
        filters: The sentence of active filters.
        screen: Language, plan and snapshot.
    """
    say = screen.words("exams")
    published = format_moment(screen.snapshot.published_at)
    return Sheet(
        name=f"{screen.plan_code}-{say('sheet.name')}",
        frame=_say_codes(results, screen),
        columns=list_sheet_columns(screen),
        about=[
            say("sheet.plan", plan=screen.plan_name),
            filters,
            say("sheet.measure"),
            say("sheet.snapshot", snapshot=screen.snapshot.name, published=published),
        ],
        about_name=say("sheet.about"),
    )


def _say_codes(results: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    say = screen.words("exams")
    rows = results.to_dicts()
    return results.with_columns(
        pl.Series("subject", [say_subject(row, screen) for row in rows]),
        pl.Series(
            "measure", [say_measure(row["measure_code"], screen) for row in rows]
        ),
        pl.Series(
            "reading",
            [
                say("reading.ambiguous" if row["is_ambiguous"] else "reading.plain")
                for row in rows
            ],
        ),
        pl.col("value").cast(pl.Float64),
    )


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: those on screen, each in a cell of its own."""
    say = screen.words("exams")
    return [
        SheetColumn("school_code", say("column.school"), width=10),
        SheetColumn("school_name", say("column.school_name"), width=44),
        SheetColumn("exam_code", say("column.exam"), width=10),
        SheetColumn("subject", say("column.subject"), width=28),
        SheetColumn("measure", say("column.measure"), width=44),
        SheetColumn("school_year", say("column.year"), width=12),
        SheetColumn("value", say("column.value"), "number"),
        SheetColumn("candidates_count", say("column.candidates"), "integer"),
        SheetColumn("reading", say("column.reading")),
        SheetColumn("printed_text", say("column.printed"), width=24),
        SheetColumn("source_line", say("column.line"), "integer"),
    ]
