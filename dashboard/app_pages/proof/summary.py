"""What is said of a proof: the figure to its last digit, whether its rows add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.app_pages.exams import queries as exam_queries
from dashboard.app_pages.exams import summary as exams
from dashboard.app_pages.quality import queries as quality_queries
from dashboard.app_pages.quality import summary as quality
from dashboard.app_pages.schools import queries as school_queries
from dashboard.app_pages.schools import summary as schools
from dashboard.app_pages.spending import queries as spending_queries
from dashboard.app_pages.spending import summary as spending
from dashboard.app_pages.targets import queries as target_queries
from dashboard.app_pages.targets import summary as targets
from dashboard.kit.blocks.filter_row import describe_condition
from dashboard.kit.formats import format_number, format_share
from dashboard.kit.money import write_exact
from dashboard.kit.pages import ITEM_PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

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
    if figure.unit == "share":
        return format_share(
            value, screen.language, style="table", decimals=SHARE_DECIMALS
        )
    if figure.unit == "eur":
        amount: Decimal = value  # type: ignore[assignment]
        return write_exact(amount, screen)
    return format_number(value, screen.language)


def write_answer(proven: Recomputed, figure: ProvenFigure, screen: Screen) -> str:
    """Describe the figure, of how many rows it is, and whether they make it up."""
    say = screen.words("proof")
    value = write_exactly(proven.value, figure, screen)
    name, count = name_figure(figure, screen), proven.rows.height
    if not count:
        return say("answer.nothing", name=name)
    key = "answer.made" if not figure.adds else "answer.added"
    if not proven.is_whole:
        key = "answer.differs"
    return say(key, name=name, value=value, count=count)


def describe_narrowing(
    figure: ProvenFigure, chosen: Mapping[str, Sequence[str]], screen: Screen
) -> str:
    """Describe what narrows a figure, as its page says it; empty for the whole plan."""
    narrowed = figure.make_filter(screen.plan_code, chosen)
    if narrowed is None:
        return ", ".join(value for values in chosen.values() for value in values)
    if figure.takes not in _CHOICES:
        return ""
    query_choices, list_choices = _CHOICES[figure.takes]
    path, plan = screen.snapshot.path, screen.plan_code
    options = list_choices(query_choices(path, plan, screen.language), screen)
    return describe_condition(screen, narrowed, options)


def is_of_plan(figure: ProvenFigure) -> bool:
    """Whether a figure can be told of a whole plan, not only of one thing of it."""
    return figure.takes not in ITEM_PAGES
