"""Amounts of a ledger: formats, sides, VAT, all exact and in euro."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.numbers import NumberFormat, parse_number
from etl.workbooks.cells.value_units import CHANGE, PERCENT
from etl.workbooks.cells.words import fold, tidy
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.mappings.checks import GROSS, NET, VAT, amount_columns
from etl.workbooks.mappings.formats import (
    amount_pattern,
    read_amount,
)
from etl.workbooks.mappings.ledger_words import read_mapping_words
from etl.workbooks.mappings.lines import Cells, first_of, read_distinct
from etl.workbooks.mappings.thresholds import LEDGER
from etl.workbooks.tables.columns import ReadColumn, number_text, read_column

if TYPE_CHECKING:
    from etl.workbooks.cells.number_forms import NumberForm
    from etl.workbooks.mappings.lines import MappedLines
    from etl.workbooks.mappings.model import Formats, Sign

SIDE_RULE: Final = "side_not_in_mapping"
RATE_RULE: Final = "rate_not_read"
CURRENCY_RULE: Final = "other_currency"
FORMAT_RULE: Final = "format_not_plain"

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_CENT: Final = Decimal("0.01")
_HUNDRED: Final = Decimal(100)
_SHARE: Final = re.compile(r"\s*%\s*$")
_RATE: Final = NumberFormat(decimals=2, minimum=0)

Values = list[Decimal | None]


def read_amounts(lines: MappedLines) -> dict[str, Cells]:
    """Read the columns of amounts that a mapping gives, derived ones too."""
    mapping = lines.fit.mapping
    shared = first_of(
        _check_currency(lines), _check_side(lines), _check_units_of_row(lines)
    )
    turned = _turned(lines)
    values: dict[str, Values] = {}
    cells: dict[str, Cells] = {}
    for name in amount_columns(mapping.kind):
        if name not in mapping.columns:
            continue
        raw, read, rules = _read(lines, name, mapping.columns[name])
        if name in mapping.subtract:
            _, less, wrong = _read(lines, name, mapping.subtract[name])
            read, rules = _subtract(read, less), first_of(rules, wrong)
        values[name] = [
            -value if value and turn else value
            for value, turn in zip(read, turned, strict=True)
        ]
        is_money = name.endswith("_eur")
        if is_money:
            rules = first_of(rules, shared)
        elif name == "new_value":  # only amounts among new values have a currency
            rules = first_of(rules, _check_currency(lines, may_lack=True))
        cells[name] = _write(raw, values[name], rules)
        if not (is_money or name in mapping.subtract or any(turned)):
            shown, _ = _show_numbers(lines, name, mapping.columns[name])
            cells[name] = replace(cells[name], texts=_keep_signs(cells[name], shown))
    return cells | _derive_vat(lines, values, cells)


def _read(
    lines: MappedLines, name: str, heading: str
) -> tuple[pl.Series, Values, pl.Series | None]:
    """Read one column: raw texts, values in euro, broken rules."""
    mapping = lines.fit.mapping
    texts, rules = _show_numbers(lines, name, heading)
    if mapping.formats.decimal:
        is_text, is_money = lines.is_text(heading), name.endswith("_eur")
        texts, wrong = _as_stated(texts, is_text, mapping.formats, is_money=is_money)
        rules = first_of(rules, wrong)
    contract = SCHEMAS[mapping.kind].columns()[name]
    readable = texts if rules is None else _only(texts, rules.is_null())
    epoch, multiplier = lines.sheet.epoch, find_multiplier(lines, heading)
    read = read_column(name, contract, readable, multiplier=multiplier, epoch=epoch)
    if name == "new_value" and multiplier > 1:
        plain = read_column(name, contract, readable, epoch=epoch)
        read = _keep_targets(read, plain, lines)
    return lines.cells(heading), read.values.to_list(), first_of(rules, read.rules)


def _keep_targets(
    read: ReadColumn, plain: ReadColumn, lines: MappedLines
) -> ReadColumn:
    """Keep new targets as they are: a unit of money is none of theirs."""
    mapping = lines.fit.mapping
    texts = pl.Series([mapping.constants.get("field")], dtype=pl.String)
    texts = texts.new_from_index(0, lines.rows.height)
    if codes := mapping.codes.get("field"):
        known = {tidy(code): value for code, value in codes.values.items()}
        cells = lines.cells(codes.column).fill_null("")
        texts = pl.Series([known.get(tidy(cell)) for cell in cells], dtype=pl.String)
    elif "field" in mapping.columns:
        texts = lines.cells(mapping.columns["field"])
    contract = SCHEMAS[mapping.kind].columns()["field"]
    fields = read_column("field", contract, texts, epoch=lines.sheet.epoch).values
    is_target = (fields.cast(pl.String) == "target_value").fill_null(value=False)
    return ReadColumn(
        plain.values.zip_with(is_target, read.values),
        plain.rules.zip_with(is_target, read.rules),
    )


def _only(texts: pl.Series, keep: pl.Series) -> pl.Series:
    return pl.select(pl.when(keep).then(texts)).to_series()


def find_multiplier(lines: MappedLines, heading: str) -> int:
    """Find how many one unit of a column of figures stands for."""
    return lines.units.get(heading, 1)


def _show_numbers(
    lines: MappedLines, name: str, heading: str
) -> tuple[pl.Series, pl.Series | None]:
    """Write number cells as a person sees them, or say what forbids it."""
    texts, forms = lines.cells(heading), lines.number_cells(heading)
    is_money = name.endswith("_eur")
    if not forms:
        return texts, None
    unit, is_said = find_multiplier(lines, heading), heading in lines.said
    show = partial(_show_amount, is_said=is_said) if is_money else _show_value
    read = [
        show(text, forms[row], unit) if text and row in forms else (text, None)
        for row, text in zip(lines.numbers, texts, strict=True)
    ]
    shown = pl.Series([text for text, _ in read], dtype=pl.String)
    return shown, pl.Series([rule for _, rule in read], dtype=pl.String)


def _show_amount(
    text: str, form: NumberForm, unit: int, *, is_said: bool
) -> tuple[str, str | None]:
    """Write a number cell; the unit that it shows itself must be that of its column.

    Args:
        text: The number it holds.
        form: How it is shown.
        unit: How many euro one of the column stands for.
        is_said: Whether the sheet or the mapping says so.
    """
    if not _NUMBER.fullmatch(text):
        return text, None
    plain = number_text(text, is_percent=form.is_percent)
    if form.is_percent or form.has_percent_sign:
        return text, "percent_in_amount"
    if form.foreign or form.other:
        return text, CURRENCY_RULE if form.foreign else FORMAT_RULE
    if form.unit > 1 and not is_said:
        return number_text(str(Decimal(plain) * form.unit), is_percent=False), None
    return (plain, None) if form.unit in {0, unit} else (text, FORMAT_RULE)


def _show_value(text: str, form: NumberForm, unit: int) -> tuple[str, str | None]:
    """Write a number cell of a value, with its percent sign where it shows one."""
    if not _NUMBER.fullmatch(text):
        return text, None
    if form.foreign or form.other:
        return text, CURRENCY_RULE if form.foreign else FORMAT_RULE
    if form.unit > 1 and form.unit != unit:
        return text, FORMAT_RULE
    plain = number_text(text, is_percent=form.is_percent)
    is_share = form.is_percent or form.has_percent_sign
    return f"{plain}{PERCENT}" if is_share else plain, None


def _keep_signs(cells: Cells, shown: pl.Series) -> pl.Series:
    """Return values with the sign of a share or of a change that their cells show."""
    shown, texts = shown.str.strip_chars(), cells.texts
    is_read = True if cells.rules is None else cells.rules.is_null()
    change = pl.when(is_read & shown.str.starts_with(CHANGE)).then(pl.lit(CHANGE))
    share = pl.when(is_read & shown.str.ends_with("%")).then(pl.lit(PERCENT))
    parts = (change.otherwise(pl.lit("")), texts, share.otherwise(pl.lit("")))
    return pl.select(pl.concat_str(*parts)).to_series()


def _as_stated(
    texts: pl.Series, is_text: pl.Series, formats: Formats, *, is_money: bool
) -> tuple[pl.Series, pl.Series]:
    """Read texts in the form that the mapping states; number cells have no form."""
    pattern = amount_pattern(formats)

    def read(text: str) -> tuple[str, str]:
        bare = text if is_money else _SHARE.sub("", text)
        written, rule = read_amount(bare, pattern, formats.negative)
        return (text, rule) if rule else (f"{written}{text[len(bare) :]}", "")

    blank = texts.str.strip_chars() == ""
    stated, rules = read_distinct(_only(texts, is_text & ~blank), read)
    return pl.select(pl.coalesce(stated, texts)).to_series(), rules


def _subtract(values: Values, less: Values) -> Values:
    return [
        None if one is None and other is None else (one or 0) - (other or Decimal(0))
        for one, other in zip(values, less, strict=True)
    ]


def _turned(lines: MappedLines) -> list[bool]:
    sign = lines.fit.mapping.sign
    if not sign.column:
        return [sign.turned] * lines.rows.height
    minus = set(map(_side, sign.minus))
    cells = lines.cells(sign.column)
    return [(_side(cell or "") in minus) != sign.turned for cell in cells]


def _side(text: str) -> str:
    return tidy(text).casefold()


def _check_side(lines: MappedLines) -> pl.Series | None:
    sign: Sign = lines.fit.mapping.sign
    if not sign.column:
        return None
    known = set(map(_side, (*sign.plus, *sign.minus)))
    cells = lines.cells(sign.column).fill_null("")
    return read_distinct(
        cells, lambda text: (None, "" if _side(text) in known else SIDE_RULE)
    )[1]


def _check_currency(lines: MappedLines, *, may_lack: bool = False) -> pl.Series | None:
    """Refuse lines that are not in euro, or do not say in what unless they may."""
    heading = lines.fit.currency
    if not heading:
        return None
    euro = read_mapping_words().euro | ({""} if may_lack else set())
    return read_distinct(
        lines.cells(heading).fill_null(""),
        lambda text: (
            None,
            "" if fold(text) in euro or text.strip() == "€" else CURRENCY_RULE,
        ),
    )[1]


def _check_units_of_row(lines: MappedLines) -> pl.Series | None:
    """Refuse lines where one amount shows thousands and another says nothing."""
    if not any(form.unit > 1 for form in lines.sheet.forms):
        return None
    shown: dict[int, set[int]] = {}
    for heading in lines.units:
        unit = lines.units[heading] if heading in lines.said else 0
        for row, form in lines.number_cells(heading).items():
            shown.setdefault(row, set()).add(unit or form.unit)
    mixed = {row for row, units in shown.items() if len(units) > 1 and max(units) > 1}
    rules = [FORMAT_RULE if row in mixed else None for row in lines.numbers]
    return pl.Series(rules, dtype=pl.String)


def _write(raw: pl.Series, values: Values, rules: pl.Series | None) -> Cells:
    """Write values as plain texts; what broke a rule stays as the ledger has it."""
    texts = pl.Series(
        [None if v is None else f"{v:f}" for v in values], dtype=pl.String
    )
    if rules is None:
        return Cells(texts)
    shown = pl.select(pl.when(rules.is_null()).then(texts).otherwise(raw)).to_series()
    return Cells(shown, rules)


def _derive_vat(
    lines: MappedLines, values: dict[str, Values], cells: dict[str, Cells]
) -> dict[str, Cells]:
    """Derive VAT where the mapping says the rate: from net, else out of gross."""
    mapping = lines.fit.mapping
    if mapping.vat is None:
        return {}
    rates, wrong = _read_rates(lines)
    base = NET if NET in values else GROSS
    rules = first_of(cells[base].rules, wrong)
    parts = [
        _split(amount, rate, is_gross=base == GROSS)
        for amount, rate in zip(values[base], rates, strict=True)
    ]
    net = pl.Series(
        [str(n) if n is not None else None for n, _ in parts], dtype=pl.String
    )
    vat = pl.Series(
        [str(v) if v is not None else None for _, v in parts], dtype=pl.String
    )
    derived = {VAT: Cells(vat, wrong)}
    if base == GROSS:
        derived[NET] = Cells(net, rules)
    return derived


def _split(
    amount: Decimal | None, rate: Decimal | None, *, is_gross: bool
) -> tuple[Decimal | None, Decimal | None]:
    """Split an amount into net and VAT, which add up to a gross amount."""
    if amount is None or rate is None:
        return (None, None) if is_gross else (amount, None)
    if is_gross:
        net = (amount * _HUNDRED / (_HUNDRED + rate)).quantize(_CENT, ROUND_HALF_UP)
        return net, amount - net
    return amount, (amount * rate / _HUNDRED).quantize(_CENT, ROUND_HALF_UP)


def _read_rates(lines: MappedLines) -> tuple[Values, pl.Series | None]:
    """Read the rate of each line; a bare fraction is not taken for per cent."""
    vat = lines.fit.mapping.vat
    if vat is None or not vat.column:
        return [vat.rate if vat else None] * lines.rows.height, None
    texts, numbers = lines.cells(vat.column), lines.number_cells(vat.column)
    shown = [
        _show_value(text, numbers[row], 1)[0] if text and row in numbers else text
        for row, text in zip(lines.numbers, texts, strict=True)
    ]
    read, rules = read_distinct(
        pl.Series(shown, dtype=pl.String).fill_null(""), _read_rate
    )
    return [None if text is None else Decimal(text) for text in read], rules


def _read_rate(text: str) -> tuple[str | None, str]:
    value, rule = parse_number(text, _RATE)
    if (
        rule
        or not isinstance(value, Decimal)
        or value >= LEDGER.highest_rate
        or 0 < value < 1
    ):
        return None, RATE_RULE
    return str(value), ""
