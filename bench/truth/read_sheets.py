"""Amounts of a sheet as readers give them: ours, and plain pandas."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pandas as pd

from etl.workbooks import read_workbook
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from pathlib import Path

FEWEST_CELLS = 5
"""A row with so many filled cells is taken for the heading."""

Amounts = dict[str, tuple[Decimal | None, Decimal | None]]


def read_ours(path: Path) -> tuple[Amounts, set[str], bool]:
    """Read a sheet with the reader that refreshes use.

    Returns:
        Net and VAT by document, the rejected documents, and whether the file or one
        of its sheets was refused.
    """
    try:
        reading = read_workbook(path)
    except WorkbookError:
        return {}, set(), True
    rows = reading.facts["spending"].select("document_number", "net_eur", "vat_eur")
    read: Amounts = {number: (net, vat) for number, net, vat in rows.rows()}
    aside = set()
    for cells in reading.rejects["raw_cells"]:
        aside.add(str(json.loads(cells).get("document_number")))
    return read, aside, any(note.severity == "error" for note in reading.notes)


def read_with_pandas(path: Path) -> Amounts:
    """Read a sheet as a short script of an analyst does."""
    rows = _load(path)
    filled = [
        index for index, row in rows.iterrows() if row.notna().sum() >= FEWEST_CELLS
    ]
    if not filled:
        return {}
    heading = [str(cell).lower() for cell in rows.loc[filled[0]]]
    places = [
        _place(heading, r"dok|sąsk|invoice"),
        _place(heading, r"be pvm|net"),
        _place(heading, r"^pvm|vat"),
    ]
    if None in places:
        return {}
    amounts: Amounts = {}
    for _, row in rows.loc[filled[0] + 1 :].iterrows():
        number, net, vat = (row.iloc[place] for place in places if place is not None)
        amounts[str(number)] = (parse_plainly(net), parse_plainly(vat))
    return amounts


def _load(path: Path) -> pd.DataFrame:
    if path.suffix == ".xlsx":
        return pd.read_excel(path, header=None, dtype=object)
    for encoding in ("utf-8-sig", "utf-16"):
        try:
            return pd.read_csv(
                path,
                header=None,
                dtype=str,
                sep=None,
                engine="python",
                encoding=encoding,
                names=range(12),
            )
        except (UnicodeError, pd.errors.ParserError):
            continue
    return pd.DataFrame()


def _place(heading: list[str], words: str) -> int | None:
    found = [place for place, text in enumerate(heading) if re.search(words, text)]
    return found[0] if found else None


def parse_plainly(cell: object) -> Decimal | None:
    """Parse the first number in a cell, as simple scripts do."""
    if isinstance(cell, int | float) and cell == cell:  # noqa: PLR0124 - no NaN
        return Decimal(str(cell))
    text = re.sub(r"\s", "", str(cell)).replace(",", ".")
    match = re.search(r"-?\d+(?:\.\d+)?", text)
    try:
        return Decimal(match[0]) if match else None
    except InvalidOperation:
        return None
