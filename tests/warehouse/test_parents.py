"""A table that lost a key, whoever had it, is found when a part was replaced."""

from dataclasses import replace
from pathlib import Path

import pytest

from warehouse.audits import Audit
from warehouse.connection import open_building
from warehouse.totals import list_parents, list_shrunk, remember_keys

SCHOOL = ("marts.dim_school", "school_key")
MADE = "create schema marts; create table marts.dim_school (school_key varchar);"


@pytest.mark.parametrize(
    ("change", "is_lost"),
    [
        ("select 1", False),
        ("insert into marts.dim_school values ('c')", False),
        ("delete from marts.dim_school where school_key = 'a'", True),
        ("update marts.dim_school set school_key = 'c' where school_key = 'b'", True),
        (
            "delete from marts.dim_school; insert into marts.dim_school values ('a')",
            True,
        ),
    ],
)
def test_a_table_that_lacks_a_key_is_found(
    tmp_path: Path, change: str, *, is_lost: bool
) -> None:
    part, whole = tmp_path / "part.duckdb", tmp_path / "whole.duckdb"
    for path, keys in ((part, ["b"]), (whole, ["a", "b"])):
        with open_building(path) as connection:
            connection.execute(MADE)
            rows = [[key] for key in keys]
            connection.executemany("insert into marts.dim_school values (?)", rows)
    with open_building(whole, part) as connection:
        remember_keys(connection, [SCHOOL])
        connection.execute(change)
        assert list_shrunk(connection, [SCHOOL]) == ({SCHOOL} if is_lost else set())


def test_a_table_is_asked_once_however_many_refer_to_it() -> None:
    audit = Audit("of_pupils", "error", "…", "…", "select 1", parent=SCHOOL)
    others = replace(audit, name="of_exams"), replace(audit, name="x", parent=None)
    assert list_parents([audit, *others], {SCHOOL[0]}) == [SCHOOL]
    assert list_parents([audit, *others], {"marts.dim_other"}) == []
