"""What a reader of a snapshot can and cannot do."""

import errno
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from warehouse.connection import open_building, open_snapshot, query_frame


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    path = tmp_path / "it's.duckdb"
    with open_building(path) as connection:
        connection.execute("create table numbers as select i from range(1000) as r(i)")
    return path


def test_building_file_is_complete_and_alone(snapshot: Path) -> None:
    assert list(snapshot.parent.iterdir()) == [snapshot]


def build_half(path: Path) -> None:
    with open_building(path) as connection:
        connection.execute("create table t as select 1 as a")
        raise ValueError(path)


def test_failed_building_keeps_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with pytest.raises(ValueError, match="duckdb"):
        build_half(path)
    reader = open_snapshot(path)
    assert query_frame(reader, "select * from duckdb_tables()").is_empty()
    reader.close()


def commit_short_of_memory(path: Path) -> None:
    with open_building(path, memory_mb=64) as connection:
        connection.execute(
            "create table t as select hash(i) as a, hash(i + 1)::varchar as b"
            " from range(60000) as numbers (i)"
        )
        used = "select sum(memory_usage_bytes) from duckdb_memory()"
        [(size,)] = connection.execute(used).fetchall()
        connection.execute("set max_temp_directory_size = '0KB'")
        connection.execute(f"set memory_limit = '{size // 1024 + 128}KiB'")


def test_memory_that_ends_at_the_commit_is_no_fault_of_the_disk(tmp_path: Path) -> None:
    """DuckDB says so in words only: the error of a commit is one of transactions."""
    with pytest.raises(duckdb.OutOfMemoryException, match="Failed to commit"):
        commit_short_of_memory(tmp_path / "x.duckdb")


def fail_to_write(path: Path, said: str) -> None:
    with open_building(path):
        raise duckdb.IOException(said)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Could not write file: No space left on device", errno.ENOSPC),
        ("Could not write file: File too large", errno.EFBIG),
        ("Corrupt file", errno.EIO),
    ],
)
def test_fault_of_the_disk_has_its_number(tmp_path: Path, said: str, code: int) -> None:
    with pytest.raises(OSError, match=said) as caught:
        fail_to_write(tmp_path / "x.duckdb", said)
    assert caught.value.errno == code
    assert str(caught.value.__cause__) == said


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("create table t (i int)", id="create"),
        pytest.param("delete from numbers", id="delete"),
        pytest.param("set threads = 1", id="set"),
        pytest.param("select * from read_csv('/etc/passwd')", id="file"),
        pytest.param("copy numbers to '/tmp/pazanga.csv'", id="copy"),
        pytest.param("attach ':memory:' as other", id="attach"),
        pytest.param("install excel", id="install"),
        pytest.param("select * from frame", id="python_variable"),
    ],
)
def test_reader_can_only_read(snapshot: Path, sql: str) -> None:
    frame = pl.DataFrame({"a": [1]})
    connection = open_snapshot(snapshot)
    with pytest.raises(duckdb.Error):
        connection.execute(sql).fetchall()
    connection.close()
    assert frame.height == 1


@pytest.mark.parametrize(
    ("sql", "parameters"),
    [
        pytest.param("select i from numbers where i = ?", [7], id="by_position"),
        pytest.param("select i from numbers where i = $i", {"i": 7}, id="by_name"),
    ],
)
def test_fetch_binds_values(
    snapshot: Path, sql: str, parameters: list[int] | dict[str, int]
) -> None:
    connection = open_snapshot(snapshot)
    assert_frame_equal(
        query_frame(connection, sql, parameters), pl.DataFrame({"i": [7]})
    )
    connection.close()


def test_threads_may_share_a_connection(snapshot: Path) -> None:
    connection = open_snapshot(snapshot)
    sql = "select count(*) as n from numbers where i < $limit"

    def count(limit: int) -> int:
        found: int = query_frame(connection, sql, {"limit": limit}).item()
        return found

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(count, range(500))) == list(range(500))
    connection.close()
