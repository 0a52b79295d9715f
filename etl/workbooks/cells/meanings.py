"""What a text says of the rows around it, by the words of `said_words.toml`.

`Siektinos reikšmės` says `planned`: over measured values it stops the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from etl.workbooks.cells.words import fold, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST: Final = 200
_ACTIONS: Final = ("stop", "hold", "warn", "note")
_NOTHING: Final = re.compile(r"(?!)")
_MARKS: Final = {
    "a": "[aą]",
    "c": "[cč]",
    "e": "[eęė]",
    "i": "[iį]",
    "s": "[sš]",
    "u": "[uųū]",
    "z": "[zž]",
}
"""Letters that people write with a mark, or without."""

GAP: Final = "[^0-9a-z]+"
"""Between words, letters with marks included: classes of all letters are large."""

_SIGNS: Final = re.compile(r"(?<![\\\[-])[aceisuz](?![\]-])")


@dataclass(frozen=True, slots=True)
class HeardMeaning:
    """What a text is heard to say.

    Attributes:
        name: Name of the meaning, as `heard.<name>` of `messages.toml`.
        action: `stop`; `hold`: the plan decides; `warn`; or `note`: only in cells of
            notes.
        words: The words by which it is heard, folded.
        is_anywhere: Whether it stops a table from any place.
    """

    name: str
    action: str
    words: str
    is_anywhere: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    words: re.Pattern[str]
    whole: re.Pattern[str]
    unless: re.Pattern[str]
    is_anywhere: bool


@lru_cache(maxsize=4096)
def holds_word(text: str, kind: str, name: str) -> bool:
    """Whether a text holds a word of a meaning, whatever stands beside it.

    Args:
        text: A title of an indicator.
        kind: Kind of the rows.
        name: Name of the meaning.
    """
    words = fold(text)
    named = (rule for _, rule in _rules(kind) if rule.name == name)
    return any(rule.words.search(words) is not None for rule in named)


def compile_words(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern that words of the file stand for."""
    listed = [w.replace("*", r"\w*").replace("#", r"\d+") for w in words]
    return re.compile(rf"\b(?:{'|'.join(listed)})\b") if listed else _NOTHING


@cache
def _rules(kind: str) -> tuple[tuple[str, _Rule], ...]:
    """Return the rules for a kind, each with what follows from it."""
    said: list[dict[str, Any]] = read_toml("said_words.toml")["said"]
    return tuple(
        (
            action,
            _Rule(
                entry["name"],
                compile_words(entry.get("words", ())),
                compile_words(entry.get("whole", ())),
                compile_words(entry.get("unless", ())),
                entry.get("anywhere", False),
            ),
        )
        for entry in said
        for action in _ACTIONS
        if kind in entry.get(action, ())
    )


@cache
def pattern_of(kind: str) -> str:
    """Return a pattern that every text of a cell fits that may say something.

    Args:
        kind: Kind of the rows.
    """
    said: list[dict[str, Any]] = read_toml("said_words.toml")["said"]
    words = (
        word
        for entry in said
        if any(kind in entry.get(action, ()) for action in _ACTIONS)
        and (kind != "spending" or kind in entry.get("note", ()))
        for word in (*entry.get("words", ()), *entry.get("whole", ()))
    )
    spelled = (
        _SIGNS.sub(lambda sign: _MARKS.get(sign[0], sign[0]), word.removesuffix("*"))
        .replace("*", "[^ ]*")
        .replace("#", "[0-9]+")
        .replace(" ?", "[^0-9a-z]*")
        .replace(" ", GAP)
        for word in words
    )
    return f"(?i){'|'.join(spelled)}"


@lru_cache(maxsize=65536)
def find_meanings(text: str, kind: str) -> tuple[HeardMeaning, ...]:
    """Find what a text says of rows of a kind, each meaning once.

    Args:
        text: A title, a name, a note; a longer one tells a story and says nothing.
        kind: Kind of the rows.
    """
    if len(text) > _LONGEST:
        return ()
    found: dict[str, HeardMeaning] = {}
    words = fold(text)
    for action, rule in _rules(kind):
        heard = rule.words.search(words) or rule.whole.fullmatch(words)
        if heard and not rule.unless.search(words):
            meaning = HeardMeaning(rule.name, action, heard.group(), rule.is_anywhere)
            found.setdefault(rule.name, meaning)
    return tuple(found.values())


def over_notes(titles: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the columns in which people write notes, by what stands over them.

    Args:
        titles: Name of each column, and what stands over it.
    """
    pattern = compile_words(read_toml("said_words.toml")["notes"]["headings"])
    for name, title in titles:
        if pattern.match(fold(title)):
            yield name
