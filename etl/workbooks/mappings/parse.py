"""Parse a mapping: everything it says is known and fits, or it is refused."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast, get_args

from etl.workbooks.contract.contract import KINDS, Kind
from etl.workbooks.files.toml_table import TomlTable
from etl.workbooks.mappings.checks import check_mapping
from etl.workbooks.mappings.formats import NEGATIVES, THOUSANDS, DateForm
from etl.workbooks.mappings.model import (
    CodeList,
    EqualLines,
    Formats,
    LeaveOut,
    LedgerMapping,
    Sign,
    Test,
    Vat,
)
from etl.workbooks.mappings.thresholds import LEDGER

if TYPE_CHECKING:
    from collections.abc import Iterator


def parse_mapping(
    name: str, content: dict[str, Any], *, is_finished: bool = True
) -> LedgerMapping:
    """Read what a mapping says.

    Args:
        name: Name of its file, without the ending.
        content: What the file holds.
        is_finished: Whether every column that is needed must have a source.

    Raises:
        MappingError: Something in it is not known, lacks, or does not fit.
    """
    table = TomlTable(f"{name}.toml", "", content)
    table.text("kind", is_needed=True)
    kind = cast("Kind", table.choice("kind", "", KINDS))
    headings = table.texts("headings")
    if not any(heading.strip() for heading in headings):
        raise table.fail("no_headings", "headings")
    mapping = LedgerMapping(
        name=name,
        kind=kind,
        headings=tuple(filter(None, map(str.strip, headings))),
        before_ours=table.flag("before_ours"),
        equal_lines=cast(
            "EqualLines", table.choice("equal_lines", "once", get_args(EqualLines))
        ),
        columns=table.words("columns"),
        constants=table.words("constants"),
        codes=dict(_parse_codes(table.table("codes"), is_finished=is_finished)),
        subtract=table.words("subtract"),
        formats=_parse_formats(table.table("formats")),
        sign=_parse_sign(table.table("sign")),
        vat=_parse_vat(table.table("vat")),
        leave_out=tuple(map(_parse_rule, table.tables("leave_out"))),
    )
    table.finish()
    check_mapping(mapping, is_finished=is_finished)
    return mapping


def _parse_codes(
    table: TomlTable, *, is_finished: bool
) -> Iterator[tuple[str, CodeList]]:
    for name in table.content:
        entry = table.table(name)
        column = entry.text("column", is_needed=True)
        values = entry.words("values")
        entry.finish()
        if is_finished and not values:
            raise entry.fail("no_codes", "values")
        yield name, CodeList(column=column, values=values)


def _parse_formats(table: TomlTable) -> Formats:
    date = table.text("date")
    if date and DateForm.parse(date) is None:
        raise table.fail("not_a_date_form", "date", found=date)
    decimal = table.choice("decimal", "", (".", ","))
    thousands = table.choice("thousands", " ", THOUSANDS)
    if decimal and decimal == thousands:
        raise table.fail("same_separators", "thousands", found=thousands)
    if "thousands" in table.content and not decimal:
        raise table.fail("missing_key", "decimal")
    negative = table.texts("negative")
    for form in negative:
        if form not in NEGATIVES:
            allowed = ", ".join(NEGATIVES)
            raise table.fail("not_a_choice", "negative", found=form, allowed=allowed)
    if negative and not decimal:
        raise table.fail("missing_key", "decimal")
    multiplier = table.number("multiplier")
    if multiplier is not None and multiplier not in LEDGER.multipliers:
        allowed = ", ".join(map(str, LEDGER.multipliers))
        raise table.fail(
            "not_a_choice", "multiplier", found=multiplier, allowed=allowed
        )
    currency = table.text("currency")
    table.finish()
    return Formats(
        date=date,
        decimal=decimal,
        thousands=thousands if "thousands" in table.content else None,
        negative=negative,
        multiplier=None if multiplier is None else int(multiplier),
        currency=currency,
    )


def _parse_sign(table: TomlTable) -> Sign:
    sign = Sign(
        turned=table.flag("turned"),
        column=table.text("column"),
        plus=table.texts("plus"),
        minus=table.texts("minus"),
    )
    table.finish()
    if sign.column and not (sign.plus or sign.minus):
        raise table.fail("missing_key", "minus")
    if (sign.plus or sign.minus) and not sign.column:
        raise table.fail("missing_key", "column")
    both = set(sign.plus) & set(sign.minus)
    if both:
        raise table.fail("on_both_sides", "minus", found=min(both))
    return sign


def _parse_vat(table: TomlTable) -> Vat | None:
    if not table.content:
        return None
    written, column = table.number("rate"), table.text("column")
    table.finish()
    if (written is None) == (not column):
        raise table.fail("rate_or_column", "rate")
    if written is None:
        return Vat(column=column)
    try:
        rate = Decimal(str(written))
    except InvalidOperation:
        rate = Decimal(-1)
    if not 0 <= rate < LEDGER.highest_rate or 0 < rate < 1:
        raise table.fail("not_a_rate", "rate", found=written)
    return Vat(rate=rate)


def _parse_rule(table: TomlTable) -> LeaveOut:
    name = table.text("name", is_needed=True)
    column = table.text("column", is_needed=True)
    given = {test: table.texts(test) for test in get_args(Test) if test != "empty"}
    is_empty = table.flag("empty")
    table.finish()
    tests = [test for test, values in given.items() if values]
    if len(tests) + is_empty != 1:
        raise table.fail("one_test", "equals", tests=", ".join(get_args(Test)))
    if is_empty:
        return LeaveOut(name=name, column=column, test="empty")
    test = tests[0]
    return LeaveOut(
        name=name, column=column, test=cast("Test", test), values=given[test]
    )
