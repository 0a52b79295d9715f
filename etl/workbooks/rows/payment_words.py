"""Words that say of a payment that it was not made, came back, or may not count."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from etl.workbooks.cells.meanings import GAP
from etl.workbooks.cells.units import spell_signs
from etl.workbooks.cells.words import fold, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_WORDS: Final = 3
"""So many words say a state; more of them tell a story."""

LONGEST_SIGN: Final = len("2024-05-31 00:00:00")
_LONGEST: Final = 500
_DAY: Final = re.compile(r"[\d\s.:/-]*[1-9][\d\s.:/-]*")
_DIGITS: Final = re.compile(r"\d+")
_DATE: Final = re.compile(r"\s*\d{4}[-./ ]\d{1,2}[-./ ]\d{1,2}\b.*")
_FIGURE: Final = re.compile(r"[\d\s.,]*[1-9][\d\s.,]*(?:€|eur)?\s*", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b\d{4}(?: ?m\.)?")
_OF_SIGNS: Final = frozenset("+-−–±/ ()")
_MINUS: Final = frozenset({"-", "–", "−", "-1", "−1", "minus"})
_ASKS: Final = re.compile(
    r"^\W*\?\W*$|[^\W\d_]\?+\s*$|\?\?|^\W*[×x]\s?\d\W*$|\bne \d.*\bo \d",
    re.IGNORECASE,
)
"""A question about a payment, `×2`, `ne 100, o 150`."""

_SIGNS: Final = (r"\?", r"\d\s*%", r"[×x]\s?\d", r"\bne \d")
"""What says something though it is no word, for the pattern."""

_MARKS: Final = str.maketrans(
    {
        "a": "[aą]",
        "c": "[cč]",
        "e": "[eęė]",
        "i": "[iį]",
        "s": "[sš]",
        "u": "[uųū]",
        "z": "[zž]",
    }
)


@dataclass(frozen=True, slots=True)
class _Words:
    stems: tuple[str, ...]
    paid: tuple[str, ...]
    phrases: tuple[str, ...]
    whole: tuple[str, ...]
    negations: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    asking: tuple[str, ...]
    days: tuple[str, ...]
    figures: tuple[str, ...]
    kinds: tuple[str, ...]
    annulled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Doubtful:
    stems: tuple[str, ...]
    phrases: tuple[str, ...]
    whole: tuple[str, ...]
    special: tuple[str, ...]
    without: tuple[str, ...]
    usual: tuple[str, ...]
    unless: tuple[str, ...]
    sheets: tuple[str, ...]
    sections: tuple[str, ...]
    replaced: tuple[str, ...]
    joined: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Income:
    phrases: tuple[str, ...]
    whole: tuple[str, ...]
    headings: tuple[str, ...]
    signs: tuple[str, ...]
    titles: tuple[str, ...]
    minus_headings: tuple[str, ...]


def _read(of: type[_Words | _Doubtful | _Income], name: str) -> dict[str, Any]:
    said: dict[str, Any] = read_toml("workbook_words.toml")[name]
    return {f.name: tuple(map(fold, said[f.name])) for f in fields(of)}


@cache
def _words() -> _Words:
    return _Words(**_read(_Words, "cancelled"))


@cache
def _doubtful() -> _Doubtful:
    return _Doubtful(**_read(_Doubtful, "doubtful"))


@cache
def _income() -> _Income:
    return _Income(**_read(_Income, "income"))


@cache
def pattern() -> str:
    """Return a pattern that every text fits that may say something of a payment."""
    known, doubtful, income = _words(), _doubtful(), _income()
    parts: Iterable[str] = (
        *(*known.stems, *known.phrases, *known.whole),
        *(*doubtful.stems, *doubtful.special, *doubtful.phrases, *doubtful.whole),
        *(*income.phrases, *income.whole),
        *(f"{stem}.*:" for stem in (*known.paid, *doubtful.asked)),
    )
    spelled = (part.translate(_MARKS).replace(" ", GAP) for part in parts)
    return f"(?i){'|'.join((*spelled, *_SIGNS))}"


def _drop_asking(title: str) -> list[str]:
    words, known = fold(title).split(), _words()
    while words and words[0] in known.asking:
        words = words[1:]
    return words


@lru_cache(maxsize=4096)
def signs_under(title: str) -> frozenset[str]:
    """Return the signs that say under a heading that money was not paid."""
    words, known = _drop_asking(title), _words()
    if not words or len(words) > MOST_WORDS:
        return frozenset()
    if any(word.startswith(known.kinds) for word in words):
        return frozenset(known.annulled)
    if words[0].startswith(known.stems) or " ".join(words) in known.phrases:
        return frozenset(known.yes)
    return frozenset(known.no if words[0].startswith(known.paid) else ())


@lru_cache(maxsize=4096)
def doubts_under(title: str) -> frozenset[str]:
    """Return the signs that leave it open under a heading whether a payment counts."""
    words, known = _drop_asking(title), _doubtful()
    if not words or len(words) > MOST_WORDS:
        return frozenset()
    if words[0].startswith(known.asked):
        return frozenset(_words().no)
    is_open = words[0].startswith(known.stems) or " ".join(words) in known.whole
    return frozenset(_words().yes if is_open else ())


@lru_cache(maxsize=4096)
def is_over_paid(title: str) -> bool:
    """Whether a heading asks if a payment was made, to be marked where it was."""
    words = _drop_asking(title)
    return 0 < len(words) <= MOST_WORDS and words[0].startswith(_words().paid)


def signs_of_no() -> frozenset[str]:
    """Return the signs that say no under a heading."""
    return frozenset({"", *_words().no})


def is_yes(text: str) -> bool:
    """Whether a cell under such a heading says yes."""
    return fold(text) in _words().yes


@lru_cache(maxsize=4096)
def is_over_replaced(title: str) -> bool:
    """Whether a heading is about a document that a row corrects or replaces."""
    return fold(title).startswith(_doubtful().replaced)


@lru_cache(maxsize=4096)
def is_over_undone(title: str) -> bool:
    """Whether a heading is about money that came back, or about none paid."""
    words, known = fold(title).split(), _words()
    is_short = 0 < len(words) <= MOST_WORDS
    return is_short and words[0].startswith((*known.stems, *known.figures))


def is_figure(text: str) -> bool:
    """Whether a cell under such a heading holds an amount, or a part of one."""
    return _FIGURE.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def is_over_days(title: str) -> bool:
    """Whether a heading stands over days on which payments were undone."""
    words, known = fold(title).split(), _words()
    is_short = 1 < len(words) <= MOST_WORDS
    return is_short and words[0].startswith(known.stems) and words[-1] in known.days


def is_day(text: str) -> bool:
    """Whether a cell under such a heading is filled in."""
    return _DAY.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether a cell is a day, so that what its heading says happened on it."""
    return _DATE.fullmatch(text) is not None


@lru_cache(maxsize=65536)
def speaks(text: str) -> bool:
    """Whether a text says that something was cancelled, and not that it was not."""
    if len(text) > _LONGEST:
        return False
    title, colon, sign = text.rpartition(":")
    words, known = fold(text), _words()
    said = fold(sign)
    if colon and said in {*known.yes, *known.no} and (signs := signs_under(title)):
        return said in signs
    if words in known.whole or _has_phrase(words, known.phrases):
        return True
    listed = words.split()
    return any(
        word.startswith(known.stems)
        and not set(known.negations) & set(listed[max(at - 1, 0) : at])
        for at, word in enumerate(listed)
    )


def _has_phrase(words: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase} " in f" {words} " for phrase in phrases)


@lru_cache(maxsize=65536)
def doubts(text: str) -> bool:
    """Whether a text leaves it open whether a payment was made, or counts."""
    words, known = fold(spell_signs(text)), _doubtful()
    for usual in known.usual:
        words = f" {words} ".replace(f" {usual} ", " ").strip()
    listed = words.split()
    if len(text) > _LONGEST:
        return False
    if words in known.whole or _ASKS.search(text) or _has_phrase(words, known.phrases):
        return True
    if is_special(listed):
        return True
    is_meant = not set(known.unless) & set(listed)
    return is_meant and any(word.startswith(known.stems) for word in listed)


def is_special(listed: Sequence[str]) -> bool:
    """Whether words speak of an advance, a fine, interest: of no price that was paid.

    Args:
        listed: The words of a text, folded.
    """
    known = _doubtful()
    return any(
        word.startswith(known.special) and listed[max(at - 1, 0)] not in known.without
        for at, word in enumerate(listed)
    )


def is_reversal(text: str) -> bool:
    """Whether a text says that a payment takes another one back, or money came back."""
    stems = tuple(map(fold, read_toml("workbook_words.toml")["reversals"]))
    return any(word.startswith(stems) for word in fold(text).split())


def is_state(text: str, title: str = "") -> bool:
    """Whether a text is a state and no story."""
    words = [word for word in fold(text).split() if not word.isdigit()]
    says = speaks(text) or bool(signs_under(title)) or is_over_days(title)
    return len(words) <= MOST_WORDS and says


@lru_cache(maxsize=4096)
def is_over_sides(title: str) -> bool:
    """Whether a heading stands over kinds of operations, or sides of a ledger."""
    words = fold(title).split()
    is_kind = len(words) <= MOST_WORDS and any(
        word.startswith(_words().kinds) for word in words
    )
    is_side = fold(title).startswith(_income().headings)
    return is_kind or is_side or is_over_minus(title)


@lru_cache(maxsize=4096)
def is_over_minus(title: str) -> bool:
    """Whether a heading stands over the signs of amounts: `Ženklas`, `+/-`."""
    bare = title.strip()
    is_signs = bool(bare) and set(bare) <= _OF_SIGNS
    return is_signs or fold(title) in _income().minus_headings


@lru_cache(maxsize=65536)
def says_income(text: str, title: str) -> bool:
    """Whether a cell says that money came in: a credit note, a side of the ledger."""
    words, known = fold(text), _income()
    if words in known.whole or _has_phrase(words, known.phrases):
        return True
    if is_over_minus(title) and text.strip().casefold() in _MINUS:
        return True
    return words in known.signs and is_over_sides(title)


@lru_cache(maxsize=4096)
def judge_title(text: str) -> str:
    """Return how a title is meant: `sure`, `maybe`, `income`; empty: says nothing.

    Only one that begins with its state, and joins nothing to it, is sure.
    """
    known, listed = _words(), fold(text).split()
    if " ".join(listed).startswith(_doubtful().sections):
        return "maybe"
    if not (speaks(text) or doubts(text) or doubts(_YEAR.sub(" ", text))):
        return "income" if _is_title_of_income(listed) else ""
    begins = listed[0].startswith(known.stems) or " ".join(listed) in known.whole
    is_joined = bool(set(_doubtful().joined) & set(listed))
    has_digit = any(word.isdigit() for word in listed)
    is_plain = begins and not is_joined and not has_digit
    return "sure" if is_plain and len(listed) <= MOST_WORDS else "maybe"


def _is_title_of_income(listed: list[str]) -> bool:
    """Whether all words of a title, but its years, say that money came in."""
    words = " ".join(word for word in listed if not word.isdigit() and word != "m")
    known = _income()
    return words in known.titles or _has_phrase(words, known.phrases)


@lru_cache(maxsize=4096)
def judge_sheet(name: str) -> str:
    """Return how the name of a sheet is meant, as titles are."""
    listed = [word for word in fold(name).split() if not word.isdigit()]
    if listed and all(word in _doubtful().sheets for word in listed):
        return "maybe"
    return judge_title(_DIGITS.sub(" ", name)) if listed else ""


@cache
def _void_decisions() -> frozenset[str]:
    return frozenset(
        map(fold, read_toml("workbook_words.toml")["void_decisions"]["whole"])
    )


@cache
def _titles_of_force() -> frozenset[str]:
    return frozenset(
        map(fold, read_toml("workbook_words.toml")["void_decisions"]["in_force"])
    )


def is_void_decision(text: str, title: str = "") -> bool:
    """Whether a text, or a sign under its heading, voids a change of a plan."""
    before, colon, sign = text.rpartition(":")
    if colon and not title:
        return is_void_decision(sign, before)
    asked, said = " ".join(_drop_asking(title)), fold(text)
    is_void = asked in _void_decisions() and said in _words().yes
    is_undone = asked in _titles_of_force() and said in _words().no
    return is_void or is_undone or said in _void_decisions()
