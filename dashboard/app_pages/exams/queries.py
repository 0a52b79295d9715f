"""Exam figures of schools, narrowed by the filters of the exams page.

Spreads and changes are those of all schools: a chosen school is pointed out among them,
because a school alone says nothing. Only the table is narrowed to chosen schools.
Single figures are read only where they are drawn: the rest is summed in `reports`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dashboard.kit.filters import ExamFilter
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

Order = Literal["code", "value"]


def query_totals(
    snapshot: str, chosen: ExamFilter, language: Language
) -> dict[str, Any]:
    """Count the figures, schools and ambiguous readings of the chosen schools."""
    return _query_chosen(snapshot, _HERE / "totals.sql", chosen, language).row(
        0, named=True
    )


def query_results(
    snapshot: str, chosen: ExamFilter, language: Language
) -> pl.DataFrame:
    """List the figures of all schools; `is_marked` says which a reader asked for.

    One row per school, exam, measure, subject and year, in the order of codes.
    """
    return _query_chosen(snapshot, _HERE / "results.sql", chosen, language)


def query_series_results(
    snapshot: str, chosen: ExamFilter, language: Language, series: str
) -> pl.DataFrame:
    """List the figures of one series, of the chosen schools or of all.

    Args:
        snapshot: Path of the snapshot.
        chosen: What the page is narrowed to.
        language: Language of names.
        series: `exam/measure/subject`.
    """
    file = _HERE / "series_results.sql"
    return _query_chosen(snapshot, file, chosen, language, series=series)


def query_points(
    snapshot: str, chosen: ExamFilter, language: Language, measures: Sequence[str]
) -> pl.DataFrame:
    """List the figures of all schools that strips are drawn of.

    Args:
        snapshot: Path of the snapshot.
        chosen: What the page is narrowed to.
        language: Language of names.
        measures: `exam/measure`.
    """
    file = _HERE / "points.sql"
    return _query_chosen(snapshot, file, chosen, language, measures=list(measures))


def query_spreads(
    snapshot: str, chosen: ExamFilter, language: Language
) -> pl.DataFrame:
    """List lowest, median and highest school, and counts of all figures of a year.

    One row per exam, measure, subject and school year.
    """
    return _query_chosen(snapshot, _HERE / "spreads.sql", chosen, language)


def query_gaps(
    snapshot: str,
    chosen: ExamFilter,
    language: Language,
    measures: Sequence[str] = (),
) -> pl.DataFrame:
    """List the latest gap of each school beside the one before it.

    One row per school, exam and measure, in the order of codes; of all measures where
    none is named, as `exam/measure`.
    """
    file = _HERE / "gaps.sql"
    return _query_chosen(snapshot, file, chosen, language, measures=list(measures))


def query_moves(snapshot: str, chosen: ExamFilter, language: Language) -> pl.DataFrame:
    """Sum up how schools moved between the last two years, printed gaps first.

    One row per exam, measure and subject whose change can be told.
    """
    return _query_chosen(snapshot, _HERE / "moves.sql", chosen, language)


def query_changes(
    snapshot: str, chosen: ExamFilter, language: Language, series: str
) -> pl.DataFrame:
    """List the change of each school in one series, over its last two years.

    Args:
        snapshot: Path of the snapshot.
        chosen: Schools that are pointed out.
        language: Language of names.
        series: `exam/measure/subject`.
    """
    return _query_chosen(
        snapshot, _HERE / "changes.sql", chosen, language, series=series
    )


def find_measure_name(snapshot: str, code: str, language: Language) -> str | None:
    """Find the name of a measure in the list of measures; None where it has none."""
    parameters = {"code": code, "language": language}
    names = query(snapshot, _HERE / "measure_name.sql", parameters)["name"]
    return str(names[0]) if len(names) else None


def query_choices(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """List what can be chosen in the filters of the page: name, code, label."""
    return query(snapshot, _HERE / "choices.sql", {"plan": plan, "language": language})


def count_without(
    snapshot: str, chosen: ExamFilter, language: Language
) -> dict[str, int]:
    """Count the figures there would be without each of the active filters."""
    return {
        name: query_totals(snapshot, chosen.drop(name), language)["row_count"]
        for name in chosen.list_active()
    }


def _query_chosen(
    snapshot: str, file: Path, chosen: ExamFilter, language: Language, **more: object
) -> pl.DataFrame:
    parameters = {**chosen.to_parameters(), "language": language, **more}
    return query(snapshot, file, parameters)
