"""Match texts with the columns of a kind: a heading, or what it lacks to be one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.patterns import heading_key
from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.headings.naming import (
    MONEY,
    OVER,
    Named,
    helper_of,
    is_price,
    name_heading,
    rate_in,
)
from etl.workbooks.headings.types import Heading, NearMiss
from etl.workbooks.headings.vocabulary import (
    columns_of,
    including_keys,
    quantity_keys,
    weak_keys,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from etl.workbooks.contract.contract import Kind

SUPPLIER_CODES: Final = ("supplier_code", "supplier_vat_code")
"""Helping columns that stand for the supplier where none names it, best first."""

_SIDES: Final = 3
"""So many columns named twice are two tables side by side."""


def match_kind(
    kind: Kind,
    texts: Sequence[str],
    first: int,
    row: int,
    given: frozenset[str] = frozenset(),
) -> Heading | NearMiss:
    """Match the texts of a heading with the columns of a kind.

    A heading has every column that is needed, and none twice.

    Args:
        kind: Kind to match.
        texts: What the heading says over each position.
        first: Its first row.
        row: Its last row.
        given: Columns that are said above the table.
    """
    named = _name_places(kind, texts)
    places, twice = _choose_places(named)
    phases = _phases(named, places)
    stood_in = _stand_in(kind, places)
    helpers = _take_code(kind, _helpers(texts, places), places)
    derived = can_derive(texts, places, helpers)
    if "net_eur" in derived and "gross_eur" not in places:
        places["gross_eur"] = helpers.pop("amount")
    missing = _missing(kind, {*places, *given, *derived}, phases)
    why = _why(named, twice, missing, helpers)
    if missing or twice or why:
        return NearMiss(
            kind=kind,
            row=row,
            found=len(places),
            missing=missing,
            twice=tuple(twice),
            why=why,
            first=first,
            texts=tuple(texts),
        )
    return Heading(
        kind=kind,
        row=row,
        places=places,
        unknown=_unknown(texts, places, helpers),
        stood_in=stood_in,
        first=first,
        texts=tuple(texts),
        helpers=helpers,
        phase=next(iter(phases), ""),
    )


def _name_places(
    kind: Kind, texts: Sequence[str]
) -> dict[str, list[tuple[int, Named]]]:
    """Find the places of each column that is named; a price of one piece is none."""
    named: dict[str, list[tuple[int, Named]]] = defaultdict(list)
    counts_pieces = any(heading_key(text) in quantity_keys() for text in texts)
    for place, text in enumerate(texts):
        if counts_pieces and is_price(text):
            continue
        if column := name_heading(kind, text):
            named[column.name].append((place, column))
    return named


def _choose_places(
    named: Mapping[str, list[tuple[int, Named]]],
) -> tuple[dict[str, int], list[str]]:
    """Choose a place for each column, and list the columns that are named twice.

    A name that may mean another column, too, yields to one that may not.
    """
    places: dict[str, int] = {}
    twice: list[str] = []
    for name, found in named.items():
        strong = [place for place, column in found if not column.is_weak]
        wanted = strong or [place for place, _ in found]
        places[name] = wanted[0]
        twice += [name] * (len(wanted) > 1)
    return places, twice


def _missing(
    kind: Kind, known: Collection[str], phases: Collection[str]
) -> tuple[str, ...]:
    """List the columns that are needed and not known; one phase of amounts is one."""
    return tuple(
        column.name
        for column in columns_of(kind)
        if not (column.name in known or column.is_optional)
        and not (column.name == "phase" and len(phases) == 1)
    )


def _phases(
    named: Mapping[str, list[tuple[int, Named]]], places: dict[str, int]
) -> set[str]:
    """Find the phases of the amounts; one of another phase than the net is no check."""
    phases = {
        name: next(c.phase for place, c in named[name] if place == places[name])
        for name in MONEY
        if name in places
    }
    lead = phases.get("net_eur", phases.get("gross_eur", ""))
    for name, phase in phases.items():
        if phase and phase != lead:
            del places[name]
    return {lead} - {""}


def _why(
    named: Mapping[str, list[tuple[int, Named]]],
    twice: list[str],
    missing: tuple[str, ...],
    helpers: Mapping[str, int],
) -> str:
    """Choose the text that explains best why a row is no heading."""
    doubled = {c.phase for name in MONEY for _, c in named.get(name, ())} - {""}
    if twice and len(doubled) > 1:
        return "phases_as_columns"
    if len(twice) >= _SIDES:
        return "tables_side_by_side"
    if "net_eur" in missing and set(missing) <= set(MONEY):
        is_plain = "gross_eur" not in named and "amount" in helpers
        return "gross_only" if "gross_eur" in named else "amount_unclear" * is_plain
    return ""


def _stand_in(kind: Kind, places: dict[str, int]) -> tuple[str, ...]:
    """Choose the column that stands in for a missing one; return those found."""
    found = [
        column
        for column in columns_of(kind)
        if column.stand_in in places and column.name not in places
    ]
    for column in found:
        places[column.name] = places.pop(column.stand_in)
    return tuple(column.name for column in found)


def _helpers(texts: Sequence[str], places: Mapping[str, int]) -> dict[str, int]:
    taken = set(places.values())
    helpers: dict[str, int] = {}
    for place, text in enumerate(texts):
        if text and place not in taken and (name := helper_of(text)):
            helpers.setdefault(name, place)
    return helpers


def _take_code(
    kind: Kind, helpers: dict[str, int], places: dict[str, int]
) -> dict[str, int]:
    """Choose name and code, or the code alone, where no column names suppliers.

    Returns:
        The helping columns that are left.
    """
    if kind == "spending":
        for name in ("supplier_named", *SUPPLIER_CODES):
            place = helpers.pop(name, None)
            if place is not None:
                places.setdefault("supplier", place)
    return helpers


def can_derive(
    texts: Sequence[str], places: Mapping[str, int], helpers: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the amounts that follow from those that are printed, or from the rate.

    A plain amount counts as gross where the VAT beside it is said to be included.
    """
    if not texts:  # a mapping gives the amounts itself
        return ()
    gross = heading_key(texts[places["gross_eur"]]) if "gross_eur" in places else ""
    is_gross = bool(gross) and gross not in weak_keys("spending")
    if "vat_eur" in places:
        includes = heading_key(texts[places["vat_eur"]]) in including_keys()
        is_gross = is_gross or (includes and not gross and "amount" in helpers)
        return ("net_eur",) if is_gross and "net_eur" not in places else ()
    if "net_eur" in places:
        return ("vat_eur",) if is_gross or "vat_rate" in helpers else ()
    has_rate = "vat_rate" in helpers or (
        is_gross and rate_in(texts[places["gross_eur"]]) > 0
    )
    return ("net_eur", "vat_eur") if is_gross and has_rate else ()


def _unknown(
    texts: Sequence[str], places: Mapping[str, int], helpers: Mapping[str, int]
) -> tuple[str, ...]:
    """List the headings that are left aside, and worth telling a person about."""
    taken = {*places.values(), helpers.get("row_number"), helpers.get("currency")}
    ignored = read_words().ignored_headings
    said = (
        text.replace(OVER, " ").strip()
        for place, text in enumerate(texts)
        if place not in taken
    )
    return tuple(text for text in said if text and fold(text) not in ignored)
