"""What a command gives away stands in the journal, as what a page gives does."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import pazanga.cli
from pazanga.access.journal import ACTOR, COMMAND, read_events, record_command
from pazanga.cli.app import app
from pazanga.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

RECORDERS = ("record_taken", "record_asked")
OF_NO_DATA = {"extract", "map_", "template"}
"""Commands whose file holds nothing of the warehouse."""


def test_each_command_that_writes_data_is_recorded() -> None:
    writing, recorded = set(), set()
    for path in Path(pazanga.cli.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name not in RECORDERS:
                if any(given.arg == "out" for given in node.args.args):
                    writing.add(node.name)
                said = ast.unparse(node)
                if any(f"{one}(settings, " in said for one in RECORDERS):
                    recorded.add(node.name)
    assert {"export", "report", "freeze", "chart", "sql"} <= writing
    assert writing - OF_NO_DATA == recorded


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", data=tmp_path)


def run(settings: Settings, *words: str) -> None:
    ended = CliRunner().invoke(app, ["--home", str(settings.home), *words])
    assert ended.exit_code == 0, ended.output


@pytest.fixture
def write_nothing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Let what a command calls write nothing."""

    def put(module: str, name: str) -> None:
        monkeypatch.setattr(f"{module}.{name}", lambda *_, **__: 1)

    return put


def test_an_export_is_recorded_by_the_name_of_its_folder(
    home: Settings, write_nothing: Callable[[str, str], None]
) -> None:
    write_nothing("dashboard.package.data_package", "export_package")
    home.access_dir.mkdir(parents=True)
    run(home, "export", "--out", str(home.home / "ona" / "rinkinys"))
    (event,) = read_events(home.access_dir, 9)
    assert event | {"at": ""} == {
        "at": "",
        "who": COMMAND,
        "event": "exported",
        "way": "command",
        "command": "export",
        "file": "rinkinys",
    }


def test_without_logins_nothing_is_recorded(
    home: Settings, write_nothing: Callable[[str, str], None]
) -> None:
    write_nothing("dashboard.package.data_package", "export_package")
    run(home, "export", "--out", str(home.home / "rinkinys"))
    assert not home.access_dir.exists()


@pytest.mark.parametrize(
    ("actor", "who"), [(None, [COMMAND]), ("person:1", ["person:1"]), ("", [])]
)
def test_what_a_page_records_a_command_of_it_does_not(
    home: Settings, monkeypatch: pytest.MonkeyPatch, actor: str | None, who: list[str]
) -> None:
    home.access_dir.mkdir(parents=True)
    if actor is None:
        monkeypatch.delenv(ACTOR, raising=False)
    else:
        monkeypatch.setenv(ACTOR, actor)
    record_command(home, "exported", file="a.xlsx")
    assert [one["who"] for one in read_events(home.access_dir, 9)] == who
