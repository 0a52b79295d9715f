"""The container file: what it copies and runs is there, and nobody is root."""

from __future__ import annotations

import json
import re

import typer

from pazanga.cli.app import app
from pazanga.settings import PROJECT_ROOT

TEXT = (PROJECT_ROOT / "deploy" / "Containerfile").read_text("utf-8")
LINES = [
    line.split(maxsplit=1)
    for line in TEXT.replace("\\\n", " ").splitlines()
    if line and not line.startswith("#")
]


def list_arguments(instruction: str) -> list[str]:
    return [rest for name, rest in LINES if name == instruction]


def test_what_is_copied_is_there() -> None:
    copied = [one.split() for one in list_arguments("COPY") if "--from" not in one]
    assert len(copied) > 5
    for *sources, _ in copied:
        assert all((PROJECT_ROOT / source).exists() for source in sources), sources


def test_everything_that_runs_is_copied() -> None:
    packages = {path.parent.name for path in PROJECT_ROOT.glob("*/__init__.py")}
    copied = {word for one in list_arguments("COPY") for word in one.split()}
    assert packages - {"bench"} <= copied


def test_command_is_one_that_there_is() -> None:
    [words] = map(json.loads, list_arguments("CMD"))
    command = typer.main.get_command(app)
    context = command.make_context("pazanga", words)
    name, found, rest = command.resolve_command(context, words)  # type: ignore[attr-defined]
    found.make_context(name, list(rest))


def test_nobody_is_root_and_nothing_comes_unchecked() -> None:
    last = [number for number, (name, _) in enumerate(LINES) if name == "FROM"][-1]
    users = [rest for name, rest in LINES[last:] if name == "USER"]
    assert users
    assert users[-1] not in {"0", "root"}
    assert list_arguments("ADD") == []
    installs = re.findall(r"pip install [^&]*", TEXT.replace("\\\n", " "))
    assert all("--require-hashes" in one or "-e ." in one for one in installs)
    # Every base is of one version, the one that the project asks for.
    assert {base.split()[0] for base in list_arguments("FROM")} == {
        "python:3.11-slim-bookworm"
    }
