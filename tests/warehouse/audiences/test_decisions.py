"""Each text the public reads was decided about; a new one is, before it is read."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks.cells.personal import _FREE
from pazanga.errors import WarehouseError
from warehouse.audiences.masking import PLANS, read_rules, select_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

FILE = Path(__file__).with_name("decisions.toml")
COLUMNS = """
select schema_name || '.' || table_name, schema_name, column_name, data_type
from duckdb_columns()
where
    not internal
    and (schema_name, table_name) in (
        select (schema_name, table_name) from duckdb_tables()
    )
"""
NO_TEXTS = ("BIGINT", "BOOLEAN", "DATE", "DECIMAL", "DOUBLE", "HUGEINT", "INTEGER")
NO_TEXTS += ("SMALLINT", "TIMESTAMP")


@pytest.fixture(scope="module")
def decided() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


@pytest.fixture(scope="module")
def texts(empty_warehouse: DuckDBPyConnection) -> dict[str, list[str]]:
    """Tables of the public with all of their columns that hold texts."""
    found = defaultdict(list)
    rows = empty_warehouse.execute(COLUMNS).fetchall()
    for table, schema, column, kind in rows:
        if schema not in read_rules().left_out and not kind.startswith(NO_TEXTS):
            found[table].append(column)
    return found


@pytest.fixture(scope="module")
def columns(empty_warehouse: DuckDBPyConnection) -> dict[str, list[str]]:
    found = defaultdict(list)
    for table, _, column, _ in empty_warehouse.execute(COLUMNS).fetchall():
        found[table].append(column)
    return found


def list_public(decided: dict[str, Any]) -> Iterator[str]:
    for names in decided["public"].values():
        yield from names


def test_each_text_is_decided_about(
    decided: dict[str, Any], texts: dict[str, list[str]], columns: dict[str, list[str]]
) -> None:
    restricted, public = set(decided["restricted"]), set(list_public(decided))
    for table, names in texts.items():
        query = select_shown(table, columns[table])
        for name in names:
            is_restricted = bool({name, f"{table}.{name}"} & restricted)
            is_public = bool({name, f"{table}.{name}"} & public)
            assert is_restricted != is_public, f"decide about {table}.{name}"
            assert (f" as {name}" in query) is is_restricted, f"{table}.{name}"


def test_a_name_that_is_restricted_anywhere_is_public_by_its_table_alone(
    decided: dict[str, Any],
) -> None:
    restricted = {name.rpartition(".")[2] for name in decided["restricted"]}
    assert not restricted & set(list_public(decided))


def test_no_decision_is_about_what_is_gone(
    decided: dict[str, Any], texts: dict[str, list[str]]
) -> None:
    there = {name for names in texts.values() for name in names}
    there |= {f"{table}.{name}" for table, names in texts.items() for name in names}
    names = [*decided["restricted"], *list_public(decided)]
    assert set(names) <= there
    assert len(names) == len(set(names))
    assert tuple(decided["never"]) == read_rules().left_out


def test_what_people_type_freely_is_restricted(decided: dict[str, Any]) -> None:
    names = {
        "evidence": "evidence_text",
        "owner": "owner_name",
        "source": "measured_by",
        "supplier": "supplier",
    }
    # Money is summed by it, and the form of a plan lists what it may be.
    assert set(names) == _FREE - {"funding_source"}
    assert set(names.values()) <= set(decided["restricted"])


def test_a_rule_for_a_column_that_is_gone_stops_the_copy() -> None:
    with pytest.raises(WarehouseError):
        select_shown("ops.quarantine", ["source_document_key", "raw_value"])


def test_a_new_table_with_suppliers_is_hidden_without_a_rule() -> None:
    query = select_shown("marts.fct_new", ["supplier", "net_eur"])
    assert "case when supplier is null or not (true) or (false)" in query
    with_plan = select_shown("marts.fct_new", ["plan_code", "document_key"])
    assert PLANS in with_plan
