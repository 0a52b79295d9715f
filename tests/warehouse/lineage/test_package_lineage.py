"""Every column of a plan package reaches a page, or is listed with the reason."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import pytest
from duckdb import DuckDBPyConnection

from etl.plans.contract.plan_package import TABLES
from pazanga.settings import PROJECT_ROOT
from warehouse.build import MODELS_DIR
from warehouse.connection import connect_memory
from warehouse.lineage import Model, read_models

Place = tuple[str, str]
"""A table with its schema, and a column of it."""

WORD: Final = re.compile(r"\w+")
NAMED: Final = re.compile(r"(?:marts|reports)\.\w+")

NOT_ON_A_PAGE: Final = {
    "plan.municipality_name": "the reference table names the municipality",
    "activities.occurrence": "parts rows printed with one number; key of an activity",
    "activity_policy_areas.source_line": "printed on the line of its activity",
    "activity_tasks.source_line": "printed on the line of its activity",
    "activities.source_page": "few documents have pages; pages show the line",
    "activity_policy_areas.occurrence": "the same",
    "activity_schools.occurrence": "the same",
    "activity_indicators.occurrence": "the same",
    "activity_tasks.occurrence": "the same",
    "activity_links.occurrence": "the same",
}
"""Columns that no page shows, with the reason."""

WAITING: Final = {
    f"{table}.{column}"
    for table in ("activity_links",)
    for column in TABLES[table].columns()
}
"""Columns whose page is not made yet: see docs/data-model.md."""


@pytest.fixture(scope="module")
def models() -> list[Model]:
    return read_models(connect_memory(), MODELS_DIR)


@pytest.fixture(scope="module")
def columns(empty_warehouse: DuckDBPyConnection) -> dict[str, set[str]]:
    """Columns by table, raw ones too."""
    found: dict[str, set[str]] = defaultdict(set)
    for schema, table, column in empty_warehouse.execute(
        "select table_schema, table_name, column_name from information_schema.columns"
    ).fetchall():
        found[f"{schema}.{table}"].add(column)
    return found


def list_expressions(node: Any) -> Iterator[tuple[str, set[str]]]:  # noqa: ANN401
    """Yield what each selected expression is called, and the columns it is made of."""
    if isinstance(node, list):
        for one in node:
            yield from list_expressions(one)
    elif isinstance(node, dict):
        for one in node.get("select_list") or ():
            names = set(list_columns(one))
            alias = one.get("alias") or (one.get("column_names") or [""])[-1]
            yield alias, names
        for one in node.values():
            yield from list_expressions(one)


def list_columns(node: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(node, list):
        for one in node:
            yield from list_columns(one)
    elif isinstance(node, dict):
        if node.get("class") == "COLUMN_REF":
            yield node["column_names"][-1]
        for one in node.values():
            yield from list_columns(one)


def trace(model: Model, wanted: set[str]) -> set[str]:
    """Return the names that the wanted columns of a model are made of."""
    parsed = (
        connect_memory().execute("select json_serialize_sql(?)", [model.sql]).fetchone()
    )
    assert parsed
    made = defaultdict(set)
    for alias, names in list_expressions(json.loads(parsed[0])):
        made[alias] |= names
    found, left = set(wanted), list(wanted)
    while left:
        fresh = made[left.pop()] - found
        found |= fresh
        left += fresh
    return found


@pytest.fixture(scope="module")
def shown(columns: dict[str, set[str]]) -> set[Place]:
    """Columns that a query of a page asks for and a module of the dashboard names."""
    folder = PROJECT_ROOT / "dashboard"
    words = {
        word
        for ending in ("py", "sql")
        for path in folder.rglob(f"*.{ending}")
        for word in WORD.findall(path.read_text(encoding="utf-8"))
    }
    asked = {
        table
        for path in folder.rglob("*.sql")
        for table in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    return {(table, name) for table in asked for name in columns[table] & words}


@pytest.fixture(scope="module")
def reached(
    models: list[Model], columns: dict[str, set[str]], shown: set[Place]
) -> set[Place]:
    """Columns of any layer that something shown is made of."""
    found = set(shown)
    for model in reversed(models):
        wanted = {name for table, name in found if table == model.table}
        if wanted:
            names = trace(model, wanted)
            found |= {
                (table, name)
                for table in model.references
                for name in columns[table] & names
            }
    return found


@pytest.mark.few(4)
@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_a_package_reaches_a_page(
    table: str, reached: set[Place]
) -> None:
    lost = {
        f"{table}.{name}"
        for name in TABLES[table].columns()
        if (f"raw.plan_package__{table}", name) not in reached
    }
    assert lost - NOT_ON_A_PAGE.keys() - WAITING == set()


def test_lists_of_what_is_not_shown_name_columns() -> None:
    names = {
        f"{table}.{name}"
        for table, schema in TABLES.items()
        for name in schema.columns()
    }
    assert {*NOT_ON_A_PAGE, *WAITING} - names == set()


def test_trace_follows_names_through_steps() -> None:
    sql = (
        "with a as (select x as y, z from staging.t), "
        "b as (select max(y) as w, z from a group by z) select * from b"
    )
    model = Model("marts", "m", sql, frozenset({"staging.t"}))
    assert trace(model, {"w"}) == {"w", "y", "x"}
    assert trace(model, {"z"}) == {"z"}
