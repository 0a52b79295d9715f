"""Answers about exams, with the values that their page shows."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.exams import queries as exams
from dashboard.app_pages.exams.summary import write_answer as say_exams
from dashboard.app_pages.exams.table import write_figure
from dashboard.app_pages.exams.words import say_measure_short, say_subject, say_year
from dashboard.app_pages.find.asked_answer import AskedAnswer
from dashboard.kit.filters import ExamFilter
from dashboard.kit.formats import format_plain
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.questions.reading import AskedQuestion
    from dashboard.kit.screen import Screen

MEAN: Final = "mean_score"
"""Measure of average scores."""

SHOWN: Final = 8
"""Values that an answer holds; the page has all."""

_SERIES: Final = ("exam_code", "measure_code", "subject_code")


def describe_exams(reading: AskedQuestion, code: str, screen: Screen) -> AskedAnswer:
    """Describe exams: all schools, or what is known of one.

    Args:
        reading: The question.
        code: Code of its measure.
        screen: Language and plan of the question.
    """
    say, path, language = (
        screen.words("find.asked"),
        screen.snapshot.path,
        screen.language,
    )
    chosen = _make_filter(reading, screen.plan_code)
    totals = exams.query_totals(path, chosen, language)
    named = ", ".join(value.name for value in reading.values)
    where = {"plan": screen.plan_name, "condition": f" ({named})" if named else ""}
    if not totals["row_count"]:
        return AskedAnswer(say("no_exams", **where))
    if code == "exam_mean":
        return _describe_mean(chosen, where, screen)
    if chosen.school:
        said = say("exam_rows", count=totals["row_count"], **where)
        return AskedAnswer(said, _list_values(_query_latest(chosen, screen), screen))
    moves = exams.query_moves(path, chosen, language)
    spreads = exams.query_spreads(path, chosen, language)
    return AskedAnswer(say_exams(totals, moves, spreads, chosen, named, screen))


def _make_filter(reading: AskedQuestion, plan: str) -> ExamFilter:
    return ExamFilter(
        plan,
        exam=reading.list_codes("exam"),
        subject=reading.list_codes("subject"),
        school_year=reading.list_codes("school_year"),
        school=reading.list_codes("school"),
    )


def _query_latest(chosen: ExamFilter, screen: Screen) -> pl.DataFrame:
    """Query the latest figure of each series of the chosen schools."""
    rows = exams.query_results(screen.snapshot.path, chosen, screen.language)
    own = rows.filter(rows["is_marked"])
    latest = own.sort("school_year", descending=True, maintain_order=True)
    kept = latest.unique([*_SERIES, "school_code"], maintain_order=True)
    return kept.sort("exam_order", "subject_order", "measure_code", "school_order")


def _describe_mean(
    chosen: ExamFilter, where: Mapping[str, str], screen: Screen
) -> AskedAnswer:
    """Describe average scores; where there is none, what there is instead."""
    say = screen.words("find.asked")
    if chosen.school:
        latest = _query_latest(chosen, screen)
        rows = latest.filter(latest["measure_code"] == MEAN)
        items = _list_values(rows, screen)
    else:
        latest = _query_medians(chosen, screen)
        rows = latest.filter(latest["measure_code"] == MEAN)
        items = tuple(_write_median(row, screen) for row in rows.head(SHOWN).to_dicts())
    if rows.is_empty():
        others = _list_values(latest, screen) if chosen.school else ()
        return AskedAnswer(say("exam_mean_none", **where), others, is_known=False)
    first = rows.row(0, named=True)
    parameters = {"series": ("/".join(first[name] for name in _SERIES),)}
    said = say("exam_mean", **where)
    is_one = rows.height == 1 and first.get("value") is not None
    if is_one and not first["is_ambiguous"]:
        value = write_value(first["value"], first["unit_code"], screen.language)
        said = say("exam_mean_one", what=_name(first, screen), value=value, **where)
        items = ()
    return AskedAnswer(said, items, parameters)


def _query_medians(chosen: ExamFilter, screen: Screen) -> pl.DataFrame:
    """Query lowest, median and highest school of the latest year of each series."""
    spreads = exams.query_spreads(screen.snapshot.path, chosen, screen.language)
    known = spreads.filter(pl.col("median_value").is_not_null())
    latest = known.sort("school_year", descending=True, maintain_order=True)
    return latest.unique(_SERIES, maintain_order=True).sort(
        "exam_order", "subject_order", "measure_code"
    )


def _list_values(rows: pl.DataFrame, screen: Screen) -> tuple[str, ...]:
    """Return the markup of the first few figures, as their page writes them."""
    by = (*_SERIES, "school_code", "school_year")
    cells = ProvenCells(screen, "fct_exam_result", by=by)
    return tuple(
        f"{escape(_name(row, screen))}: {write_figure(row, cells)}"
        for row in rows.head(SHOWN).iter_rows(named=True)
    )


def _write_median(row: Mapping[str, Any], screen: Screen) -> str:
    unit, language = row["unit_code"], screen.language
    value = write_value(row["median_value"], unit, language)
    spread = screen.words("find.asked")(
        "exam_median",
        low=format_plain(row["lowest_value"], language),
        high=write_value(row["highest_value"], unit, language),
    )
    return escape(f"{_name(row, screen)}: {value} ({spread})")


def _name(row: Mapping[str, Any], screen: Screen) -> str:
    """Return the series, school and year of a figure: `G5, VBE, matematika, …`."""
    parts = [
        row.get("school_code") or "",
        row["exam_code"],
        say_subject(row, screen),
        say_measure_short(row["measure_code"], screen),
        say_year(row, screen),
    ]
    return ", ".join(part for part in parts if part)
