"""Lines of print on a PDF page, put together from single characters.

A PDF places characters; nothing says which of them are a line, where a word ends, or
that a line goes on. Lines are found by height, words by spaces and gaps. Programs that
make PDFs mostly leave the space at the end of a wrapped line, which is kept in mind.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from etl.plans.content.content import UNKNOWN_CHARACTER, clean_text
from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SIGNS: Final = frozenset(".,")

Char = dict[str, Any]
"""A character as pdfplumber gives it: `text`, `x0`, `x1`, `top`, `bottom`, `size`."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of print.

    Attributes:
        text: Its words.
        page: Page it is printed on.
        x0: Where its first character begins.
        x1: Where its last character ends, without spaces.
        top: Upper edge of its highest character.
        bottom: Lower edge of its lowest one.
        size: Size of its characters.
        first_char: Width of its first character.
        first_word: Width of its first word.
        ends_with_space: Whether a space is placed after its last word.
        is_one_word: Whether no space parts it.
    """

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    first_char: float
    first_word: float
    ends_with_space: bool
    is_one_word: bool

    @property
    def width(self) -> float:
        """Return the width of the print."""
        return self.x1 - self.x0


def read_lines(chars: Iterable[Char], page: int) -> list[PrintedLine]:
    """Join characters to lines, from top to bottom; blank lines are dropped."""
    upright = [char for char in chars if char["upright"]]
    lines = (_read_line(line, page) for line in group_lines(upright))
    return [line for line in lines if line is not None]


def group_lines(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Group characters whose middle lies within the height of the line so far."""
    gathered: list[Char] = []
    top = bottom = 0.0
    for char in sorted(chars, key=_middle):
        if gathered and _middle(char) > (top + 3 * bottom) / 4:
            yield _in_order(gathered)
            gathered = []
        if not gathered:
            top, bottom = char["top"], char["bottom"]
        elif char["size"] * 0.9 > bottom - top:
            # The line began with a small raised digit.
            top, bottom = min(top, char["top"]), max(bottom, char["bottom"])
        gathered.append(char)
    if gathered:
        yield _in_order(gathered)


def mark_cut_numbers(homes: Sequence[tuple[Char, object]]) -> None:
    """Mark the figures of numbers that run over the edge of their cell as unknown.

    Args:
        homes: Each character and what holds it: a cell, or nothing.
    """
    figures = [one for one in homes if one[0]["text"].isdigit() or _is_sign(one[0])]
    figures.sort(key=lambda one: (round(one[0]["bottom"]), one[0]["x0"]))
    for (before, home), (char, other) in pairwise(figures):
        is_next = abs(char["x0"] - before["x1"]) < PDF.one_number * char["size"]
        is_level = (
            abs(char["bottom"] - before["bottom"]) < PDF.one_number * char["size"]
        )
        if home != other and is_next and is_level:
            before["text"] = char["text"] = UNKNOWN_CHARACTER


def _is_sign(char: Char) -> bool:
    return char["text"] in _SIGNS


def _in_order(chars: Sequence[Char]) -> list[Char]:
    """Sort characters from left to right; one printed twice, to look bold, is one."""
    ordered: list[Char] = []
    for char in sorted(chars, key=_left):
        covered = [
            before
            for before in ordered[-PDF.double_reach :]
            if _covers(before, char) or char["x0"] - before["x0"] < PDF.double_print
        ]
        if not any(_is_same(before, char) for before in covered):
            ordered.extend(_over_another(char, ordered[-PDF.double_reach :]))
    return ordered


def _is_same(before: Char, char: Char) -> bool:
    """Whether a character is printed again, hardly aside, to look bold."""
    shift = char["x0"] - before["x0"]
    is_near = shift < max(PDF.double_print, PDF.bold_shift * char["size"])
    return bool(before["text"] == char["text"] and is_near)


def _covers(before: Char, char: Char) -> bool:
    """Whether two characters stand in one place, so that only one can be read."""
    narrower = min(before["x1"] - before["x0"], char["x1"] - char["x0"])
    shared = min(before["x1"], char["x1"]) - char["x0"]
    are_figures = before["text"].isdigit() and char["text"].isdigit()
    share = PDF.figure_share if are_figures else PDF.covered_share
    return bool(shared > share * narrower > 0)


def _over_another(char: Char, near: Sequence[Char]) -> Iterator[Char]:
    """Yield a character; one over a digit, or a digit over one, is not known."""
    is_doubtful = any(
        before["text"].isdigit() or char["text"].isdigit()
        for before in near
        if _is_print(before) and _is_print(char) and _covers(before, char)
    )
    yield {**char, "text": UNKNOWN_CHARACTER} if is_doubtful else char


def _is_print(char: Char) -> bool:
    """Whether a character is a letter, a figure, or a sign that parts figures."""
    return char["text"].isalnum() or _is_sign(char)


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _left(char: Char) -> float:
    return float(char["x0"])


def _read_line(chars: list[Char], page: int) -> PrintedLine | None:
    seen = [char for char in chars if not char["text"].isspace()]
    if not seen:
        return None
    last = chars.index(seen[-1])
    body = chars[chars.index(seen[0]) : last + 1]
    spaced = "".join(_with_spaces(body))
    text = clean_text(spaced)
    if not text:
        return None
    words = spaced.split(" ")
    return PrintedLine(
        text=text,
        page=page,
        x0=seen[0]["x0"],
        x1=max(char["x1"] for char in seen),
        top=min(char["top"] for char in seen),
        bottom=max(char["bottom"] for char in seen),
        size=median(char["size"] for char in seen),
        first_char=seen[0]["x1"] - seen[0]["x0"],
        first_word=_word_width(body, len(words[0])),
        ends_with_space=any(char["text"] == " " for char in chars[last + 1 :]),
        is_one_word=len(words) == 1,
    )


def _with_spaces(body: Sequence[Char]) -> Iterator[str]:
    before: Char | None = None
    for char in body:
        gap = 0.0 if before is None else char["x0"] - before["x1"]
        is_space = char["text"].isspace() or (
            before is not None and before["text"].isspace()
        )
        if gap > PDF.word_gap * char["size"] and not is_space:
            yield " "
        yield char["text"]
        before = char


def _word_width(body: Sequence[Char], length: int) -> float:
    """Measure the first word, by the characters of it that are printed."""
    end = min(length, len(body)) - 1
    return float(body[end]["x1"] - body[0]["x0"])
