"""Payments that a column we do not read says were cancelled, returned or never made.

A cell that says nothing else rejects its row: such money must not count as paid, and
what it is a person has to say. A longer text that speaks of it is a warning, for it may
tell of another payment. Titles between rows and names of sheets are heard likewise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.units import read_statement
from etl.workbooks.cells.words import fold
from etl.workbooks.contract.notes import Note, name_some, say_money
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.rows.payment_words import (
    LONGEST_SIGN,
    doubts,
    doubts_under,
    is_date,
    is_day,
    is_figure,
    is_over_days,
    is_over_paid,
    is_over_replaced,
    is_over_sides,
    is_over_undone,
    is_reversal,
    is_special,
    is_state,
    is_void_decision,
    is_yes,
    judge_sheet,
    pattern,
    says_income,
    signs_of_no,
    signs_under,
    speaks,
)
from etl.workbooks.rows.sections import find_sections
from etl.workbooks.tables.row_ranges import list_ranges
from etl.workbooks.tables.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

RULE: Final = "payment_cancelled"
_FREE: Final = frozenset(
    {"document_number", "supplier", "contract_number", "funding_source"}
)
"""Our columns of free text, in which people note what became of a payment."""

_ASIDE: Final = re.compile(r"\(([^)]*)\)|[–—,;:]\s*([^–—,;:]+)$| - (.+)$")
"""What is added to the name of a supplier: `UAB Pirmas (avansas)`."""

_ZERO: Final = "0"
"""A sign that may be an amount: nothing is sure of it."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What was found, by number of the row: what its cell says.

    Attributes:
        sure: Cells that say a state and nothing else.
        maybe: Longer texts, and those of columns that are ours.
        income: Texts that say that money came in.
    """

    sure: dict[int, str] = field(default_factory=dict)
    maybe: dict[int, str] = field(default_factory=dict)
    income: dict[int, str] = field(default_factory=dict)

    def group(self, name: str) -> dict[int, str]:
        """Return the rows of a group: `sure`, `maybe` or `income`."""
        return {"sure": self.sure, "maybe": self.maybe, "income": self.income}[name]


def find_cancelled(sheet: Sheet, heading: Heading, data: pl.Series) -> Cancelled:
    """Find rows of payments of which another column or a title says they are none.

    Args:
        sheet: The sheet.
        heading: Its heading.
        data: Numbers of the rows of data.
    """
    found = Cancelled()
    if heading.kind == "plan-changes":
        return Cancelled(sure=_find_void(sheet, heading, data))
    if heading.kind != "spending":
        return found
    rows = rows_of(sheet, heading).filter(pl.col(ROW).is_in(data.implode()))
    known = {str(p): name for name, p in heading.places.items() if name in _FREE}
    for column in (*known, *heading.others_of(rows.columns)):
        name = known.get(column, "")
        title = heading.title_of(int(column))
        judged = {
            text: _judge(text, title, name) for text in _suspects(rows[column], title)
        }
        texts = [text for text, group in judged.items() if group]
        of_rows = rows.select(ROW, column).filter(pl.col(column).is_in(texts))
        for row, text in of_rows.rows():
            found.group(judged[text])[row] = _say(text, title)
        if not name and is_over_paid(title):
            found.maybe.update(_find_unmarked(rows.select(ROW, column), title))
    for row, group, title in find_sections(sheet, heading, data):
        found.group(group).setdefault(row, title)
    maybe = {row: said for row, said in found.maybe.items() if row not in found.sure}
    return Cancelled(found.sure, maybe, found.income)


def keep_reversals(found: Cancelled, below_zero: set[int]) -> Cancelled:
    """Return what was found, but amounts below zero that reverse others count.

    Put aside, a reversal would leave in the sum what it takes back.

    Args:
        found: What was found.
        below_zero: Numbers of the rows whose amount is below zero.
    """
    kept = {
        row: said
        for row, said in found.sure.items()
        if row in below_zero and is_reversal(said)
    }
    sure = {row: said for row, said in found.sure.items() if row not in kept}
    return Cancelled(sure, found.maybe | kept, found.income)


def _find_unmarked(cells: pl.DataFrame, title: str) -> dict[int, str]:
    """Find rows without the mark that the others have under `Apmokėta`."""
    texts = [(row, (text or "").strip()) for row, text in cells.rows()]
    marks = {text for _, text in texts} - {""}
    if not marks or not all(map(is_yes, marks)):
        return {}
    return {row: f"{title.strip()}: –" for row, text in texts if not text}


def _find_void(sheet: Sheet, heading: Heading, data: pl.Series) -> dict[int, str]:
    """Find changes of plans of which a column that is not loaded says they are none."""
    rows = rows_of(sheet, heading).filter(pl.col(ROW).is_in(data.implode()))
    found: dict[int, str] = {}
    for name in heading.others_of(rows.columns):
        title = heading.title_of(int(name))
        for row, text in rows.select(ROW, name).drop_nulls().rows():
            if is_void_decision(text):
                found[row] = text.strip()
            elif is_void_decision(text, title):
                found[row] = f"{title.strip()}: {text.strip()}"
    return found


def _suspects(cells: pl.Series, title: str) -> list[str]:
    """Return the distinct texts of a column that may say something of payments."""
    cells = cells.unique(maintain_order=True)
    wanted = cells.str.contains(pattern())
    is_over_signs = signs_under(title) or doubts_under(title) or is_over_undone(title)
    if is_over_replaced(title):
        wanted |= cells.str.contains(r"[\p{L}\d]")
    if is_over_signs or is_over_days(title) or is_over_sides(title):
        wanted |= cells.str.len_chars() <= LONGEST_SIGN
    return cells.filter(wanted.fill_null(value=False)).to_list()


def _judge(text: str, title: str, name: str) -> str:
    """Return the group of rows a cell speaks for; empty where it says nothing.

    Args:
        text: The cell.
        title: Heading of its column.
        name: What we call the column; empty where we do not load it.
    """
    if speaks(text) or _is_sign(text, title):
        is_sure = not name and is_state(text, title)
        return "sure" if is_sure and fold(text) != _ZERO else "maybe"
    if name == "supplier":  # a company may be called so
        aside = " ".join("".join(parts) for parts in _ASIDE.findall(text))
        return "maybe" if is_special(fold(aside).split()) else ""
    if says_income(text, title):
        return "income"
    is_part = is_over_undone(title) and is_figure(text)
    is_part |= is_over_replaced(title) and fold(text) not in signs_of_no()
    is_open = doubts(text) or fold(text) in doubts_under(title) or is_part
    return "maybe" if is_open else ""


def _is_sign(text: str, title: str) -> bool:
    """Whether a sign, or a day, under its heading says that money was not paid."""
    is_undone = is_over_undone(title) and is_date(text)
    is_dated = is_undone or (is_over_days(title) and is_day(text))
    return fold(text) in signs_under(title) or is_dated


def _say(text: str, title: str) -> str:
    is_told = speaks(text) or doubts(text)
    is_word = says_income(text, "") or (is_told and not _is_sign(text, title))
    return text.strip() if is_word else f"{title.strip()}: {text.strip()}"


def note_said_beside(sheet: Sheet, heading: Heading) -> Iterator[Note]:
    """Yield what is said of payments outside the cells: of which, nobody can tell.

    A workbook of rejected rows is called so by us, and says nothing of its payments.

    Args:
        sheet: The sheet.
        heading: Its heading.
    """
    if heading.kind != "spending" or "corrects" in heading.places:
        return
    # Units that are said beside a table stop it, or are its own.
    others = [text for text in sheet.beside if read_statement(text).multiplier <= 1]
    if said := [t for t in others if judge_sheet(t) in {"sure", "maybe"}]:
        fields = {"said": name_some(dict.fromkeys(said))}
        yield Note("payments_doubted_beside", "warning", sheet.name, fields)


def note_cancelled(
    sheet: Sheet, found: Cancelled, typed: pl.DataFrame, good: pl.DataFrame
) -> Iterator[Note]:
    """Yield warnings that name the rows and their sum.

    Args:
        sheet: The sheet.
        found: What was found.
        typed: All rows of data, in the types of the contract.
        good: Those of them that load.
    """
    is_spending = "net_eur" in typed.columns
    if not (is_spending and (found.sure or found.maybe or found.income)):
        return
    # A made-up row says itself that it was never paid.
    kept = set(good.filter(~pl.col("is_synthetic"))[SOURCE_ROW])
    above_zero = set(good.filter(pl.col("net_eur") > 0)[SOURCE_ROW])
    maybe = {row: said for row, said in found.maybe.items() if row in kept}
    income = {row: said for row, said in found.income.items() if row in above_zero}
    named = {
        "payments_cancelled": found.sure,
        "payments_doubtful": maybe,
        "payments_income": income,
    }
    for name, rows in named.items():
        if rows:
            net = typed.filter(pl.col(SOURCE_ROW).is_in(list(rows)))["net_eur"].sum()
            fields = {
                "count": len(rows),
                "rows": list_ranges(sorted(rows)),
                "amount": say_money(Decimal(net or 0)),
                "said": name_some(dict.fromkeys(rows.values())),
            }
            yield Note(name, "warning", sheet.name, fields)
