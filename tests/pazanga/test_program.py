"""A command that a message prints can be pasted, and works."""

import os
import re
import shlex
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
import typer

from etl.workbooks.contract.notes import Note
from pazanga.cli.app import app
from pazanga.program import forget_call, plain_calls, remember_call, write_call
from pazanga.settings import PROJECT_ROOT
from pazanga.texts import read_catalogue, text

PROGRAM = Path(sys.executable).with_name("pazanga")
CALL = re.compile(r"\bpazanga ([a-z]+)")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither this process nor the shell around it was called as something."""
    monkeypatch.setenv("PAZANGA_CALLED_AS", "")
    monkeypatch.delenv("PAZANGA_CALLED_AS")


@pytest.mark.parametrize(
    ("folder", "path", "expected"),
    [
        pytest.param(PROGRAM.parent.parent, "", "bin/pazanga", id="below"),
        pytest.param(Path("/"), "", None, id="elsewhere"),
        pytest.param(Path("/"), str(PROGRAM.parent), "pazanga", id="activated"),
    ],
)
def test_call_is_the_shortest_that_works(
    monkeypatch: pytest.MonkeyPatch, folder: Path, path: str, expected: str | None
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", path)
    remember_call(argv0=str(PROGRAM))
    if expected is None and PROGRAM.is_relative_to(folder):
        expected = str(PROGRAM.relative_to(folder))
    assert write_call("refresh") == f"{expected} refresh"


def test_options_are_repeated_and_quoted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(PROGRAM.parent))
    remember_call(["--home", "/srv/a b{0}"], argv0=str(PROGRAM))
    said = text("warehouse", "status.no_snapshot", "en")
    assert said.endswith("Run “pazanga --home '/srv/a b{0}' refresh”.")
    forget_call()
    assert text("warehouse", "status.no_snapshot", "en").endswith(
        "Run “pazanga refresh”."
    )
    assert tmp_path


def test_started_command_keeps_the_words_of_the_one_that_was_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAZANGA_CALLED_AS", "./x --home y")
    remember_call(argv0="/usr/bin/python")
    assert write_call() == "./x --home y"


def test_texts_kept_for_pages_name_no_place_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAZANGA_CALLED_AS", "./x --home y")
    note = Note("subjects_as_columns", "error")
    assert "“pazanga template”" in note.text("en")
    with plain_calls():
        assert text("warehouse", "status.no_snapshot", "en").endswith(
            "Run “pazanga refresh”."
        )
    assert write_call("refresh") == "./x --home y refresh"


def list_catalogues() -> list[tuple[str, str]]:
    files = [
        path.relative_to(PROJECT_ROOT)
        for package in ("dashboard", "etl", "pazanga", "warehouse")
        for path in (PROJECT_ROOT / package).rglob("*.toml")
    ]
    return [
        (".".join(path.parent.parts), path.stem)
        for path in files
        if not any(part.startswith(".") for part in path.parts)
    ]


def test_every_command_that_a_text_names_exists() -> None:
    commands = set(vars(typer.main.get_command(app))["commands"])
    named = set()
    for package, name in list_catalogues():
        source = resources.files(package).joinpath(f"{name}.toml")
        named |= set(CALL.findall(source.read_text(encoding="utf-8")))
        assert read_catalogue(package, name)
    assert "refresh" in named
    assert named <= commands


@pytest.mark.few(1)
@pytest.mark.parametrize("language", ["lt", "en"])
def test_printed_command_works_from_where_it_was_printed(
    tmp_path: Path, language: str
) -> None:
    environment = {**os.environ, "PAZANGA_LANGUAGE": language}
    home = tmp_path / "namai su tarpais"

    def run(command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", "-c", command],
            check=False,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )

    said = run(f"{PROGRAM} status --home {shlex.quote(str(home))}").stdout
    printed = re.search("[„“](.*)[“”]", said)
    assert printed
    assert run(printed[1]).returncode == 0
    assert (home / "warehouse" / "CURRENT").exists()
