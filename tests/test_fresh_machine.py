"""`make run` where there is nothing yet: an empty home, a fresh clone, another port."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from pazanga.settings import PROJECT_ROOT

LEFT_OUT = (".git", ".venv", "var", "build", "*.egg-info", "__pycache__", ".*_cache")
A_WHILE = 900


def find_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    target = tmp_path / "su tarpu" / "pazanga"
    shutil.copytree(
        PROJECT_ROOT, target, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True
    )
    return target


def list_lines(process: subprocess.Popen[str]) -> Iterator[str]:
    """Give what is said, until the dashboard is there or make has ended."""
    assert process.stdout
    for line in process.stdout:
        yield line.rstrip()
        if "http://127.0.0.1" in line:
            return


def wait_for_health(port: int) -> dict[str, str]:
    deadline = time.monotonic() + A_WHILE
    while time.monotonic() < deadline:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            found: dict[str, str] = json.load(answer)
            return found
        time.sleep(0.5)
    pytest.fail("the dashboard does not answer")


@pytest.mark.slow
def test_make_run_installs_refreshes_and_serves(clone: Path, tmp_path: Path) -> None:
    port = find_free_port()
    kept = {name: os.environ[name] for name in os.environ if name.startswith("PIP_")}
    environment = {
        **kept,
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C",
        "PAZANGA_LANGUAGE": "en",
    }
    process = subprocess.Popen(
        ["make", "run", f"PORT={port}", f"PYTHON={sys.executable}"],  # noqa: S607
        cwd=clone,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        lines = list(list_lines(process))
        said = "\n".join(lines)
        steps = ["Making the environment", "Packages to install", "Refreshing the data"]
        places = [said.find(step) for step in [*steps, f"http://127.0.0.1:{port}"]]
        assert -1 not in places, said
        assert places == sorted(places)
        assert wait_for_health(port)["status"] == "ok"
        assert (clone / "var" / "inbox").is_dir()
    finally:
        os.killpg(process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        with process:
            pass
    called = subprocess.run(
        ["/bin/sh", "-c", ". .venv/bin/activate && pazanga status"],
        check=False,
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (called.returncode, called.stderr) == (0, "")
