"""The charts of the exams page: of all measures, or of one where there are many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.app_pages.exams import queries
from dashboard.app_pages.exams.gaps import view_gaps
from dashboard.app_pages.exams.matrix import is_gap
from dashboard.app_pages.exams.spread import view_spreads
from dashboard.app_pages.exams.words import say_measure
from dashboard.app_pages.exams.years import view_years
from dashboard.app_pages.exams.years_queries import query_years
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.cache.drawn import take_drawn

if TYPE_CHECKING:
    from dashboard.kit.filters import ExamFilter
    from dashboard.kit.screen import Screen

MOST_MEASURES: Final = 4
"""Shares that are all drawn, three charts each; of more a reader chooses one."""


def render_charts(
    screen: Screen,
    chosen: ExamFilter,
    filters: str,
    spreads: pl.DataFrame,
    source: str,
) -> None:
    """Draw gaps, years and spreads of what the filters leave.

    Args:
        screen: Language, plan and snapshot.
        chosen: What the page is narrowed to.
        filters: The sentence of active filters.
        spreads: What `query_spreads` gives; not empty.
        source: Name of the text that says the source.
    """
    path, language = screen.snapshot.path, screen.language
    measures = _choose_measures(screen, spreads)

    def draw() -> list[blocks.Chart]:
        asked = path, chosen, language, measures
        moves = queries.query_moves(path, chosen, language)
        drawn = spreads.filter(_name_measure().is_in(measures)) if measures else spreads
        points = queries.query_points(*asked)
        return [
            *view_gaps(queries.query_gaps(*asked), moves, screen),
            *view_years(query_years(*asked), screen, filters),
            *view_spreads(drawn, points, screen, filters),
        ]

    for chart in take_drawn(screen, "exams.charts", (chosen, filters, measures), draw):
        blocks.render_chart(screen, replace(chart, source=source))


def _choose_measures(screen: Screen, spreads: pl.DataFrame) -> tuple[str, ...]:
    """Choose the measures to draw, gaps among them; none means all there are."""
    named = spreads.select(
        "exam_code", "measure_code", "unit_code", code=_name_measure()
    ).unique("code", maintain_order=True)
    shares = named.filter(pl.col("unit_code") == "percent")
    if shares.height <= MOST_MEASURES:
        return ()

    def label(screen: Screen) -> dict[str, str]:
        return {
            row["code"]: f"{row['exam_code']} · "
            + say_measure(row["measure_code"], screen)
            for row in shares.iter_rows(named=True)
        }

    say = screen.words("exams")
    share = choices.choose_view(
        screen, "exam_measure", say("charts.choose"), label, is_list=True
    )
    return (share, *(code for code in named["code"] if is_gap(code)))


def _name_measure() -> pl.Expr:
    """Return the code of a measure of an exam: `exam/measure`."""
    return pl.concat_str("exam_code", "measure_code", separator="/")
