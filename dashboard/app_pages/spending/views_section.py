"""What the money is shown as, broken down by and compared with, and its one picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from dashboard.app_pages.spending import absorption as words
from dashboard.app_pages.spending import absorption_charts as spent
from dashboard.app_pages.spending import absorption_queries, charts, queries
from dashboard.app_pages.spending import summary as view
from dashboard.app_pages.spending.compared import OF_PLANS, compare_money, list_reasons
from dashboard.app_pages.spending.compared_queries import query_comparable
from dashboard.app_pages.spending.purpose import query_purpose, view_purpose
from dashboard.kit import address
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.cache.drawn import take_drawn
from dashboard.kit.comparison.choice import choose_comparison, render_reasons
from dashboard.kit.comparison.section import render_comparison

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.app_pages.spending.queries import Grouping
    from dashboard.kit.blocks.blocks import Chart
    from dashboard.kit.blocks.controls import Controls
    from dashboard.kit.comparison.section import PageComparison
    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.screen import Screen

choose_listed = partial(choices.choose_view, is_list=True)
"""Choose a view of a list: with the filters, all choices stand in one row."""

LARGEST: Final = 12
"""Groups of a picture: more would be a table."""


@dataclass(frozen=True)
class SpendingViews:
    """What a reader chose to see.

    Attributes:
        show: `planned`, `spent` or `share`.
        by: What the bars are; an area where the picture has no bars.
        comparison: What stands beside it, if anything.
        reasons: Why it cannot be something else, by code.
    """

    show: str
    by: str
    comparison: PageComparison | None
    reasons: Mapping[str, str]


def choose_views(
    screen: Screen, chosen: SpendingFilter, controls: Controls
) -> SpendingViews:
    """Draw the choices of what is shown, by what, and compared with what.

    Args:
        screen: Language, plan and snapshot.
        chosen: What the page is narrowed to.
        controls: Where they stand.
    """
    say, path = screen.words("spending"), screen.snapshot.path
    totals = absorption_queries.query_totals(path, chosen)
    is_spent = totals["executed_net_eur"] is not None
    labels = view.label_shows if is_spent else view.label_plan_shows
    if is_spent and _needs_plan() and not address.read_values("show"):
        address.keep_value("show", "planned")
    facts = query_comparable(path, screen.plan_code, screen.language)
    by: str = "area"
    with controls.views:
        show = choose_listed(screen, "show", say("show.label"), labels)
        label = say("show.by")
        if show == "planned":
            by = choose_listed(screen, "by", label, view.label_groupings)
        elif show == "spent":
            by = choose_listed(screen, "absorption", label, words.label_splits)
    reasons = list_reasons(facts, chosen, show, by, screen)
    with controls.compared:
        code = choose_comparison(screen, reasons)
    comparison = None
    if code != "none":
        grouping = cast("Grouping", by)
        comparison = compare_money(code, facts, chosen, grouping, screen)
    return SpendingViews(show, by, comparison, reasons)


def _needs_plan() -> bool:
    """Whether the address asks for what only the plan can be shown by."""
    compared = {*address.read_values("compare")} & {"printed", *OF_PLANS}
    return bool(address.read_values("by") or compared)


def render_picture(
    screen: Screen,
    chosen: SpendingFilter,
    views: SpendingViews,
    tiles: pl.DataFrame,
    filters: str,
) -> None:
    """Draw the picture of what is chosen; a comparison with its sheet.

    Args:
        screen: Language, plan and snapshot.
        chosen: What the page is narrowed to.
        views: What `choose_views` gives.
        tiles: What `query_tiles` gives for it; not empty.
        filters: The sentence of active filters.
    """
    _draw_picture(screen, chosen, views, tiles, filters)
    render_reasons(screen, views.reasons)


def _draw_picture(
    screen: Screen,
    chosen: SpendingFilter,
    views: SpendingViews,
    tiles: pl.DataFrame,
    filters: str,
) -> None:
    if views.comparison:
        render_comparison(screen, views.comparison, filters)
        return
    chart: Chart | None
    if views.show == "planned":
        chart = _view_planned(screen, chosen, cast("Grouping", views.by), filters)
    elif views.show == "spent":
        split = cast("absorption_queries.Split", views.by)
        chart = take_drawn(
            screen,
            "spending.spent",
            (chosen, split, filters),
            lambda: _draw_spent(screen, chosen, split, filters),
        )
    elif views.show == "purpose":
        chart = take_drawn(
            screen,
            "spending.purpose",
            (chosen, filters, screen.choices),
            lambda: _draw_purpose(screen, chosen, filters),
        )
    else:
        chart = take_drawn(
            screen,
            "spending.proportion",
            (chosen, filters),
            lambda: charts.view_proportion(tiles, chosen, screen, filters),
        )
    if chart is None:
        blocks.render_notes([screen.words("spending.absorption")("school.nothing")])
    else:
        blocks.render_chart(screen, chart)


def _draw_purpose(screen: Screen, chosen: SpendingFilter, filters: str) -> Chart:
    parts = query_purpose(screen.snapshot.path, chosen, screen.language)
    return view_purpose(parts, screen, filters)


def _view_planned(
    screen: Screen, chosen: SpendingFilter, by: Grouping, filters: str
) -> Chart:
    def draw() -> Chart:
        path, language = screen.snapshot.path, screen.language
        parts = queries.query_parts(path, chosen, language, by, largest=LARGEST)
        return charts.view_comparison(parts, by, chosen, screen, filters)

    return take_drawn(screen, "spending.comparison", (chosen, by, filters), draw)


def _draw_spent(
    screen: Screen,
    chosen: SpendingFilter,
    split: absorption_queries.Split,
    filters: str,
) -> Chart | None:
    path, language = screen.snapshot.path, screen.language
    if split == "month":
        months = absorption_queries.query_months(path, chosen, language)
        return spent.view_months(months, chosen, screen, filters)
    groups = absorption_queries.query_groups(
        path, chosen, language, split, largest=LARGEST
    )
    if groups.is_empty():
        return None
    if split == "school":
        return spent.view_schools(groups, chosen, screen, filters)
    return spent.view_groups(groups, split, chosen, screen, filters)
