"""Abbreviations in markup, each with its meaning: once a section, for every reader.

A section begins with a second-level heading. The meaning is reached by mouse, by key
and by touch (see `style.css`); programs that read aloud find it as a description. In
links, which hold nothing more to focus, it is the title of the abbreviation, and shows
with the focus of the link.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.glossary.terms import read_abbreviations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pazanga.texts import Language

_TAG: Final = re.compile(r"(<[^>]*>)")
_NAME: Final = re.compile(r"</?([a-z0-9]+)")
_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_LEFT: Final = frozenset(
    {"abbr", "button", "caption", "code", "label", "option", "pre", "script", "style"}
    | {"svg"}
)
"""Elements whose text stays as it is."""

_QUIET: Final = frozenset({"a", "summary"})
"""Elements where a meaning is only a title: none of theirs may be focused."""

_FOCUSED: Final = '<abbr tabindex="0" aria-description'
_TITLED: Final = "<abbr title"

_CLOSED: Final = ('role="img"', "aria-hidden", "lang=", "hidden")
"""Attributes of elements that are one picture, unseen, or words of a plan."""


def mark_abbreviations(markup: str, language: Language, seen: set[str]) -> str:
    """Mark the first of each abbreviation of a section.

    Args:
        markup: Markup of ours, well formed.
        language: Language of the reader.
        seen: Those that this section has explained; changed in place.
    """
    meanings, pattern = read_abbreviations(language), _pattern(language)
    if "<h2" not in markup and not pattern.search(markup):
        return markup
    parts: list[str] = []
    inside: list[bool] = []  # Whether each open element leaves its text as it is.
    for part, is_tag in _split(markup):
        if not is_tag:
            opening = _TITLED if inside else _FOCUSED
            if not inside or not inside[-1]:
                part = _mark(part, pattern, meanings, seen, opening)  # noqa: PLW2901
            parts.append(part)
            continue
        parts.append(part)
        name = _read_name(part)
        if part.startswith("<h2"):
            seen.clear()
        if part.startswith("</"):
            del inside[-1:]
        elif name not in _VOID:
            is_left = name in _LEFT or _is_closed(part)
            if inside or is_left or name in _QUIET:
                inside.append(is_left or (bool(inside) and inside[-1]))
    return "".join(parts)


def _split(markup: str) -> Iterator[tuple[str, bool]]:
    """Yield the texts and tags of markup in their order, and whether it is a tag."""
    for place, part in enumerate(_TAG.split(markup)):
        if part:
            yield part, place % 2 == 1


def _read_name(part: str) -> str:
    found = _NAME.match(part)
    return found[1] if found else ""


def _is_closed(part: str) -> bool:
    return any(attribute in part for attribute in _CLOSED)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    names = map(re.escape, sorted(read_abbreviations(language), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])")


def _mark(
    text: str,
    pattern: re.Pattern[str],
    meanings: Mapping[str, str],
    seen: set[str],
    opening: str,
) -> str:
    def explain(found: re.Match[str]) -> str:
        name, told = found[0], f"{opening}{found[0]}"
        if told in seen:
            return name
        seen.add(told)
        return f'{opening}="{escape(meanings[name])}">{name}</abbr>'

    return pattern.sub(explain, text)
