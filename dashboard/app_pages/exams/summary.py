"""The exams page's filters, answer, key figures and notes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.app_pages.exams.words import (
    prove_ends,
    prove_move,
    prove_series,
    say_ends,
    say_measure_short,
    say_median,
    say_move,
    say_subject,
    say_trend,
    say_year,
)
from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.blocks.filter_row import Choice
from dashboard.kit.formats import format_number, format_school_year
from dashboard.kit.html import tag
from dashboard.kit.phrases import lower_first
from dashboard.kit.proofs.proof import make_proof, prove_part
from dashboard.kit.proofs.sentence import join_proven, prove
from dashboard.kit.typography import end_once
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.app_pages.exams.queries import Order
    from dashboard.kit.filters import ExamFilter
    from dashboard.kit.screen import Screen


def list_choices(options: pl.DataFrame, screen: Screen) -> list[Choice]:
    """Make the filters of the page out of what can be chosen, see `query_choices`."""
    say = screen.words("exams")

    def labels(name: str) -> dict[str, str]:
        rows = options.filter(options["name"] == name)
        return dict(rows.select("code", "label").iter_rows())

    subjects = labels("subject")
    if "none" in subjects:
        subjects["none"] = say("subject.none")
    years = {
        code: format_school_year(code, screen.language)
        for code in labels("school_year")
    }
    men, women = say("filter.all_m"), say("filter.all_f")
    return [
        Choice("exam", say("filter.exam"), men, labels("exam")),
        Choice("subject", say("filter.subject"), men, subjects),
        Choice("school_year", say("filter.school_year"), men, years),
        Choice("school", say("filter.school"), women, labels("school")),
    ]


def write_answer(
    totals: Mapping[str, Any],
    moves: pl.DataFrame,
    spreads: pl.DataFrame,
    chosen: ExamFilter,
    condition: str,
    screen: Screen,
) -> str:
    """Describe what stands out: how gaps moved, how far schools differ.

    Args:
        totals: What `query_totals` gives.
        moves: What `query_moves` gives.
        spreads: What `query_spreads` gives.
        chosen: The filter they were selected by.
        condition: The same in words; empty for the whole plan.
        screen: Language.
    """
    answer = _write_finding(totals, moves, spreads, chosen, screen)
    if not condition:
        return answer
    said = screen.words("exams")("answer.condition", condition=condition)
    return join_proven([answer, said])


def _write_finding(
    totals: Mapping[str, Any],
    moves: pl.DataFrame,
    spreads: pl.DataFrame,
    chosen: ExamFilter,
    screen: Screen,
) -> str:
    say = screen.words("exams")
    gap = find_gap(moves)
    if gap:
        fields = say_move(gap, screen)
        ends = {name: fields.pop(name) for name in ("start", "end")}
        median = say(f"median.{say_median(gap)}", **ends)
        answer = end_once(say(f"answer.gap_{say_trend(gap)}", median=median, **fields))
        return prove(answer, *prove_move(gap))
    widest = find_widest(spreads)
    if widest:
        said = say(
            "answer.spread",
            exam=widest["exam_code"],
            subject=say_subject(widest, screen),
            year=say_year(widest, screen),
            **say_ends(widest, screen),
        )
        return prove(said, *prove_ends(widest))
    said = say("answer.rows", count=totals["row_count"])
    return prove(said, make_proof("exam_figures", totals["row_count"], chosen))


def find_gap(moves: pl.DataFrame) -> dict[str, Any] | None:
    """Find how printed gaps moved, if any did."""
    rows = moves.filter(moves["is_gap"]).to_dicts()
    return rows[0] if rows else None


def find_widest(spreads: pl.DataFrame) -> dict[str, Any] | None:
    """Find the series in which schools differ most in the latest year."""
    latest = spreads.filter(
        (spreads["unit_code"] == "percent")
        & (spreads["school_year"] == spreads["school_year"].max())
        & (spreads["school_count"] > 1)
    )
    rows = latest.sort("spread_value", descending=True).to_dicts()
    return rows[0] if rows else None


def list_figures(
    totals: Mapping[str, Any],
    moves: pl.DataFrame,
    spreads: pl.DataFrame,
    chosen: ExamFilter,
    screen: Screen,
) -> list[KeyFigure]:
    """Make the key figures: schools, gap, weakest median, ambiguous figures.

    Args:
        totals: What `query_totals` gives.
        moves: What `query_moves` gives.
        spreads: What `query_spreads` gives.
        chosen: The filter they were selected by.
        screen: Language.
    """
    figures = [_make_schools(totals, chosen, screen)]
    if gap := find_gap(moves):
        figures.append(_make_gap(gap, screen))
    if lowest := _find_lowest(spreads):
        figures.append(_make_lowest(lowest, screen))
    figures.append(_make_ambiguous(totals, chosen, screen))
    return figures


def _make_schools(
    totals: Mapping[str, Any], chosen: ExamFilter, screen: Screen
) -> KeyFigure:
    say = screen.words("exams")
    known = totals["counted_count"]
    note, rows = say("figure.schools_note"), totals["row_count"]
    if known:
        said = say(
            "figure.schools_counted",
            known=format_number(known, screen.language),
            count=rows,
        )
        part = prove_part("exam_figures", known, chosen, is_counted="true")
        note = prove(said, part, make_proof("exam_figures", rows, chosen))
    count = totals["school_count"]
    proof = make_proof("examined_schools", count, chosen)
    return KeyFigure(say("figure.schools"), str(count), note, proof)


def _make_gap(gap: Mapping[str, Any], screen: Screen) -> KeyFigure:
    say = screen.words("exams")
    unit, language = gap["unit_code"], screen.language
    return KeyFigure(
        say("figure.gap", exam=gap["exam_code"]),
        write_value(gap["median_value"], unit, language),
        prove(
            say(
                "figure.gap_note",
                year=say_year(gap, screen),
                previous=write_value(gap["previous_median"], unit, language),
            ),
            prove_series("exam_before", gap, "previous_median"),
        ),
        prove_series("exam_gap", gap, "median_value"),
    )


def _find_lowest(spreads: pl.DataFrame) -> dict[str, Any] | None:
    shares = spreads.filter(
        (spreads["unit_code"] == "percent")
        & (spreads["school_year"] == spreads["school_year"].max())
        & (spreads["school_count"] > 0)
    )
    rows = shares.sort("median_value").to_dicts()
    return rows[0] if rows else None


def _make_lowest(lowest: Mapping[str, Any], screen: Screen) -> KeyFigure:
    say = screen.words("exams")
    unit, language = lowest["unit_code"], screen.language
    return KeyFigure(
        say("figure.lowest"),
        write_value(lowest["median_value"], unit, language),
        prove(
            say(
                "figure.lowest_note",
                exam=lowest["exam_code"],
                subject=lower_first(say_subject(lowest, screen)),
                year=say_year(lowest, screen),
                low=write_value(lowest["lowest_value"], unit, language),
                high=write_value(lowest["highest_value"], unit, language),
            ),
            *prove_ends(lowest),
        ),
        prove_series("exam_median", lowest, "median_value"),
    )


def _make_ambiguous(
    totals: Mapping[str, Any], chosen: ExamFilter, screen: Screen
) -> KeyFigure:
    say = screen.words("exams")
    lists = totals["ambiguous_list_count"]
    note = (
        prove(
            say("figure.ambiguous_note", count=lists),
            make_proof("ambiguous_lists", lists, chosen),
        )
        if lists
        else say("figure.ambiguous_none")
    )
    count = totals["ambiguous_count"]
    proof = make_proof("ambiguous", count, chosen)
    said = format_number(count, screen.language)
    return KeyFigure(say("figure.ambiguous"), said, note, proof)


def write_notes(
    totals: Mapping[str, Any],
    spreads: pl.DataFrame,
    chosen: ExamFilter,
    screen: Screen,
) -> str:
    """Write what a reader of exam figures must not misunderstand.

    What holds always is folded; a break of the series and chosen schools are said.

    Args:
        totals: What `query_totals` gives.
        spreads: What `query_spreads` gives.
        chosen: The filter they were selected by.
        screen: Language.
    """
    say = screen.words("exams")
    exams = dict(
        spreads.select("exam_code", "exam_name").unique().sort("exam_code").iter_rows()
    )
    parts = [
        say("note.exam", exam=exam, name=lower_first(name))
        for exam, name in exams.items()
    ]
    folded = [say("note.context"), say("note.exams", parts="; ".join(parts))]
    notes = []
    if totals["series_break"]:
        place = "after" if totals["has_years_after_break"] else "before"
        notes.append(say(f"note.{place}_break", text=totals["series_break"]))
    if chosen.school:
        notes.append(say("note.school"))
    summary = tag("summary", escape(say("note.how")))
    fold = tag("details", summary, *(_write_note(text) for text in folded))
    return "".join(map(_write_note, notes)) + fold


def _write_note(text: str) -> str:
    return tag("p", escape(text), class_="note")


def label_series(series: pl.DataFrame, screen: Screen) -> dict[str, str]:
    """Label the series to choose one from, by their codes.

    Args:
        series: What `list_series` gives.
        screen: Language.
    """
    return {
        "/".join((row["exam_code"], row["measure_code"], row["subject_code"])): (
            " · ".join(_name_series(row, screen))
        )
        for row in series.iter_rows(named=True)
    }


def name_source(spreads: pl.DataFrame) -> str:
    """Return the name of the text that names the source: plan, or workbooks too.

    Args:
        spreads: What `query_spreads` gives.
    """
    is_loaded = spreads["is_reported"].any()
    return "block.loaded_source" if is_loaded else "block.plan_source"


def _name_series(row: Mapping[str, Any], screen: Screen) -> tuple[str, str, str]:
    subject = say_subject(row, screen)
    return row["exam_code"], subject, say_measure_short(row["measure_code"], screen)


def label_sortings(screen: Screen) -> dict[Order, str]:
    """Label the orders of the table, that of codes first."""
    say = screen.words("exams")
    return {"code": say("table.sort_code"), "value": say("table.sort_value")}
