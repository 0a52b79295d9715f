"""Tables as Parquet files by plan, and back into a table with its own types."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from duckdb import DuckDBPyConnection

from warehouse.connection import connect_memory
from warehouse.engines.lake import insert_files, write_lake
from warehouse.engines.spark import name_type

COLUMNS = """
plan_code varchar, kind enum ('b', 'a'), net_eur decimal(18, 2), day date,
moment timestamp, is_real boolean, small usmallint, ratio double
"""
ROW = (Decimal("0.10"), date(2024, 5, 31), datetime(2024, 5, 31, 10), True, 7, 0.5)  # noqa: DTZ001


@pytest.fixture
def connection() -> DuckDBPyConnection:
    made = connect_memory()
    made.execute("create schema raw")
    made.execute(f"create table raw.payments ({COLUMNS})")
    made.execute("create table raw.areas (area_code varchar)")
    return made


def test_rows_of_a_plan_lie_in_a_folder_of_its_own(
    connection: DuckDBPyConnection, tmp_path: Path
) -> None:
    for plan in ("kaunas", "0123", "vilniaus r.", None):
        values = [plan, "b", *ROW]
        connection.execute("insert into raw.payments values (?,?,?,?,?,?,?,?)", values)
    connection.execute("insert into raw.areas values ('a')")
    columns = dict(write_lake(connection, tmp_path, ["raw"]))
    assert sorted(columns) == ["raw.areas", "raw.payments"]
    assert {part.name for part in (tmp_path / "raw" / "payments").iterdir()} == {
        "plan_code=kaunas",
        "plan_code=0123",
        "plan_code=vilniaus%20r.",
        "plan_code=__HIVE_DEFAULT_PARTITION__",
    }
    assert [part.name for part in (tmp_path / "raw" / "areas").iterdir()] == [
        "part-0.parquet"
    ]
    types = [name_type(column.type) for column in columns["raw.payments"]]
    assert types == [
        *("string", "string", "decimal(18, 2)", "date", "timestamp_ntz", "boolean"),
        *("bigint", "double"),
    ]


def test_rows_come_back_in_the_types_of_the_table(
    connection: DuckDBPyConnection, tmp_path: Path
) -> None:
    connection.execute(
        "insert into raw.payments values (?,?,?,?,?,?,?,?)", ["kaunas", "b", *ROW]
    )
    columns = dict(write_lake(connection, tmp_path, ["raw"]))["raw.payments"]
    files = ds.dataset(
        tmp_path / "raw" / "payments",
        schema=columns,
        partitioning=ds.partitioning(flavor="hive"),
    )
    connection.execute(f"create table again ({COLUMNS})")
    insert_files(connection, "again", files)
    both = "from raw.payments except all from again"
    assert connection.execute(both).fetchall() == []
    assert connection.execute("from again").fetchall() == [("kaunas", "b", *ROW)]


def test_what_the_lake_held_of_a_schema_is_replaced(
    connection: DuckDBPyConnection, tmp_path: Path
) -> None:
    stale = tmp_path / "raw" / "payments" / "plan_code=gone" / "part-0.parquet"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"")
    list(write_lake(connection, tmp_path, ["raw"]))
    assert not stale.exists()
