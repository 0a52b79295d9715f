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
from typing import TYPE_CHECKING, Final

from pazanga.settings import read_settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).resolve().parent.parent
PEER: Final = Path(__file__).with_name("peers") / "plain_spending.py"

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_UP_SECONDS: Final = 90


@dataclass(frozen=True, slots=True)
class Server:
    """A way to serve pages.

    Attributes:
        label: What it is called in a table.
        command: Starts it, once a port is added.
        pages: Pages to read, as they stand in the address.
        folder: Tree of the program that it runs.
    """

    label: str
    command: tuple[str, ...]
    pages: tuple[str, ...]
    folder: Path = ROOT


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers.

    Attributes:
        port: Where it listens.
        process: Its process.
    """

    port: int
    process: int

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


def make_peer() -> Server:
    """Make the server of the plain page, told what is known to make it fast."""
    options = {
        "server.headless": "true",
        "server.address": "127.0.0.1",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "runner.postScriptGC": "false",
    }
    given = [f"--{name}={value}" for name, value in options.items()]
    start = (sys.executable, "-m", "streamlit", "run", str(PEER), *given)
    return Server("plain Streamlit", (*start, "--server.port"), ("",))


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
    process = subprocess.Popen(
        [*server.command, str(port)],
        env=_set_environment(server, home),
        cwd=server.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(port)
        yield RunningServer(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _set_environment(server: Server, home: Path) -> Mapping[str, str]:
    settings = read_settings({"PAZANGA_HOME": str(home)})
    return {
        **os.environ,
        "PAZANGA_HOME": str(home),
        "PYTHONPATH": str(server.folder),
        "BENCH_SNAPSHOT": str(read_current(settings.warehouse_dir).path),
    }


def _wait_until_up(port: int) -> None:
    deadline = time.monotonic() + _UP_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            address = f"http://127.0.0.1:{port}/_stcore/health"
            with urllib.request.urlopen(address, timeout=1):
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not come up")
