"""One picture of the money, shown and broken down as the reader chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.app_pages.spending import absorption as words
from dashboard.app_pages.spending import absorption_charts as spent
from dashboard.app_pages.spending import absorption_queries, charts, queries
from dashboard.app_pages.spending import summary as view
from dashboard.kit import address
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.cache.drawn import take_drawn

if TYPE_CHECKING:
    import polars as pl

    from dashboard.kit.blocks.blocks import Chart
    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.screen import Screen

LARGEST: Final = 12
"""Groups of a picture: more would be a table."""


def render_views(
    screen: Screen, chosen: SpendingFilter, tiles: pl.DataFrame, filters: str
) -> None:
    """Draw the row that says what is shown and by what, and the picture.

    Args:
        screen: Language, plan and snapshot.
        chosen: What the page is narrowed to.
        tiles: What `query_tiles` gives for it; not empty.
        filters: The sentence of active filters.
    """
    say, path = screen.words("spending"), screen.snapshot.path
    totals = absorption_queries.query_totals(path, chosen)
    chart: Chart | None
    is_spent = totals["executed_net_eur"] is not None
    labels = view.label_shows if is_spent else view.label_plan_shows
    is_asked = address.read_values("compare") and not address.read_values("show")
    if is_spent and is_asked:
        address.keep_value("show", "planned")
    with blocks.open_row("views"):
        show = choices.choose_view(screen, "show", say("show.label"), labels)
        if show == "planned":
            chart = _view_planned(screen, chosen, filters)
        elif show == "spent":
            chart = _view_spent(screen, chosen, filters)
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


def _view_planned(screen: Screen, chosen: SpendingFilter, filters: str) -> Chart:
    label = screen.words("spending")("show.by")
    by = choices.choose_view(screen, "compare", label, view.label_groupings)

    def draw() -> Chart:
        path, language = screen.snapshot.path, screen.language
        parts = queries.query_parts(path, chosen, language, by, largest=LARGEST)
        return charts.view_comparison(parts, by, chosen, screen, filters)

    return take_drawn(screen, "spending.comparison", (chosen, by, filters), draw)


def _view_spent(screen: Screen, chosen: SpendingFilter, filters: str) -> Chart | None:
    label = screen.words("spending")("show.by")
    split = choices.choose_view(screen, "absorption", label, words.label_splits)
    return take_drawn(
        screen,
        "spending.spent",
        (chosen, split, filters),
        lambda: _draw_spent(screen, chosen, split, filters),
    )


def _draw_spent(
    screen: Screen,
    chosen: SpendingFilter,
    split: absorption_queries.Split,
    filters: str,
) -> Chart | None:
    path, language = screen.snapshot.path, screen.language
    if split == "month":
        months = absorption_queries.query_months(path, chosen, language)
        return spent.view_months(months, screen, filters)
    groups = absorption_queries.query_groups(
        path, chosen, language, split, largest=LARGEST
    )
    if groups.is_empty():
        return None
    if split == "school":
        return spent.view_schools(groups, screen, filters)
    return spent.view_groups(groups, split, screen, filters)
