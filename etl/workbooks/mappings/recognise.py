"""Recognise the sheets of a mapping by their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.remarks import are_remarks
from etl.workbooks.cells.words import fold
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.naming import name_heading
from etl.workbooks.mappings.ledger_words import read_mapping_words
from etl.workbooks.mappings.thresholds import MAPPING
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from etl.workbooks.headings.headings import Row
    from etl.workbooks.mappings.model import LedgerMapping

_NUMBERED: Final = re.compile(r"(?P<text>.*\S) *#(?P<number>[1-9]\d?)")
_SIGNS: Final = str.maketrans({"%": " proc ", "€": " eur ", "\x1f": " "})
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_HEADS: Final = re.compile(r"\W*[^\W\d_](?!.*\d[.,]\d\d\b)")
"""A text that begins with a letter, and holds no amount: `Suma 2025 m.`"""

_FIGURE: Final = re.compile(r"\W*(?!(?:\d\d?|20\d\d)\W*$)\d[\d\s.,:/-]*\W*")
"""A figure, but no number of a column and no year."""

_FEWEST_ANCHORS: Final = 2
"""Words over one column of figures may be a remark: `nelaikė`, `nėra duomenų`."""

_ALONE: Final = frozenset({"date", "value", "new_value"})
"""Columns beside amounts that hold a figure in every line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A mapping that fits a sheet.

    Attributes:
        mapping: The mapping.
        first: First row of the heading.
        row: Last row of the heading.
        texts: The headings of the sheet by their position.
        places: Position of each heading that the mapping looks at.
        currency: Heading of the column that names the currency; empty: none.
    """

    mapping: LedgerMapping
    first: int
    row: int
    texts: tuple[str, ...]
    places: Mapping[str, int]
    currency: str = ""


@lru_cache(maxsize=4096)
def heading_words(text: str) -> str:
    """Return the form in which headings of ledgers compare: `PVM, %` is not `PVM`."""
    return fold(text.translate(_SIGNS))


def find_fit(rows: Sequence[Row], mappings: Sequence[LedgerMapping]) -> Fit | None:
    """Find the mapping that fits the first rows of a sheet.

    Raises:
        WorkbookError: Two fit, or one fits but lacks a column, or has one twice.
    """
    fitting = [
        (mapping, *place)
        for mapping in mappings
        if (place := _find_heading(rows, mapping)) is not None
    ]
    if not fitting:
        return None
    if len(fitting) > 1:
        names = sorted(f"{mapping.name}.toml" for mapping, *_ in fitting)
        raise WorkbookError("two_mappings", first=names[0], second=names[1])
    mapping, first, row, texts = fitting[0]
    used = {text for _, text in mapping.used_headings()}
    currency = mapping.formats.currency or _find_currency(texts)
    if currency:
        used.add(currency)
    return Fit(
        mapping=mapping,
        first=first,
        row=row,
        texts=tuple(texts),
        places={text: _place(text, texts, mapping) for text in sorted(used)},
        currency=currency,
    )


def _find_currency(texts: list[str]) -> str:
    """Find the column of currencies, also where the mapping does not mention it."""
    known = read_mapping_words().currencies
    return next((text for text in texts if heading_words(text) in known), "")


def heading_rows(rows: Sequence[Row]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield each row that may be a heading, and each two as one: first, last, texts."""
    for index, (number, cells) in enumerate(rows):
        texts = [cell or "" for cell in cells]
        yield number, number, texts
        if index + 1 < len(rows) and rows[index + 1][0] == number + 1:
            below = [cell or "" for cell in rows[index + 1][1]]
            yield number, number + 1, _join(texts, below)


def _join(above: list[str], below: list[str]) -> list[str]:
    """Join two rows; a merged cell above stands over those to its right."""
    joined, over = [], ""
    for top, bottom in zip_longest(above, below, fillvalue=""):
        over = top or (over if bottom else "")
        joined.append(f"{over} {bottom}" if bottom and over else top or bottom)
    return joined


def _find_heading(
    rows: Sequence[Row], mapping: LedgerMapping
) -> tuple[int, int, list[str]] | None:
    wanted = {heading_words(_part(heading)[0]) for heading in mapping.headings}
    for first, row, texts in heading_rows(rows):
        if wanted <= {heading_words(text) for text in texts}:
            return first, row, texts
    return None


def _part(heading: str) -> tuple[str, int]:
    """Split `Suma #2` into the heading and its number among equals; 0 without one."""
    match = _NUMBERED.fullmatch(heading)
    return (match["text"], int(match["number"])) if match else (heading, 0)


def _place(heading: str, texts: list[str], mapping: LedgerMapping) -> int:
    text, number = _part(heading)
    words = heading_words(text)
    found = [
        i for i, other in enumerate(texts) if other and heading_words(other) == words
    ]
    file = f"{mapping.name}.toml"
    if not found or number > len(found):
        raise WorkbookError("mapping_lacks_column", mapping=file, heading=heading)
    if number == 0 and len(found) > 1:
        raise WorkbookError(
            "mapping_column_twice", mapping=file, heading=heading, count=len(found)
        )
    return found[max(number, 1) - 1]


def refuse_second_heading(lines: pl.DataFrame, fit: Fit) -> None:
    """Raise where a line names columns, and lines with figures follow.

    Args:
        lines: Lines under the heading, without those that repeat it.
        fit: The mapping that fits the sheet.

    Raises:
        WorkbookError: There is a second heading.
    """
    anchors = _list_anchors(lines, fit)
    if not anchors or lines.is_empty():
        return
    has_figure = pl.any_horizontal(
        pl.col(name).str.contains(r"\d").fill_null(value=False) for name in anchors
    )
    last = lines.filter(has_figure)[ROW].max()
    names = [name for name in lines.columns if name != ROW]
    filled = pl.sum_horizontal(pl.col(names).fill_null("").str.strip_chars() != "")
    # Few lines are left, so that all their cells may be asked.
    likely = lines.filter(
        filled >= MAPPING.fewest_headings,
        ~has_figure
        | _begin_with_words(anchors)
        | _may_be_headings(names, anchors, fit),
    )
    for row in likely.iter_rows(named=True):
        is_above = last is not None and row[ROW] < last
        if is_above and (
            _names_columns(row, anchors, fit) or _is_strange(row, anchors, lines, fit)
        ):
            raise WorkbookError(
                "mapping_second_heading",
                mapping=f"{fit.mapping.name}.toml",
                row=row[ROW],
            )


def _list_anchors(lines: pl.DataFrame, fit: Fit) -> list[str]:
    """List the columns of amounts and days, which hold a figure in every line."""
    places = {
        str(fit.places[heading])
        for name, heading in fit.mapping.columns.items()
        if name.endswith("_eur") or name in _ALONE
    }
    return [name for name in lines.columns if name in places]


def _begin_with_words(anchors: list[str]) -> pl.Expr:
    """Return whether words begin where days and amounts stand; `31-DEC-08` does not."""
    return pl.all_horizontal(
        pl.col(name).str.contains(r"^[^\pL\pN]*\pL").fill_null(value=False)
        for name in anchors
    )


def _may_be_headings(names: list[str], anchors: list[str], fit: Fit) -> pl.Expr:
    """Return whether figures stand within words, as in `PVM 21 %`, beside a heading."""
    is_worded = pl.all_horizontal(
        pl.col(name).str.contains(r"\pL{2}|^\s*$").fill_null(value=True)
        for name in anchors
    )
    wanted = [text.strip().lower() for text in fit.places]
    cells = pl.col(names).str.strip_chars().str.to_lowercase()
    return is_worded & pl.any_horizontal(cells.is_in(wanted).fill_null(value=False))


def _names_columns(row: dict[str, object], anchors: list[str], fit: Fit) -> bool:
    """Whether a line holds several headings, or words over all figures and one."""
    wanted = {heading_words(text) for text in fit.places}
    cells = {str(cell) for name, cell in row.items() if cell and name != ROW}
    known = {
        heading_words(cell)
        for cell in cells
        if heading_words(cell) in wanted or name_heading(fit.mapping.kind, cell)
    }
    if len(known) >= MAPPING.fewest_headings:
        return True
    is_over_all = all(_is_words(str(row[name] or "")) for name in anchors)
    return len(anchors) >= _FEWEST_ANCHORS and is_over_all and bool(known)


def _is_strange(
    row: dict[str, object], anchors: list[str], lines: pl.DataFrame, fit: Fit
) -> bool:
    """Whether a line has words over all figures, and says nothing that others say."""
    cells = {n: str(cell).strip() for n, cell in row.items() if cell and n != ROW}
    if len(anchors) < _FEWEST_ANCHORS or 2 * len(cells) < len(fit.places):
        return False
    is_over_all = all(_HEADS.match(cells.get(name, "")) for name in anchors)
    if not is_over_all or any(map(_FIGURE.fullmatch, cells.values())):
        return False
    have_day = str(fit.places.get(fit.mapping.columns.get("date", ""))) in anchors
    if are_remarks((cells[name] for name in anchors), have_day=have_day):
        return False
    others = lines.filter(pl.col(ROW) != row[ROW])
    used = {str(place) for place in fit.places.values()} & cells.keys()
    return not any(
        (others[name].str.strip_chars() == cells[name]).any() for name in used
    )


def _is_words(text: str) -> bool:
    return bool(_WORD.search(text)) and not re.search(r"\d", text)
