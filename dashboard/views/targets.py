"""The targets page's filters, answer and key figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.components.figures import KeyFigure
from dashboard.components.filter_row import Choice
from dashboard.formats import format_date
from dashboard.views.captions import keep_whole
from dashboard.views.marks import DIRECTION_SHAPES, say_status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.filters import TargetFilter
    from dashboard.screen import Screen

MEASURED: Final = ("reached", "on_course", "at_risk", "off_course", "pace_unknown")
"""Statuses of indicators that have been measured, the best first."""


def list_choices(options: pl.DataFrame, screen: Screen) -> list[Choice]:
    """Make the filters of the page out of what can be chosen, see `fetch_choices`."""
    say = screen.words("targets")
    codes = {
        name: options.filter(options["name"] == name)["code"].to_list()
        for name in ("group", "direction", "status")
    }
    areas = options.filter(options["name"] == "area")
    labels: dict[str, dict[str, str]] = {
        "group": {code: say(f"group.{code}") for code in codes["group"]},
        "direction": {
            code: f"{DIRECTION_SHAPES[code]} {say(f'direction.{code}')}"
            for code in codes["direction"]
        },
        "status": {code: say_status(code, screen) for code in codes["status"]},
        "area": dict(areas.select("code", "label").iter_rows()),
    }
    every = say("filter.all_f")
    return [
        *(
            Choice(name, say(f"filter.{name}"), every, options)
            for name, options in labels.items()
        ),
        Choice(
            "indicator_search",
            say("filter.indicator_search"),
            say("filter.search_hint"),
        ),
    ]


def write_answer(
    totals: Mapping[str, Any], chosen: TargetFilter, screen: Screen
) -> str:
    """Say in one sentence how many promises there are and what is known of them.

    Args:
        totals: What `fetch_totals` gives; something is listed.
        chosen: The filter they were counted by.
        screen: Language.
    """
    say = screen.words("targets")
    if not totals["chosen_count"]:
        return say("answer.listed_only", count=totals["listed_count"])
    count = totals["chosen_count"]
    measured, unclear = totals["measured_count"], totals["no_baseline_count"]
    if measured:
        parts = _list_measured(totals, screen)
        return say("answer.measured", count=count, measured=measured, parts=parts)
    if chosen.list_active():
        return say("answer.filtered", count=count, measured=measured, unclear=unclear)
    if unclear:
        return say("answer.unmeasured_unclear", count=count, unclear=unclear)
    return say("answer.unmeasured", count=count)


def _list_measured(totals: Mapping[str, Any], screen: Screen) -> str:
    common = screen.words("common")
    return ", ".join(
        f"{common(f'status.{code}')} – {totals[f'{code}_count']}"
        for code in MEASURED
        if totals[f"{code}_count"]
    )


def list_figures(totals: Mapping[str, Any], screen: Screen) -> list[KeyFigure]:
    """Make the key figures: chosen, with a baseline, without one, measured.

    Args:
        totals: What `fetch_totals` gives.
        screen: Language.
    """
    say = screen.words("targets")
    missing = totals["baseline_missing_count"]
    no_baseline = say(
        "figure.no_baseline_missing" if missing else "figure.no_baseline_note",
        unmeasured=totals["baseline_unmeasured_count"],
        unclear=totals["baseline_unclear_count"],
        **({"missing": missing} if missing else {}),
    )
    last = totals["last_measured_date"]
    measured = (
        say("figure.measured_note", date=keep_whole(format_date(last)))
        if last
        else say("figure.measured_none")
    )
    return [
        KeyFigure(
            say("figure.chosen"),
            str(totals["chosen_count"]),
            say("figure.chosen_note", listed=totals["listed_count"]),
        ),
        KeyFigure(
            say("figure.baseline"),
            str(totals["baseline_count"]),
            say("figure.baseline_note"),
        ),
        KeyFigure(
            say("figure.no_baseline"), str(totals["no_baseline_count"]), no_baseline
        ),
        KeyFigure(say("figure.measured"), str(totals["measured_count"]), measured),
    ]


def label_indicators(indicators: pl.DataFrame) -> dict[str, str]:
    """Label the chosen indicators for the list to choose one from."""
    rows = indicators.filter(indicators["is_chosen"]).iter_rows(named=True)
    return {
        row["indicator_number"]: f"{row['indicator_number']}. {row['indicator_name']}"
        for row in rows
    }
