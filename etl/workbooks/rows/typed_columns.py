"""Columns of a table from texts to the types of the contract."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.dates import EPOCH_1900
from etl.workbooks.contract.contract import SCHEMAS, Kind
from etl.workbooks.files.sheets import ROW, SOURCE_ROW
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.tables.columns import ReadColumn, read_column

if TYPE_CHECKING:
    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import FactColumn, Heading

_MANY_ROWS: Final = 50_000
"""From so many rows on it pays to read columns side by side."""


def read_columns(
    texts: pl.DataFrame, sheet: Sheet, heading: Heading
) -> dict[str, ReadColumn]:
    """Read every column of the heading; an empty cell that must not be is a rule."""
    schema = SCHEMAS[heading.kind].columns()

    def read(column: FactColumn) -> ReadColumn:
        found = read_column(
            column.name,
            schema[column.name],
            texts[column.name],
            multiplier=heading.multipliers.get(column.name, 1),
            epoch=sheet.epoch,
        )
        return found if column.may_be_empty else _require(found)

    columns = [c for c in columns_of(heading.kind) if c.name in texts.columns]
    if texts.height < _MANY_ROWS:
        return {column.name: read(column) for column in columns}
    with ThreadPoolExecutor() as pool:
        names = [column.name for column in columns]
        return dict(zip(names, pool.map(read, columns), strict=True))


def keep_targets(
    columns: dict[str, ReadColumn], texts: pl.DataFrame, sheet: Sheet, heading: Heading
) -> None:
    """Read new targets as they are: a unit of money is none of theirs."""
    if heading.multipliers.get("new_value", 1) == 1 or "field" not in columns:
        return
    is_target = (columns["field"].values.cast(pl.String) == "target_value").fill_null(
        value=False
    )
    contract = SCHEMAS[heading.kind].columns()["new_value"]
    plain = read_column("new_value", contract, texts["new_value"], epoch=sheet.epoch)
    scaled = columns["new_value"]
    columns["new_value"] = ReadColumn(
        plain.values.zip_with(is_target, scaled.values),
        plain.rules.zip_with(is_target, scaled.rules),
    )


def write_days_out(
    texts: pl.DataFrame, columns: dict[str, ReadColumn], sheet: Sheet
) -> pl.DataFrame:
    """Write out days that count from 1904: alone, a number of days says another day."""
    if sheet.epoch == EPOCH_1900:
        return texts
    days = (
        pl.coalesce(column.values.cast(pl.String), texts[name]).alias(name)
        for name, column in columns.items()
        if column.values.dtype == pl.Date
    )
    return texts.with_columns(*days)


def _require(column: ReadColumn) -> ReadColumn:
    missing = column.values.is_null() & column.rules.is_null()
    if not missing.any():
        return column
    rule = pl.when(missing).then(pl.lit("missing")).otherwise(column.rules)
    return ReadColumn(column.values, pl.select(rule).to_series())


def assemble(
    texts: pl.DataFrame, columns: dict[str, ReadColumn], kind: Kind
) -> pl.DataFrame:
    """Build a frame of the values in the order of the contract.

    A text that must be there but may be empty is an empty text, so that keys compare.
    """
    schema = SCHEMAS[kind].columns()
    values: dict[str, pl.Series | pl.Expr] = {SOURCE_ROW: texts[ROW]}
    for name, contract in schema.items():
        if name in columns:
            values[name] = columns[name].values
        elif not name.startswith("_"):
            values[name] = pl.lit(None, dtype=contract.dtype)
        if name in values and not contract.nullable and isinstance(contract, dy.String):
            values[name] = values[name].fill_null("")
        if isinstance(contract, dy.Bool):
            values[name] = values[name].fill_null(value=False)
    return texts.select(**values)
