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
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_BULLETS = re.compile(r"(?:^|(?<=\s))[•●▪■◦○□‣⁃∙·➢►✓✔]+(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables; its page where that is known."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table, merged cells as one.

    Attributes:
        left: Where it begins, in units of its own table.
        right: Where it ends.
        texts: Its paragraphs, as far as they are known; none in an empty cell.
        page: Page it begins on, where that is known.
    """

    left: float
    right: float
    texts: tuple[str, ...]
    page: int | None = None

    @property
    def text(self) -> str:
        """The paragraphs run together."""
        return " ".join(self.texts)


TableRow = tuple[TableCell, ...]
"""Cells that begin in one row, from left to right; a cell merged from above is not."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table over all its pages, its heading once."""

    rows: tuple[TableRow, ...]


Content = tuple[Paragraph | Table, ...]


def clean_text(text: str) -> str:
    """Give a text in the one form that both kinds of file share.

    Composed letters, single plain spaces, plain hyphens, no ligatures, no soft
    hyphens, no bullets.
    """
    plain = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    plain = unicodedata.normalize("NFC", plain).replace("\u2011", "-")
    return _BULLETS.sub("", _SPACES.sub(" ", _UNSEEN.sub("", plain))).strip()
