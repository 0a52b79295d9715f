"""What a DOCX or a PDF says: paragraphs, and tables of cells, in order of print.

Both kinds of file are read into this form, and `linearise` turns it into the lines
that the section readers understand. What differs between the two (how a cell is
wrapped, where a page ends, what a page repeats) is gone by then.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SPACES = re.compile(r"\s+")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
# Marks that print nothing, and symbols of fonts that have no meaning outside them.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ue000-\uf8ff"
    "\x00-\x08\x0e-\x1f]"
)
# A symbol that may be a figure, or be many letters; bullets stand apart.
_SYMBOLS = re.compile(
    "(?:(?<=\\d)|(?<=\\d[.,]))[\ue000-\uf8ff]+|[\ue000-\uf8ff]+(?=[.,]?\\d)"
    "|[\ue000-\uf8ff]{2,}"
)
# What follows may be set from right to left, and figures in another order.
_TURNS = re.compile("[\u200f\u202b\u202e\u2067]")
_DIGIT = re.compile(r"\d")
PICTURE = "picture"
OBJECT = "object"
"""What a cell may show that is no text: a picture, or a part of another program."""

UNKNOWN_CHARACTER = "\ufffd"
"""Stands for a character that is printed and cannot be read."""

_BULLETS = re.compile(r"(?:^|(?<=\s))[•●▪■◦○□‣⁃∙·➢►✓✔]+(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables.

    Attributes:
        text: Its words.
        page: Its page where that is known.
        is_margin: Whether it is a header, footer or note, and no part of the text.
    """

    text: str
    page: int | None = None
    is_margin: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table, merged cells as one.

    Attributes:
        left: Where it begins, in units of its own table.
        right: Where it ends.
        texts: Its paragraphs, as far as they are known; none in an empty cell.
        page: Page it begins on, where that is known.
        rows: How many rows it takes.
        left_out: Words struck out or deleted in it, which do not count.
        floating: Text of boxes that are anchored in it and may stand over others.
        unread: What it shows that is no text: `picture`, `object`.
    """

    left: float
    right: float
    texts: tuple[str, ...]
    page: int | None = None
    rows: int = 1
    left_out: tuple[str, ...] = ()
    floating: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the paragraphs joined by single spaces."""
        return " ".join(self.texts)


TableRow = tuple[TableCell, ...]
"""Cells that begin in one row, from left to right; a cell merged from above is not."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table over all its pages, its heading once."""

    rows: tuple[TableRow, ...]


Content = tuple[Paragraph | Table, ...]


_RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")


def raise_text(text: str) -> str:
    """Return a text set as superscript with raised digits, so that they stay marks."""
    return text.translate(_RAISED)


_LOWERED = str.maketrans("0123456789()+-", "₀₁₂₃₄₅₆₇₈₉₍₎₊₋")


def lower_text(text: str) -> str:
    """Return a text set as subscript with lowered digits."""
    return text.translate(_LOWERED)


def clean_text(text: str) -> str:
    """Return a text in the one form that all kinds of file share.

    Letters are composed, spaces single and plain, hyphens plain; there are no
    ligatures, soft hyphens or bullets. What may be a figure and cannot be read as one
    stays as an unknown character, so that no number is made of the rest.
    """
    plain = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    plain = unicodedata.normalize("NFC", plain).replace("\u2011", "-")
    plain = _SYMBOLS.sub(UNKNOWN_CHARACTER, plain)
    if _DIGIT.search(plain):
        plain = _TURNS.sub(UNKNOWN_CHARACTER, plain)
    return _BULLETS.sub("", _SPACES.sub(" ", _UNSEEN.sub("", plain))).strip()
