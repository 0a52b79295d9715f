"""Documents of payments that each seem to hold the one before: reports to date.

`F2-1`, `F2-2`, `F2-3` of one supplier, in each of which no activity has less than in
the one before, are hardly invoices: a report from the start of the year counts what
earlier ones counted. By arithmetic alone, no word has to say it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.cells.documents import SUPPLIER_KEY, add_document_keys
from etl.workbooks.cells.words import fold, read_toml, read_words
from etl.workbooks.contract.notes import Note, add_up, name_some, quote_some, say_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    _Key = tuple[str | None, ...]

_ITEM: Final = ["activity_number", "school_code", "funding_source", SUPPLIER_KEY]
_REPORT: Final = "_report"
_COUNTED: Final = r"([0-9]+)[^0-9]*$"
_LAST_COUNTER: Final = r"^(.*?)[0-9]+([^0-9]*)$"
_ROMAN: Final = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
)
_YEAR: Final = 1900
_IS_YEAR: Final = re.compile(r"(?:19|20)\d\d").fullmatch
_OF_TIMES: Final = frozenset({"m", "d"})
_MONTHS: Final = 12
_QUARTER: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _GrowthThresholds:
    """When growing documents are hardly invoices of their own.

    Invoices of random amounts grow `k` times in a row once in `k!` rows of them; a
    report is told by counters without a gap, or by a file that holds it alone.

    Attributes:
        counted: Documents whose counters have no gap.
        any_counter: Documents with gaps: one row in 120 grows by chance.
        growth: By so much the last of three exceeds the first; reports of equal
            months treble, prices rise by less.
        far_growth: By so much it does where counters have gaps.
        items: Activities or schools of two documents that grow, each by its own share.
    """

    counted: int = 3
    any_counter: int = 5
    growth: Decimal = Decimal("1.5")
    far_growth: Decimal = Decimal(2)
    items: int = 2


_LIMITS: Final = _GrowthThresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowingReports:
    """Documents that each seem to hold the one before.

    Attributes:
        documents: Their numbers, the last one latest.
        places: The sheet or file of each.
        total: What they count together, euro.
        last: What the last one says, euro.
    """

    documents: tuple[str, ...]
    places: tuple[str, ...]
    total: Decimal
    last: Decimal


@dataclass(frozen=True, slots=True)
class _Document:
    number: str
    counters: tuple[int, ...]
    place: str
    is_alone: bool
    day: date
    amounts: dict[_Key, Decimal]

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), Decimal())


def find_growing(rows: pl.DataFrame, place: str) -> Iterator[GrowingReports]:
    """Yield the rows of documents that each seem to hold the one before.

    Args:
        rows: Payments, in the types of the contract.
        place: Column that says on which sheet, or in which file, each stands.
    """
    paid = rows.filter(pl.col("phase").cast(pl.String) == "executed").with_columns(
        pl.col(place).cast(pl.String).alias("place")
    )
    told: set[tuple[str, ...]] = set()
    for group in _group(paid):
        found = _judge(group)
        if found and found.documents not in told:
            told.add(found.documents)
            yield found


def note_growing(rows: pl.DataFrame, place: str) -> Iterator[Note]:
    """Yield a warning of documents that each seem to hold the one before.

    Args:
        rows: Good rows of spending of a whole workbook.
        place: Column of their sheets.
    """
    for found in find_growing(rows, place):
        yield say_growing(found)


def say_growing(found: GrowingReports, files: Sequence[str] = ()) -> Note:
    """Return the warning of documents that each seem to hold the one before.

    Args:
        found: The documents.
        files: Names of their files, where they stand in several.
    """
    fields: dict[str, str | dict[str, str]] = {
        "documents": name_some(found.documents),
        "amount": say_money(found.total),
        "last": say_money(found.last),
    }
    if not files:
        return Note("payments_grow", "warning", fields=fields)
    fields["files"] = quote_some(dict.fromkeys(files))
    return Note("payments_grow_by_file", "warning", fields=fields)


def _group(paid: pl.DataFrame) -> Iterator[list[_Document]]:
    """Yield the documents of one kind of number by day and counter, where they grow.

    First those of all suppliers, for a report may list them; then those of each.
    """
    day = pl.coalesce("document_date", "date")
    number = pl.col("document_number").str.to_lowercase()
    rows = add_document_keys(paid).with_columns(
        day.alias("day"),
        day.dt.year().alias("year"),
        number.str.replace_all(_counter_pattern(), "#").alias("shape"),
        number.str.replace(_LAST_COUNTER, "${1}#${2}").alias("head"),
        number.str.extract(_COUNTED).cast(pl.Int64, strict=False).alias("last"),
    )
    seen: set[tuple[str, ...]] = set()
    for of_whom in (["plan_code"], ["plan_code", SUPPLIER_KEY]):
        key = pl.concat_str(*of_whom, number, "day", separator="|").alias(_REPORT)
        keyed = rows.with_columns(key)
        documents = _sum_documents(keyed)
        for kind in (["shape"], ["head"], ["shape", "year"], ["head", "year"]):
            for found in _find_rising(documents, [*of_whom, *kind]):
                if (keys := tuple(found[_REPORT])) not in seen:
                    seen.add(keys)
                    yield _list_documents(keyed, found)


def _sum_documents(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a row per document, by day and counter: of whom, number, place and sum."""
    named = ("plan_code", SUPPLIER_KEY, "document_number", "place", "year")
    return (
        rows.group_by(_REPORT, maintain_order=True)
        .agg(
            pl.col(*named, "day", "shape", "head", "last").first(),
            pl.col("net_eur").sum(),
            (pl.col("net_eur") <= 0).any().alias("is_below"),
        )
        .with_columns((pl.len().over("place") == 1).alias("is_alone"))
        .sort("day", "last", maintain_order=True)
    )


def _find_rising(documents: pl.DataFrame, kind: list[str]) -> Iterator[pl.DataFrame]:
    """Yield the documents of each kind whose sums never fall; few kinds are so."""
    many = documents.filter(
        (pl.len() > 1).over(kind),
        ~pl.col("is_below").any().over(kind),
        (pl.col("net_eur").diff().fill_null(0) >= 0).all().over(kind),
    )
    for _, found in many.group_by(kind, maintain_order=True):
        yield found


def _list_documents(rows: pl.DataFrame, found: pl.DataFrame) -> list[_Document]:
    """Return documents with what each counts of each activity, school and source."""
    own = rows.filter(pl.col(_REPORT).is_in(found[_REPORT].implode()))
    amounts: dict[str, dict[_Key, Decimal]] = {}
    sums = own.group_by(_REPORT, *_ITEM, maintain_order=True)
    for report, *item, net in sums.agg(pl.col("net_eur").sum()).rows():
        amounts.setdefault(report, {})[tuple(item)] = Decimal(net)
    columns = (_REPORT, "document_number", "place", "is_alone", "day")
    return [
        _Document(number, _counters_of(number), place, is_alone, day, amounts[report])
        for report, number, place, is_alone, day in found.select(columns).rows()
    ]


def _judge(documents: Sequence[_Document]) -> GrowingReports | None:
    """Return the documents as reports to date; `None` where they may be invoices."""
    pairs = list(pairwise(documents))
    if not all(_holds(earlier, later) for earlier, later in pairs):
        return None
    first, last = documents[0], documents[-1]
    if last.total <= first.total:
        return None
    has_no_gap = all(_follows(a.counters, b.counters) for a, b in pairs)
    many = len(documents)
    are_alone = all(one.is_alone for one in documents)
    is_far = last.total >= first.total * _LIMITS.growth
    is_report = has_no_gap and (
        are_alone
        or all(_names_report(one.number) for one in documents)
        or (many >= _LIMITS.counted and is_far)
        or (many < _LIMITS.counted and _grows_apart(first, last))
        or (is_far and _ends_quarters(documents))
    )
    is_long = many >= _LIMITS.any_counter
    if not is_report and not (
        is_long and last.total >= first.total * _LIMITS.far_growth
    ):
        return None
    return GrowingReports(
        documents=tuple(one.number for one in documents),
        places=tuple(one.place for one in documents),
        total=add_up(pl.Series([one.total for one in documents])),
        last=last.total,
    )


def _holds(earlier: _Document, later: _Document) -> bool:
    """Whether a document has all an earlier one has, none of it smaller."""
    return all(
        later.amounts.get(item, Decimal()) >= amount
        for item, amount in earlier.amounts.items()
    )


def _grows_apart(first: _Document, last: _Document) -> bool:
    """Whether several items grow, not all by one share as bills divided alike do."""
    shares = {
        last.amounts[item] / amount
        for item, amount in first.amounts.items()
        if last.amounts[item] > amount
    }
    return len(shares) >= _LIMITS.items


def _ends_quarters(documents: Sequence[_Document]) -> bool:
    """Whether documents are of the last days of quarters of a year that follow."""
    days = [one.day for one in documents]
    are_ends = all(
        day.month % _QUARTER == 0 and (day + timedelta(days=1)).day == 1 for day in days
    )
    steps = {later.month - earlier.month for earlier, later in pairwise(days)}
    is_one_year = len({day.year for day in days}) == 1
    return are_ends and is_one_year and steps in ({_QUARTER}, {2 * _QUARTER})


def _names_report(number: str) -> bool:
    """Whether a number is that of a report: `F2-1`, `Ataskaita 3`, `II ketv.`."""
    known = read_toml("workbook_words.toml")["report_numbers"]
    stems, whole = (tuple(map(fold, known[name])) for name in ("stems", "whole"))
    words, months = fold(number).split(), read_words().months
    if any(word.startswith(stems) or word in whole for word in words):
        return True
    # `SAU 0001` is a series of invoices, `Sausio 2025` a time.
    rest = [word for word in words if word not in months and word not in _OF_TIMES]
    return len(rest) < len(words) and bool(rest) and all(map(_IS_YEAR, rest))


def _follows(earlier: tuple[int, ...], later: tuple[int, ...]) -> bool:
    """Whether counters go on without a gap: by one, to the next month or quarter."""
    if len(earlier) != len(later):
        return False
    steps = [b - a for a, b in zip(earlier, later, strict=True)]
    moved = [step for step in steps if step]
    if moved in ([], [1]):
        return True
    is_dated = len(earlier) > 1 and min(earlier[0], later[0]) > _YEAR
    return is_dated and 0 < steps[0] * _MONTHS + steps[1] <= _QUARTER


def _counters_of(number: str) -> tuple[int, ...]:
    """Return the counters of a number in order: digits, Roman ones and months."""
    months = read_words().months
    words = re.findall(_counter_pattern(), number.lower())
    return tuple(
        int(word)
        if word.isdecimal()
        else _ROMAN.index(word) + 1
        if word in _ROMAN
        else months[fold(word)]
        for word in words
    )


@cache
def _counter_pattern() -> str:
    """Return a pattern of digits, Roman counters and months in lower case."""
    months = read_toml("workbook_words.toml")["months"]
    words = sorted((*map(str.lower, months), *_ROMAN), key=len, reverse=True)
    return rf"\d+|\b(?:{'|'.join(map(re.escape, words))})\b"
