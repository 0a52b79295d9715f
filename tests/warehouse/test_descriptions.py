"""Every table and column says what it means, in the database itself."""

from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from pazanga.errors import DescriptionError
from warehouse.build import build_models
from warehouse.connection import connect_memory
from warehouse.descriptions import ColumnDescription, TableDescription, comment_table

HEADER = "-- Numbers.\n-- Grain: one row per number.\n"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    (tmp_path / "marts").mkdir()
    (tmp_path / "marts" / "m.sql").write_text(f"{HEADER}select 1 as number_count")
    (tmp_path / "columns.yml").write_text(
        "columns:\n"
        "  - name: number_count\n"
        "    description: How many\n"
        "    meta: {unit: pupils, label_lt: Kiek, label_en: Count}\n"
    )
    return tmp_path


def read_comments(connection: DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "select t.comment, c.comment from duckdb_tables() as t"
        " inner join duckdb_columns() as c using (table_oid)"
    ).fetchall()


def test_comments_say_meaning_unit_and_labels(models: Path) -> None:
    connection = connect_memory()
    build_models(connection, models)
    assert read_comments(connection) == [
        (
            "Numbers. Grain: one row per number.",
            "How many [unit: pupils] [lt: Kiek] [en: Count]",
        )
    ]


def test_model_may_say_a_column_differently(models: Path) -> None:
    (models / "marts" / "m.yml").write_text(
        "models: [{name: m, columns: [{name: number_count, description: It's one}]}]"
    )
    connection = connect_memory()
    build_models(connection, models)
    [(_, comment)] = read_comments(connection)
    assert comment == "It's one [unit: pupils] [lt: Kiek] [en: Count]"


def test_model_may_be_kept_as_a_view_and_is_described_all_the_same(
    models: Path,
) -> None:
    (models / "marts" / "m.yml").write_text(
        "models: [{name: m, config: {materialized: view}}]"
    )
    connection = connect_memory()
    build_models(connection, models)
    described = "select comment from duckdb_views() where view_name = 'm'"
    assert connection.execute(described).fetchall() == [
        ("Numbers. Grain: one row per number.",)
    ]
    assert connection.execute("select comment from duckdb_tables()").fetchall() == []


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        pytest.param(
            "marts/m.sql",
            f"{HEADER}select 1 as other",
            "“other” of “marts.m” is described neither",
            id="column_nobody_described",
        ),
        pytest.param(
            "marts/m.sql", "select 1 as number_count", "“marts.m” is not", id="no_grain"
        ),
        pytest.param(
            "marts/m.yml",
            "models: [{name: m, columns: [{name: gone}]}]",
            "“gone” of “marts.m” is described, but",
            id="described_column_missing",
        ),
        pytest.param(
            "marts/m.yml",
            "models: [{name: gone}]",
            "“marts.gone” is described",
            id="described_model_missing",
        ),
    ],
)
def test_descriptions_and_tables_must_agree(
    models: Path, file: str, text: str, message: str
) -> None:
    (models / file).write_text(text, encoding="utf-8")
    with pytest.raises(DescriptionError, match=message):
        build_models(connect_memory(), models)


def test_everything_in_the_warehouse_is_described(
    empty_warehouse: DuckDBPyConnection,
) -> None:
    undescribed = empty_warehouse.execute(
        "select table_name, column_name from duckdb_columns()"
        " where not internal and coalesce(comment, '') = ''"
    ).fetchall()
    assert undescribed == []


def test_shown_labels_come_in_both_languages(
    empty_warehouse: DuckDBPyConnection,
) -> None:
    lopsided = empty_warehouse.execute(
        "select table_name, column_name from duckdb_columns()"
        " where (comment like '%[lt: %') <> (comment like '%[en: %')"
    ).fetchall()
    assert lopsided == []


def test_quotation_marks_in_comments_survive() -> None:
    connection = connect_memory()
    connection.execute("create schema s; create table s.t (a int)")
    comment_table(
        connection, "s.t", TableDescription("It's", {"a": ColumnDescription("o'clock")})
    )
    assert read_comments(connection) == [("It's", "o'clock")]
