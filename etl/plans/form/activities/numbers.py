"""Numbers of activities: `8.`, `8.1`, `8. 1.`, `36.Modernizuotų`, and lists of them.

A number has up to four parts. It is printed with and without its last dot, with a
space after the first dot, or glued to the title; it is kept without the last dot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# "8. 1. Vadovo" is 8.1; in "62. 2-3 d. stažuotė" the second number has no dot.
_NUMBERED = re.compile(
    r"(\d{1,3})(?!\d)"
    r"(?:\.\s(\d{1,2})\.(?=\s|$)|((?:\.\d{1,2}(?!\d)){0,3}))"
    r"\.?\s*(.*)",
    re.DOTALL,
)
_TITLE_START = re.compile(r"[„“”\"'‚‘’,(\[]{0,3}[A-ZĄČĘĖĮŠŲŪŽ0-9]")
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER_ALONE = re.compile(r"\d{1,3}(?:\.\s?\d{1,2}){0,3}\s?\.?")
_NUMBER_WORD = re.compile(
    r"^(?:veiklos\s*)?nr\.?\s*(?=\d)|(?<=\d)\s*(?:\.?\s*veikla|\)|\.\.)$", re.IGNORECASE
)
_LISTED = r"\d{1,3}(?:\.\s?\d(?!\d)(?:\.\d{1,2}){0,2}|(?:\.\d{1,2}){1,3})?"
_LIST_ITEM = re.compile(rf"({_LISTED})\.?(?:\s?[-–—]\s?({_LISTED})\.?)?")
_SEPARATOR = re.compile(r"(?:\s*(?:[,;]|\bir\b|\bbei\b))*\s*")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number and the text printed after it on the line."""

    number: str
    rest: str


def read_number(line: str) -> Numbered | None:
    """Read a number and the beginning of a title; None where the line has none.

    The title begins with a capital, a quotation mark or a figure, which keeps
    `7 mokyklose`, `9,15` and `15, 41.1.` out.
    """
    match = _NUMBERED.match(line)
    if not match:
        return None
    first, spaced, parts, rest = match.groups()
    if not (_TITLE_START.match(rest) and _LETTER.search(rest)):
        return None
    return Numbered(first + (f".{spaced}" if spaced else parts), rest)


def read_number_alone(text: str) -> str | None:
    """Read a cell that is nothing but a number, such as `23.2.1` over `.`, or `2)`."""
    text = _NUMBER_WORD.sub("", text)
    if not _NUMBER_ALONE.fullmatch(text):
        return None
    return text.replace(" ", "").rstrip(".")


def parent_of(number: str, known: Collection[str]) -> str | None:
    """Return the nearest number above that the document prints, if any."""
    while "." in number:
        number = number.rpartition(".")[0]
        if number in known:
            return number
    return None


def read_list(text: str) -> tuple[tuple[tuple[str, str | None], ...], int]:
    """Read a printed list of numbers and ranges, as far as it goes.

    Returns:
        Pairs of a number and, for a range, its end; and where the list ends in the
        text. What follows without a comma, `ir` or `bei` is no part of the list.
    """
    items: list[tuple[str, str | None]] = []
    position = end = 0
    while match := _LIST_ITEM.match(text, position):
        first, last = (part and part.replace(" ", "") for part in match.groups())
        items.append((first, last))
        end = match.end()
        separator = _SEPARATOR.match(text, end)
        position = separator.end() if separator else end
        if not _may_go_on(text, end, position):
            break
    return tuple(items), end


def _may_go_on(text: str, end: int, position: int) -> bool:
    # "39.7. 39.8." lacks its comma; the dot of the first number separates them.
    return bool(text[end:position].strip()) or text[end - 1] == "."


def expand(
    items: tuple[tuple[str, str | None], ...], known: Collection[str]
) -> Iterator[str]:
    """Write out ranges: `11. - 15.` over the numbers that are known.

    Ends of a range are given even where they are not known: they are printed.
    `53.2.-3.` is a range of the last part.
    """
    for first, last in items:
        if last is None:
            yield first
            continue
        stem, _, start = first.rpartition(".")
        stop = last.rpartition(".")[2]
        prefix = f"{stem}." if stem else ""
        for part in range(int(start), int(stop) + 1):
            number = f"{prefix}{part}"
            if number in known or part in (int(start), int(stop)):
                yield number
