"""`make` says what is missing in one line, before it installs anything."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from pazanga.settings import PROJECT_ROOT


@pytest.fixture
def preflight() -> ModuleType:
    path = PROJECT_ROOT / "scripts" / "preflight.py"
    spec = importlib.util.spec_from_file_location("preflight", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def make(*words: str, **environment: str) -> tuple[int, list[str]]:
    """Give the exit code and what was said, without make's own words."""
    ended = subprocess.run(
        ["make", *words],  # noqa: S607 - whichever the person has
        check=False,
        cwd=PROJECT_ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    lines = (ended.stdout + ended.stderr).splitlines()
    return ended.returncode, [line for line in lines if not line.startswith("make")]


def write_program(path: Path, line: str) -> Path:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
    return path


def test_free_port_and_this_python_are_no_trouble(preflight: ModuleType) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert preflight.find_trouble([str(port)]) is None


@pytest.mark.parametrize("word", ["0", "-1", "65536", "http", "", "8501.0"])
def test_port_that_is_none_is_said(preflight: ModuleType, word: str) -> None:
    assert f"PORT={word}: a number" in preflight.find_trouble([word])


def test_old_python_is_said(
    preflight: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert "this is 3.9." in preflight.find_trouble([])


@pytest.mark.parametrize("name", ["venv", "ensurepip"])
def test_python_without_its_modules_is_said(
    preflight: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda asked: asked != name and find(asked)
    )
    assert "apt install python3-venv" in preflight.find_trouble([])


def test_make_run_on_a_busy_port_is_one_line(busy_port: int) -> None:
    code, lines = make("run", f"PORT={busy_port}", f"PYTHON={sys.executable}")
    assert code == 2
    assert [f"make run PORT={busy_port + 1}" in line for line in lines] == [True]


def test_make_with_an_old_python_is_one_line(tmp_path: Path) -> None:
    script = PROJECT_ROOT / "scripts" / "preflight.py"
    (tmp_path / "old.py").write_text(
        "import runpy, sys\n"
        "sys.version_info = (3, 9, 2)\n"
        f"runpy.run_path({str(script)!r}, run_name='__main__')\n"
    )
    old = write_program(tmp_path / "python", f"exec {sys.executable} {tmp_path}/old.py")
    code, lines = make(
        f"{tmp_path}/venv/bin/python", f"VENV={tmp_path}/venv", f"PYTHON={old}"
    )
    assert code == 2
    assert ["this is 3.9." in line for line in lines] == [True]
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize("has_apt", [True, False])
def test_tools_that_cannot_be_installed_are_one_line(
    tmp_path: Path, *, has_apt: bool
) -> None:
    for name in ("bash", "env"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    write_program(tmp_path / "id", "echo 1000")
    write_program(tmp_path / "sudo", "exit 1")
    if has_apt:
        write_program(tmp_path / "apt-get", "exit 1")
    ended = subprocess.run(
        [PROJECT_ROOT / "scripts" / "ensure-tools"],
        check=False,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert ("apt-get install chromium" in ended.stderr) == has_apt
