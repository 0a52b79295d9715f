"""Rows that changed beside the plans that were built are found, and no others."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from warehouse.connection import open_building
from warehouse.totals import list_disturbed, sum_by_plan

MADE = """
    create schema raw; create schema marts;
    create table raw.payments (
        plan_code varchar, net_eur decimal(18, 2), source varchar
    );
    create table marts.fct_paid as from raw.payments;
    create table marts.dim_other as from raw.payments;
    create table raw.unplanned (net_eur decimal(18, 2));
    create view marts.seen as from marts.fct_paid;
"""
FILLED = """
    insert into marts.fct_paid from raw.payments;
    insert into marts.dim_other from raw.payments;
"""
PART = "insert into raw.payments values ('a', 1, 'x'), ('a', 2, 'y');"
WHOLE = "insert into raw.payments values ('a', 1, 'x'), ('b', 5, 'z');"
REPLACED = """
    delete from raw.payments where plan_code = 'a';
    insert into raw.payments from part.raw.payments where plan_code is not null;
    delete from marts.fct_paid where plan_code = 'a';
    insert into marts.fct_paid from part.marts.fct_paid where plan_code is not null;
"""
RAW, PAID = "raw.payments", "marts.fct_paid"
WRITTEN = {"raw.payments", "marts.fct_paid", "marts.seen"}


@pytest.fixture
def replaced(tmp_path: Path) -> Iterator[DuckDBPyConnection]:
    """A warehouse of plans a and b, and beside it a part: plan a with one row more."""
    part, whole = tmp_path / "part.duckdb", tmp_path / "whole.duckdb"
    for path, rows in ((part, PART), (whole, WHOLE)):
        with open_building(path) as connection:
            connection.execute(MADE + rows + FILLED)
    with open_building(whole, part) as connection:
        yield connection


@pytest.mark.parametrize(
    ("change", "disturbed"),
    [
        ("select 1", set()),
        ("insert into marts.dim_other values (null, 1, '')", set()),
        ("insert into raw.unplanned values (1)", set()),
        (
            "update marts.fct_paid set source = 'same amount' where plan_code = 'a'",
            set(),
        ),
        ("insert into marts.fct_paid values (null, 1, '')", {PAID}),
        ("insert into marts.fct_paid values ('gone', 1, '')", {PAID}),
        ("insert into marts.fct_paid values ('a', 0, '')", {PAID}),
        ("update marts.fct_paid set net_eur = 5.01 where plan_code = 'b'", {PAID}),
        ("update marts.fct_paid set plan_code = null where plan_code = 'b'", {PAID}),
        ("delete from marts.fct_paid where plan_code = 'b'", {PAID}),
        ("delete from raw.payments where plan_code = 'b'", {RAW}),
        ("delete from raw.payments; delete from marts.fct_paid", {RAW, PAID}),
    ],
)
def test_only_the_plans_that_were_built_may_change(
    replaced: DuckDBPyConnection, change: str, disturbed: set[str]
) -> None:
    before = sum_by_plan(replaced, WRITTEN)
    replaced.execute(REPLACED + change)
    assert list_disturbed(replaced, WRITTEN, before, {"a"}) == disturbed


def test_rows_of_the_part_that_never_arrive_are_found(tmp_path: Path) -> None:
    part, whole = tmp_path / "part.duckdb", tmp_path / "whole.duckdb"
    for path in (part, whole):
        with open_building(path) as connection:
            connection.execute(MADE)
    with open_building(part) as connection:
        connection.execute("insert into marts.fct_paid values (null, 1, 'x')")
    with open_building(whole, part) as connection:
        before = sum_by_plan(connection, WRITTEN)
        connection.execute(REPLACED)
        assert list_disturbed(connection, WRITTEN, before, {"a"}) == {PAID}
