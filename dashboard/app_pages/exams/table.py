"""The exams page's table of figures, on screen and to take away."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard.app_pages.exams.queries import query_results
from dashboard.app_pages.exams.words import (
    AMBIGUOUS,
    say_measure,
    say_subject,
)
from dashboard.kit.formats import format_number
from dashboard.kit.html import tag
from dashboard.kit.sheets import LateRows, SheetColumn
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.filters import ExamFilter
    from dashboard.kit.proofs.cells.cell import ProvenCells
    from dashboard.kit.screen import Screen


def keep_marked(results: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows of the chosen schools; all of them where none is chosen."""
    marked = results.filter(results["is_marked"])
    return marked if marked.height else results


def write_figure(
    row: Mapping[str, Any], cells: ProvenCells, *, decimals: int | None = None
) -> str:
    """Return the markup of a figure with what makes it less than sure.

    Args:
        row: A row of `query_results`.
        cells: What links it to where it comes from.
        decimals: How many it gets; None: as many as it has.
    """
    screen = cells.screen
    say = screen.words("exams")
    if row["value"] is None:
        word = "value.small_group" if row["is_small_group"] else "value.not_printed"
        return tag("span", escape(say(word)), class_="missing")
    unit, language = row["unit_code"], screen.language
    written = write_value(row["value"], unit, language, decimals=decimals)
    value = cells.link(row, "value", written)
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
    bounds = replace(cells, table="rpt_exam_result")
    said = bounds.link_all(row, note, [("low_value", low), ("high_value", high)])
    return tag("span", value, tag("small", said))


def list_late(
    screen: Screen, chosen: ExamFilter, totals: Mapping[str, Any]
) -> LateRows:
    """Return the figures of the chosen schools, read once somebody takes them away.

    Args:
        screen: Language, plan and snapshot.
        chosen: What the page is narrowed to.
        totals: What `query_totals` gives.
    """

    def read() -> pl.DataFrame:
        results = query_results(screen.snapshot.path, chosen, screen.language)
        return say_codes(keep_marked(results), screen)

    return LateRows(totals["row_count"], is_made_up=totals["has_made_up"], read=read)


def say_codes(results: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    """Replace codes by words, and exact values by numbers, for a sheet."""
    say = screen.words("exams")
    named = results.select("subject_code", "subject_name").unique()
    subjects = named.with_columns(
        pl.Series(
            "said", [say_subject(row, screen) for row in named.to_dicts()], pl.String
        )
    )
    codes = results["measure_code"].unique().to_list()
    measures = {code: say_measure(code, screen) for code in codes}
    readings = (say("reading.ambiguous"), say("reading.plain"))
    return results.with_columns(
        results.join(
            subjects,
            on=["subject_code", "subject_name"],
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )["said"].alias("subject_name"),
        pl.col("measure_code").replace(measures).alias("measure"),
        pl.when("is_ambiguous")
        .then(pl.lit(readings[0]))
        .otherwise(pl.lit(readings[1]))
        .alias("reading"),
        pl.col("value").cast(pl.Float64),
    )


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: those on screen, each in a cell of its own."""
    say = screen.words("exams")
    return [
        SheetColumn(
            "school_code", screen.label("school_code", is_short=True), width=10
        ),
        SheetColumn("school_name", screen.label("school_name"), width=44),
        SheetColumn("exam_code", screen.label("exam_code"), width=10),
        SheetColumn("subject_name", screen.label("subject_code"), width=28),
        SheetColumn("measure", screen.label("measure_code"), width=44),
        SheetColumn("school_year", screen.label("school_year"), width=12),
        SheetColumn("value", screen.label("value"), "number"),
        SheetColumn("candidates_count", screen.label("candidates_count"), "integer"),
        SheetColumn("reading", say("column.reading")),
        SheetColumn("printed_text", screen.label("printed_text"), width=24),
        SheetColumn(
            "source_name", screen.label("source_name", is_short=True), width=28
        ),
        SheetColumn(
            "source_line", screen.label("source_line", is_short=True), "integer"
        ),
    ]
