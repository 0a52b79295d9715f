"""The overview's four figures: planned, spent, late, promises kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.app_pages.overview.attention import say_coverage, say_left
from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.formats import format_share
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import join_proven, prove

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
    counted = make_proof("activities", count)
    planned = make_proof("planned", plan["net_eur"])
    if plan["printed_net_eur"] is None:
        label = prove(say("figure.rows", count=count), counted)
        return KeyFigure(label, rows, write_exact(plan["net_eur"], screen), planned)
    # In Lithuanian the count comes first, in English the sum.
    both = [counted, planned] if screen.language == "lt" else [planned, counted]
    note = prove(say("figure.planned_note", count=count, rows=rows), *both)
    if (gross := plan["printed_gross_eur"]) is not None:
        said = say("figure.gross", gross=write_short(gross, screen))
        said = prove(said, make_proof("printed_gross", gross))
        note = join_proven([note, said], "; ")
    value = write_short(plan["printed_net_eur"], screen)
    proof = make_proof("printed", plan["printed_net_eur"])
    return KeyFigure(say("figure.planned"), value, note, proof)


def _say_spent(
    spent: Mapping[str, Any], coverage: Coverage, screen: Screen
) -> KeyFigure:
    say = screen.words("overview")
    if spent["executed_net_eur"] is None:
        note = say("figure.spent_unknown")
        return KeyFigure(say("figure.spent"), say("figure.unknown"), note)
    note, count = say_coverage(coverage, screen), coverage.activity_count
    if (ratio := spent["executed_ratio"]) is not None:
        share = format_share(ratio, screen.language)
        part = say("figure.spent_share", share=share, count=count)
        proofs = make_proof("spent_share", ratio), make_proof("activities", count)
        note = join_proven([prove(part, *proofs), note], "; ")
    value = write_short(spent["executed_net_eur"], screen)
    proof = make_proof("spent", spent["executed_net_eur"])
    return KeyFigure(say("figure.spent"), value, note, proof)


def _say_late(coverage: Coverage, screen: Screen) -> KeyFigure:
    say, count = screen.words("overview"), coverage.all_late_count
    if coverage.reported_until_date is None:
        note = say("figure.late_unknown")
        return KeyFigure(say("figure.late"), say("figure.unknown"), note)
    value, proof = say("figure.activities", count=count), make_proof("late", count)
    if not coverage.is_enough:
        value = say("figure.at_least", value=value) if count else say("figure.unknown")
        silent = say("figure.late_silent", count=coverage.silent_count)
        note = prove(silent, coverage.prove_silent())
        return KeyFigure(say("figure.late"), value, note, proof if count else None)
    all_count = coverage.activity_count
    note = say("figure.of_activities", count=all_count)
    note = prove(note, make_proof("activities", all_count))
    if count:
        note = join_proven([note, say_left(coverage, screen)], "; ")
    return KeyFigure(say("figure.late"), value, note, proof)


def _say_kept(counts: Mapping[str, Any], screen: Screen) -> KeyFigure:
    say, count = screen.words("overview"), counts["indicator_count"]
    label, promised = say("figure.kept"), make_proof("promised", count)
    if not count:
        return KeyFigure(label, say("figure.none"), say("indicators.none"))
    if not counts["measured_count"]:
        note = prove(say("figure.unmeasured", count=count), promised)
        return KeyFigure(label, say("figure.unknown"), note)
    reached = make_proof("reached", counts["reached_count"])
    value = say("figure.of", part=counts["reached_count"], whole=count)
    measured = counts["measured_count"]
    note = say("figure.measured", measured=measured, count=count)
    note = prove(note, make_proof("measured", measured), promised)
    return KeyFigure(label, prove(value, reached, promised), note)
