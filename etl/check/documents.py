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
from etl.workbooks.repeats.across_files import note_across_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pazanga.remarks import Severity

_MISSED: Final = ("date", "activity_number", "school_code", "funding_source")
"""Columns of which a replaced document must lose no value unsaid."""

_FILE: Final = "_file"
_OWN: Final = ""
"""The file that is checked, among the names of others."""

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


def note_replaced_documents(
    facts: pl.DataFrame, current: pl.DataFrame
) -> Iterator[Note]:
    """Yield what the file changes of documents that count: in part, or their sums.

    A document that keeps every amount it had and gains others is only noted.

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
    is_in_part = (
        (pl.col("len_now") < pl.col("len"))
        | pl.col(KEY).is_in(lost.implode())
        | (now_is.abs() < was.abs())
        | (now_is.sign() != was.sign())
        | ((pl.col(SUPPLIER_KEY) == "") & (now_is != was))
    )
    both = before.join(now, on=KEY, maintain_order="left", suffix="_now")
    found = both.with_columns(is_in_part.alias("_in_part"))
    other = found.filter(~pl.col("_in_part") & (now_is != was))
    has_lost = pl.col(KEY).is_in(_lose(known, given, "net_eur").implode())
    named: tuple[tuple[str, Severity, pl.DataFrame], ...] = (
        ("documents_replaced_in_part", "warning", found.filter("_in_part")),
        ("documents_changed", "warning", other.filter(has_lost)),
        ("documents_changed", "note", other.filter(~has_lost)),
    )
    for name, severity, rows in named:
        if rows.height:
            told = rows.select(
                number="document_number",
                before="net_eur",
                now="net_eur_now",
                earlier="source_file",
            )
            yield note_replaced(name, told, severity)


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


def note_counted_by_others(
    name: str, facts: pl.DataFrame, current: pl.DataFrame
) -> Iterator[Note]:
    """Yield warnings of payments of the file that other files count already.

    Args:
        name: Name of the file.
        facts: Its good rows of spending.
        current: Rows that count now, with the file they are from.
    """
    if facts.is_empty() or "source_document_key" not in current.columns:
        return
    given = plain("spending", facts).with_columns(pl.lit(_OWN).alias(_FILE))
    known = plain("spending", current).with_columns(current["source_file"].alias(_FILE))
    both = pl.concat([known.join(given, on=KEY, how="anti"), given])
    real = both.filter(~pl.col("is_synthetic")).drop(KEY, NUMBER_KEY, SUPPLIER_KEY)
    names = dict(current.select("source_document_key", "source_file").unique().rows())
    for files, note in note_across_files(real, _FILE, {**names, _OWN: name}):
        if _OWN in files:
            yield note


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
