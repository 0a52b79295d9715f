"""The targets page's filters, answer and key figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.blocks.filter_row import Choice
from dashboard.kit.formats import format_date
from dashboard.kit.marks import DIRECTION_SHAPES, say_status
from dashboard.kit.proofs.proof import make_proof, prove_part
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.typography import keep_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.filters import TargetFilter
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

MEASURED: Final = ("off_course", "at_risk", "on_course", "reached", "pace_unknown")
"""Statuses of indicators that have been measured, what needs attention first."""


def list_choices(options: pl.DataFrame, screen: Screen) -> list[Choice]:
    """Make the filters of the page out of what can be chosen, see `query_choices`."""
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
    totals: Mapping[str, Any],
    whole: Mapping[str, Any],
    chosen: TargetFilter,
    condition: str,
    screen: Screen,
) -> str:
    """Describe in one sentence how many promises there are and what is known of them.

    Args:
        totals: What `query_totals` gives; something is listed.
        whole: The same of the whole plan.
        chosen: The filter they were selected by.
        condition: What the promises were selected by; empty for the whole plan.
        screen: Language.
    """
    say = screen.words("targets")
    count, measured = totals["chosen_count"], totals["measured_count"]
    if not count:
        listed = totals["listed_count"]
        said = say("answer.listed_only", count=listed)
        if condition:
            said = say("answer.listed_filtered", count=listed, condition=condition)
        return prove(said, make_proof("listed", listed, chosen))
    parts = _list_measured(totals, screen)
    own = make_proof("promised", count, chosen)
    known = make_proof("measured", measured, chosen)
    statuses = _prove_measured(totals, chosen)
    if condition:
        said = say(
            "answer.filtered_measured" if measured else "answer.filtered",
            count=count,
            all=whole["chosen_count"],
            condition=condition,
            measured=measured,
            parts=parts,
        )
        every = make_proof("promised", whole["chosen_count"])
        return prove(said, own, every, *([known, *statuses] if measured else []))
    if measured:
        said = say("answer.measured", count=count, measured=measured, parts=parts)
        return prove(said, own, known, *statuses)
    if unclear := totals["no_baseline_count"]:
        said = say("answer.unmeasured_unclear", count=count, unclear=unclear)
        return prove(said, own, make_proof("without_baseline", unclear, chosen))
    return prove(say("answer.unmeasured", count=count), own)


def _prove_measured(
    totals: Mapping[str, Any], chosen: TargetFilter
) -> list[Proof | None]:
    """Make the proofs of how many indicators have each status."""
    return [
        prove_part("promised", totals[f"{code}_count"], chosen, status_code=code)
        for code in MEASURED
        if totals[f"{code}_count"]
    ]


def _list_measured(totals: Mapping[str, Any], screen: Screen) -> str:
    common = screen.words("kit")
    return ", ".join(
        f"{common(f'status.{code}')} – {totals[f'{code}_count']}"
        for code in MEASURED
        if totals[f"{code}_count"]
    )


def list_figures(
    totals: Mapping[str, Any],
    whole: Mapping[str, Any],
    chosen: TargetFilter,
    screen: Screen,
) -> list[KeyFigure]:
    """Make the key figures: chosen, with a baseline, without one, measured.

    Args:
        totals: What `query_totals` gives.
        whole: The same of the whole plan.
        chosen: The filter they were selected by.
        screen: Language.
    """
    say = screen.words("targets")
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
            _say_whole(totals, whole, screen),
            make_proof("promised", totals["chosen_count"], chosen),
        ),
        KeyFigure(
            say("figure.baseline"),
            str(totals["baseline_count"]),
            say("figure.baseline_note"),
            make_proof("with_baseline", totals["baseline_count"], chosen),
        ),
        KeyFigure(
            say("figure.no_baseline"),
            str(totals["no_baseline_count"]),
            _say_no_baseline(totals, chosen, screen),
            make_proof("without_baseline", totals["no_baseline_count"], chosen),
        ),
        KeyFigure(
            say("figure.measured"),
            str(totals["measured_count"]),
            measured,
            make_proof("measured", totals["measured_count"], chosen),
        ),
    ]


def _say_no_baseline(
    totals: Mapping[str, Any], chosen: TargetFilter, screen: Screen
) -> str:
    """Describe why indicators have no sure baseline."""
    missing = totals["baseline_missing_count"]
    counts = {
        "not_measured": totals["baseline_unmeasured_count"],
        "unclear": totals["baseline_unclear_count"],
        "missing": missing,
    }
    said = screen.words("targets")(
        "figure.no_baseline_missing" if missing else "figure.no_baseline_note",
        unmeasured=counts["not_measured"],
        unclear=counts["unclear"],
        **({"missing": missing} if missing else {}),
    )
    proofs = [
        prove_part("without_baseline", count, chosen, baseline_status=code)
        for code, count in counts.items()
    ]
    return prove(said, *proofs)


def _say_whole(
    totals: Mapping[str, Any], whole: Mapping[str, Any], screen: Screen
) -> str:
    """Describe of how many the indicators are: of the chosen or of the listed ones."""
    say = screen.words("targets")
    listed, count = whole["listed_count"], whole["chosen_count"]
    if totals["listed_count"] == listed:
        said = say("figure.chosen_note", listed=listed)
        return prove(said, make_proof("listed", listed))
    return prove(say("figure.chosen_part", chosen=count), make_proof("promised", count))
