"""Payments that look like the sum of others of their file, though all of them count.

People keep a summary beside the details: one line for a whole invoice, an activity
beside its parts, a plan beside its schools, a sheet beside the others. Each may be a
payment of its own, so that only a person can tell.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.contract.contract import DOCUMENT
from etl.workbooks.contract.notes import (
    Note,
    name_some,
    quote_some,
    say_both,
    say_money,
)
from etl.workbooks.rows.merging import SHEET

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST: Final = 3
"""A sum and two parts of it; two rows of one amount are just two payments."""

_LARGE: Final = 18
_NET: Final = pl.col("net_eur").cast(pl.Decimal(38, 2))

_ZERO: Final = Decimal()
_Amounts = dict[str, Decimal]
"""Amounts of a sheet by plan and activity."""

Name = str | dict[str, str]
Found = tuple[str, Name, Decimal]
"""What is said twice: the text that names it, its name, its amount."""


def note_doubled(rows: pl.DataFrame) -> Iterator[Note]:
    """Yield a warning that names what looks like the sum of other rows.

    Args:
        rows: Good rows of spending of a whole workbook.
    """
    if rows.height < _FEWEST:
        return
    found = [
        *_find_documents(rows),
        *_find_activities(rows),
        *_find_schools(rows),
        *(_find_sheets(rows) or _find_groups(rows)),
    ]
    if not found:
        return
    said = [
        {
            language: f"{text} {_say(name, language)} ({say_money(amount)[language]})"
            for language, text in say_both(f"doubled.{what}").items()
        }
        for what, name, amount in found
    ]
    fields = {
        "said": {
            language: name_some([s[language] for s in said]) for language in said[0]
        }
    }
    yield Note("payments_doubled", "warning", fields=fields)


def _say(name: Name, language: str) -> str:
    return name if isinstance(name, str) else name[language]


def _find_documents(rows: pl.DataFrame) -> Iterator[Found]:
    """Find documents of which one row is the sum of all the others."""
    day = pl.coalesce("document_date", "date").alias("document_date")
    sums = (
        rows.with_columns(day)
        .group_by(DOCUMENT, maintain_order=True)
        .agg(pl.len(), *_sums())
        .filter((pl.col("len") >= _FEWEST) & _is_twice("largest"))
    )
    for name, amount in sums.select("document_number", "largest").rows():
        yield "document", name, amount


def _find_activities(rows: pl.DataFrame) -> Iterator[Found]:
    """Find activities whose rows are the sum of those of their parts."""
    keys = ["plan_code", "phase"]
    sums = rows.group_by(*keys, "activity_number", maintain_order=True).agg(
        pl.len(), _NET.sum()
    )
    if sums.height < 2:  # noqa: PLR2004
        return
    parts = (
        sums.with_columns(
            pl.col("activity_number").str.replace(r"\.\d+$", "").alias("parent")
        )
        .filter(pl.col("parent") != pl.col("activity_number"))
        .group_by(*keys, "parent", maintain_order=True)
        .agg(pl.col("len").sum().alias("parts"), pl.col("net_eur").sum().alias("of"))
    )
    whole = sums.join(
        parts, left_on=[*keys, "activity_number"], right_on=[*keys, "parent"]
    ).filter((pl.col("net_eur") == pl.col("of")) & (pl.col("of") != 0))
    for name, amount in whole.select("activity_number", "net_eur").rows():
        yield "activity", name, amount


def _find_schools(rows: pl.DataFrame) -> Iterator[Found]:
    """Find activities whose rows without a school are the sum of those with one."""
    is_school = pl.col("school_code") != ""
    sums = (
        rows.group_by("plan_code", "phase", "activity_number", maintain_order=True)
        .agg(
            pl.col("school_code").filter(is_school).n_unique().alias("schools"),
            _NET.filter(is_school).sum().alias("parts"),
            _NET.filter(~is_school).sum().alias("whole"),
        )
        .filter(
            (pl.col("schools") > 1)
            & (pl.col("parts") == pl.col("whole"))
            & (pl.col("whole") != 0)
        )
    )
    for name, amount in sums.select("activity_number", "whole").rows():
        yield "schools", name, amount


def _find_sheets(rows: pl.DataFrame) -> list[Found]:
    """Find sheets whose sum is that of all the others, of one phase and any school."""
    found: list[Found] = []
    for (_,), of_phase in rows.group_by("phase", maintain_order=True):
        sums = of_phase.group_by(SHEET, maintain_order=True).agg(
            _NET.sum(), pl.col("school_code").unique()
        )
        if sums.height < 2 or of_phase.height < _FEWEST:  # noqa: PLR2004
            continue
        total = sums["net_eur"].sum()
        last = sums.filter((2 * pl.col("net_eur") == total) & (pl.col("net_eur") != 0))
        for sheet, amount, schools in last.tail(1).rows():
            others = sums.filter(pl.col(SHEET) != sheet)["school_code"].explode()
            here, there = set(schools) - {""}, set(others) - {""}
            if not (here and there and here.isdisjoint(there)):
                found.append(("sheet", quote_some([sheet]), amount))
    return found


def _find_groups(rows: pl.DataFrame) -> Iterator[Found]:
    """Find sheets that equal, activity by activity, sheets that stand side by side.

    A sheet of a quarter does, among those of its months.
    """
    for (_,), of_phase in rows.group_by("phase", maintain_order=True):
        sums: dict[str, _Amounts] = {}
        keys = (SHEET, "plan_code", "activity_number")
        listed = of_phase.group_by(keys, maintain_order=True).agg(_NET.sum())
        for sheet, plan, activity, amount in listed.rows():
            sums.setdefault(sheet, {})[f"{plan} {activity}"] = amount
        for sheet, whole in sums.items():
            others = [of for name, of in sums.items() if name != sheet]
            if any(whole.values()) and _has_run(whole, others):
                yield "sheet", quote_some([sheet]), sum(whole.values(), _ZERO)


def _has_run(whole: _Amounts, others: list[_Amounts]) -> bool:
    """Whether two or more amounts that follow each other add up to the whole."""
    for start in range(len(others) - 1):
        summed: _Amounts = dict(others[start])
        for of in others[start + 1 :]:
            for activity, amount in of.items():
                summed[activity] = summed.get(activity, _ZERO) + amount
            if not summed.keys() <= whole.keys():
                break
            if summed == whole:
                return True
    return False


def _sums() -> tuple[pl.Expr, pl.Expr]:
    """Return the sum of amounts, and the one that lies farthest from zero."""
    largest = pl.when(_NET.sum() < 0).then(_NET.min()).otherwise(_NET.max())
    return _NET.sum().alias("total"), largest.alias("largest")


def _is_twice(name: str) -> pl.Expr:
    return (2 * pl.col(name) == pl.col("total")) & (pl.col("total") != 0)
