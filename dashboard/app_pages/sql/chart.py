"""A quick chart of an answer: a measure for each value of a dimension, as bars."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.app_pages.sql.summary import write_value
from dashboard.kit.charts.bars import Bar, Segment, write_bars
from dashboard.kit.phrases import shorten

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

MOST_BARS: Final = 40
_LONGEST_LABEL: Final = 80


def list_measures(rows: pl.DataFrame) -> list[str]:
    """List the columns whose values can be bars: numbers that are not below zero."""
    return [
        name
        for name, dtype in rows.schema.items()
        if dtype.is_numeric() and rows.height and _is_drawable(rows[name])
    ]


def _is_drawable(values: pl.Series) -> bool:
    known = values.drop_nulls()
    if values.dtype.is_float():
        known = known.filter(known.is_finite())
    return bool(known.len()) and float(known.min() or 0) >= 0  # type: ignore[arg-type]


def list_dimensions(rows: pl.DataFrame, measure: str) -> list[str]:
    """List the columns that can name the bars: texts and days first."""
    others = [name for name in rows.columns if name != measure]
    return sorted(others, key=lambda name: rows[name].dtype.is_numeric())


def count_undrawn(rows: pl.DataFrame, measure: str) -> int:
    """Count the rows that have no bar: without a value, or too many."""
    return rows.height - _choose_rows(rows, measure).height


def write_chart(
    rows: pl.DataFrame, dimension: str, measure: str, screen: Screen
) -> str:
    """Write bars in the order of the answer."""
    drawn = _choose_rows(rows, measure)
    pairs = zip(drawn[dimension].to_list(), drawn[measure].to_list(), strict=True)
    bars = []
    for label, value in pairs:
        said = write_value(label, screen.language)
        name = shorten("null" if said is None else said, _LONGEST_LABEL)
        length = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        bars.append(
            Bar(name, write_value(value, screen.language) or "", [Segment(length, "")])
        )
    return write_bars(bars)


def _choose_rows(rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    column = pl.col(measure)
    is_known = column.is_not_null()
    if rows[measure].dtype.is_float():
        is_known &= column.is_finite()
    return rows.filter(is_known).head(MOST_BARS)
