"""A person's query: answered, refused, stopped; never more than it may."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from warehouse.connection import open_building
from warehouse.errors import QueryError
from warehouse.query import Limits, format_rows, run_query


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "s.duckdb"
    with open_building(path) as connection:
        connection.execute("create table t as select i from range(5) as r(i)")
    return path


@pytest.mark.parametrize(
    ("limit", "rows", "is_truncated"), [(4, 4, True), (5, 5, False), (9, 5, False)]
)
def test_answer_says_when_rows_are_cut_off(
    snapshot: Path, limit: int, rows: int, *, is_truncated: bool
) -> None:
    answer = run_query(snapshot, "select * from t", Limits(rows=limit))
    assert (answer.rows.height, answer.is_truncated) == (rows, is_truncated)


def test_answer_keeps_types(snapshot: Path) -> None:
    answer = run_query(snapshot, "select 1.10::decimal(18, 2) as net, null::date as d")
    assert answer.rows.to_dicts() == [{"net": Decimal("1.10"), "d": None}]


def test_explain_is_answered(snapshot: Path) -> None:
    assert run_query(snapshot, "explain select * from t").rows.height == 1


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        pytest.param("select 1; select 2", "found 2", id="two_queries"),
        pytest.param("-- nothing", "found 0", id="no_query"),
        pytest.param("drop table t", "found “DROP”", id="drop"),
        pytest.param("copy t to '/tmp/x'", "found “COPY”", id="copy"),
        pytest.param("set threads = 1", "found “SET”", id="set"),
        pytest.param("select", "Parser Error", id="syntax"),
        pytest.param("select * from x", "Catalog Error", id="no_such_table"),
        pytest.param("select * from '/etc/passwd'", "failed", id="file"),
        pytest.param("select interval 1 day", "cast\\(… as varchar\\)", id="type"),
        pytest.param("select repeat('x', 2000000000)", "memory", id="long_string"),
    ],
)
def test_query_is_refused_with_a_reason(snapshot: Path, sql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(snapshot, sql)


def test_query_is_stopped_in_time(snapshot: Path) -> None:
    slow = "with recursive r as (select 1 union all select 1 from r) select 1 from r"
    with pytest.raises(QueryError, match=r"within 1\.5 s"):
        run_query(snapshot, slow, Limits(seconds=1.5, rows=10**9, answer_mb=10**4))


def test_answer_has_a_largest_size(snapshot: Path) -> None:
    with pytest.raises(QueryError, match="larger than 1 MB"):
        run_query(snapshot, "select repeat('x', 2000000)", Limits(answer_mb=1))


def test_missing_snapshot_is_no_crash(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="The query failed"):
        run_query(tmp_path / "none.duckdb", "select 1")


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        pytest.param("csv", b"net\n1.10\n", id="csv"),
        pytest.param("json", b'[{"net":"1.10"}]\n', id="json"),
    ],
)
def test_rows_are_written_exactly(output: str, expected: bytes) -> None:
    assert format_rows(pl.DataFrame({"net": [Decimal("1.10")]}), output) == expected


def test_table_shows_every_row_and_column() -> None:
    rows = pl.DataFrame({f"column_{i}": list(range(30)) for i in range(12)})
    written = format_rows(rows, "table").decode()
    assert "…" not in written
    assert "column_11" in written
    assert len(written.splitlines()) == 34


def test_lists_do_not_fit_into_csv() -> None:
    with pytest.raises(QueryError, match="Use “json” or “parquet”"):
        format_rows(pl.DataFrame({"a": [[1]]}), "csv")
