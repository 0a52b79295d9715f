"""One series of exam figures as a table: a school a row, a school year a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.exams.table import write_figure
from dashboard.app_pages.exams.words import (
    say_measure,
    say_subject,
    say_year,
    write_school,
)
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import count_decimals
from dashboard.kit.proofs.cells.cell import ProvenCells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen

SERIES: Final = ("exam_code", "measure_code", "subject_code")
"""Columns that name a series."""

_GAP: Final = "gap_lt_math"
"""How codes of measures begin that are gaps between two subjects."""


def list_series(spreads: pl.DataFrame) -> pl.DataFrame:
    """List the series of some years: gaps, which have a chart of their own, last.

    Args:
        spreads: What `query_spreads` gives.
    """
    is_of_gaps = pl.col("measure_code").str.starts_with(_GAP)
    place = (
        is_of_gaps,
        "exam_order",
        "subject_order",
        pl.col("unit_code") != "percent",
    )
    ordered = spreads.sort(*place, "measure_code", maintain_order=True)
    return ordered.unique(list(SERIES), maintain_order=True)


def is_gap(series: str) -> bool:
    """Whether a series, by its code, is the gap between two subjects."""
    return series.split("/")[1].startswith(_GAP)


def head_matrix(results: pl.DataFrame, screen: Screen) -> tuple[str, str]:
    """Return the title and subtitle of the table.

    Args:
        results: Figures of one series; not empty.
        screen: Language.
    """
    say = screen.words("exams")
    first = results.row(0, named=True)
    years = sorted({row["school_year"] for row in results.iter_rows(named=True)})
    by_year = {row["school_year"]: row for row in results.iter_rows(named=True)}
    title = say(
        "matrix.title",
        subject=say_subject(first, screen),
        count=results["school_code"].n_unique(),
        first=say_year(by_year[years[0]], screen),
        last=say_year(by_year[years[-1]], screen),
    )
    measure = say_measure(first["measure_code"], screen)
    return title, say("matrix.subtitle", exam=first["exam_code"], measure=measure)


def write_matrix(results: pl.DataFrame, screen: Screen) -> str:
    """Write the table, schools in the order in which they are first met.

    Args:
        results: Figures of one series; not empty.
        screen: Language.
    """
    rows = results.to_dicts()
    years = {row["school_year"]: say_year(row, screen) for row in rows}
    figures = {(row["school_code"], row["school_year"]): row for row in rows}
    decimals = count_decimals(results["value"])
    schools = results.unique("school_code", maintain_order=True)
    by = (*SERIES, "school_code", "school_year")
    cells = ProvenCells(screen, "fct_exam_result", by=by)

    def year_column(year: str) -> Column:
        def write(school: Mapping[str, Any]) -> str:
            figure = figures[school["school_code"], year]
            return write_figure(figure, cells, decimals=decimals)

        return Column(year, years[year], missing="–", is_number=True, markup=write)

    frame = pl.DataFrame(
        [
            {
                "school_code": school["school_code"],
                "school_name": school["school_name"],
                **{
                    year: "known"
                    for year in years
                    if (school["school_code"], year) in figures
                },
            }
            for school in schools.iter_rows(named=True)
        ],
        {"school_code": pl.String, "school_name": pl.String}
        | dict.fromkeys(sorted(years), pl.String),
    )
    columns = [
        Column(
            "school_code",
            screen.words("exams")("column.school"),
            markup=lambda row: write_school(row, screen),
        ),
        *(year_column(year) for year in sorted(years)),
    ]
    title, _ = head_matrix(results, screen)
    return write_table(frame, columns, caption=title)
