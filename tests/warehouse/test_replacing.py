"""Rows become those of another table, and the same ones are not written anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given
from hypothesis import strategies as st

from pazanga.errors import ModelError
from warehouse.audits import Audit, run_audit
from warehouse.connection import connect_memory, open_building, use_part
from warehouse.replacing import replace_rows

MADE = """
    create or replace table old (plan varchar, paid decimal(18, 2), said varchar);
    create or replace table new (said varchar, plan varchar, paid decimal(18, 2));
"""
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", None]),
        st.sampled_from([None, "1.00", "1.01", "-1.00"]),
        st.sampled_from([None, "", "x", "a"]),
    ),
    max_size=12,
)
OF_A = "plan = $plan"


@pytest.fixture(scope="module")
def scratch() -> Iterator[DuckDBPyConnection]:
    with connect_memory() as connection:
        yield connection


@given(old=ROWS, new=ROWS)
def test_rows_are_those_of_the_other_table_however_often_each_stands(
    scratch: DuckDBPyConnection, old: list[tuple[str]], new: list[tuple[str]]
) -> None:
    scratch.execute(MADE)
    for table, rows in (("old", old), ("new", new)):
        if rows:
            sql = f"insert into {table} (plan, paid, said) values (?, ?, ?)"  # noqa: S608 - ours
            scratch.executemany(sql, rows)
    is_other = replace_rows(scratch, "old", "new", OF_A, {"plan": "a"})
    found = scratch.execute("select plan, paid::varchar, said from old").fetchall()
    stay = [row for row in old if row[0] != "a"]
    come = [row for row in new if row[0] == "a"]
    assert sorted(map(repr, found)) == sorted(map(repr, stay + come))
    before = sorted(repr(row) for row in old if row[0] == "a")
    assert is_other is (before != sorted(map(repr, come)))


def test_rows_that_are_the_same_are_not_written(scratch: DuckDBPyConnection) -> None:
    """A row that is written anew stands after all others."""
    scratch.execute(MADE)
    scratch.execute("insert into old values ('a', 1, 'x'), ('a', 2, 'y'), ('b', 3, '')")
    scratch.execute("insert into new by name from old where said <> 'y'")
    scratch.execute(
        "insert into new by name select 'a' as plan, 4 as paid, 'z' as said"
    )
    assert replace_rows(scratch, "old", "new", OF_A, {"plan": "a"})
    said = scratch.execute("select said from old order by rowid").fetchall()
    assert said == [("x",), ("",), ("z",)]


def test_the_part_is_asked_and_then_the_database_again(tmp_path: Path) -> None:
    part, whole = tmp_path / "part.duckdb", tmp_path / "whole.duckdb"
    made = "create schema s; create table s.t as select {n} as n; {v}"
    view = "create view s.v as select n from s.t"
    for path, number in ((part, 1), (whole, 2)):
        with open_building(path) as connection:
            connection.execute(made.format(n=number, v=view))
    with open_building(whole, part) as connection:
        with use_part(connection):
            assert connection.execute("select * from s.v").fetchall() == [(1,)]
        assert connection.execute("select * from s.v").fetchall() == [(2,)]


def test_an_audit_of_the_part_that_fails_is_named(tmp_path: Path) -> None:
    """Its transaction is over then, and nothing more can be asked of it."""
    part, whole = tmp_path / "part.duckdb", tmp_path / "whole.duckdb"
    for path in (part, whole):
        with open_building(path) as connection:
            connection.execute("create table t as select 'x' as n")
    audit = Audit("typo", "error", "…", "…", "select n::int as n from t")
    with (
        pytest.raises(ModelError, match="“typo” failed: DuckDB said: Conversion"),
        open_building(whole, part) as connection,
        use_part(connection),
    ):
        run_audit(connection, audit)
