"""Where a line of print goes on: in the same word, in the next word, or not at all.

A line that was wrapped ends with a space in most PDFs; one that breaks a word, that is
full to the last letter, or that ends a paragraph does not. Which of these it is shows
in the room that is left: a word is broken only where it is wider than its cell, so it
stands alone and fills it, and a paragraph is over where the next word had fitted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from etl.plans.content.pdf.thresholds import PDF
from etl.plans.content.wrapped_words import KnownWords, learn_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from etl.plans.content.pdf.text import PrintedLine

_FIGURES: Final = frozenset("0123456789")
_ONE_LETTER_WORDS: Final = frozenset("įo")
_NEVER_FIRST: Final = frozenset(",.;:!?)]“”")
# Words of the form's narrow columns.
_FORM_WORDS: Final = (
    *("veiklos", "trukmė", "įgyvendinimo", "laikotarpis", "laikotarpiu", "projekto"),
    *("dokumentai", "kuriuos", "įtraukiama", "numatoma", "išlaidos", "suma", "metai"),
    *("mokyklų", "strateginiai", "metiniai", "veiklos", "planai", "ataskaitos"),
    *("savaitės", "mėnesiai", "pirkimai", "pusmetis", "kasmet", "nuolat", "vykdymo"),
    *("priskiriama", "pagrindimas", "poveikio", "matavimo", "periodiškumas", "būdai"),
    *(
        "lyderystė",
        "veikiant",
        "įtraukusis",
        "kultūrinis",
        "steam",
        "ugdymas",
        "ir",
        "ši",
    ),
)
_OPEN_END = re.compile(r"[^\s–—-][-–—/]$|[(\[„]$")
_HYPHEN = re.compile(r"([^\W\d_]+)-$")
_SENTENCE = re.compile(r"[.!?:;][”“\")]?\n[A-ZĄČĘĖĮŠŲŪŽ„“\"\d]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_OPEN_FIGURE = re.compile(r"(?<![\d,])\d[\d\xa0]*(?:,\d?)?$|^[\d.]+$|\s(?:\d{1,2}\.)+$")


class Joint(Enum):
    """How a line and the next one belong together."""

    WORD = auto()
    SPACE = auto()
    PARAGRAPH = auto()


@dataclass(frozen=True, slots=True)
class Habits:
    """What a document does at the end of its lines.

    Attributes:
        keeps_spaces: Whether wrapped lines end with a space.
        words: Words it prints whole, and those of the form.
    """

    keeps_spaces: bool
    words: KnownWords


def learn_habits(texts: Iterable[Sequence[PrintedLine]]) -> Habits:
    """Derive a document's habits of hyphenation from its cells and running text."""
    ends = spaces = 0
    words = {*learn_words(()).words, *_FORM_WORDS}
    for lines in texts:
        ends += len(lines) - 1
        spaces += sum(line.ends_with_space for line in lines[:-1])
        is_whole = True
        for line in lines:
            parts = line.text.casefold().split()
            whole = parts[not is_whole : len(parts) - (not line.ends_with_space)]
            words.update(word for part in whole for word in _LETTERS.findall(part))
            is_whole = line.ends_with_space
    known = KnownWords(frozenset(words), tuple(sorted(words)))
    return Habits(spaces > PDF.kept_spaces * ends, known)


def find_joint(
    line: PrintedLine,
    following: PrintedLine,
    right: float,
    habits: Habits,
    text: str = "",
) -> Joint:
    """Decide how a line goes on.

    Args:
        line: The line.
        following: The one below it, or the first one of the next page.
        right: Where the print of its cell or page may end at most.
        habits: What the document does elsewhere.
        text: The text that the line ends, where its last word began further up.
    """
    room = right - line.x1
    space = PDF.space_width * line.size
    if following.first_word + space < room - PDF.line_end:
        return Joint.PARAGRAPH
    if line.ends_with_space:
        return Joint.SPACE
    if _OPEN_END.search(line.text):
        return Joint.WORD
    if following.first_char + space < room - PDF.line_end:
        return Joint.PARAGRAPH if habits.keeps_spaces else Joint.SPACE
    is_full = following.first_char > room - PDF.line_end
    if (
        line.is_one_word
        and is_full
        and _is_broken(text or line.text, following.text, habits)
    ):
        return Joint.WORD
    is_end = _SENTENCE.search(f"{line.text}\n{following.text[0]}") is not None
    return Joint.PARAGRAPH if habits.keeps_spaces and is_end else Joint.SPACE


def _is_broken(left: str, right: str, habits: Habits) -> bool:
    """Whether a word that fills its line continues, or is whole by chance."""
    if right[0] in _NEVER_FIRST:
        return True
    first, rest = _LAST_LETTERS.search(left), _LETTERS.match(right)
    if first is None or rest is None:
        return _OPEN_FIGURE.search(left) is not None and right[0] in _FIGURES
    if first.group().isupper() != right[0].isupper():
        return False
    start, end = first.group().casefold(), rest.group().casefold()
    if habits.words.has(start + end):
        return True
    is_known = habits.words.has(start)
    if habits.words.has(end) and (len(end) > 1 or end in _ONE_LETTER_WORDS):
        return not is_known and len(end) < PDF.long_word
    is_whole = is_known and min(len(start), len(end) + 2) >= PDF.long_word
    is_whole |= len(start) + len(end) > PDF.longest_word
    return habits.words.has_prefix(start + end) or not is_whole


def join_lines(
    lines: Sequence[PrintedLine], right: float, habits: Habits
) -> tuple[str, ...]:
    """Join lines of one cell or of running text to its paragraphs."""
    texts: list[str] = []
    joint = Joint.PARAGRAPH
    for index, line in enumerate(lines):
        if joint is Joint.PARAGRAPH:
            texts.append(line.text)
        elif joint is Joint.SPACE:
            texts[-1] += f" {line.text}"
        else:
            texts[-1] = join_word(texts[-1], line.text, habits)
        if index + 1 < len(lines):
            joint = find_joint(line, lines[index + 1], right, habits, texts[-1])
    return tuple(texts)


def join_word(left: str, right: str, habits: Habits) -> str:
    """Join a broken word; a hyphen goes where the document knows the whole word."""
    hyphen, rest = _HYPHEN.search(left), _LETTERS.match(right)
    is_word = hyphen and rest and habits.words.has(hyphen[1] + rest.group())
    return left[:-1] + right if is_word and right[0].islower() else left + right
