"""How findings are said: what they are about, and figures as a reader writes them.

Findings are language-neutral: subjects are numbers and codes, expected and found what
is printed. Words among them are turned into the reader's language here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.formats import NBSP, count_decimals, format_number
from dashboard.kit.html import tag, write_printed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen
    from pazanga.texts import Language

_NUMBER: Final = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?(?P<percent>%?)")
_CODES: Final = re.compile(r"[A-Z]{1,3}\d{1,3}(?:, [A-Z]{1,3}\d{1,3})*")
_DIRECTIONS: Final = ("increase", "decrease", "maintain")
_PARTS: Final = ("document", "activities", "soft", "infrastructure", "municipality")
"""Subjects that are words of the rules, not of the document."""


def say_subject(row: Mapping[str, Any], screen: Screen) -> str:
    """Describe what a finding is about: `13 rodiklis`, `tiesioginės išlaidos, PVM`."""
    say = screen.words("quality")
    kind, subject = row["subject_kind"], row["subject"]
    if kind == "total":
        return _say_total(subject, screen)
    if kind == "document":
        return say(f"subject.{subject}") if subject in _PARTS else str(subject)
    return say(f"subject.{kind}", subject=subject)


def _say_total(subject: str, screen: Screen) -> str:
    say = screen.words("quality")
    kind, _, amount = subject.partition(".")
    name = amount.removesuffix("_eur")
    return f"{say(f'totals.kind.{kind}')}, {say(f'totals.kind_of.{name}')}"


def say_figure(text: str, screen: Screen) -> str:
    """Describe what was expected or found, in the reader's language."""
    if text in _DIRECTIONS:
        return screen.words("quality")(f"word.{text}")
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    language = screen.language
    decimals = len(match["decimals"] or "")
    number = format_number(Decimal(text.rstrip("%")), language, decimals=decimals)
    space = NBSP if language == "lt" else ""
    return f"{number}{space}%" if match["percent"] else number


def is_figure(text: str) -> bool:
    """Whether what was expected or found is one number, not words or codes."""
    return _NUMBER.fullmatch(text) is not None


def mark_missing(text: str, other: str | None, screen: Screen) -> str:
    """Write what was expected or found; codes that the other lacks are pointed out.

    Args:
        text: Codes of schools (`G1, G3`), a number or words.
        other: What it is held against; None where nothing is.
        screen: Language.
    """
    codes = _CODES.fullmatch(text)
    if not codes or other is None or not _CODES.fullmatch(other):
        is_ours = text in _DIRECTIONS or is_figure(text)
        return escape(say_figure(text, screen)) if is_ours else write_printed(text)
    known = set(other.split(", "))
    return ", ".join(
        escape(code)
        if code in known
        else tag(
            "strong",
            escape(code),
            title=screen.words("quality")("word.only_here"),
            class_="odd",
        )
        for code in text.split(", ")
    )


def say_difference(
    value: Decimal, language: Language, decimals: int | None = None
) -> str:
    """Describe a difference with its sign: `+26 498,44`.

    Args:
        value: What was found minus what was expected.
        language: Language of the reader.
        decimals: How many it gets; None: as many as it has.
    """
    sign = "+" if value > 0 else ""
    digits = count_decimals([value]) if decimals is None else decimals
    return f"{sign}{format_number(value, language, decimals=digits)}"
