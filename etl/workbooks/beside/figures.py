"""Columns of figures that are not loaded: what no word told may still be meant.

A share, a coefficient, cents or another amount under a heading that nobody knows may
change what a row means. Which it is a person has to say; that it is there we can.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.beside.changes import part_of
from etl.workbooks.cells.words import fold, read_toml
from etl.workbooks.contract.notes import Note, quote_some
from etl.workbooks.files.sheets import ROW, SOURCE_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

_FIGURE: Final = (
    r"(?i)^\s*[-−+(]?(?:\d{1,3}(?:[ .'’]\d{3})+|\d{1,6})(?:[.,]\d{1,6})?\)?"
    r"\s*(?:€|eur|%|proc\.?)?\s*$"
)
"""A figure; longer digits are codes."""

_NUMBER: Final = (
    pl.col("cell")
    .str.replace_all(r"[^\d.,]", "")
    .str.replace(",", ".")
    .cast(pl.Decimal(38, 6), strict=False)
)
_CENT: Final = 0.01

_LIKELY: Final = 0.5
"""So many of the cells are figures."""


def note_figures(
    sheet: Sheet, heading: Heading, good: pl.DataFrame, said: Sequence[Note]
) -> Iterator[Note]:
    """Yield a warning of columns of figures that are not loaded and were not said.

    Args:
        sheet: The sheet.
        heading: Its heading.
        good: Rows that load.
        said: What was said of the rows so far.
    """
    if good.is_empty() or "corrects" in heading.places:
        return
    told = " ".join(note.text("lt") for note in said if note.severity == "warning")
    found: dict[str, str] = {}
    numbers: dict[str, pl.DataFrame] = {}
    for name in heading.others_of(sheet.rows.columns):
        title = heading.title_of(int(name)).strip()
        if not title or _stands_in(title, told) or _is_known(title, heading.kind):
            continue
        cells = sheet.rows.select(pl.col(ROW).alias(SOURCE_ROW), cell=pl.col(name))
        own = cells.join(good, on=SOURCE_ROW).drop_nulls("cell")
        if not _counts_rows(own["cell"]) and (sample := _take_sample(_drop_told(own))):
            found[title] = sample
            numbers[title] = own.select(SOURCE_ROW, _NUMBER.alias(title))
    for title in _multiplied(numbers, good):
        del found[title]
    if found:
        listed = (f"{title}: {sample}" for title, sample in found.items())
        fields = {"count": len(found), "said": quote_some(listed)}
        yield Note("figures_unread", "warning", sheet.name, fields)


def _stands_in(title: str, told: str) -> bool:
    """Whether a text names a column; `ct` within another word does not."""
    return re.search(rf"(?<!\w){re.escape(title)}(?!\w)", told) is not None


def _drop_told(cells: pl.DataFrame) -> pl.Series:
    """Return the cells but for those that a row says already: its amounts, a whole."""
    amounts = [pl.col(name) for name in cells.columns if name.endswith("_eur")]
    if {"net_eur", "vat_eur"} <= set(cells.columns):
        amounts.append(pl.col("net_eur") + pl.col("vat_eur"))
    is_told = pl.any_horizontal(
        _NUMBER.is_in([0, 1, 100]), *(amount == _NUMBER for amount in amounts)
    )
    return cells.filter(~is_told.fill_null(value=False))["cell"]


def _multiplied(
    numbers: Mapping[str, pl.DataFrame], good: pl.DataFrame
) -> tuple[str, ...]:
    """Return two columns that give the net amount of every row: quantity and price."""
    if "net_eur" not in good.columns:
        return ()
    for one, other in itertools.combinations(numbers, 2):
        pairs = (
            numbers[one].join(numbers[other], on=SOURCE_ROW).join(good, on=SOURCE_ROW)
        )
        product = pl.col(one).cast(pl.Float64) * pl.col(other).cast(pl.Float64)
        differs = (product - pl.col("net_eur").cast(pl.Float64)).abs() > _CENT
        is_other = pairs.select(differs.fill_null(value=True).any()).item()
        if pairs.height == good.height and not is_other:
            return one, other
    return ()


def _counts_rows(cells: pl.Series) -> bool:
    """Whether cells are 1, 2, 3 … in the order of the rows."""
    counted = [str(number) for number in range(1, len(cells) + 1)]
    return len(cells) > 1 and [one.strip(" .") for one in cells] == counted


def _take_sample(cells: pl.Series) -> str:
    """Return a figure of a column; empty where it mostly holds none."""
    figures = cells.filter(cells.str.contains(_FIGURE))
    if not len(figures) or len(figures) < _LIKELY * len(cells):
        return ""
    return str(figures[0]).strip()


def _is_known(title: str, kind: Kind) -> bool:
    """Whether figures under a heading say nothing of what a row counts.

    Beside a measured value its baseline and target are no more than that; figures
    beside a change of a plan are held against the plan.
    """
    if kind == "plan-changes" and part_of(title):
        return True
    words = read_toml("workbook_words.toml")
    stems = tuple(map(fold, words["harmless_figures"]))
    if kind == "measurements":
        stems += tuple(map(fold, words["aims_beside_values"]))
    return any(word.startswith(stems) for word in fold(title).split())
