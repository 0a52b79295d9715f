"""Lists of school codes: after a `Mokykla` label, with ranges and remarks.

`G1 – G11`, `G1 – G-11` and `G1 – 11` are ranges; `G2 - 3D spausdintuvas` is a school
and a printer. A list goes on over remarks in brackets and over the words that part
schools by years (`antrais metais`), and ends at any other word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE: Final = r"[A-Z]\s?-?\d{1,3}(?![\w])"
_RANGE = re.compile(
    r"([A-Z])\s?-?(\d{1,3})(?!\w)"
    r"(?:\s*[-‐-―−]\s*(?:\1\s?-?)?(\d{1,3})(?!\w)|\s+iki\s+\1\s?-?(\d{1,3})(?!\w))?"
)
LABEL: Final = r"Mokykl(?:a|os|ose|oje|ai)\b\s*[:;]?"
_YEARS: Final = (
    r"(?:\d\s*[-.]?\s*)?(?:[Pp]irm|[Aa]ntr|[Tt]reči|[Kk]etvirt)\w*(?:\s+met\w+)?\s*[:–—-]?"
    r"|20\d\d(?:\s*[-–—]\s*20\d\d)?\s*m\.(?:\s*m\.)?(?:\s*[IV–-]+\s*ketv\.?)?"
)
# "mokymai kiekvienoje mokykloje G1-G11, T1-T48": each of these carries it out.
_EACH: Final = (
    rf"\b(?:[Kk]iekvienoje|[Vv]isose|[Aa]biejose)(?:\s+\w+){{0,3}}?\s+mokykl(?:oje|ose)"
    rf"\s*[:;–—-]?\s*\(?(?=\s*{_CODE})"
)
_IN_SCHOOLS = re.compile(
    rf"{LABEL}|{_EACH}|(?:{_YEARS})\s*mokykl(?:ose|oje)\s*:?|\bmokyklas:(?=\s*{_CODE})",
)
# "Mokyklose: G2: darbo vietų sk.: 30; … G4 darbo vietų sk.: 30": a list with numbers.
_WITH_PLACES = re.compile(rf"(?<!\w)({_CODE})\s*:?\s+[Dd]arbo viet")
_FILLER = re.compile(
    rf"(?:[\s,;]|\bir\b|\bbei\b|\([^()]*\)|{LABEL}|\bmokykl(?:ose|oje)\b|{_YEARS}"
    r"|[-–—](?=\s*(?:pirm|antr|treči|ketvirt)))*",
    re.IGNORECASE,
)
_TAKES_PART = re.compile(r"\b[Dd]alyva(?:us|uja|ujanči)|\bmokyklų vadov")
_ANY_CODE = re.compile(rf"(?<![\w-]){_CODE}")


def read_schools(text: str) -> tuple[str, ...]:
    """Read the codes listed after every label of a cell, in order, each once."""
    codes: dict[str, None] = {}
    position = 0
    while label := _IN_SCHOOLS.search(text, position):
        position = label.end()
        for code, end in _walk(text, position):
            codes[code] = None
            position = end
    if codes:
        codes.update(dict.fromkeys(_WITH_PLACES.findall(text)))
    return tuple(codes)


def label_with_schools(text: str) -> str:
    """Return the label a text begins with, and its schools; empty without them."""
    label = re.match(LABEL, text)
    if not label:
        return ""
    end = max((end for _, end in _walk(text, label.end())), default=0)
    remark = re.compile(r"\s*\([^()]*\)").match(text, end)
    return text[: remark.end() if remark and end else end]


def read_other_schools(text: str) -> tuple[str, ...]:
    """Return the codes of a cell that says who takes part, but those that do the work.

    Without a word of taking part the codes are none of schools, or nobody's.
    """
    if not _TAKES_PART.search(text):
        return ()
    implementing = read_schools(text)
    return tuple(code for code in read_all_codes(text) if code not in implementing)


def read_all_codes(text: str) -> tuple[str, ...]:
    """Read every code of a text, ranges written out, in order, each once."""
    codes: dict[str, None] = {}
    position = 0
    while match := _ANY_CODE.search(text, position):
        position = match.end()
        whole = _RANGE.match(text, match.start())
        if whole:
            position = whole.end()
            codes.update(dict.fromkeys(_expand(whole)))
    return tuple(codes)


def _walk(text: str, position: int) -> Iterator[tuple[str, int]]:
    while True:
        filler = _FILLER.match(text, position)
        position = filler.end() if filler else position
        match = _RANGE.match(text, position)
        if not match:
            return
        position = match.end()
        for code in _expand(match):
            yield code, position


def _expand(match: re.Match[str]) -> Iterator[str]:
    letter, first, *ends = match.groups()
    last = next((end for end in ends if end), None)
    for number in range(int(first), max(int(first), int(last or first)) + 1):
        yield f"{letter}{number}"
