"""How findings are said: what they are about, and figures as a reader writes them.

Findings are language-neutral: subjects are numbers and codes, expected and found what
is printed. Words among them are turned into the reader's language here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dashboard.formats import NBSP, format_number, format_plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.screen import Screen
    from warehouse.messages import Language

_NUMBER: Final = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?(?P<percent>%?)")
_DIRECTIONS: Final = ("increase", "decrease", "maintain")
_PARTS: Final = ("document", "activities", "soft", "infrastructure")
"""Subjects that are words of the rules, not of the document."""


def say_subject(row: Mapping[str, Any], screen: Screen) -> str:
    """Say what a finding is about: `13 rodiklis`, `tiesioginės išlaidos, PVM`."""
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
    """Say what was expected or found: numbers and words in the reader's language."""
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


def say_difference(value: Decimal, language: Language) -> str:
    """Say a difference with its sign: `+26 498,44`."""
    sign = "+" if value > 0 else ""
    return f"{sign}{format_plain(value, language)}"
