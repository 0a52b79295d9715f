"""The spending page's filters, answer, key figures and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.components.figures import KeyFigure
from dashboard.components.filter_row import Choice
from dashboard.formats import format_share
from dashboard.views.money import write_exact, write_short
from dashboard.views.parts import UNASSIGNED, lower_first, shorten

if TYPE_CHECKING:
    import polars as pl

    from dashboard.filters import SpendingFilter
    from dashboard.queries.spending import Grouping
    from dashboard.screen import Screen


def list_choices(options: pl.DataFrame, screen: Screen) -> list[Choice]:
    """Make the filters of the page out of what can be chosen, see `fetch_choices`."""
    say = screen.words("spending")

    def labels(name: str, kind: type = str) -> dict[Any, str]:
        rows = options.filter(options["name"] == name).iter_rows(named=True)
        return {kind(row["code"]): row["label"] for row in rows}

    every, all_years = say("filter.all_f"), say("filter.all_m")
    return [
        Choice("area", say("filter.area"), every, labels("area")),
        Choice("category", say("filter.category"), every, labels("category")),
        Choice("school", say("filter.school"), every, labels("school")),
        Choice("year", say("filter.year"), all_years, labels("year", int)),
        Choice("search", say("filter.search"), say("filter.search_hint")),
    ]


def write_answer(tiles: pl.DataFrame, chosen: SpendingFilter, screen: Screen) -> str:
    """Say in one sentence who gets most and what it is spent on.

    Args:
        tiles: What `fetch_tiles` gives; of nothing there is nothing to say.
        chosen: The filter they were selected by.
        screen: Language.
    """
    if tiles.is_empty():
        return ""
    say = screen.words("spending")
    area = tiles.row(0, named=True)
    category = tiles.sort("category_net_eur", descending=True).row(0, named=True)
    scope = "filtered" if chosen.list_active() else "all"
    is_one_area = tiles["policy_area_code"].n_unique() == 1
    who = say(
        f"answer.{'one_area' if is_one_area else scope}",
        area=area["area_name"],
        amount=write_short(area["all_net_eur"], screen),
        area_amount=write_short(area["area_net_eur"], screen),
        share=format_share(area["area_share"] or 0, screen.language),
    )
    if category["cost_category_code"] == UNASSIGNED:
        return who
    what = say(
        "answer.category",
        category=lower_first(category["category_name"]),
        amount=write_short(category["category_net_eur"], screen),
    )
    return f"{who} {what}"


def list_figures(
    totals: dict[str, Any], activities: pl.DataFrame, screen: Screen
) -> list[KeyFigure]:
    """Make the key figures: net, VAT, gross, and the largest activity.

    Args:
        totals: What `fetch_totals` gives.
        activities: What `fetch_activities` gives; not empty.
        screen: Language.
    """
    say = screen.words("spending")
    net, vat, gross = (totals[name] for name in ("net_eur", "vat_eur", "gross_eur"))
    count, unknown = totals["activity_count"], totals["vat_unknown_count"]
    vat_note = say("figure.vat_note", exact=write_exact(vat, screen))
    gross_note = say("figure.gross_note", exact=write_exact(gross, screen))
    if unknown:
        vat_note = say("figure.vat_unknown", count=unknown)
        key = "figure.gross_unknown" if gross is None else "figure.gross_partly"
        gross_note = say(key)
    largest = activities.sort("net_eur", descending=True, nulls_last=True)
    first = largest.row(0, named=True)
    share = format_share(first["all_share"] or 0, screen.language)
    return [
        KeyFigure(
            say("figure.net"),
            write_short(net, screen),
            say("figure.net_note", count=count, exact=write_exact(net, screen)),
        ),
        KeyFigure(say("figure.vat"), write_short(vat, screen), vat_note),
        KeyFigure(say("figure.gross"), write_short(gross, screen), gross_note),
        KeyFigure(
            say("figure.largest"),
            write_short(first["net_eur"], screen),
            say("figure.largest_note", number=first["activity_number"], share=share),
        ),
    ]


def list_notes(
    totals: dict[str, Any],
    schoolless: dict[str, Any],
    chosen: SpendingFilter,
    screen: Screen,
) -> list[str]:
    """Say what a reader of these filters must not misunderstand.

    Args:
        totals: What `fetch_totals` gives.
        schoolless: What `fetch_schoolless` gives.
        chosen: The filter they were selected by.
        screen: Language.
    """
    say = screen.words("spending")
    notes = []
    if totals["shared_count"]:
        notes.append(say("note.shared", count=totals["shared_count"]))
        if chosen.area:
            notes.append(say("note.shared_filtered"))
    if chosen.school:
        notes.append(say("note.school"))
        if count := schoolless["activity_count"]:
            amount = write_short(schoolless["net_eur"], screen)
            notes.append(say("note.schoolless", count=count, amount=amount))
    if chosen.year:
        notes.append(say("note.year"))
    return notes


def label_groupings(screen: Screen) -> dict[Grouping, str]:
    """Name what the bars of the comparison can be."""
    say = screen.words("spending")
    return {
        "activity": say("comparison.activity"),
        "category": say("comparison.category"),
        "area": say("comparison.area"),
    }


def label_sortings(screen: Screen) -> dict[str, str]:
    """Name the orders of the table."""
    say = screen.words("spending")
    return {"amount": say("table.sort_amount"), "number": say("table.sort_number")}


def label_activities(activities: pl.DataFrame) -> dict[str, str]:
    """Name the activities to choose from: number and title, by key."""
    columns = ["activity_key", "activity_number", "activity_title"]
    return {
        key: f"{number} {shorten(title, 70)}"
        for key, number, title in activities.select(columns).iter_rows()
    }
