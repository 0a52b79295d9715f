"""The dashboard under one reader and thirty, against the same app served plainly."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from bench.users import Runs, run_user, run_users
from dashboard.kit.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
USERS = 30
SECONDS = 20
ALONE_SECONDS = 8
QUERIES = ["", "plan=kaunas", "lang=en", "plan=kaunas&search=labor"]


def run_pages() -> None:
    """Measure runs of each page for one reader, with caches warm after the first."""
    with _published_home() as home, _serve(_own_command(home), home) as port:
        for page in PAGES:
            runs, elapsed = asyncio.run(_run_alone(port, _path(page)))
            print(
                f"{page:<12} first {runs.seconds[0] * 1000:6.0f} ms"
                f"   then {statistics.median(runs.seconds[1:]) * 1000:6.0f} ms"
                f"   {runs.describe(elapsed)}"
            )


def run_crowd() -> None:
    """Compare thirty users without think time on our server and on the plain one."""
    pages = [_path(page) for page in PAGES]
    with _published_home() as home:
        for label, command in {
            "pazanga serve": _own_command(home),
            "streamlit run": _plain_command(),
        }.items():
            with _serve(command, home) as port:
                asyncio.run(run_users(port, pages, QUERIES, users=2, seconds=5))
                runs, elapsed = asyncio.run(
                    run_users(port, pages, QUERIES, users=USERS, seconds=SECONDS)
                )
            print(f"{label:<16} {USERS} users   {runs.describe(elapsed)}")


async def _run_alone(port: int, page: str) -> tuple[Runs, float]:
    runs = Runs()
    started = time.perf_counter()
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    await run_user(url, [page], [""], started + ALONE_SECONDS, runs)
    return runs, time.perf_counter() - started


def _path(page: str) -> str:
    return "" if page == PAGES[0] else page


def _own_command(home: Path) -> list[str]:
    return [sys.executable, "-m", "pazanga", "--home", str(home), "serve", "--port"]


def _plain_command() -> list[str]:
    options = ["--server.headless=true", "--server.address=127.0.0.1"]
    app = str(ROOT / "dashboard" / "app.py")
    return [sys.executable, "-m", "streamlit", "run", app, *options, "--server.port"]


@contextlib.contextmanager
def _published_home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pazanga", "--home", folder, "refresh"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        yield Path(folder)


@contextlib.contextmanager
def _serve(command: list[str], home: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PAZANGA_HOME": str(home), "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(
        [*command, str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_until_up(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            address = f"http://127.0.0.1:{port}/_stcore/health"
            with urllib.request.urlopen(address, timeout=1):
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not come up")
