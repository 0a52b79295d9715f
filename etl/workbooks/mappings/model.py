"""What a mapping says: plain data, so that it can be handed to another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from etl.workbooks.contract.contract import Kind

EqualLines = Literal["once", "each"]
Test = Literal["equals", "not_equals", "begins", "not_begins", "empty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """Codes of a ledger and what they are with us.

    Attributes:
        column: Heading of the column that holds the codes.
        values: Our value by the code.
    """

    column: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How days and amounts are written; what is not said is read as in our layout.

    Attributes:
        date: Form of a day, such as `DD-MON-YY`; empty where not said.
        decimal: Decimal separator; empty where not said.
        thousands: Separator of thousands; `None` where not said: spaces.
        negative: How a negative amount may be written, besides a minus sign before it.
        multiplier: How many euro one stands for; `None` where not said.
        currency: Heading of the column that names the currency; empty: none.
    """

    date: str = ""
    decimal: str = ""
    thousands: str | None = None
    negative: tuple[str, ...] = ()
    multiplier: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Which amounts count the other way round.

    Attributes:
        turned: Whether all amounts are turned: the ledger writes spending as minus.
        column: Heading of the column that says which side a line is on; empty: none.
        plus: What it says where the amount stays.
        minus: What it says where the amount is turned.
    """

    turned: bool = False
    column: str = ""
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vat:
    """The rate that VAT is derived from.

    Attributes:
        rate: Per cent, the same for all lines; `None` where a column says it.
        column: Heading of the column with the rate; empty where there is one rate.
    """

    rate: Decimal | None = None
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """A rule that leaves lines out.

    Attributes:
        name: What it is called where its lines are counted.
        column: Heading of the column it looks at.
        test: How it looks.
        values: What the cell is held against.
    """

    name: str
    column: str
    test: Test
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMapping:
    """How a ledger's own layout becomes one of ours.

    Attributes:
        name: Name of its file, without the ending.
        kind: Kind of workbook it gives.
        headings: Headings that a sheet must have to be of this layout.
        before_ours: Whether it also wins over our own layout.
        equal_lines: Whether lines that are equal in every cell count once, or each.
        columns: Heading of the ledger by our column.
        constants: Value of all lines by our column.
        codes: Code list by our column.
        subtract: Heading of the column to take off, by our column of amounts.
        formats: How days and amounts are written.
        sign: Which amounts count the other way round.
        vat: What VAT is derived from; `None`: it is not.
        leave_out: Rules that leave lines out; the first that applies counts.
    """

    name: str
    kind: Kind
    headings: tuple[str, ...]
    before_ours: bool = False
    equal_lines: EqualLines = "once"
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, CodeList] = field(default_factory=dict)
    subtract: Mapping[str, str] = field(default_factory=dict)
    formats: Formats = field(default_factory=Formats)
    sign: Sign = field(default_factory=Sign)
    vat: Vat | None = None
    leave_out: tuple[LeaveOut, ...] = ()

    def used_headings(self) -> Iterator[tuple[str, str]]:
        """Yield key and heading of every column of the ledger that is looked at."""
        yield from ((f"columns.{name}", text) for name, text in self.columns.items())
        yield from ((f"codes.{n}.column", c.column) for n, c in self.codes.items())
        yield from ((f"subtract.{name}", text) for name, text in self.subtract.items())
        if self.formats.currency:
            yield "formats.currency", self.formats.currency
        if self.sign.column:
            yield "sign.column", self.sign.column
        if self.vat and self.vat.column:
            yield "vat.column", self.vat.column
        yield from (("leave_out.column", rule.column) for rule in self.leave_out)
