"""Numbers that look drawn by lot, and are the same on every machine and version."""

from __future__ import annotations

from typing import Final

import polars as pl

_PRIME: Final = 2**31 - 1
_SPREAD, _SALTED, _STIRRED = 48_271, 69_621, 39_373
"""Multipliers of Park and Miller, and of L'Ecuyer: products fit into 64 bits."""


def draw(number: pl.Expr, salt: int, below: int) -> pl.Expr:
    """Return a whole number from 0 for each row, spread evenly below a bound.

    Args:
        number: What tells rows apart: whole numbers from 0, below the prime.
        salt: What tells draws apart.
        below: The bound.
    """
    mixed = ((number + 1) * _SPREAD + salt * _SALTED) % _PRIME
    return (mixed * _STIRRED % _PRIME * _SPREAD % _PRIME) % below


def hundredths(number: pl.Expr, scale: int = 2) -> pl.Expr:
    """Return whole hundredths as the decimals that a contract asks for."""
    return (number / 100).round(2).cast(pl.Decimal(18, scale))


def count_rows(count: int) -> pl.DataFrame:
    """Return a frame of `number`, from 0."""
    return pl.select(number=pl.int_range(count, dtype=pl.Int64))
