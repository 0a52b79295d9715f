"""The empty warehouse every refresh begins with: whole, of this program, kept once."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from etl.refresh import blueprint
from etl.refresh.blueprint import BLUEPRINT, copy_blueprint, make_blueprint
from etl.refresh.refresh import refresh
from warehouse.connection import open_snapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pazanga.settings import Settings

CATALOGUE = """
select schema_name, table_name, column_name, data_type, comment
from duckdb_columns() where database_name = current_database()
union all
select schema_name, table_name, '', '', comment
from duckdb_tables() where database_name = current_database()
union all
select schema_name, view_name, '', '', comment
from duckdb_views() where database_name = current_database() and not internal
order by all
"""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Blueprints that had to be made."""
    paths: list[Path] = []
    make_one = blueprint.make_blueprint

    def make(path: Path) -> Any:  # noqa: ANN401 - whatever the real one returns
        paths.append(path)
        return make_one(path)

    monkeypatch.setattr(blueprint, "make_blueprint", make)
    return paths


def list_catalogue(connection: DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return connection.execute(CATALOGUE).fetchall()


def test_snapshot_holds_the_tables_and_comments_a_warehouse_made_anew_holds(
    refreshed: Settings, empty_warehouse: DuckDBPyConnection
) -> None:
    current = read_current(refreshed.warehouse_dir)
    with closing(open_snapshot(current.path)) as snapshot:
        assert list_catalogue(snapshot) == list_catalogue(empty_warehouse)


def test_blueprint_is_what_was_made(tmp_path: Path) -> None:
    path = tmp_path / BLUEPRINT / "one.duckdb"
    assert make_blueprint(path) == blueprint.read_blueprint(path)


def test_blueprint_is_made_once(tmp_path: Path, made: list[Path]) -> None:
    first, second = (
        copy_blueprint(tmp_path, tmp_path / name) for name in ("first", "second")
    )
    assert first == second
    assert len(made) == 1


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def change(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-5000] ^= 1
    path.write_bytes(content)


def forget_models(path: Path) -> None:
    path.with_suffix(".json").write_text("[]")


def forget_sum(path: Path) -> None:
    path.with_suffix(".json").unlink()


def name_as_another_program(path: Path) -> None:
    path.rename(path.with_stem("0" * 16))


def replace_folder(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("")


@pytest.mark.parametrize(
    "harm",
    [
        cut,
        change,
        forget_models,
        forget_sum,
        name_as_another_program,
        replace_folder,
    ],
)
def test_blueprint_that_is_not_whole_or_of_another_program_is_made_anew(
    tmp_path: Path, made: list[Path], harm: Callable[[Path], None]
) -> None:
    models = copy_blueprint(tmp_path, tmp_path / "first")
    harm(made[0])
    assert copy_blueprint(tmp_path, tmp_path / "second") == models
    assert len(made) == 2
    kept = sorted(path.suffix for path in (tmp_path / BLUEPRINT).iterdir())
    assert kept == [".duckdb", ".json"]


@pytest.mark.usefixtures("published")
def test_refresh_publishes_after_its_blueprint_was_damaged(
    settings: Settings, write_plan: Callable[..., Path]
) -> None:
    [file] = (settings.warehouse_dir / BLUEPRINT).glob("*.duckdb")
    file.write_bytes(b"")
    write_plan(findings=[])
    assert refresh(settings).run.outcome == "published"
