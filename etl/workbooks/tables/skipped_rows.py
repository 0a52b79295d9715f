"""Rows under a heading that are no data: totals, rows of words, the heading again."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.contract.contract import SCHEMAS, row_key
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.headings.naming import name_heading
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from etl.workbooks.headings.headings import Heading

_MAY_TOTAL: Final = (
    r"(?i)vis[oa]|sum|total|likut|likuč|likuc|bendr|tarp|apyvart|balan[cs]|perkel"
    r"|perne[sš]|nukelt|saldo|Σ"
)
_GLUED: Final = re.compile(r"[^\W\d_][-/.]?\d")
_ORDINAL: Final = re.compile(r"\W*(\d{1,2})\W*", re.ASCII)
_FREE: Final = frozenset(
    {
        "school_code",
        "supplier",
        "contract_number",
        "funding_source",
        "source",
        "phase",
        "value_status",
    }
)
"""Columns whose texts may begin as a total does: companies, sources of money."""

_CODES: Final = frozenset({"school_code", "contract_number"})
"""Columns of codes: no school and no contract is called `Total`, as a company is."""

_PLAN: Final = "plan_code"
"""No plan is called `Total`, whatever other cells of its row hold."""

_CHOICES: Final = frozenset({"field", "item", "measure", "exam", "subject"})
"""Columns of which a value may be called as a total is: `suma be PVM`."""

_ALL: Final = "viso"
_VAT: Final = frozenset({"be", "su", "pvm", "eur"})
"""Words of a heading of amounts; beside them `suma` is no total."""

_NUMBERED: Final = re.compile(r"\w+ \d+", re.ASCII)
"""A label and one number: it may be the number of a document, or say what is summed."""

_ALSO_TOLD: Final = ("date", "value")

_NUMBERS_OF_ITEMS: Final = frozenset(
    {
        "activity_number",
        "document_number",
        "indicator_number",
        "number",
        "decision_number",
        "school_year",
        "period",
    }
)


@lru_cache(maxsize=65536)
def is_total_label(text: str, *, is_free: bool = False, may_end: bool = False) -> bool:
    """Whether a cell says that its row adds up others.

    Args:
        text: What it holds.
        is_free: Whether companies and other names stand in its column: there only
            words that no company is called tell a total.
        may_end: Whether the end of it may tell a total, too: `UAB Pirmas iš viso`.
    """
    if len(text) > TABLES.remark_characters:
        return False
    words, known = fold(text), read_words()
    if words in known.totals or sums_up(words):
        return True
    if may_end and words.endswith(tuple(f" {label}" for label in known.last_totals)):
        return True
    if is_free:
        return words.startswith(tuple(f"{label} " for label in known.sure_totals))
    begins = words.startswith(tuple(f"{label} " for label in known.totals))
    return begins and not _GLUED.search(text)


def sums_up(words: str) -> bool:
    """Whether folded words name a sum and of what, and nothing else."""
    known, listed = read_words(), words.split()
    sums = [word for word in listed if word in known.sums]
    others = {word for word in listed if word not in known.sums and not word.isdigit()}
    return bool(sums) and bool(others - _VAT) and others <= known.summed


def find_likely(rows: pl.DataFrame) -> dict[str, list[str]]:
    """Return the distinct texts of each column that may be labels of totals."""
    return {
        name: rows[name]
        .filter(rows[name].str.contains(_MAY_TOTAL).fill_null(value=False))
        .unique()
        .to_list()
        for name in rows.columns
        if name != ROW
    }


def find_totals(
    rows: pl.DataFrame, heading: Heading, likely: Mapping[str, list[str]]
) -> tuple[pl.Series, dict[str, frozenset[int]]]:
    """Return the numbers of the rows that add up others, by a label in any cell.

    A row with all its keys is data, whatever a company or a source of money is called;
    where the label of such a row tells a total almost surely, it is doubtful.

    Args:
        rows: The rows under the heading, all columns of the sheet.
        heading: The heading.
        likely: What `find_likely` gives.

    Returns:
        Numbers of the rows, and those of doubtful rows by the column of the label.
    """
    named = {str(place): name for name, place in heading.places.items()}
    named |= {str(place): name for name, place in heading.helpers.items()}
    lacks = _lacks_keys(heading)
    is_total: list[pl.Expr] = []
    doubted: dict[str, pl.Expr] = {}
    for column in rows.columns:
        name = named.get(column, "")
        if column == ROW or name in _CHOICES:
            continue
        labels = _labels(likely[column], name)
        if name in _FREE or name in _NUMBERS_OF_ITEMS:
            free, unsure = _sort_out(labels, name)
            always = [text for text in labels if text not in {*free, *unsure}]
            is_total.append(pl.col(column).is_in(always))
            is_total.append(pl.col(column).is_in([*free, *unsure]) & lacks)
            doubted[name] = pl.col(column).is_in(unsure) & ~lacks
        elif name in {*heading.places} - {_PLAN}:  # with its keys it is refused
            is_total.append(pl.col(column).is_in(labels) & lacks)
        elif name or not _has_heading(heading, column):
            is_total.append(pl.col(column).is_in(labels))
        else:
            sure = [text for text in labels if _is_sure(text)]
            others = [text for text in labels if text not in sure]
            is_total.append(pl.col(column).is_in(sure))
            is_total.append(pl.col(column).is_in(others) & lacks)
    if not is_total:
        return rows[ROW][:0], {}
    found = pl.any_horizontal(is_total).fill_null(value=False)
    doubtful = {
        name: frozenset(rows.filter(doubt & ~found)[ROW])
        for name, doubt in doubted.items()
    }
    return rows.filter(found)[ROW], {n: found for n, found in doubtful.items() if found}


def _sort_out(labels: list[str], name: str) -> tuple[list[str], list[str]]:
    """Return the labels that may be names, and those that need a person to decide.

    A company may be called `Total`, a source of money `Likutis`; a document `VISO 12`.
    """
    if name in _FREE:
        unsure = [text for text in labels if _tells_total(text, name)]
        return [text for text in labels if text not in unsure], unsure
    return [], [text for text in labels if _NUMBERED.fullmatch(fold(text))]


def _tells_total(text: str, name: str) -> bool:
    words, known = fold(text), read_words()
    if name in _CODES and words in known.totals:
        return True
    is_sum = words == _ALL or sums_up(words)
    return _is_sure(text) or words.endswith(known.last_totals) or is_sum


def find_labelled(
    rows: pl.DataFrame, likely: Mapping[str, list[str]]
) -> frozenset[int]:
    """Return the rows that almost any reader takes for totals, whatever the column.

    Alone it proves nothing of a row with all its keys: `Ketvirčio suma` may be a note
    on a payment. Where the row adds up those above it, it does.

    Args:
        rows: The rows under the heading, all columns of the sheet.
        likely: What `find_likely` gives.
    """
    found: set[int] = set()
    for column, texts in likely.items():
        labels = [
            text
            for text in texts
            if _tells_total(text, "") or fold(text).startswith(f"{_ALL} ")
        ]
        if labels:
            found |= set(rows.filter(pl.col(column).is_in(labels))[ROW])
    return frozenset(found)


def _has_heading(heading: Heading, column: str) -> bool:
    place = int(column)
    return place < len(heading.texts) and bool(heading.texts[place].strip())


def _is_sure(text: str) -> bool:
    return fold(text).startswith(tuple(read_words().sure_totals))


def _lacks_keys(heading: Heading) -> pl.Expr:
    """Return whether a row lacks what each row of data has: else a note is a note.

    A payment with `Likutis` among its notes is no total.
    """
    told = [*needed(heading), *(n for n in _ALSO_TOLD if n in heading.places)]
    names = [str(heading.places[name]) for name in dict.fromkeys(told)]
    return pl.any_horizontal(map(blank, names)) if names else pl.lit(value=True)


def _labels(likely: list[str], name: str) -> list[str]:
    is_free = name in _FREE or not name
    return [
        text
        for text in likely
        if is_total_label(text, is_free=is_free, may_end=bool(name))
    ]


def says_part(name: str) -> pl.Expr:
    """Whether a cell says that its row is a part of another: `iš jų: baldai`."""
    letters = [r"\W+".join(label.split()) for label in read_words().parts]
    pattern = rf"^\W*(?:{'|'.join(letters)})(?:\W|$)"
    plain = (
        pl.col(name)
        .str.to_lowercase()
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
    )
    return plain.str.contains(pattern).fill_null(value=False)


def find_words(rows: pl.DataFrame, heading: Heading) -> pl.Series:
    """Return the numbers of rows that hold words only: signatures, notes, titles.

    Few of their cells are filled, and nowhere in their amounts and numbers of things is
    a figure, so no amount is lost; nothing of them is kept, for they name people.

    Args:
        rows: `_row` and the columns of the heading.
        heading: The heading.
    """
    schema = SCHEMAS[heading.kind].columns()
    figures = [
        name
        for name in heading.places
        if name in _NUMBERS_OF_ITEMS or isinstance(schema[name], (dy.Decimal, dy.Int64))
    ]
    has_figure = pl.any_horizontal(
        pl.col(name).str.contains(r"\d").fill_null(value=False) for name in figures
    )
    filled = pl.sum_horizontal(~blank(name) for name in heading.places)
    is_short = filled <= max(TABLES.remark_cells, len(heading.places) // 2)
    return rows.filter(~has_figure & is_short)[ROW]


def find_repeated(rows: pl.DataFrame, heading: Heading) -> list[int]:
    """Find rows that say the headings again, as on each page, or number them."""
    first = (needed(heading) or list(heading.places))[0]
    starts = [
        text
        for text in rows[first].drop_nulls().unique()
        if _says(text, first, heading) or _ORDINAL.fullmatch(text)
    ]
    found = []
    for number, *cells in rows.filter(pl.col(first).is_in(starts)).rows():
        texts = dict(zip(heading.places, cells, strict=True))
        filled = {name: text for name, text in texts.items() if text}
        says_names = all(_says(text, name, heading) for name, text in filled.items())
        if says_names or _counts_up(filled, heading):
            found.append(number)
    return found


def _says(text: str, name: str, heading: Heading) -> bool:
    """Whether a cell repeats what its column is called."""
    named = name_heading(heading.kind, text)
    return named is not None and named.name == name


def is_numbering(cells: Iterable[str | None]) -> bool:
    """Whether cells count up from left to right: they number the columns."""
    marks = [_ORDINAL.fullmatch(cell) for cell in cells if cell and cell.strip()]
    numbers = [int(mark[1]) for mark in marks if mark]
    return len(numbers) == len(marks) > 2 and numbers == sorted(set(numbers))  # noqa: PLR2004


def needed(heading: Heading) -> list[str]:
    """Return the key columns of the heading whose cells must not be empty."""
    key = set(row_key(heading.kind))
    return [
        column.name
        for column in columns_of(heading.kind)
        if column.name in key
        and column.name in heading.places
        and not column.may_be_empty
    ]


def _counts_up(texts: dict[str, str], heading: Heading) -> bool:
    """Whether a row numbers the columns from left to right, as 1, 2, 3."""
    places = sorted(texts, key=lambda name: heading.places[name])
    marks = [_ORDINAL.fullmatch(texts[name]) for name in places]
    if len(marks) < len(heading.places) or None in marks:
        return False
    numbers = [int(mark[1]) for mark in marks if mark]
    return numbers == sorted(set(numbers))


def blank(name: str) -> pl.Expr:
    """Return whether the cells of a column are empty."""
    return pl.col(name).is_null() | (pl.col(name).str.strip_chars() == "")


def list_rows(numbers: Iterable[int], most: int = 10) -> str:
    """Write numbers of rows for a person: `3, 7, 12`; of many only the first."""
    listed = sorted(numbers)
    said = ", ".join(map(str, listed[:most]))
    return f"{said} …" if len(listed) > most else said
