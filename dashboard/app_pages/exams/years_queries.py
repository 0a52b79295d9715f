"""Exams over the years: the middle school, pupils who took them, figures withheld."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dashboard.kit.filters import ExamFilter
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent


def query_years(
    snapshot: str,
    chosen: ExamFilter,
    language: Language,
    measures: Sequence[str] = (),
) -> pl.DataFrame:
    """List shares of more than two years: the middle school and the counts of a year.

    One row per exam, measure, subject and school year; of all measures where none is
    named, as `exam/measure`. The sum of candidates is empty where no school's count is
    known. Schools are not narrowed: the middle is of all.
    """
    bound = {
        **chosen.to_parameters(),
        "language": language,
        "measures": list(measures),
    }
    return query(snapshot, _HERE / "years.sql", bound)
