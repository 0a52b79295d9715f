"""Servers to measure: started, waited for, watched, stopped."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from bench.dash_reader import open_dash
from bench.readers import open_page
from pazanga.settings import read_settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractAsyncContextManager
    from random import Random

    from bench.readers import Change

ROOT: Final = Path(__file__).resolve().parent.parent
PEERS: Final = Path(__file__).with_name("peers")

PEER_PACKAGES: Final = ROOT / ".venv" / "peers"
"""What pages we compare with need and ours do not; `make bench` installs it."""

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_UP_SECONDS: Final = 90


class Reader(Protocol):
    """One who reads a page and changes its filters."""

    async def open(self) -> Change:
        """Request the page for the first time."""

    async def change(self, random: Random) -> Change:
        """Choose a value of one filter more, or clear one."""


@dataclass(frozen=True, slots=True)
class Server:
    """A way to serve pages.

    Attributes:
        label: What it is called in a table.
        command: Starts it, once a port is added.
        pages: Pages to read, as they stand in the address.
        folder: Tree of the program that it runs.
        open_reader: Opens a reader of a page, by port and page.
        first_path: What it answers as soon as it is up.
        packages: Where packages are that only it needs.
    """

    label: str
    command: tuple[str, ...]
    pages: tuple[str, ...]
    folder: Path = ROOT
    open_reader: Callable[[int, str], AbstractAsyncContextManager[Reader]] = open_page
    first_path: str = "_stcore/health"
    packages: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers.

    Attributes:
        server: How it was started.
        port: Where it listens.
        process: Its process.
        log: Where it writes what goes wrong, as long as it is served.
    """

    server: Server
    port: int
    process: int
    log: Path

    def read_cpu(self) -> float:
        """Read the seconds of CPU it has taken so far."""
        stat = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def read_memory(self) -> float:
        """Read the megabytes it holds."""
        text = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        line = next(line for line in text.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def make_own(
    home: Path, pages: tuple[str, ...], *, folder: Path = ROOT, label: str = "Pažanga"
) -> Server:
    """Make the server of our pages, of this program or of another tree of it."""
    command = (sys.executable, "-m", "pazanga", "--home", str(home), "serve", "--port")
    return Server(label, command, pages, folder)


def make_plain() -> Server:
    """Make the server of the plain Streamlit page, with what is known to be fast."""
    options = {
        "server.headless": "true",
        "server.address": "127.0.0.1",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "runner.postScriptGC": "false",
    }
    given = [f"--{name}={value}" for name, value in options.items()]
    page = str(PEERS / "plain_spending.py")
    start = (sys.executable, "-m", "streamlit", "run", page, *given)
    return Server("plain Streamlit", (*start, "--server.port"), ("",))


def make_dash() -> Server:
    """Make the server of the same plain page in Dash."""
    start = (sys.executable, "-m", "bench.peers.dash_spending")
    return Server(
        "plain Dash",
        start,
        ("",),
        open_reader=open_dash,
        first_path="_dash-layout",
        packages=(PEER_PACKAGES,),
    )


@contextlib.contextmanager
def publish_home() -> Iterator[Path]:
    """Publish the bundled plans in a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pazanga", "--home", folder, "refresh"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        yield Path(folder)


@contextlib.contextmanager
def serve(server: Server, home: Path) -> Iterator[RunningServer]:
    """Serve a home while the block runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        process = subprocess.Popen(
            [*server.command, str(port)],
            env=_set_environment(server, home),
            cwd=server.folder,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/{server.first_path}")
            yield RunningServer(server, port, process.pid, Path(log.name))
        finally:
            process.terminate()
            process.wait(timeout=10)


def _set_environment(server: Server, home: Path) -> Mapping[str, str]:
    settings = read_settings({"PAZANGA_HOME": str(home)})
    return {
        **os.environ,
        "PAZANGA_HOME": str(home),
        "PYTHONPATH": os.pathsep.join(map(str, (server.folder, *server.packages))),
        "BENCH_SNAPSHOT": str(read_current(settings.warehouse_dir).path),
    }


def _wait_until_up(address: str) -> None:
    deadline = time.monotonic() + _UP_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310 - our own
            return
        time.sleep(0.1)
    raise TimeoutError("the server did not come up")
