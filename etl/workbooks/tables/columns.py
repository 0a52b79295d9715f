"""Columns of texts to columns of values, all at once where the form is plain.

Each reader gives the values and, where a text breaks one, the rule. Plain forms are
read by expressions over the whole column; every other distinct text goes once through
the strict parser of its kind, so that both give what the parser alone would give.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.codes import PARSERS
from etl.workbooks.cells.dates import parse_date
from etl.workbooks.cells.numbers import (
    MAX_WHOLE_DIGITS,
    NumberFormat,
    parse_count,
    parse_number,
)
from etl.workbooks.cells.words import MASKED, read_words
from etl.workbooks.files.texts import CONTROLS, STRUCK, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from etl.workbooks.cells.parser import Parser

_FORCED: Final = "[\u202b\u202d\u202e\u2067]"
"""Marks that turn the order of what follows: `001` is seen where `100` stands."""

_SPACES: Final = "[ \u00a0\u2007\u2009\u202f]"
_PLAINER: Final = dict.fromkeys(" \u00a0\u2007\u2009\u202f+", "") | {
    "\u2212": "-",
    ",": ".",
}
_PLAIN: Final = r"^-?[0-9]{1,13}(?:\.[0-9]{1,2})?$"
_GROUPED: Final = rf"[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}}){{1,3}}"
_WRITTEN: Final = rf"^[+\-\u2212]?(?:[0-9]{{1,13}}|{_GROUPED})(?:[.,][0-9]{{1,2}})?$"
_COMMA: Final = r"(?:,[0-9]{1,2}|,[0-9]{4,}|^[+-]?0,[0-9]+|\s[0-9]{3},[0-9]+)$"
_POINT: Final = r"(?:\.[0-9]{1,2}|\.[0-9]{4,}|^[+-]?0\.[0-9]+|\s[0-9]{3}\.[0-9]+)$"
_ISO_DAY: Final = r"^20[0-9][0-9]-[0-9][0-9]-[0-9][0-9](?: 00:00:00)?$"
_DAY_CELL: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"
_EXPONENT: Final = (
    r"^[+-]?(?:[0-9](?:[.,][0-9]+)?[eE][+-][0-9]{1,3}|[0-9][.,][0-9]+[eE][0-9]{1,3})$"
)
_LOST_DIGITS: Final = r"^[1-9][0-9]{14}0{2,}$"
_NEUTRALISED: Final = r"^'([=+\-@\t\r\n＝＋－＠])"


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column that was read.

    Attributes:
        values: The values, in the type of the contract; null where there is none.
        rules: The rule a text breaks; null where it was read.
    """

    values: pl.Series
    rules: pl.Series


def read_column(
    name: str,
    contract: dy.Column,
    texts: pl.Series,
    *,
    multiplier: int = 1,
    epoch: date,
) -> ReadColumn:
    """Read a column by its type in the contract.

    Args:
        name: Name of the column.
        contract: The column of the schema.
        texts: Texts of its cells; null where empty.
        multiplier: 1000 where the heading says thousands.
        epoch: Day the numbers of days count from.
    """
    if texts.str.starts_with("'").any():
        texts = texts.str.replace(_NEUTRALISED, "$1")
    found = _read(name, contract, texts, multiplier, epoch)
    for sign, rule in ((MASKED, "masked"), (STRUCK, "struck_out")):
        marked = texts.str.contains(sign, literal=True)
        if marked.any():
            rules = pl.when(marked).then(pl.lit(rule)).otherwise(found.rules)
            found = ReadColumn(found.values, pl.select(rules).to_series())
    forced = texts.str.contains(_FORCED)
    if forced.any():
        rules = pl.when(forced).then(pl.lit("control_character")).otherwise(found.rules)
        found = ReadColumn(found.values, pl.select(rules).to_series())
    return found


def _read(
    name: str, contract: dy.Column, texts: pl.Series, multiplier: int, epoch: date
) -> ReadColumn:
    match contract:
        case dy.Decimal():
            form = NumberFormat(
                decimals=contract.scale,
                multiplier=multiplier,
                is_money=name.endswith("_eur"),
                may_be_money=name == "new_value",
            )
            return _read_numbers(texts, form, contract.dtype)
        case dy.Int64():
            form = NumberFormat(decimals=0, minimum=0)
            return _by_parser(texts, partial(parse_count, form=form), contract.dtype)
        case dy.Date():
            return _read_days(texts, epoch)
    if name in PARSERS:
        return _by_parser(texts, PARSERS[name], contract.dtype)
    return _read_texts(name, texts)


def _read_numbers(
    texts: pl.Series, form: NumberFormat, dtype: pl.DataType
) -> ReadColumn:
    is_plain = texts.str.contains(_PLAIN)
    if form.multiplier == 1 and form.decimals > 1 and is_plain.all():
        return ReadColumn(texts.cast(dtype), _nothing(texts, pl.String()))
    form = replace(form, separator=_separator(texts))
    if form.multiplier == 1 and form.decimals > 1:
        is_plain = texts.str.contains(_WRITTEN)
    else:
        is_plain = pl.repeat(value=False, n=len(texts), eager=True)
    plain = pl.select(pl.when(is_plain).then(texts)).to_series()
    plain = plain.str.replace_many(_PLAINER)
    odd = pl.select(pl.when(~is_plain).then(texts)).to_series()
    rest = _by_parser(odd, partial(parse_number, form=form), dtype)
    values = plain.cast(dtype)
    return ReadColumn(values.zip_with(values.is_not_null(), rest.values), rest.rules)


def _nothing(texts: pl.Series, dtype: pl.DataType) -> pl.Series:
    return pl.Series(texts.name, [None], dtype=dtype).new_from_index(0, len(texts))


def _separator(texts: pl.Series) -> str:
    """Find the decimal separator that a column is sure to use; empty where unsure."""
    uses_comma = bool(texts.str.contains(_COMMA).any())
    uses_point = bool(texts.str.contains(_POINT).any())
    if uses_comma == uses_point:
        return ""
    return "," if uses_comma else "."


def _read_days(texts: pl.Series, epoch: date) -> ReadColumn:
    plain = texts.str.contains(_ISO_DAY)
    days = (
        pl.select(pl.when(plain).then(texts.str.slice(0, 10)))
        .to_series()
        .str.to_date("%Y-%m-%d", strict=False)
    )
    odd = pl.select(pl.when(days.is_null()).then(texts)).to_series()
    rest = _by_parser(odd, partial(parse_date, epoch=epoch), pl.Date())
    return ReadColumn(days.zip_with(days.is_not_null(), rest.values), rest.rules)


def _by_parser(texts: pl.Series, parser: Parser, dtype: pl.DataType) -> ReadColumn:
    """Parse each distinct text once."""
    distinct = texts.drop_nulls().unique().to_list()
    errors = read_words().formula_errors
    parsed = [
        (None, "formula_error") if text in errors else parser(text) for text in distinct
    ]
    values: list[Any] = [value for value, _ in parsed]
    rules = [rule or None for _, rule in parsed]
    return ReadColumn(
        _look_up(texts, distinct, values, dtype),
        _look_up(texts, distinct, rules, pl.String()),
    )


def _look_up(
    texts: pl.Series, known: list[str], values: Iterable[Any], dtype: pl.DataType
) -> pl.Series:
    values = list(values)
    if all(value is None for value in values):
        return _nothing(texts, dtype)
    table = pl.Series(values, dtype=dtype)
    return texts.replace_strict(
        pl.Series(known, dtype=pl.String), table, default=None, return_dtype=dtype
    )


def _read_texts(name: str, texts: pl.Series) -> ReadColumn:
    """Read free text as it is, without the spaces around it.

    A number of a document that a spreadsheet turned into a day, or wrote with an
    exponent, is no text.
    """
    words = read_words()
    is_code = name.endswith("_number")
    clean = normalise(texts, is_code=is_code)
    is_day = texts.str.contains(_DAY_CELL) & is_code
    is_short = clean.str.contains(_EXPONENT) & is_code
    is_long = clean.str.contains(_LOST_DIGITS) & is_code
    failed = texts.is_in(list(words.formula_errors))
    rules = pl.select(
        pl.when(failed)
        .then(pl.lit("formula_error"))
        .when(is_day)
        .then(pl.lit("number_became_date"))
        .when(is_short)
        .then(pl.lit("exponent_in_code"))
        .when(is_long)
        .then(pl.lit("digits_lost"))
        .when(clean.str.to_lowercase().is_in(list(words.ditto)))
        .then(pl.lit("ditto"))
        .when(clean.str.contains(CONTROLS))
        .then(pl.lit("control_character"))
    ).to_series()
    is_none = rules.is_not_null() | clean.is_in(["", *words.none])
    values = pl.select(pl.when(~is_none).then(clean)).to_series()
    return ReadColumn(values, rules)


def number_text(text: str, *, is_percent: bool) -> str:
    """Write a number cell as a person sees it, so that it reads in one way only.

    Spreadsheets keep 15 significant digits and show no more; what lies beyond is noise
    of binary fractions. A percent cell shows a hundred times what it holds.
    """
    value = Decimal(text)
    if value.adjusted() > MAX_WHOLE_DIGITS:
        return text
    value = round(value, min(max(14 - value.adjusted(), 0), 12))
    if is_percent:
        value *= 100
    plain = format(value.normalize(), "f")
    _, point, fraction = plain.partition(".")
    return plain + "0" if point and len(fraction) == 3 else plain  # noqa: PLR2004
