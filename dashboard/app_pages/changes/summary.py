"""What the page says of two states: the answer, the sums, what cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.blocks.figures import KeyFigure
from dashboard.kit.blocks.unapplied import LENGTH
from dashboard.kit.formats import format_number
from dashboard.kit.money import write_exact, write_short
from dashboard.kit.phrases import shorten
from dashboard.kit.proofs.proof import date_proof, make_proof
from dashboard.kit.proofs.sentence import prove
from pazanga.local_time import find_day, format_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from dashboard.app_pages.changes.comparison import ComparedStates
    from dashboard.app_pages.changes.since import Earlier, Since
    from dashboard.kit.screen import Screen

PROOFS: Final[Mapping[str, str]] = {
    "in_force_net_eur": "in_force",
    "executed_net_eur": "spent",
    "measured_count": "measured",
    "finding_count": "findings",
}
"""Sums now, by the names of their proofs."""


def write_answer(
    comparison: ComparedStates, since: Since, earlier: Earlier, screen: Screen
) -> str:
    """Describe how much differs since when, by topic.

    Args:
        comparison: What differs.
        since: What was asked for.
        earlier: What it is compared with.
        screen: Language.
    """
    say = screen.words("changes")
    moment = format_moment(earlier.published_at)
    when = since.day.isoformat() if since.day else moment
    changed = [one for one in comparison.topics if one.differences]
    if not comparison.has_plan:
        return say("answer.no_plan", when=when)
    if not changed:
        is_whole = not any(one.missing for one in comparison.topics)
        return say("answer.none" if is_whole else "answer.none_partly", when=when)
    parts = [
        say(f"part.{one.topic.name}", count=len(one.differences)) for one in changed
    ]
    return say("answer.some", when=when, count=comparison.count, parts=", ".join(parts))


def write_refusal(
    since: Since, asked: str, kept: Sequence[Earlier], screen: Screen
) -> str:
    """Describe why there is nothing to compare with, and since when there is."""
    say = screen.words("changes")
    oldest = find_day(kept[-1].published_at).isoformat() if kept else ""
    published = format_moment(screen.snapshot.published_at)
    return say(
        f"refusal.{since.answer}",
        asked=shorten(asked, LENGTH),
        oldest=oldest,
        published=published,
    )


def label_options(
    since: Since, asked: str, kept: Sequence[Earlier], screen: Screen
) -> dict[str, str]:
    """Return what can be compared with, by its code, and what was asked for.

    What is answered stays chosen; only what means nothing is no option.
    """
    say = screen.words("changes")
    options = {one.code: format_moment(one.published_at) for one in kept}
    if since.day:
        return {asked: say("choose.day", day=asked)} | options
    return ({asked: asked} if since.answer in {"gone", "current"} else {}) | options


def list_notes(
    comparison: ComparedStates, since: Since, earlier: Earlier, screen: Screen
) -> list[str]:
    """List what is compared with what, and what could not be."""
    say = screen.words("changes")
    before = format_moment(earlier.published_at)
    after = format_moment(screen.snapshot.published_at)
    notes = [say("note.both", before=before, after=after)]
    if since.day:
        notes = [say("note.day", day=since.day, before=before, after=after)]
    missing = [
        say(f"topic.{name}") if name == one.topic.name else say(f"field.{name}")
        for one in comparison.topics
        for name in one.missing
    ]
    if missing:
        notes.append(say("note.missing", what=", ".join(missing)))
    same = [
        say(f"topic.{one.topic.name}")
        for one in comparison.topics
        if not one.differences and not one.missing
    ]
    if same and comparison.count:
        notes.append(say("note.same", what=", ".join(same)))
    return notes


def list_figures(
    comparison: ComparedStates, earlier: Earlier, screen: Screen
) -> list[KeyFigure]:
    """Make the sums now, each with what it was then."""
    say = screen.words("changes")

    def write_count(value: int, screen: Screen) -> str:
        return format_number(value, screen.language)

    figures = []
    for name, value in comparison.after.items():
        is_money = name.endswith("_eur")
        write = write_short if is_money else write_count
        exact = write_exact if is_money else write_count
        now = say("value.unknown") if value is None else write(value, screen)
        then = make_proof(PROOFS[name], comparison.before.get(name))
        said = _say_before(name, comparison, exact, screen)
        note = prove(said, date_proof(then, earlier.path.name))
        proof = make_proof(PROOFS[name], value)
        figures.append(KeyFigure(say(f"total.{name}"), now, note, proof))
    return figures


def _say_before(
    name: str,
    comparison: ComparedStates,
    write: Callable[[Any, Screen], str],
    screen: Screen,
) -> str:
    say = screen.words("changes")
    value: Decimal | int | None = comparison.after[name]
    if name not in comparison.before:
        return say("total.untold")
    before: Decimal | int | None = comparison.before[name]
    if before is None:
        return say("total.before", before=say("value.unknown"))
    if value is None:
        return say("total.before", before=write(before, screen))
    if value == before:
        return say("total.same")
    change = write(abs(value - before), screen)
    key = "total.more" if value > before else "total.less"
    return say(key, change=change, before=write(before, screen))
