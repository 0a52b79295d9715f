"""Net amount and VAT from what is printed: the gross amount, and VAT or its rate.

Nothing is assumed: without a printed VAT or rate a gross amount alone is refused.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.personal import mask_personal
from etl.workbooks.cells.words import read_words, tidy
from etl.workbooks.contract.reference_lists import read_reference_lists
from etl.workbooks.headings.headings import can_derive
from etl.workbooks.headings.naming import rate_in
from etl.workbooks.tables.columns import ReadColumn
from etl.workbooks.tables.tables import HELPER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.headings.headings import Heading

_CENT: Final = Decimal("0.01")
_RATE: Final = re.compile(r"(\d{1,2}|0[.,]\d{2})\s*%?", re.ASCII)
_MONEY: Final = pl.Decimal(18, 2)
_LINES: Final = Decimal("0.05")
"""So much VAT differs from its rate where each line of an invoice is rounded."""

_ROUNDING: Final = Decimal("0.61")
"""Half a unit of VAT, and the highest rate of half a unit of the net amount."""

_PRINTED_RATE: Final = f"{HELPER}vat_rate"


def derive_amounts(
    columns: Mapping[str, ReadColumn], helpers: pl.DataFrame, heading: Heading
) -> dict[str, ReadColumn]:
    """Return the amounts that are not printed but follow from what is.

    Args:
        columns: The columns that were read.
        helpers: The helping columns, row by row.
        heading: The heading.
    """
    names = can_derive(heading.texts, heading.places, heading.helpers)
    if not names:
        return {}
    values = {name: column.values for name, column in columns.items()}
    if names == ("net_eur",):
        return {"net_eur": _subtract(values["gross_eur"], values["vat_eur"])}
    if names == ("vat_eur",) and "gross_eur" in values:
        return {"vat_eur": _subtract(values["gross_eur"], values["net_eur"])}
    known = values["net_eur" if names == ("vat_eur",) else "gross_eur"]
    rates = _rates(helpers, heading, len(known))
    if names == ("vat_eur",):
        vat = _by_rate(known, rates, of=100)
        return {"vat_eur": ReadColumn(vat.values, _refuse_rates(helpers, rates))}
    vat = _by_rate(known, rates)
    return {"net_eur": _subtract(known, vat.values), "vat_eur": vat}


def complete_corrections(
    columns: Mapping[str, ReadColumn], texts: pl.DataFrame, heading: Heading
) -> dict[str, ReadColumn]:
    """Return amounts of rows sent back, of which the gross one or a rate is corrected.

    The workbook of rejected rows has all amounts, the file that it is from had not.

    Args:
        columns: The columns that were read.
        texts: Their texts.
        heading: The heading.
    """
    amounts = ("net_eur", "vat_eur", "gross_eur")
    is_sent_back = "corrects" in heading.places and not heading.ledger
    if not (is_sent_back and set(amounts) <= columns.keys()):
        return {}
    net, vat, gross = (columns[name].values.to_list() for name in amounts)
    rules = {name: columns[name].rules.to_list() for name in amounts}
    said = zip(texts["net_eur"], texts["vat_eur"], strict=True)
    for at, (net_text, vat_text) in enumerate(said):
        rate = _rate(vat_text) if "%" in (vat_text or "") else None
        lacks_net = not tidy(net_text or "") and gross[at] is not None
        if rate is not None and (lacks_net or net[at] is not None):
            base, of = (gross[at], 100 + rate) if lacks_net else (net[at], 100)
            vat[at] = (base * rate / of).quantize(_CENT, ROUND_HALF_UP)
            rules["vat_eur"][at] = None
        if lacks_net and vat[at] is not None:
            net[at], rules["net_eur"][at] = gross[at] - vat[at], None
    found = {"net_eur": net, "vat_eur": vat}
    return {
        name: ReadColumn(
            pl.Series(values, dtype=_MONEY), pl.Series(rules[name], dtype=pl.String)
        )
        for name, values in found.items()
    }


def require_derived(columns: Mapping[str, ReadColumn], heading: Heading) -> pl.Series:
    """Return the rule of each row whose net amount does not follow from the gross."""
    rules = columns["net_eur"].rules
    names = can_derive(heading.texts, heading.places, heading.helpers)
    if "net_eur" not in names:
        return rules
    gross, vat = columns["gross_eur"], columns["vat_eur"]
    lacks = columns["net_eur"].values.is_null() & gross.rules.is_null()
    lacks &= vat.rules.is_null()
    marked = pl.when(lacks).then(pl.lit("net_not_derived")).otherwise(rules)
    return pl.select(marked).to_series()


def _subtract(whole: pl.Series, part: pl.Series) -> ReadColumn:
    rest = [
        total - less if total is not None and less is not None else None
        for total, less in zip(whole, part, strict=True)
    ]
    return _column(rest)


def _rates(helpers: pl.DataFrame, heading: Heading, count: int) -> list[int | None]:
    if "vat_rate" in heading.helpers:
        return [_rate(text) for text in helpers[_PRINTED_RATE]]
    return [rate_in(heading.texts[heading.places["gross_eur"]])] * count


def _rate(text: str | None) -> int | None:
    """Read a rate of VAT: `21`, `21 %`, `0,21`; None where it is none we know."""
    match = _RATE.fullmatch((text or "").strip())
    if match is None:
        return None
    value = Decimal(match[1].replace(",", "."))
    rate = int(value * 100 if 0 < value < 1 else value)
    return rate if rate in read_reference_lists().vat_rates else None


def find_other_rates(
    columns: Mapping[str, ReadColumn], helpers: pl.DataFrame, heading: Heading
) -> pl.Series:
    """Return which rows have a VAT that the rate printed beside it does not give."""
    net, vat = columns["net_eur"].values, columns["vat_eur"].values
    is_told = "vat_eur" in heading.places or "gross_eur" in heading.places
    if "vat_rate" not in heading.helpers or not is_told:
        return pl.Series([False]).new_from_index(0, len(net))
    most = max(heading.multipliers.get("vat_eur", 1), 1)
    found = [
        rate is not None
        and amount is not None
        and given is not None
        and abs(amount * rate / 100 - given) > _leeway(amount, given, most)
        for rate, amount, given in zip(
            _rates(helpers, heading, len(net)), net, vat, strict=True
        )
    ]
    return pl.Series(found, dtype=pl.Boolean)


def _leeway(net: Decimal, vat: Decimal, most: int) -> Decimal:
    """Return how far VAT may be from its rate where both are rounded to some unit."""
    if not vat:
        return _LINES
    units = (Decimal(10) ** power for power in range(len(str(most)) - 1, -1, -1))
    unit = next((u for u in units if not (net % u or vat % u)), Decimal())
    return max(_LINES, unit * _ROUNDING)


def _refuse_rates(helpers: pl.DataFrame, rates: list[int | None]) -> pl.Series:
    """Return the rule of each row that prints a rate we do not know."""
    nothing = {"", *read_words().none}
    rules = [
        "rate_not_read" if rate is None and tidy(text or "") not in nothing else None
        for text, rate in zip(helpers[_PRINTED_RATE], rates, strict=True)
    ]
    return pl.Series(rules, dtype=pl.String)


def _by_rate(
    amounts: pl.Series, rates: list[int | None], of: int | None = None
) -> ReadColumn:
    """Compute VAT to the cent: a part of the net amount, or of the gross one."""
    vat = [
        (amount * rate / (of or 100 + rate)).quantize(_CENT, ROUND_HALF_UP)
        if amount is not None and rate is not None
        else None
        for amount, rate in zip(amounts, rates, strict=True)
    ]
    return _column(vat)


def _column(values: list[Decimal | None]) -> ReadColumn:
    rules = pl.Series([None] * len(values), dtype=pl.String)
    return ReadColumn(pl.Series(values, dtype=_MONEY), rules)


def _show_rates(texts: pl.Series) -> pl.Series:
    """Return printed rates as texts; one that was read stands before its sign."""
    rates = [_rate(text) for text in texts]
    plain = mask_personal(texts)
    shown = (t if r is None else f"{r} %" for t, r in zip(plain, rates, strict=True))
    return pl.Series(texts.name, list(shown), dtype=pl.String)


def _title_of_gross(heading: Heading) -> str:
    place = heading.places.get("gross_eur")
    return heading.texts[place] if place is not None and heading.texts else ""


def write_derived(
    texts: pl.DataFrame,
    columns: Mapping[str, ReadColumn],
    helpers: pl.DataFrame,
    heading: Heading,
) -> pl.DataFrame:
    """Add the texts of derived amounts, so that a rejected row shows them.

    Where no VAT could be computed, the printed rate stands in place of it.
    """
    derived = {n: c for n, c in columns.items() if n not in texts.columns}
    added = {name: column.values.cast(pl.String) for name, column in derived.items()}
    if "vat_eur" in derived and _PRINTED_RATE in helpers.columns:
        was_read = derived["vat_eur"].rules.is_null() & added["vat_eur"].is_not_null()
        shown = pl.when(was_read).then(added["vat_eur"])
        added["vat_eur"] = pl.select(
            shown.otherwise(_show_rates(helpers[_PRINTED_RATE]))
        ).to_series()
    elif "vat_eur" in derived and (rate := rate_in(_title_of_gross(heading))):
        added["vat_eur"] = added["vat_eur"].fill_null(f"{rate} %")
    return texts.with_columns(**added)
