"""Rows of a whole workbook: each fact once, each row within its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.contract.contract import (
    KINDS_WITH_RULES,
    SCHEMAS,
    Kind,
    fact_columns,
)
from etl.workbooks.contract.notes import Note, add_up, name_some, say_money
from etl.workbooks.contract.reference_lists import read_reference_lists
from etl.workbooks.files.sheets import SOURCE_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from etl.workbooks.rows.facts import SheetFacts

CONFLICT: Final = "conflicting_rows"
DECISIONS: Final = "decisions_of_one_number"
GROSS: Final = "gross_differs"
CONTRACT: Final = "contract"
_FEWEST_COPIED: Final = 3
_ANY_RATE: Final = 100
_CENTS: Final = 0.051
SHEET: Final = "_source_sheet"

Refused = dict[str, pl.DataFrame]
"""Sheet and row number of the rows that break a rule, by rule."""


def merge_rows(
    kind: Kind, frames: Iterable[pl.DataFrame]
) -> tuple[pl.DataFrame, Refused]:
    """Join the rows of a kind and hold them against the rules across columns.

    Of kinds with a key, rows that say the same are kept once, and rows of one key that
    differ are all refused: which of them is right is for a person to say. Rows of
    spending are lines of documents, which add up.

    Args:
        kind: Kind of the rows.
        frames: Rows of each sheet, in the types of the contract.

    Returns:
        The rows kept, and those refused by each rule.
    """
    schema = SCHEMAS[kind]
    rows = pl.concat(list(frames)).select(schema.column_names())
    if kind == "spending":
        return _check_gross(rows)
    facts = [*fact_columns(kind), "is_synthetic"]
    key = list(schema.primary_key())
    refused: Refused = {}
    if rows.select(key).hash_rows().n_unique() < rows.height:
        rows = rows.unique(facts, keep="first", maintain_order=True)
        conflict = rows.select(pl.struct(key).is_duplicated()).to_series()
        refused |= _tell_conflicts(kind, rows.filter(conflict), key)
        rows = rows.filter(~conflict)
    if kind in KINDS_WITH_RULES:
        rows, failure = schema.filter(rows)
        refused |= _by_rule(failure.details(), set(schema.column_names()))
    return rows, refused


def _tell_conflicts(kind: Kind, rows: pl.DataFrame, key: list[str]) -> Refused:
    """Split rows of two decisions of one number from rows that contradict each other.

    Councils number anew each year: of two decisions none is wrong, and both count once
    their numbers say the year.
    """
    if kind != "plan-changes":
        return {CONFLICT: rows.select(SHEET, SOURCE_ROW)}
    days = pl.col("decided_on").n_unique().over(key)
    per_day = pl.len().over([*key, "decided_on"])
    is_decision = (days > 1) & (per_day == 1)
    places = rows.with_columns(_is=is_decision)
    found = {
        DECISIONS: places.filter("_is"),
        CONFLICT: places.filter(~pl.col("_is")),
    }
    return {n: f.select(SHEET, SOURCE_ROW) for n, f in found.items() if f.height}


def _check_gross(rows: pl.DataFrame) -> tuple[pl.DataFrame, Refused]:
    """Refuse rows whose net amount and VAT are not the gross amount beside them.

    Where VAT is empty, the gross amount must leave one that some rate gives.
    """
    net, gross = pl.col("net_eur"), pl.col("gross_eur")
    differs = (net + pl.col("vat_eur") != gross).fill_null(value=False)
    left = (gross - net).cast(pl.Float64)
    highest = max(read_reference_lists().vat_rates, default=_ANY_RATE) / 100
    # Amounts in whole euro or tens of them are rounded.
    tens, euros = ((net % unit == 0) & (gross % unit == 0) for unit in (10, 1))
    leeway = pl.when(tens).then(11.0).when(euros).then(1.1).otherwise(_CENTS)
    most = net.cast(pl.Float64).abs() * highest + leeway
    is_other_sign = (left * net.cast(pl.Float64) < 0) & (left.abs() > leeway)
    odd = (left.abs() > most) | is_other_sign
    differs |= (pl.col("vat_eur").is_null() & odd).fill_null(value=False)
    bad = rows.filter(differs)
    if bad.is_empty():
        return rows, {}
    return rows.filter(~differs), {GROSS: bad.select(SHEET, SOURCE_ROW)}


def drop_copies(found: list[SheetFacts]) -> tuple[list[SheetFacts], list[Note]]:
    """Drop sheets of payments all of whose rows stand on others, with notes.

    Each row has to stand there as often as here.
    A sheet of one school is never dropped: two schools may pay alike.
    """
    kept, notes = list(found), []
    for part in reversed(found):
        others = [
            other.facts
            for other in kept
            if other.heading.kind == "spending" and other.sheet != part.sheet
        ]
        if others and _repeats_all(part, pl.concat(others)):
            kept = [other for other in kept if other is not part]
            amount = say_money(add_up(part.facts["net_eur"]))
            fields = {"amount": amount}
            notes.append(Note("sheet_repeats_sheets", "error", part.sheet, fields))
    return kept, notes


def _repeats_all(part: SheetFacts, others: pl.DataFrame) -> bool:
    rows = part.facts
    if part.heading.kind != "spending" or rows.height < _FEWEST_COPIED:
        return False
    if part.rejects.height or (rows["school_code"] != "").any():
        return False
    said = {*part.heading.places, *part.heading.constants, "net_eur", "vat_eur"}
    facts = [name for name in fact_columns("spending") if name in said]
    facts = [name for name in facts if name != "school_code"]
    # A payment that stands here twice and there once is another payment.
    counts = (
        rows.group_by(facts)
        .len()
        .join(
            others.group_by(facts).len(name="len_there"),
            on=facts,
            how="left",
            nulls_equal=True,
        )
    )
    return (counts["len"] <= counts["len_there"].fill_null(0)).all()


def note_alike(rows: pl.DataFrame) -> Iterator[Note]:
    """Report payments that differ only in columns that are not loaded, or by sheet.

    Each of them counts: only a person can know whether a line was written twice.

    Args:
        rows: Good rows of spending of a whole workbook.
    """
    facts = [*fact_columns("spending"), "is_synthetic"]
    if rows.select(facts).hash_rows().n_unique() == rows.height:
        return
    is_again = ~pl.struct(facts).is_first_distinct()
    is_on_sheet = ~pl.struct(*facts, SHEET).is_first_distinct()
    for name, wanted in (
        ("payments_alike", is_on_sheet),
        ("payments_on_sheets", is_again & ~is_on_sheet),
    ):
        found = rows.filter(wanted)
        if found.height:
            fields = {
                "count": found.height,
                "amount": say_money(add_up(found["net_eur"])),
                "documents": name_some(
                    found["document_number"].unique(maintain_order=True)
                ),
            }
            yield Note(name, "warning", fields=fields)


def _by_rule(details: pl.DataFrame, columns: set[str]) -> Refused:
    """Return the rows by broken rule; rules of single columns count as the contract."""
    refused: Refused = {}
    for rule in (name for name in details.columns if name not in columns):
        broken = details.filter(pl.col(rule).cast(pl.String) == "invalid")
        if broken.height:
            name = CONTRACT if "|" in rule or rule == "primary_key" else rule
            rows = broken.select(SHEET, SOURCE_ROW)
            refused[name] = (
                pl.concat([refused[name], rows]) if name in refused else rows
            )
    return refused
