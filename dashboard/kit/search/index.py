"""An index of named things: which of them hold what a reader typed.

It is built once for a snapshot and asked at every key, so that it looks at each word
once and not at each thing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final

from dashboard.kit.search.patterns import (
    LIKE,
    PROPOSED,
    find_stem,
    fold_text,
    make_patterns,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WORD: Final = re.compile(r"[a-z0-9][a-z0-9.]*")
_SPELLED: Final = re.compile(r"[^\W\d_]{4,}")

FURTHEST: Final = 2
"""Letters by which a proposed word may be longer or shorter."""


@dataclass(frozen=True)
class SearchEntry:
    """A thing that can be found.

    Attributes:
        kind: What it is: a page, an activity.
        name: What it is called.
        page: Where its link leads.
        values: Parameters of that page.
        plan_code: Plan it belongs to; empty where it belongs to none.
        plan_name: What that plan is called.
        detail: What is shown under it, and searched as well.
        other: What it is called in the other language: searched, not shown.
    """

    kind: str
    name: str
    page: str
    values: Mapping[str, str] = field(default_factory=dict)
    plan_code: str = ""
    plan_name: str = ""
    detail: str = ""
    other: str = ""


class SearchIndex:
    """Entries by the words in them.

    Args:
        entries: In the order in which equals are listed.
    """

    def __init__(self, entries: Iterable[SearchEntry]) -> None:
        self._entries: Sequence[SearchEntry] = tuple(entries)
        self._places: dict[str, set[int]] = defaultdict(set)
        self._named: dict[str, set[int]] = defaultdict(set)
        split = cache(_split)
        for place, entry in enumerate(self._entries):
            for word in split(entry.name):
                self._named[word].add(place)
            for text in (entry.name, entry.detail, entry.other):
                for word in split(text):
                    self._places[word].add(place)
        self._spelled = _spell(self._entries)

    def find(self, typed: str, plan: str) -> list[SearchEntry]:
        """List the entries that hold every word, the nearest to the reader first.

        Those of the plan on screen come before others, names before what is under them,
        words as typed (`4`) before those that go on (`40`).

        Args:
            typed: Words in any of their forms.
            plan: Code of the plan on screen.
        """
        wanted = [self._match(pattern) for pattern in make_patterns(typed)]
        if not wanted:
            return []
        places = set.intersection(*(self._collect(self._places, w) for w in wanted))
        named = set.intersection(*(self._collect(self._named, w) for w in wanted))

        as_typed = [self._named.get(word, set()) for word in _split(typed)]
        exact = set.intersection(*as_typed) if as_typed else set()

        def order(place: int) -> tuple[bool, bool, bool, int]:
            is_other = self._entries[place].plan_code not in {"", plan}
            return is_other, place not in named, place not in exact, place

        return [self._entries[place] for place in sorted(places, key=order)]

    def propose(self, typed: str) -> list[str]:
        """Propose words that look like those that nothing holds, the likest first."""
        proposed: list[str] = []
        for word in _split(typed):
            if word.isalpha() and not all(map(self._match, make_patterns(word))):
                proposed += self._propose_for(find_stem(word))
        return list(dict.fromkeys(proposed))[:PROPOSED]

    def _propose_for(self, stem: str) -> list[str]:
        """Propose for one word; few mistake its first letter, so that comes first."""
        alike = [one for one in self._spelled if abs(len(one) - len(stem)) <= FURTHEST]
        first = [one for one in alike if one[0] == stem[0]]
        near = get_close_matches(stem, first, PROPOSED, LIKE)
        near = near or get_close_matches(stem, alike, PROPOSED, LIKE)
        return [self._spelled[one] for one in near]

    def _match(self, pattern: str) -> list[str]:
        begins = re.compile(pattern)
        return [word for word in self._places if begins.match(word)]

    @staticmethod
    def _collect(places: Mapping[str, set[int]], words: Iterable[str]) -> set[int]:
        return set().union(*(places.get(word, set()) for word in words))


def _spell(entries: Iterable[SearchEntry]) -> dict[str, str]:
    """Return a word as it is written for each stem of names and details."""
    texts = dict.fromkeys(
        text for entry in entries for text in (entry.name, entry.detail)
    )
    words = dict.fromkeys(
        word.lower() for text in texts for word in _SPELLED.findall(text)
    )
    spelled: dict[str, str] = {}
    for word in words:
        spelled.setdefault(find_stem(fold_text(word)), word)
    return spelled


def _split(text: str) -> list[str]:
    return [word.rstrip(".") for word in _WORD.findall(fold_text(text))]
