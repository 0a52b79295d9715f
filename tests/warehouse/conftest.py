"""Scratch databases in which single models and audits run on given rows."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl
import pytest
from duckdb import DuckDBPyConnection

from warehouse.build import MODELS_DIR
from warehouse.connection import connect_memory, insert_frame
from warehouse.lineage import read_model

Given = Mapping[str, list[dict[str, Any]]]
RunModel = Callable[[str, Given], list[dict[str, Any]]]


@pytest.fixture
def fill_scratch(
    empty_warehouse: DuckDBPyConnection,
) -> Iterator[Callable[[Mapping[str, list[dict[str, Any]]]], DuckDBPyConnection]]:
    """Make tables with the columns they really have and fill in the given rows."""
    scratch = connect_memory()

    def fill(given: Given) -> DuckDBPyConnection:
        for table, rows in given.items():
            described = empty_warehouse.execute(f"describe {table}").fetchall()
            columns = ", ".join(f'"{row[0]}" {row[1]}' for row in described)
            scratch.execute(f"create schema if not exists {table.partition('.')[0]}")
            scratch.execute(f"create or replace table {table} ({columns})")
            if rows:
                insert_frame(
                    scratch, table, pl.DataFrame(rows, infer_schema_length=None)
                )
        return scratch

    yield fill
    scratch.close()


@pytest.fixture
def run_model(
    fill_scratch: Callable[[Given], DuckDBPyConnection],
) -> RunModel:
    """Run the file of a model on given rows; other tables it reads are empty."""

    def run(table: str, given: Given) -> list[dict[str, Any]]:
        schema, _, name = table.partition(".")
        scratch = fill_scratch(given)
        model = read_model(scratch, MODELS_DIR / schema / f"{name}.sql")
        fill_scratch({other: [] for other in model.references - set(given)})
        rows: list[dict[str, Any]] = scratch.sql(model.sql).pl().to_dicts()
        return rows

    return run
