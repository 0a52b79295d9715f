"""Medians of schools beside those of a year before, and of other plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.app_pages.exams.words import prove_series, say_measure_short, say_subject
from dashboard.kit.comparison.picture import VALUES, Sides
from dashboard.kit.comparison.section import PageComparison
from dashboard.kit.comparison.words import name_plans, say_headline
from dashboard.kit.filters import ExamFilter
from dashboard.kit.formats import format_number, format_school_year
from dashboard.kit.money import write_short
from dashboard.kit.phrases import lower_first
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.comparison.choice import Compared
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

_HERE: Final = Path(__file__).parent


def query_likeness(screen: Screen) -> pl.DataFrame:
    """List the other plans of the programme that have exam figures, by likeness."""
    parameters = {"plan": screen.plan_code, "language": screen.language}
    return query(screen.snapshot.path, _HERE / "likeness.sql", parameters)


def query_compared(
    screen: Screen, chosen: ExamFilter, compared: Compared
) -> pl.DataFrame:
    """Query both sides of each series, the largest difference first.

    One row per exam, measure and subject: medians of at least three schools, of the
    last two years or of the last year that other plans have, too.
    """
    name = "compared_years.sql" if compared == "last-year" else "compared.sql"
    return _query_sides(screen, chosen, compared, name)


def query_shared(
    screen: Screen, chosen: ExamFilter, compared: Compared
) -> pl.DataFrame:
    """List the series that other plans have, too, with the last year of both."""
    return _query_sides(screen, chosen, compared, "shared_series.sql")


def _query_sides(
    screen: Screen, chosen: ExamFilter, compared: Compared, name: str
) -> pl.DataFrame:
    others = query_likeness(screen)["other_plan_code"].to_list()
    parameters = {
        **chosen.to_parameters(),
        "language": screen.language,
        "others": others[:1] if compared == "like" else others,
    }
    return query(screen.snapshot.path, _HERE / name, parameters)


def list_reasons(screen: Screen) -> dict[str, str]:
    """List why exam figures cannot be compared with something, by its code."""
    say = screen.words("exams.compared")
    whole, likeness = ExamFilter(screen.plan_code), query_likeness(screen)
    reasons = {"printed": say("reason.printed")}
    if query_compared(screen, whole, "last-year").is_empty():
        reasons["last-year"] = say("reason.last-year")
    if likeness.is_empty():
        return reasons | {code: say("reason.alone") for code in ("like", "programme")}
    first = likeness.row(0, named=True)
    if not first["is_like_size"]:
        reasons["like"] = say(
            "reason.unlike",
            name=first["other_name"],
            times=format_number(first["size_ratio"], screen.language, decimals=1),
        )
    for code in ("like", "programme"):
        if code not in reasons and query_shared(screen, whole, code).is_empty():
            reasons[code] = say("reason.no_series")
    return reasons


def compare_exams(
    code: Compared, chosen: ExamFilter, screen: Screen
) -> PageComparison | None:
    """Return the comparison that is chosen, or None where there are no rows.

    Args:
        code: What the exam figures are compared with.
        chosen: What the page is narrowed to.
        screen: Language, plan and snapshot.
    """
    rows = query_compared(screen, chosen, code)
    if rows.is_empty():
        return None
    labels = [_label_row(row, screen) for row in rows.iter_rows(named=True)]
    rows = rows.with_columns(
        pl.Series("group_label", labels, pl.String),
        group_key=pl.concat_str(
            "exam_code", "measure_code", "subject_code", separator="/"
        ),
        policy_area_code=pl.lit(""),
    )
    sides = _name_sides(code, screen)
    proofs = {
        row["group_key"]: _prove_row(code, row) for row in rows.iter_rows(named=True)
    }
    said = _say_finding(code, rows, sides, screen)
    first = proofs[rows["group_key"][0]]
    return PageComparison(rows, sides, prove(said, *first.values()), proofs)


def _prove_row(code: Compared, row: Mapping[str, Any]) -> dict[str, Proof | None]:
    """Make the proofs of both medians of a series and of their difference."""
    figures = ("exam_median", f"exam_of_{code}", f"exam_from_{code}")
    if code == "last-year":
        figures = ("exam_gap", "exam_before", "exam_change")
    apart = {**row, "difference_value": abs(row["difference_value"])}
    pairs = zip(figures, VALUES, strict=True)
    return {name: prove_series(figure, apart, name) for figure, name in pairs}


def _label_row(row: Mapping[str, Any], screen: Screen) -> str:
    year = format_school_year(row["school_year"], screen.language)
    measure = say_measure_short(row["measure_code"], screen)
    return f"{row['exam_code']} · {say_subject(row, screen)} · {measure} · {year}"


def _name_sides(code: Compared, screen: Screen) -> Sides:
    say, likeness = screen.words("exams.compared"), query_likeness(screen)
    fields: dict[str, Any] = {"plan": screen.plan_name}
    is_whole = False
    if likeness.height:
        first = likeness.row(0, named=True)
        is_whole = code == "programme" and first["is_everyone_loaded"]
        fields |= {
            "name": first["other_name"],
            "names": name_plans([*likeness["other_name"]], screen),
            "own": write_short(first["net_eur"], screen),
            "amount": write_short(first["other_net_eur"], screen),
            "count": likeness.height,
        }
    return Sides(
        own=say(f"own.{code}", **fields),
        other=say(f"other.{code}", **fields),
        brief=say(f"brief.{code}", **fields),
        group=say("group"),
        measure=say(f"measure.{code}", **fields),
        note=say("note.everyone" if is_whole else f"note.{code}", **fields),
        source="block.loaded_source",
    )


def _say_finding(
    code: Compared, rows: pl.DataFrame, sides: Sides, screen: Screen
) -> str:
    row = rows.row(0, named=True)
    measure = say_measure_short(row["measure_code"], screen)
    fields = {
        "exam": row["exam_code"],
        "subject": lower_first(say_subject(row, screen)),
        "measure": lower_first(measure),
        "year": format_school_year(row["school_year"], screen.language),
        "than": sides.other,
    }
    section, name = (
        "exams.compared",
        "answer.year" if code == "last-year" else "answer.plan",
    )
    return say_headline(name, row, screen, section, **fields)
