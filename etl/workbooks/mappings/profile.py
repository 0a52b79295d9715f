"""What the columns of an unknown sheet look like: heading, cells, form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.dates import parse_date
from etl.workbooks.cells.numbers import NumberFormat, parse_number
from etl.workbooks.cells.personal import mask_personal
from etl.workbooks.cells.words import read_words
from etl.workbooks.files.sheets import ROW
from etl.workbooks.mappings.formats import (
    NEGATIVES,
    DateForm,
    amount_pattern,
    read_amount,
)
from etl.workbooks.mappings.ledger_words import read_mapping_words
from etl.workbooks.mappings.model import Formats
from etl.workbooks.mappings.recognise import heading_rows, heading_words
from etl.workbooks.mappings.thresholds import MAPPING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from etl.workbooks.files.sheets import Sheet

DATE_FORMS: Final = (
    "DD-MON-YY",
    "DD-MON-YYYY",
    "YYYYMMDD",
    "DD.MM.YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "YYYY/MM/DD",
    "YYYY.MM.DD",
    "DD.MM.YY",
    "DD/MM/YY",
    "YY.MM.DD",
)
AMOUNT_FORMS: Final = (
    Formats(decimal=".", thousands=""),
    Formats(decimal=",", thousands=""),
    Formats(decimal=",", thousands=" "),
    Formats(decimal=".", thousands=","),
    Formats(decimal=",", thousands="."),
    Formats(decimal=".", thousands=" "),
    Formats(decimal=".", thousands="'"),
)
_HAS_DIGIT: Final = re.compile(r"\d").search
_SERIAL: Final = re.compile(r"\d{5}(\.\d+)?")
_FLOAT: Final = re.compile(r"-?\d+(\.\d+)?")
_MONEY: Final = NumberFormat(decimals=2, is_money=True)


@dataclass(frozen=True)
class Profile:
    """A column of an unknown sheet.

    Attributes:
        place: Its position.
        heading: Its heading, numbered where several are called so: `Suma #2`.
        cells: Its cells under the heading that are not blank, without personal codes.
        typed: Texts of the cells that hold numbers or days, not text.
    """

    place: int
    heading: str
    cells: pl.Series
    typed: frozenset[str]

    @cached_property
    def distinct(self) -> list[str]:
        """Return the first distinct texts, in the order of the sheet."""
        return self.cells.unique(maintain_order=True).head(MAPPING.distinct).to_list()

    @property
    def samples(self) -> list[str]:
        """Return a few cells to show."""
        return self.distinct[: MAPPING.samples]

    @cached_property
    def written(self) -> list[str]:
        """Return the distinct texts that have a form: no cells of numbers or days."""
        none = read_words().none
        return [t for t in self.distinct if t not in self.typed and t not in none]

    @cached_property
    def is_plain_day(self) -> bool:
        """Whether every cell is a day as our own layout has it."""
        return self._all(
            lambda text: parse_date(text)[0] is not None and not _SERIAL.fullmatch(text)
        )

    @cached_property
    def date_forms(self) -> list[str]:
        """List the forms that every text is a day in."""
        forms = ((form, DateForm.parse(form)) for form in DATE_FORMS)
        return [
            form
            for form, parsed in forms
            if parsed
            and self.written
            and all(not parsed.read(text)[1] for text in self.written)
        ]

    @cached_property
    def is_plain_amount(self) -> bool:
        """Whether every text is an amount as our own layout has it, without groups.

        Where one has groups, as `1.234,56`, a later file may have `1.234`: the mapping
        has to say which sign is which.
        """
        return self._all(
            lambda text: (
                (not parse_number(text, _MONEY)[1] and not {",", "."} <= set(text))
                or (text in self.typed and bool(_FLOAT.fullmatch(text)))
            )
        )

    @cached_property
    def amount_forms(self) -> list[Formats]:
        """List the forms that every text is an amount in; the plainest first."""
        if not self.written:
            return []
        plain = [form for form in AMOUNT_FORMS if _reads_all(form, self.written)]
        signed = (replace(form, negative=NEGATIVES) for form in AMOUNT_FORMS)
        return plain or [form for form in signed if _reads_all(form, self.written)]

    @property
    def looks(self) -> str:
        """Return what the cells look like: `day`, `amount`, `text`, or `empty`."""
        if not self.distinct:
            return "empty"
        if self.is_plain_day or self.date_forms:
            return "day"
        if self.is_plain_amount or self.amount_forms:
            return "amount"
        return "text"

    def _all(self, test: Callable[[str], bool]) -> bool:
        return bool(self.distinct) and all(map(test, self.distinct))


def _reads_all(form: Formats, texts: list[str]) -> bool:
    pattern = amount_pattern(form)
    return all(not read_amount(text, pattern, form.negative)[1] for text in texts)


@dataclass(frozen=True, slots=True)
class Ledger:
    """An unknown sheet with its most likely heading.

    Attributes:
        sheet: The sheet.
        row: Last row of the heading.
        columns: Its named columns.
        lines: How many rows stand under the heading.
    """

    sheet: Sheet
    row: int
    columns: tuple[Profile, ...]
    lines: int


def find_ledger(sheets: Sequence[Sheet]) -> Ledger | None:
    """Find the sheet and the row that most likely hold a table."""
    found = [ledger for sheet in sheets if (ledger := _profile(sheet))]
    return max(
        found, key=lambda ledger: ledger.lines * len(ledger.columns), default=None
    )


def _profile(sheet: Sheet) -> Ledger | None:
    best: tuple[tuple[int, int], int, list[str]] | None = None
    head = dict(sheet.head())
    for first, row, texts in heading_rows(sheet.head()):
        if first < row and any(map(_HAS_DIGIT, filter(None, head[row]))):
            continue  # a row of data below a heading
        rank = _rank(texts)
        below = sheet.rows.filter(pl.col(ROW) > row).height
        if rank and below and (best is None or rank > best[0]):
            best = rank, row, texts
    if best is None:
        return None
    _, row, texts = best
    rows = sheet.rows.filter(pl.col(ROW) > row)
    columns = tuple(
        _make(sheet, rows, place, heading)
        for place, heading in enumerate(_number(texts))
        if heading and str(place) in rows.columns
    )
    filled = rows.filter(
        pl.any_horizontal(pl.exclude(ROW).fill_null("").str.strip_chars() != "")
    )
    return Ledger(sheet, row, columns, filled.height)


def _rank(texts: list[str]) -> tuple[int, int] | None:
    """Count the names of a row, and those known; None where it is data or a title."""
    filled = [text for text in texts if text.strip()]
    names = [text for text in filled if any(map(str.isalpha, text))]
    if len(names) < max(MAPPING.fewest_headings, len(filled) * MAPPING.likely):
        return None
    distinct = {heading_words(text) for text in names}
    known = read_mapping_words().all_synonyms
    return len(distinct), sum(words in known for words in distinct)


def _number(texts: list[str]) -> list[str]:
    """Label columns of one heading by their number from the left."""
    words = [heading_words(text) for text in texts]
    return [
        f"{text.strip()} #{words[: place + 1].count(word)}"
        if word and words.count(word) > 1
        else " ".join(text.split())
        for place, (text, word) in enumerate(zip(texts, words, strict=True))
    ]


def _make(sheet: Sheet, rows: pl.DataFrame, place: int, heading: str) -> Profile:
    cells = rows.select(ROW, cell=pl.col(str(place)).str.strip_chars()).filter(
        pl.col("cell") != ""
    )
    typed: frozenset[str] = frozenset()
    if sheet.is_typed:
        numbers = sheet.number_cells([place]).get(place, {})
        typed = frozenset(cells.filter(pl.col(ROW).is_in(list(numbers)))["cell"])
    return Profile(place, heading, mask_personal(cells["cell"]), typed)
