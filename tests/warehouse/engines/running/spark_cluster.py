"""A standalone cluster of Spark on this machine: a master and workers, as processes."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from warehouse.engines.server import stop

SECONDS = 300


def start(folder: Path, log: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start one of Spark's own programs; its words come from a test."""
    found = find_spec("pyspark")
    assert found
    assert found.origin
    program = Path(found.origin).parent / "bin" / "spark-class"
    with log.open("wb") as said:
        return subprocess.Popen(
            [str(program), *words],
            cwd=folder,
            env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )


def wait_for(log: Path, words: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a program says that it is ready."""
    deadline = time.monotonic() + SECONDS
    while words not in log.read_text(errors="replace"):
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        assert time.monotonic() < deadline, log.read_text(errors="replace")[-2000:]
        time.sleep(0.5)


@contextmanager
def open_cluster(folder: Path, workers: int) -> Iterator[str]:
    """Start a master and workers of one core each; yield the master's address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = str(listener.getsockname()[1])
    address = f"spark://127.0.0.1:{port}"
    place = "org.apache.spark.deploy"
    with ExitStack() as started:
        words = ("--host", "127.0.0.1", "--webui-port", "0")
        log = folder / "master.log"
        master = start(folder, log, f"{place}.master.Master", *words, "--port", port)
        started.callback(stop, master)
        wait_for(log, "I have been elected leader", master)
        for number in range(workers):
            log = folder / f"worker-{number}.log"
            worker = start(
                folder,
                log,
                f"{place}.worker.Worker",
                *words,
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                str(folder),
                address,
            )
            started.callback(stop, worker)
            wait_for(log, "Successfully registered with master", worker)
        yield address
