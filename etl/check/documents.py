"""What a person should know of the documents of a file before it is published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.check.compare import CORRECTS, plain
from etl.workbooks.cells.documents import KEY, NUMBER_KEY, SUPPLIER_KEY
from etl.workbooks.contract.notes import (
    Note,
    add_up,
    name_some,
    note_replaced,
    say_money,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_MISSED: Final = ("date", "activity_number", "school_code", "funding_source")
"""Columns of which a replaced document must lose no value unsaid."""

_ADDED: Final = re.compile(r"-[0-9a-f]{8}(\.[a-z]+)$")


def note_left_out(
    name: str, facts: pl.DataFrame, current: pl.DataFrame
) -> Iterator[Note]:
    """Report documents that an earlier file of the name still brings.

    Only where this file tells of the same days, or of another document of that file:
    else it is a file of another month.

    Args:
        name: Name of the file.
        facts: Its good rows of spending.
        current: Rows that count now, with the file they are from.
    """
    if facts.is_empty() or "source_file" not in current.columns:
        return
    given = plain("spending", facts)
    known = plain("spending", current).with_columns(
        current["source_file", "source_document_key"]
    )
    is_same = [_fold(file or "") == _fold(name) for file in known["source_file"]]
    earlier = known.filter(pl.Series(is_same, dtype=pl.Boolean))
    keys = given[KEY].unique().implode()
    shared = earlier.filter(pl.col(KEY).is_in(keys))["source_document_key"].implode()
    is_told = pl.col("date").is_between(given["date"].min(), given["date"].max())
    left = earlier.filter(
        ~pl.col(KEY).is_in(keys),
        is_told | pl.col("source_document_key").is_in(shared),
    )
    if left.is_empty():
        return
    documents = left["document_number"].unique(maintain_order=True)
    fields = {
        "count": left[KEY].n_unique(),
        "amount": say_money(add_up(left["net_eur"])),
        "documents": name_some(documents),
    }
    yield Note("documents_left_out", "warning", fields=fields)


def note_replaced_in_part(facts: pl.DataFrame, current: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning on documents that the file replaces without all they have.

    Args:
        facts: Good rows of spending of the file.
        current: Rows that count now.
    """
    given = plain("spending", facts).filter(pl.col(CORRECTS).is_null())
    known = plain("spending", current)
    files = current["source_file"] if "source_file" in current.columns else pl.lit("")
    told = known.with_columns(files.alias("source_file"))
    before, now = _sum_documents(told, "source_file"), _sum_documents(given)
    lost = pl.concat(_lose(known, given, name) for name in _MISSED)
    was, now_is = pl.col("net_eur"), pl.col("net_eur_now")
    both = before.join(now, on=KEY, maintain_order="left", suffix="_now").filter(
        (pl.col("len_now") < pl.col("len"))
        | pl.col(KEY).is_in(lost.implode())
        | (now_is.abs() < was.abs())
        | (now_is.sign() != was.sign())
        | ((pl.col(SUPPLIER_KEY) == "") & (now_is != was))
    )
    if both.height:
        yield note_replaced(
            both["document_number"],
            both["net_eur"],
            both["net_eur_now"],
            both["source_file"],
        )


def _lose(known: pl.DataFrame, given: pl.DataFrame, name: str) -> pl.Series:
    """Return the documents of which a value of a column is not among the new ones."""
    told = known.filter(pl.col(name).is_not_null())
    if name == "school_code":
        told = told.filter(pl.col(name) != "")
    return told.join(given, on=[KEY, name], how="anti")[KEY].unique()


def _sum_documents(rows: pl.DataFrame, *names: str) -> pl.DataFrame:
    return rows.group_by(KEY, maintain_order=True).agg(
        pl.col("document_number", SUPPLIER_KEY, *names).first(),
        pl.col("net_eur").sum(),
        pl.len(),
    )


def note_look_alike(facts: pl.DataFrame, current: pl.DataFrame) -> Iterator[Note]:
    """Report documents that look like another: other day or spelling, same amount.

    Args:
        facts: Good rows of spending of the file.
        current: Rows that count now.
    """
    given, known = plain("spending", facts), plain("spending", current)
    rest = known.join(given, on=KEY, how="anti")
    asked, others = _amounts(given), _amounts(pl.concat([rest, given]))
    pairs = asked.join(others, on=[NUMBER_KEY, "net_eur"], suffix="_other").filter(
        pl.col(KEY) != pl.col(f"{KEY}_other"),
        (pl.col(SUPPLIER_KEY) == pl.col(f"{SUPPLIER_KEY}_other"))
        | (pl.col(SUPPLIER_KEY) == "")
        | (pl.col(f"{SUPPLIER_KEY}_other") == "")
        | (_is_code(SUPPLIER_KEY) != _is_code(f"{SUPPLIER_KEY}_other")),
    )
    if pairs.height:
        numbers = pairs["document_number"].unique(maintain_order=True)
        fields = {"count": pairs[KEY].n_unique(), "documents": name_some(numbers)}
        yield Note("documents_look_alike", "warning", fields=fields)


def _is_code(name: str) -> pl.Expr:
    """Whether a code tells the supplier, who may be another one's name."""
    return pl.col(name).str.contains(r"^(?:lt)?[0-9]{7,12}$")


def _amounts(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the amounts of documents, of each row and of the whole; none is zero."""
    told = [KEY, NUMBER_KEY, SUPPLIER_KEY]
    number = pl.col("document_number").first()
    each = rows.group_by(*told, "net_eur", maintain_order=True).agg(number)
    whole = rows.group_by(told, maintain_order=True).agg(
        pl.col("net_eur").sum(), number
    )
    columns = [*told, "net_eur", "document_number"]
    found = pl.concat([each.select(columns), whole.select(columns)])
    return found.unique([KEY, "net_eur"], maintain_order=True).filter(
        pl.col("net_eur") != 0
    )


def _fold(name: str) -> str:
    """Drop case, and what the page on loading data adds to a name."""
    return _ADDED.sub(r"\1", name.casefold())
