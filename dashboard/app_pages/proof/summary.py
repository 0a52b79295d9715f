"""What is said of a proof: the figure to its last digit, whether its rows add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dashboard.app_pages.activity import queries as activity_queries
from dashboard.app_pages.exams import queries as exam_queries
from dashboard.app_pages.exams import summary as exams
from dashboard.app_pages.exams.words import say_measure_short
from dashboard.app_pages.quality import queries as quality_queries
from dashboard.app_pages.quality import summary as quality
from dashboard.app_pages.schools import queries as school_queries
from dashboard.app_pages.schools import summary as schools
from dashboard.app_pages.spending import queries as spending_queries
from dashboard.app_pages.spending import summary as spending
from dashboard.app_pages.targets import queries as target_queries
from dashboard.app_pages.targets import summary as targets
from dashboard.kit.blocks.filter_row import describe_condition
from dashboard.kit.formats import (
    format_date,
    format_number,
    format_plain,
    format_school_year,
    format_share,
)
from dashboard.kit.money import write_exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from dashboard.kit.blocks.filter_row import Choice
    from dashboard.kit.proofs.proof import Value
    from dashboard.kit.proofs.recomputing import Recomputed
    from dashboard.kit.proofs.registry import ProvenFigure
    from dashboard.kit.screen import Screen

_CHOICES = {
    "spending": (spending_queries.query_choices, spending.list_choices),
    "targets": (target_queries.query_choices, targets.list_choices),
    "exams": (exam_queries.query_choices, exams.list_choices),
    "schools": (school_queries.query_choices, schools.list_choices),
    "quality": (quality_queries.query_choices, quality.list_choices),
}
"""What says the filters of a page in words."""

SHARE_DECIMALS = 4


def name_figure(figure: ProvenFigure, screen: Screen) -> str:
    """Return the name of a figure."""
    return screen.words("proof")(f"figure.{figure.name}.name")


def write_exactly(value: Value | None, figure: ProvenFigure, screen: Screen) -> str:
    """Write a value to its last digit: to the cent, shares with four decimals."""
    if value is None:
        return screen.words("proof")("value.none")
    if isinstance(value, date):
        return format_date(value)
    if figure.unit == "share":
        return format_share(
            value, screen.language, style="table", decimals=SHARE_DECIMALS
        )
    if figure.unit == "eur":
        return write_exact(Decimal(value), screen)
    if figure.unit == "value":
        return format_plain(Decimal(value), screen.language)
    return format_number(value, screen.language)


def write_answer(proven: Recomputed, figure: ProvenFigure, screen: Screen) -> str:
    """Describe the figure, of how many rows it is, and whether they make it up."""
    say = screen.words("proof")
    value = write_exactly(proven.value, figure, screen)
    name, count = name_figure(figure, screen), proven.rows.height
    if not count:
        return say("answer.nothing", name=name)
    key = "answer.made"
    if figure.adds:
        key = "answer.counted" if figure.unit == "count" else "answer.added"
    if not proven.is_whole:
        key = "answer.differs"
    return say(key, name=name, value=value, count=count)


def list_items(rows: pl.DataFrame) -> tuple[str, Sequence[str]]:
    """List the things that the rows behind a figure are of, with what they are."""
    if rows.is_empty() or "item_kind" not in rows.columns:
        return "", ()
    return rows["item_kind"][0], rows["item"].unique().sort().to_list()


def describe_narrowing(
    figure: ProvenFigure, chosen: Mapping[str, Sequence[str]], screen: Screen
) -> str:
    """Describe what narrows a figure, as its page says it; empty for the whole plan."""
    narrowed = figure.make_filter(screen.plan_code, chosen)
    if narrowed is None:
        return _name_item(figure, chosen, screen)
    options = _list_choices(figure.takes, screen)
    return describe_condition(screen, narrowed, options)


def _list_choices(takes: str, screen: Screen) -> Sequence[Choice]:
    """List the filters of a page with their words; none for a whole plan."""
    if takes not in _CHOICES:
        return []
    query_choices, list_choices = _CHOICES[takes]
    path, plan = screen.snapshot.path, screen.plan_code
    return list_choices(query_choices(path, plan, screen.language), screen)


def _name_item(
    figure: ProvenFigure, chosen: Mapping[str, Sequence[str]], screen: Screen
) -> str:
    """Return the name of the one thing that a figure is of, else its code."""
    path, plan = screen.snapshot.path, screen.plan_code
    codes = [next(iter(values)) for values in chosen.values()]
    if figure.takes == "activity":
        names = activity_queries.query_names(path, plan)
        return ", ".join(names.get(code, code) for code in codes)
    if figure.takes == "severity":
        say = screen.words("kit")
        known = ("error", "warning", "note")
        return ", ".join(
            say(f"severity.{one}") if one in known else one for one in codes
        )
    if figure.takes == "series":
        return _name_series(chosen, screen)
    return ", ".join(codes)


def _name_series(chosen: Mapping[str, Sequence[str]], screen: Screen) -> str:
    """Return the name of a series of exam figures and its year."""
    series, year = (
        next(iter(chosen.get(one, [""]))) for one in ("series", "school_year")
    )
    exam, _, rest = series.partition("/")
    measure, _, subject = rest.partition("/")
    options = _list_choices("exams", screen)
    subjects = next(one.options or {} for one in options if one.name == "subject")
    parts = [exam, say_measure_short(measure, screen), subjects.get(subject, subject)]
    if year:
        parts.append(format_school_year(year, screen.language))
    return " · ".join(filter(None, parts))
