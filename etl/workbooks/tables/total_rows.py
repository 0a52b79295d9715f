"""Rows that add up others: known by the label of a total in some cell.

Whether what such a row says is the sum of the rows above it is asked elsewhere, of
those that are printed (`rows.printed_totals`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.files.sheets import ROW
from etl.workbooks.tables.skipped_rows import NUMBERS_OF_ITEMS, blank, needed
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.headings.headings import Heading

_MAY_TOTAL: Final = (
    r"(?i)vis[oa]|sum|total|likut|likuč|likuc|bendr|tarp|apyvart|balan[cs]|perkel"
    r"|perne[sš]|nukelt|saldo|Σ"
)
_GLUED: Final = re.compile(r"[^\W\d_][-/.]?\d")
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
    if words in known.totals or sums_up(words) or is_balance(words):
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


def is_balance(words: str) -> bool:
    """Whether folded words say what was left at some time, and nothing else.

    `Likutis` alone may be a source of money, or a remark on a payment; with its time,
    as in `Likutis metų pradžioje`, it is no payment.
    """
    known, listed = read_words(), words.split()
    others = [word for word in listed if word not in known.balances]
    has_word = any(not word.isdigit() for word in others)
    is_told = len(others) < len(listed) and (has_word or len(others) > 1)
    return is_told and all(w.isdigit() or w in known.balanced for w in others)


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
        if name in _FREE or name in NUMBERS_OF_ITEMS:
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


def find_balances(
    rows: pl.DataFrame, heading: Heading, likely: Mapping[str, list[str]]
) -> dict[str, frozenset[int]]:
    """Return rows of payments that a column we do not know calls a balance, as above.

    Args:
        rows: The rows under the heading, all columns of the sheet.
        heading: The heading.
        likely: What `find_likely` gives.
    """
    known = {str(p) for p in (*heading.places.values(), *heading.helpers.values())}
    found: set[int] = set()
    for column, texts in likely.items():
        labels = [text for text in texts if is_balance(fold(text))]
        if labels and column not in known:
            found |= set(rows.filter(pl.col(column).is_in(labels))[ROW])
    is_paid = "net_eur" in heading.places
    return {"net_eur": frozenset(found)} if found and is_paid else {}


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
    is_sum = words == _ALL or sums_up(words) or is_balance(words)
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
