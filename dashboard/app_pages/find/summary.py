"""What was found, in groups; what was meant, where nothing was."""

from __future__ import annotations

from html import escape
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from dashboard.kit.finding.entries import KINDS
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.kit.screen import Screen
    from dashboard.kit.search.index import SearchEntry

FEW: Final = 8
"""Results of a kind that are shown beside other kinds."""

MANY: Final = 200
"""Results of a kind that are shown alone."""

LONG: Final = 160


def write_answer(typed: str, entries: Sequence[SearchEntry], screen: Screen) -> str:
    """Describe how much was found; of nothing typed, what can be typed."""
    say = screen.words("find")
    if not typed:
        return say("answer.ask")
    if not entries:
        return say("answer.none", typed=typed)
    return say("answer.found", count=len(entries), typed=typed)


def write_results(
    typed: str, kind: str, entries: Sequence[SearchEntry], screen: Screen
) -> str:
    """Write what was found, a list per kind, each result a link.

    Args:
        typed: What the reader typed.
        kind: The one kind to show; empty: a few of each.
        entries: What `SearchIndex.find` gives.
        screen: Language and plan.
    """
    ordered = sorted(entries, key=lambda entry: KINDS.index(entry.kind))
    groups = {
        name: list(group) for name, group in groupby(ordered, key=attrgetter("kind"))
    }
    if kind in groups:
        return _write_group(typed, kind, groups[kind], MANY, screen)
    return "".join(
        _write_group(typed, name, group, FEW, screen) for name, group in groups.items()
    )


def _write_group(
    typed: str, kind: str, entries: Sequence[SearchEntry], most: int, screen: Screen
) -> str:
    say = screen.words("find")
    items = [_write_result(entry, screen) for entry in entries[:most]]
    if len(entries) > most == FEW:
        words = escape(say("more", count=len(entries)))
        link = write_link(screen, "find", words, search=typed, kind=kind)
        items.append(tag("li", link, class_="more"))
    elif len(entries) > most:
        items.append(tag("li", escape(say("cut", count=most)), class_="more"))
    head = tag("h2", escape(say(f"kind.{kind}", count=len(entries))))
    return head + tag("ul", *items, class_="results")


def _write_result(entry: SearchEntry, screen: Screen) -> str:
    plan = entry.plan_code or screen.plan_code
    kept = {"search": (), "kind": (), "plan": plan}
    link = write_link(
        screen, entry.page, escape(shorten(entry.name, LONG)), **kept, **entry.values
    )
    under = [shorten(entry.detail, LONG)] if entry.detail else []
    if entry.plan_code not in {"", screen.plan_code}:
        under.insert(0, entry.plan_name)
    return tag("li", link, tag("small", escape(" · ".join(under))) if under else "")


def write_proposals(words: Sequence[str], screen: Screen) -> str:
    """Write words that may have been meant, each a link; nothing without any."""
    if not words:
        return ""
    say = screen.words("find")
    links = (
        write_link(screen, "find", escape(word), search=word, kind=()) for word in words
    )
    return tag("p", escape(say("meant")), " ", ", ".join(links), "?", class_="note")
