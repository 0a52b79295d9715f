"""A person's query: answered, refused, stopped; never more than it may."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pazanga.errors import QueryError, UnreadableError
from warehouse.connection import open_building
from warehouse.integrity import hash_file
from warehouse.query.limits import Limits
from warehouse.query.run import run_query
from warehouse.snapshots import Snapshot


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path = tmp_path_factory.mktemp("query") / "s.duckdb"
    with open_building(path) as connection:
        connection.execute("create table t as select i from range(5) as r(i)")
    return Snapshot(path, datetime.now(UTC), "run", "hash", hash_file(path))


def ask(snapshot: Snapshot, sql: str, output: str = "csv") -> str:
    return run_query(snapshot, sql, output).content.decode()


@pytest.mark.parametrize("output", ["table", "csv", "json", "parquet"])
@pytest.mark.parametrize(
    ("limit", "rows", "is_cut"), [(4, 4, True), (5, 5, False), (9, 5, False)]
)
def test_answer_says_when_rows_are_cut_off(
    snapshot: Snapshot, output: str, limit: int, rows: int, *, is_cut: bool
) -> None:
    answer = run_query(snapshot, "from t", output, Limits(rows=limit))
    match output:
        case "table":
            found = len(answer.content.decode().removesuffix("…\n").splitlines()) - 2
            assert answer.content.decode().endswith("…\n") == is_cut
        case "csv":
            found = len(answer.content.splitlines()) - 1
        case "json":
            found = len(json.loads(answer.content))
        case _:
            found = pl.read_parquet(io.BytesIO(answer.content)).height
    assert (found, answer.is_cut) == (rows, is_cut)


@pytest.mark.parametrize("output", ["table", "parquet"])
def test_libraries_leave_room_for_the_query(snapshot: Snapshot, output: str) -> None:
    answer = run_query(snapshot, "from t", output, Limits(memory_mb=1280))
    assert answer.content


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        pytest.param("select 1 as a;", "a\n1\n", id="semicolon"),
        pytest.param("select 1 as a -- end", "a\n1\n", id="comment_last"),
        pytest.param("select 'ž;' as a; -- š\n /* ; */ ;", "a\nž;\n", id="comments"),
        pytest.param("-- first\nselect 1 as a", "a\n1\n", id="comment_first"),
        pytest.param("(select 1 as a)", "a\n1\n", id="brackets"),
        pytest.param("values (1)", "col0\n1\n", id="values"),
        pytest.param("from t limit 1", "i\n0\n", id="from_first"),
        pytest.param("table t order by i desc limit 1", "i\n4\n", id="table"),
        pytest.param("with x as (select 1 as a) from x", "a\n1\n", id="with"),
        pytest.param("show tables", "name\nt\n", id="show"),
        pytest.param(
            "pivot t on i in (1, 2) using count(*)", "1,2\n1,1\n", id="pivot_listed"
        ),
        pytest.param("select 1 as a, 2 as a, 3 as a", "a,a_1,a_2\n1,2,3\n", id="names"),
        pytest.param(
            "select * from t join t as u on t.i = u.i limit 1",
            "i,i_1\n0,0\n",
            id="join",
        ),
        pytest.param("select i from t order by -i", "i\n4\n3\n2\n1\n0\n", id="order"),
    ],
)
def test_query_is_answered(snapshot: Snapshot, sql: str, expected: str) -> None:
    assert ask(snapshot, sql) == expected


@pytest.mark.parametrize(
    "sql", ["explain {}", "EXPLAIN ANALYZE {}", "explain (format json) {}"]
)
@pytest.mark.parametrize("output", ["table", "csv", "json", "parquet"])
def test_explain_is_answered(snapshot: Snapshot, sql: str, output: str) -> None:
    answer = run_query(snapshot, sql.format("select * from t"), output)
    assert b"explain_key" in answer.content


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        pytest.param("select 1; select 2", "found 2", id="two_queries"),
        pytest.param("-- nothing", "found 0", id="no_query"),
        pytest.param("drop table t", "found “DROP”", id="drop"),
        pytest.param("copy t to '/tmp/x'", "found “COPY”", id="copy"),
        pytest.param("set threads = 1", "found “SET”", id="set"),
        pytest.param("select", "“select” names no columns", id="syntax"),
        pytest.param(
            "select 1\nfrom x", "no table “x”.\n\nLINE 2: from x\n", id="no_such_table"
        ),
        pytest.param("select * from '/etc/passwd'", "failed", id="file"),
        pytest.param(
            "select ?", "No value is given for the parameter “1”", id="parameter"
        ),
        pytest.param("pivot t on i using sum(i)", "List the values", id="pivot"),
        pytest.param("select repeat('x', 2000000000)", "memory", id="long_string"),
        pytest.param("select '\udce0'", "failed", id="not_utf8"),
    ],
)
def test_query_is_refused_with_a_reason(
    snapshot: Snapshot, sql: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        ask(snapshot, sql)


def test_error_names_the_line_as_typed(snapshot: Snapshot) -> None:
    with pytest.raises(QueryError, match="LINE 2:   from from"):
        ask(snapshot, "select 1\n  from from t")


def test_query_is_stopped_in_time(snapshot: Snapshot) -> None:
    slow = "with recursive r as (select 1 union all select 1 from r) select 1 from r"
    limits = Limits(seconds=1.5, rows=10**9, answer_mb=10**4)
    with pytest.raises(QueryError, match=r"within 1\.5 s"):
        run_query(snapshot, slow, "csv", limits)


@pytest.mark.parametrize("output", ["csv", "json", "table", "parquet"])
def test_answer_has_a_largest_size(snapshot: Snapshot, output: str) -> None:
    with pytest.raises(QueryError, match="larger than 1 MB"):
        run_query(snapshot, "select repeat('x', 2000000)", output, Limits(answer_mb=1))


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(rows=0), "--limit: .* found 0"),
        (Limits(rows=-1), "--limit: .* found -1"),
        (Limits(rows=2**63 - 1), "--limit: expected a whole number from 1"),
        (Limits(seconds=1e9), r"--seconds: expected a number from 0\.1 to 86400"),
        (Limits(seconds=1e20), "--seconds"),
        (Limits(seconds=float("inf")), "found inf"),
        (Limits(seconds=float("nan")), "found nan"),
        (Limits(seconds=-1), "--seconds"),
    ],
)
def test_limits_that_cannot_be_kept_are_said(
    snapshot: Snapshot, limits: Limits, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(snapshot, "select 1", "csv", limits)


def test_missing_snapshot_is_no_crash(tmp_path: Path) -> None:
    gone = Snapshot(tmp_path / "none.duckdb", datetime.now(UTC), "run", "hash")
    with pytest.raises(UnreadableError, match="is gone"):
        ask(gone, "select 1")
