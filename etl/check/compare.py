"""Rows of a workbook held against those that count now, by business key.

Of spending whole documents are held against each other: what a file says of a document
takes the place of all that was said of it. A row that corrects a rejected one is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.documents import KEY, add_document_keys
from etl.workbooks.contract.contract import SCHEMAS, Kind, business_key, fact_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

SYNTHETIC: Final = "is_synthetic"
CORRECTS: Final = "corrects"
AMOUNTS: Final = ("net_eur", "vat_eur")
PARTS: Final[Mapping[Kind, list[str]]] = {"spending": ["plan_code", "phase"]}
"""By what the totals of a kind are told apart; phases of a budget never add up."""

_IS_KNOWN: Final = "_is_known"
_EARLIER: Final = "_earlier"
_ROWS: Final = "_rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the good rows of a kind would change.

    Attributes:
        kind: Kind of the rows.
        new: Rows whose key is not known yet.
        changed: Rows whose key is known, with other values.
        same_count: Rows that say what is known already.
        changes: A row per changed cell: the key, `column_name`, `old`, `new` as text;
            of a document its sums, and each other value once.
        totals: Count of rows and sums, `_before` and `_after`, per plan; of spending
            per phase too. A sum of VAT is one of what is given.
    """

    kind: Kind
    new: pl.DataFrame
    changed: pl.DataFrame
    same_count: int
    changes: pl.DataFrame
    totals: pl.DataFrame


def compare_rows(kind: Kind, facts: pl.DataFrame, current: pl.DataFrame) -> Comparison:
    """Compare the rows of a workbook with the rows that count now.

    Args:
        kind: Kind of the rows.
        facts: Good rows of the workbook.
        current: Rows that count now.
    """
    given, known = plain(kind, facts), plain(kind, current)
    if kind == "spending":
        given = _complete_documents(given, known)
    key = [KEY] if kind == "spending" else list(business_key(kind))
    columns = [*fact_columns(kind), SYNTHETIC]
    states = _summarise(given, key, columns).join(
        _summarise(known, key, columns).with_columns(
            pl.lit(value=True).alias(_IS_KNOWN)
        ),
        on=key,
        how="left",
        suffix=_EARLIER,
    )
    values = [
        name
        for name in states.columns
        if f"{name}{_EARLIER}" in states.columns and name not in business_key(kind)
    ]
    is_new = pl.col(_IS_KNOWN).is_null()
    differs = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}{_EARLIER}")) for name in values
    )
    changed = states.filter(~is_new & differs)
    new = given.join(states.filter(is_new), on=key, how="semi", maintain_order="left")
    other = given.join(changed, on=key, how="semi", maintain_order="left")
    shown = [name for name in values if name != _ROWS]
    return Comparison(
        kind=kind,
        new=new.select(columns),
        changed=other.select(columns),
        same_count=given.height - new.height - other.height,
        changes=_list_changes(changed, [*business_key(kind)], shown),
        totals=_compare_totals(kind, given, known, key),
    )


def plain(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the columns people fill in, in types that compare across sources."""
    contract = SCHEMAS[kind].columns()
    names = [*fact_columns(kind), SYNTHETIC]
    found = rows.select(pl.col(name).cast(_type_of(contract[name])) for name in names)
    if kind != "spending":
        return found
    marks = rows[CORRECTS] if CORRECTS in rows.columns else pl.lit(None, pl.String)
    return add_document_keys(found.with_columns(marks.alias(CORRECTS)))


def _type_of(column: dy.Column) -> pl.DataType:
    return pl.String() if isinstance(column, dy.Enum) else column.dtype


def _complete_documents(given: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Add to documents that a file only corrects the rows that go on counting."""
    replaced = given.filter(pl.col(CORRECTS).is_null()).select(KEY).unique()
    completed = given.join(replaced, on=KEY, how="anti").select(KEY).unique()
    rest = known.join(completed, on=KEY, how="semi", maintain_order="left")
    marks = given.select("plan_code", CORRECTS).drop_nulls()
    left = rest.join(
        marks, on=["plan_code", CORRECTS], how="anti", maintain_order="left"
    )
    return pl.concat([given, left])


def _summarise(rows: pl.DataFrame, key: list[str], columns: list[str]) -> pl.DataFrame:
    """Return what is compared of each key: the row, or the whole of a document."""
    if key != [KEY]:
        return rows.select(columns)
    told = business_key("spending")
    listed = [
        name
        for name in columns
        if name not in {*told, *AMOUNTS, "gross_eur", SYNTHETIC}
    ]
    facts = [*listed, *AMOUNTS, SYNTHETIC]
    return rows.group_by(KEY, maintain_order=True).agg(
        pl.col(told).first(),
        *(
            pl.col(name).cast(pl.String).unique().drop_nulls().sort().str.join(", ")
            for name in listed
        ),
        *(
            pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum())
            for name in AMOUNTS
        ),
        pl.struct(facts).hash().sort().alias(_ROWS),
    )


def _list_changes(
    changed: pl.DataFrame, key: list[str], values: list[str]
) -> pl.DataFrame:
    cells = [
        changed.filter(pl.col(name).ne_missing(pl.col(f"{name}{_EARLIER}"))).select(
            *key,
            pl.lit(name).alias("column_name"),
            pl.col(f"{name}{_EARLIER}").cast(pl.String).alias("old"),
            pl.col(name).cast(pl.String).alias("new"),
        )
        for name in values
    ]
    return pl.concat(cells).sort([*key, "column_name"])


def _compare_totals(
    kind: Kind, given: pl.DataFrame, known: pl.DataFrame, key: list[str]
) -> pl.DataFrame:
    after = pl.concat([known.join(given, on=key, how="anti"), given])
    parts = PARTS.get(kind, ["plan_code"])
    touched = given.select(parts).unique()
    totals = _sum(after, parts, "after").join(
        _sum(known, parts, "before"), on=parts, how="left"
    )
    counts = pl.col("rows_before").fill_null(0)
    return totals.join(touched, on=parts, how="semi").with_columns(counts).sort(parts)


def _sum(rows: pl.DataFrame, parts: list[str], when: str) -> pl.DataFrame:
    """Count rows and add up what is given of each amount; nothing given stays empty."""
    sums = [
        pl.when(pl.col(name).is_not_null().any())
        .then(pl.col(name).sum())
        .alias(f"{name}_{when}")
        for name in AMOUNTS
        if name in rows.columns
    ]
    return rows.group_by(parts).agg(pl.len().alias(f"rows_{when}"), *sums)
