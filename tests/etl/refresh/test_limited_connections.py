"""Every database that a refresh opens takes no more memory than its share."""

import ast
import shutil
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.refresh import blueprint, retention
from etl.refresh.blueprint import BLUEPRINT, make_blueprint
from etl.refresh.refresh import refresh
from pazanga.settings import PROJECT_ROOT, Settings
from pazanga.settings.operation import RetentionSettings
from pazanga.settings.settings import LEAST_MB
from warehouse import connection as opening
from warehouse.audiences.copying import copy_for
from warehouse.audiences.following import find_published
from warehouse.connection import connect_memory, open_snapshot
from warehouse.memory import MemoryShares, find_limit, limit_connections
from warehouse.ops import LOG
from warehouse.snapshots import read_current

from .conftest import edit_plan, pay

OF_A_REFRESH = {
    "etl/refresh/blueprint.py": "make_blueprint",
    "etl/refresh/previous_snapshot.py": "_open",
    "etl/refresh/rebuild.py": "_build_whole _build_part",
    "etl/refresh/refresh.py": "_read_shown",
    "etl/refresh/retention.py": "_read_loaded_hashes",
    "warehouse/equality.py": "_sum_tables",
    "warehouse/snapshots.py": "read_history",
}
OF_OTHERS = {
    "etl/check/current.py": "names what is shown, for `pazanga check`",
    "etl/check/marks.py": "names what is shown, for `pazanga check`",
    "etl/check/references.py": "holds a file against what is shown",
    "etl/inbox/command.py": "lists files for a person",
    "etl/inbox/rejects_command.py": "gives rejected rows to a person",
    "etl/notify/alerts.py": "reads a few rows of what is published",
    "etl/notify/findings.py": "reads a few rows of what is published",
    "etl/schedule/reports.py": "reads a few rows of what is published",
    "warehouse/audiences/copying.py": "copies when a reader asks: its share is below",
    "warehouse/query/answer.py": "has a limit of its own",
    "warehouse/status.py": "reads a few rows of what is published",
}
LARGE = {"_build_whole", "_build_part", "_sum_tables"}
"""They may take what the database may; all others what reading a snapshot may."""


def list_callers() -> dict[str, set[str]]:
    """List the files that open databases, and the functions that do so."""
    doors = {name for name in dir(opening) if name.startswith(("open_", "connect_"))}
    found = defaultdict(set)
    for package in ("etl", "warehouse"):
        for path in sorted((PROJECT_ROOT / package).rglob("*.py")):
            name = path.relative_to(PROJECT_ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
                    if doors & {ast.unparse(one.func) for one in calls}:
                        found[name].add(node.name)
    return dict(found)


def test_every_place_that_opens_a_database_is_known() -> None:
    found = list_callers()
    assert found.keys() == OF_A_REFRESH.keys() | OF_OTHERS.keys()
    assert {
        name: set(functions.split()) for name, functions in OF_A_REFRESH.items()
    } == {name: found[name] for name in OF_A_REFRESH}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[int]]:
    """The functions that open a database, and what each may take, in MB."""
    found: dict[str, set[int]] = defaultdict(set)
    connect = duckdb.connect

    def connect_and_note(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        made = connect(*arguments, **options)
        frame = sys._getframe(1)
        while Path(frame.f_code.co_filename).name in {"connection.py", "contextlib.py"}:
            assert frame.f_back is not None
            frame = frame.f_back
        found[frame.f_code.co_name].add(read_limit(made))
        return made

    monkeypatch.setattr(duckdb, "connect", connect_and_note)
    return found


def read_limit(connection: duckdb.DuckDBPyConnection) -> int:
    """Return what a database may take in memory, in whole MB."""
    sql = "select value from duckdb_settings() where name = 'memory_limit'"
    [(said,)] = connection.execute(sql).fetchall()
    number, unit = said.split()
    return round(float(number) * {"MiB": 1, "GiB": 1024}[unit])


@pytest.mark.slow
def test_every_connection_of_a_refresh_is_limited(
    home: Settings, opened: dict[str, set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part, a whole build, a comparison, a log that is mended, files that are old."""
    shares = MemoryShares(LEAST_MB)
    few = RetentionSettings(snapshot_count=1, snapshot_days=0)
    engine = replace(home.engine, memory_mb=LEAST_MB)
    limited = replace(home, engine=engine, retention=few)
    monkeypatch.setattr(retention, "find_outdated", lambda found, **_: list(found))
    monkeypatch.setattr(blueprint, "make_blueprint", make_blueprint)
    shutil.rmtree(limited.warehouse_dir / BLUEPRINT)
    pay(limited)
    assert refresh(limited).taken_over == 3
    (limited.warehouse_dir / LOG).unlink()
    assert refresh(limited, is_whole=True).differences == ()
    edit_plan(limited)
    assert refresh(limited).run.outcome == "published"
    known = {name for names in OF_A_REFRESH.values() for name in names.split()}
    assert opened.keys() == known
    for name, found in opened.items():
        most = shares.database_mb if name in LARGE else shares.snapshot_mb
        assert found == {most}, name


def test_what_asks_for_no_share_takes_the_usual_one(tmp_path: Path) -> None:
    with opening.open_building(tmp_path / "a.duckdb") as connection:
        usual = read_limit(connection)
    with limit_connections(128):
        assert read_limit(connect_memory()) == 128
        with opening.open_building(tmp_path / "b.duckdb") as connection:
            assert read_limit(connection) == 128
        with opening.open_building(tmp_path / "c.duckdb", memory_mb=300) as connection:
            assert read_limit(connection) == 300
        assert read_limit(open_snapshot(tmp_path / "a.duckdb")) == 128
    assert usual > 300
    assert find_limit() == {}


def test_a_copy_for_an_audience_takes_its_share(
    refreshed: Settings, opened: dict[str, set[int]], tmp_path: Path
) -> None:
    source = read_current(refreshed.warehouse_dir).path
    copy_for(source, tmp_path / "copy.duckdb", [], "150MiB")
    assert opened == {"copy_for": {150}}


@pytest.mark.parametrize("memory_mb", [LEAST_MB, None])
def test_copies_made_at_once_take_no_more_than_a_database(
    refreshed: Settings,
    opened: dict[str, set[int]],
    tmp_path: Path,
    memory_mb: int | None,
) -> None:
    shutil.copytree(refreshed.home, tmp_path / "home")
    usual = read_limit(connect_memory())
    engine = replace(refreshed.engine, memory_mb=memory_mb)
    own = replace(refreshed, home=tmp_path / "home", engine=engine)
    find_published(replace(own, audience="public"))
    (taken,) = opened["copy_for"]
    whole = MemoryShares(memory_mb).database_mb or usual
    # DuckDB rounds what it says of itself.
    assert 4 * max(taken, 128) <= max(whole, 4 * 128) * 1.02
