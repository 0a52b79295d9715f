"""Lines that a mapping leaves out: by named rules, counted and added up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from etl.workbooks.cells.words import tidy
from etl.workbooks.files.sheets import ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.workbooks.mappings.model import LeaveOut
    from etl.workbooks.mappings.recognise import Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Lines that one rule leaves out.

    Attributes:
        rule: Name of the rule.
        rows: Numbers of the lines.
        amount: What they add up to; `None` where there is no amount.
        unread: Lines whose amount could not be read.
    """

    rule: str
    rows: tuple[int, ...]
    amount: Decimal | None
    unread: int


def leave_out(rows: pl.DataFrame, fit: Fit, amounts: pl.Series | None) -> list[LeftOut]:
    """Find the lines to leave out; the first rule that applies takes a line.

    Args:
        rows: Lines under the heading, as the sheet has them.
        fit: The mapping that fits the sheet.
        amounts: The amount of each line; none where the kind has none.
    """
    left: list[LeftOut] = []
    taken = pl.Series([False] * rows.height, dtype=pl.Boolean)
    for rule in fit.mapping.leave_out:
        cells = rows[str(fit.places[rule.column])].fill_null("").to_list()
        applies = pl.Series(
            [applies_to(rule, cell) for cell in cells], dtype=pl.Boolean
        )
        own = applies & ~taken
        taken = taken | own
        left.append(_count(rule.name, rows, own, amounts))
    return left


def applies_to(rule: LeaveOut, cell: str) -> bool:
    """Whether a rule leaves out a line with this cell; capitals do not matter."""
    text = tidy(cell).casefold()
    values = [tidy(value).casefold() for value in rule.values]
    match rule.test:
        case "equals":
            return text in values
        case "not_equals":
            return text not in values
        case "begins":
            return text.startswith(tuple(values))
        case "not_begins":
            return not text.startswith(tuple(values))
        case "empty":
            return not text


def _count(
    name: str, rows: pl.DataFrame, own: pl.Series, amounts: pl.Series | None
) -> LeftOut:
    numbers = tuple(rows.filter(own)[ROW])
    if amounts is None:
        return LeftOut(rule=name, rows=numbers, amount=None, unread=0)
    given = amounts.filter(own)
    total: Sequence[Decimal] = given.drop_nulls().to_list()
    return LeftOut(
        rule=name,
        rows=numbers,
        amount=sum(total, Decimal(0)),
        unread=given.null_count(),
    )
