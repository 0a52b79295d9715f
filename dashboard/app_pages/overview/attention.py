"""What needs attention: what is not known first, then what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.filters import list_filters
from dashboard.kit.formats import format_date
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.money import write_short
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.status_shapes import write_mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.app_pages.spending.coverage import Coverage
    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen

OLD: Final = 3
"""Months without a newer payment, after which the age of the data is said first."""

_KINDS: Final[Mapping[str, tuple[str, str, Mapping[str, Sequence[str]]]]] = {
    "behind": ("off_course", "spending", {"pace": ("off_course",)}),
    "overspent": ("overspent", "spending", {"pace": ("overspent", "not_planned")}),
    "off_course": ("off_course", "targets", {"status": ("off_course",)}),
    "slow": ("at_risk", "spending", {"pace": ("at_risk",)}),
    "at_risk": ("at_risk", "targets", {"status": ("at_risk",)}),
    "untold": ("pace_unknown", "spending", {"pace": ("pace_unknown",)}),
    "error": ("error", "quality", {"severity": ("error",)}),
    "stale_source": ("error", "quality", {}),
}
"""What is counted, the gravest first: shape of a mark, page, filters of its rows."""

_STATUSES: Final[Mapping[str, tuple[str, str]]] = {
    "behind": ("rpt_activity_absorption", "off_course"),
    "slow": ("rpt_activity_absorption", "at_risk"),
    "untold": ("rpt_activity_absorption", "pace_unknown"),
    "off_course": ("rpt_indicator", "off_course"),
    "at_risk": ("rpt_indicator", "at_risk"),
}
"""Kinds that are one status each: the table that is counted, and the status."""


@dataclass(frozen=True)
class Concern:
    """One thing that needs attention.

    Attributes:
        shape: Name of its mark, see `shapes`.
        said: What it is.
        more: What else is known of it; may be empty.
        page: Page that shows its rows; empty where there is none.
        chosen: Filters of that page that leave its rows.
    """

    shape: str
    said: str
    more: str = ""
    page: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()


def list_concerns(
    counts: Mapping[str, Any], coverage: Coverage, today: date, screen: Screen
) -> list[Concern]:
    """List what needs attention, what is not known first.

    Args:
        counts: What `query_attention` gives.
        coverage: What `query_coverage` gives.
        today: Day the page is read.
        screen: Language.
    """
    say = screen.words("overview")
    late = _list_late(coverage, screen)
    counted = [
        Concern(
            shape,
            prove(say(f"attention.{kind}", count=count), _prove_kind(kind, count)),
            page=page,
            chosen=tuple((name, tuple(codes)) for name, codes in chosen.items()),
        )
        for kind, (shape, page, chosen) in _KINDS.items()
        if (count := counts[f"{kind}_count"])
    ]
    return [*_list_unknown(counts, coverage, today, screen), *late, *counted]


def _prove_kind(kind: str, count: int) -> Proof | None:
    """Make the proof of how many things of a kind need attention."""
    if kind in _STATUSES:
        table, code = _STATUSES[kind]
        return prove_cell(f"{table}.rows", count, status_code=code)
    if kind == "error":
        return make_proof("findings", count, severity="error")
    name = "overspent" if kind == "overspent" else "stale_sources"
    return make_proof(name, count)


def _list_unknown(
    counts: Mapping[str, Any], coverage: Coverage, today: date, screen: Screen
) -> list[Concern]:
    """List what nobody has loaded, what is loaded for a few only, and what is old."""
    say = screen.words("overview")
    until = coverage.reported_until_date
    missing = {
        "payments": until is None,
        "measurements": counts["indicator_count"] and not counts["measured_count"],
        "exams": not counts["exam_count"],
    }
    concerns = []
    if names := [say(f"unknown.{name}") for name, given in missing.items() if given]:
        is_all = missing["payments"] and (
            missing["measurements"] or not counts["indicator_count"]
        )
        key = "unknown.all" if is_all else "unknown.some"
        remedy = say("unknown.remedy", page=screen.words("load")("menu.name"))
        concerns.append(Concern("unknown", say(key, what=", ".join(names)), remedy))
    if until and not coverage.is_enough:
        concerns.append(
            Concern(
                "unknown",
                prove(
                    say("unknown.silent", count=coverage.silent_count),
                    coverage.prove_silent(),
                ),
                say_coverage(coverage, screen),
                "spending",
                (("pace", ("no_payments",)),),
            )
        )
    if until and (months := _count_months(until, today)) >= OLD:
        day = format_date(until)
        concerns.append(
            Concern(
                "unknown", say("unknown.old", day=day, count=months), page="spending"
            )
        )
    return concerns


def _list_late(coverage: Coverage, screen: Screen) -> list[Concern]:
    say, count = screen.words("overview"), coverage.all_late_count
    if not count:
        return []
    chosen = (("pace", coverage.late_statuses),)
    said = prove(say("attention.late", count=count), make_proof("late", count))
    return [Concern("late", said, say_left(coverage, screen), "spending", chosen)]


def say_left(coverage: Coverage, screen: Screen) -> str:
    """Describe how much of the money of late activities is not spent."""
    left = coverage.left_net_eur
    said = screen.words("overview")("attention.left", amount=write_short(left, screen))
    return prove(said, make_proof("late_left", left))


def say_coverage(coverage: Coverage, screen: Screen) -> str:
    """Describe how many activities of the plan have payments, and until when."""
    say, until = screen.words("overview"), coverage.reported_until_date
    said = say(
        "coverage.payments",
        paid=coverage.paid_count,
        count=coverage.activity_count,
        day=format_date(until) if until else "",
    )
    return prove(
        said,
        coverage.prove_paid(),
        prove_cell("rpt_plan.activity_count", coverage.activity_count),
    )


def _count_months(since: date, today: date) -> int:
    months = 12 * (today.year - since.year) + today.month - since.month
    return months - (today.day < since.day)


def write_concerns(concerns: Sequence[Concern], screen: Screen) -> str:
    """Write what needs attention, a line each; a line with rows leads to them."""
    items = []
    for concern in concerns:
        is_link = bool(concern.page)
        said = tag("b", write_sentence(concern.said, screen, is_inside=is_link))
        if concern.page:
            no_filters: dict[str, Sequence[str]] = dict.fromkeys(list_filters(), ())
            chosen = no_filters | dict(concern.chosen)
            said = write_link(screen, concern.page, said, **chosen)
        more = (
            tag("small", write_sentence(concern.more, screen)) if concern.more else ""
        )
        items.append(tag("li", write_mark(concern.shape), said, more))
    return tag("ul", *items, class_="marked")
