"""From rows to typed frames that keep the contract, in the order they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from etl.plans.contract.ordering import sort_rows
from etl.plans.contract.plan_package import TABLES

if TYPE_CHECKING:
    import dataframely as dy

    from etl.plans.contract.plan_package import Row, Rows

Frames = dict[str, pl.DataFrame]
"""Typed frames of a package by table name."""


def build_frames(rows: Rows) -> Frames:
    """Make one validated frame per table of the contract; no rows, an empty frame.

    Raises:
        dataframely.exc.ValidationError: A reader gave a row that breaks the contract:
            a mistake in the program, not in the document.
    """
    return {
        name: build_frame(schema, sort_rows(schema, rows.get(name, [])))
        for name, schema in TABLES.items()
    }


def build_frame(schema: type[dy.Schema], rows: list[Row]) -> pl.DataFrame:
    """Make a frame of one table and check it; a column that no row has is empty."""
    frame = pl.DataFrame(
        {name: [row.get(name) for row in rows] for name in schema.columns()},
        schema={name: column.dtype for name, column in schema.columns().items()},
    )
    return schema.validate(frame)
