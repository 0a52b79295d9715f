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
_ACTIONS: Final = ("stop", "warn", "note")
_NOTHING: Final = re.compile(r"(?!)")
_PAIRED: Final = ("alyt", "kaun", "klaiped", "panevez", "siaul", "viln")
"""Names that a city and the district around it share."""

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

_SIGNS: Final = re.compile(r"(?<![\\\[-])[aceisuz](?![\]-])")

MUNICIPALITY: Final = "municipality"
_DISTRICT: Final = "_district"


@dataclass(frozen=True, slots=True)
class HeardMeaning:
    """What a text is heard to say.

    Attributes:
        name: Name of the meaning, as `heard.<name>` of `messages.toml`.
        action: `stop`, `warn`, or `note`: only in cells of notes.
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


def _compile(words: Iterable[str]) -> re.Pattern[str]:
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
                _compile(entry.get("words", ())),
                _compile(entry.get("whole", ())),
                _compile(entry.get("unless", ())),
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
        _SIGNS.sub(lambda sign: _MARKS.get(sign[0], sign[0]), word)
        .replace("*", r"\w*")
        .replace("#", r"\d+")
        .replace(" ", r"\W+")
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


@cache
def _places() -> tuple[re.Pattern[str], tuple[str, ...]]:
    known = read_toml("said_words.toml")["municipalities"]
    names = tuple(known["names"])
    follow = _compile(known["follow"]).pattern
    named = "|".join(map(re.escape, names))
    return re.compile(rf"\b({named})\w* ({follow})"), names


def find_municipality(text: str, codes: Iterable[str]) -> str:
    """Find another municipality than that of plans, which a text names; else empty.

    Args:
        text: A title, or the name of a sheet.
        codes: Codes of plans; where one names no municipality, nothing is said.
    """
    pattern, names = _places()
    plans = set(codes)
    if not plans or not all(c.replace("_", " ").startswith(names) for c in plans):
        return ""
    found = list(pattern.finditer(fold(text)))
    is_own = any(_is_of(one, plan) for one in found for plan in plans)
    return found[0].group() if found and not is_own else ""


def _is_of(found: re.Match[str], plan: str) -> bool:
    """Whether a plan is of the municipality that was found."""
    name, kind = found.group(1), found.group(2).split()[0]
    if not plan.replace("_", " ").startswith(name):
        return False
    is_told = name in _PAIRED and (kind[0] in "mr") and kind != "municipality"
    return not is_told or (kind[0] == "r") == plan.endswith(_DISTRICT)


def over_notes(titles: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the columns in which people write notes, by what stands over them.

    Args:
        titles: Name of each column, and what stands over it.
    """
    pattern = _compile(read_toml("said_words.toml")["notes"]["headings"])
    for name, title in titles:
        if pattern.match(fold(title)):
            yield name
