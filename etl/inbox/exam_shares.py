"""Shares of pupils that cannot stand beside each other, or beside their number.

Of three pupils 54.2 % cannot have passed, and not 70 % passed where 40 % failed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY: Final = ("plan_code", "school_code", "exam", "subject", "school_year")
_APART: Final = (
    ("share_passed", "share_failed"),
    ("share_16_100", "share_failed"),
    ("share_36_100", "share_failed"),
    ("share_36_100", "share_16_35"),
    ("share_36_85", "share_86_100"),
)
"""Shares of different pupils: together at most all."""

_WITHIN: Final = (
    ("share_16_35", "share_16_100"),
    ("share_36_100", "share_16_100"),
    ("share_36_85", "share_36_100"),
    ("share_86_100", "share_36_100"),
    ("share_100", "share_86_100"),
    ("share_6_10", "share_4_10"),
    ("share_9_10", "share_6_10"),
    ("share_higher_level", "share_basic_level"),
)
"""Shares of which the pupils of the first are among those of the second."""

_MOST: Final = 100
_ROUNDING: Final = 0.2
"""By so much percent shares that were rounded may be too large together."""

_DECIMALS: Final = 3


def find_unreachable(rows: pl.DataFrame) -> pl.Series:
    """Find shares that no whole number of the pupils who sat the exam gives.

    Args:
        rows: Results, with the `unit` of their measure.
    """
    value = pl.col("value").cast(pl.Float64)
    count = pl.col("candidates_count").cast(pl.Float64)
    shown = (value * count / _MOST).round() / count * _MOST
    step = pl.lit(10.0**-_DECIMALS)
    for decimals in reversed(range(_DECIMALS)):
        is_so = (value - value.round(decimals)).abs() < 10**-6
        step = pl.when(is_so).then(pl.lit(10.0**-decimals)).otherwise(step)
    is_off = (shown - value).abs() > step + 10**-6
    is_share = (pl.col("unit") == "percent") & (count > 0)
    return rows.select((is_share & is_off).fill_null(value=False)).to_series()


def find_disagreeing(rows: pl.DataFrame) -> pl.Series:
    """Find shares of one exam of which two cannot both be right.

    Args:
        rows: Results.
    """
    keyed = rows.select(
        pl.struct(pl.col(_KEY).cast(pl.String).fill_null("")).alias("of"),
        pl.col("measure").cast(pl.String),
        pl.col("value").cast(pl.Float64),
    )
    faults = list(_ask_pairs())
    return keyed.select(pl.any_horizontal(faults).fill_null(value=False)).to_series()


def _ask_pairs() -> Iterator[pl.Expr]:
    """Yield for each pair of measures whether a row of it disagrees with the other."""
    for first, second in (*_APART, *_WITHIN):
        one, other = _value_of(first), _value_of(second)
        is_within = (first, second) in _WITHIN
        is_wrong = one > other if is_within else one + other > _MOST
        by = (one - other) if is_within else (one + other - _MOST)
        yield pl.col("measure").is_in([first, second]) & is_wrong & (by > _ROUNDING)


def _value_of(measure: str) -> pl.Expr:
    """Return the value of a measure, for all rows of the same exam."""
    return pl.col("value").filter(pl.col("measure") == measure).first().over("of")
