"""The overview's four figures: planned, spent, late, promises kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.app_pages.overview.attention import say_coverage
from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.formats import format_share
from dashboard.kit.money import write_exact, write_short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.app_pages.spending.coverage import Coverage
    from dashboard.kit.screen import Screen


def list_figures(
    plan: Mapping[str, Any],
    spent: Mapping[str, Any],
    coverage: Coverage,
    counts: Mapping[str, Any],
    screen: Screen,
) -> list[KeyFigure]:
    """Make the key figures, each with whose it is and how much of it is known.

    Args:
        plan: What `query_plan` gives.
        spent: What `absorption_queries.query_totals` gives for the whole plan.
        coverage: What `query_coverage` gives.
        counts: What `query_attention` gives.
        screen: Language.
    """
    return [
        _say_planned(plan, screen),
        _say_spent(spent, coverage, screen),
        _say_late(coverage, screen),
        _say_kept(counts, screen),
    ]


def _say_planned(plan: Mapping[str, Any], screen: Screen) -> KeyFigure:
    say, count = screen.words("overview"), plan["activity_count"]
    rows = write_short(plan["net_eur"], screen)
    if plan["printed_net_eur"] is None:
        label = say("figure.rows", count=count)
        return KeyFigure(label, rows, write_exact(plan["net_eur"], screen))
    note = say("figure.planned_note", count=count, rows=rows)
    if plan["printed_gross_eur"] is not None:
        gross = write_short(plan["printed_gross_eur"], screen)
        note = f"{note}; {say('figure.gross', gross=gross)}"
    value = write_short(plan["printed_net_eur"], screen)
    return KeyFigure(say("figure.planned"), value, note)


def _say_spent(
    spent: Mapping[str, Any], coverage: Coverage, screen: Screen
) -> KeyFigure:
    say = screen.words("overview")
    if spent["executed_net_eur"] is None:
        note = say("figure.spent_unknown")
        return KeyFigure(say("figure.spent"), say("figure.unknown"), note)
    note = say_coverage(coverage, screen)
    if spent["executed_ratio"] is not None:
        share = format_share(spent["executed_ratio"], screen.language)
        part = say("figure.spent_share", share=share, count=coverage.activity_count)
        note = f"{part}; {note}"
    return KeyFigure(
        say("figure.spent"), write_short(spent["executed_net_eur"], screen), note
    )


def _say_late(coverage: Coverage, screen: Screen) -> KeyFigure:
    say, count = screen.words("overview"), coverage.all_late_count
    if coverage.reported_until_date is None:
        note = say("figure.late_unknown")
        return KeyFigure(say("figure.late"), say("figure.unknown"), note)
    value = say("figure.activities", count=count)
    if not coverage.is_enough:
        value = say("figure.at_least", value=value) if count else say("figure.unknown")
        note = say("figure.late_silent", count=coverage.silent_count)
        return KeyFigure(say("figure.late"), value, note)
    note = say("figure.of_activities", count=coverage.activity_count)
    if count:
        left = write_short(coverage.left_net_eur, screen)
        note = f"{note}; {say('attention.left', amount=left)}"
    return KeyFigure(say("figure.late"), value, note)


def _say_kept(counts: Mapping[str, Any], screen: Screen) -> KeyFigure:
    say, count = screen.words("overview"), counts["indicator_count"]
    label = say("figure.kept")
    if not count:
        return KeyFigure(label, say("figure.none"), say("indicators.none"))
    if not counts["measured_count"]:
        return KeyFigure(
            label, say("figure.unknown"), say("figure.unmeasured", count=count)
        )
    value = say("figure.of", part=counts["reached_count"], whole=count)
    note = say("figure.measured", measured=counts["measured_count"], count=count)
    return KeyFigure(label, value, note)
