"""The overview's four figures: planned, spent, late, promises kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.app_pages.overview.attention import say_coverage
from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.formats import format_number, format_share
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.proofs.proof import make_proof

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.app_pages.spending.coverage import Coverage
    from dashboard.kit.proofs.proof import Proof
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
    planned = make_proof("planned", plan["net_eur"])
    if plan["printed_net_eur"] is None:
        label = say("figure.rows", count=count)
        exact = write_exact(plan["net_eur"], screen)
        return KeyFigure(label, rows, exact, planned, in_label=[_count(count, screen)])
    note = say("figure.planned_note", count=count, rows=rows)
    # In Lithuanian the count comes first, in English the sum.
    both = [_count(count, screen), (rows, planned)]
    proofs = both if screen.language == "lt" else both[::-1]
    if plan["printed_gross_eur"] is not None:
        gross = write_short(plan["printed_gross_eur"], screen)
        note = f"{note}; {say('figure.gross', gross=gross)}"
    value = write_short(plan["printed_net_eur"], screen)
    proof = make_proof("printed", plan["printed_net_eur"])
    return KeyFigure(say("figure.planned"), value, note, proof, in_note=proofs)


def _count(count: int, screen: Screen) -> tuple[str, Proof | None]:
    """Return the count of activities as written, with its proof."""
    return format_number(count, screen.language), make_proof("activities", count)


def _say_spent(
    spent: Mapping[str, Any], coverage: Coverage, screen: Screen
) -> KeyFigure:
    say = screen.words("overview")
    if spent["executed_net_eur"] is None:
        note = say("figure.spent_unknown")
        return KeyFigure(say("figure.spent"), say("figure.unknown"), note)
    note, proofs = say_coverage(coverage, screen), []
    if spent["executed_ratio"] is not None:
        share = format_share(spent["executed_ratio"], screen.language)
        proofs = [
            (share, make_proof("spent_share", spent["executed_ratio"])),
            _count(coverage.activity_count, screen),
        ]
        part = say("figure.spent_share", share=share, count=coverage.activity_count)
        note = f"{part}; {note}"
    value = write_short(spent["executed_net_eur"], screen)
    proof = make_proof("spent", spent["executed_net_eur"])
    return KeyFigure(say("figure.spent"), value, note, proof, in_note=proofs)


def _say_late(coverage: Coverage, screen: Screen) -> KeyFigure:
    say, count = screen.words("overview"), coverage.all_late_count
    if coverage.reported_until_date is None:
        note = say("figure.late_unknown")
        return KeyFigure(say("figure.late"), say("figure.unknown"), note)
    value, proof = say("figure.activities", count=count), make_proof("late", count)
    if not coverage.is_enough:
        value = say("figure.at_least", value=value) if count else say("figure.unknown")
        note = say("figure.late_silent", count=coverage.silent_count)
        return KeyFigure(say("figure.late"), value, note, proof if count else None)
    note = say("figure.of_activities", count=coverage.activity_count)
    if count:
        left = write_short(coverage.left_net_eur, screen)
        note = f"{note}; {say('attention.left', amount=left)}"
    proofs = [_count(coverage.activity_count, screen)]
    return KeyFigure(say("figure.late"), value, note, proof, in_note=proofs)


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
    measured = counts["measured_count"]
    note = say("figure.measured", measured=measured, count=count)
    proofs = [
        (str(measured), make_proof("measured", measured)),
        (str(count), make_proof("promised", count)),
    ]
    proof = make_proof("reached", counts["reached_count"])
    return KeyFigure(label, value, note, proof, in_note=proofs)
