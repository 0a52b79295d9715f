"""A Spark Connect server of our own, for as long as one refresh needs it.

It listens on this machine only, answers whoever knows its token, and ends with the
block. Where the master is the address of a server (`sc://…`), that one is asked.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pazanga.errors import EngineError
from warehouse.engines.failures import find_failure, read_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REMOTE: Final = "sc://"
LOG: Final = "spark.log"
_CLASS: Final = "org.apache.spark.sql.connect.service.SparkConnectServer"
_TOKEN: Final = "SPARK_CONNECT_AUTHENTICATE_TOKEN"  # noqa: S105 - a variable's name
_START_SECONDS: Final = 300
_STOP_SECONDS: Final = 20


@contextmanager
def open_server(master: str, lake: Path) -> Iterator[str]:
    """Start a server on a master, yield its address, and stop it.

    Args:
        master: `local[*]`, `local[2]`, `spark://…`; or `sc://…`, which already runs.
        lake: Folder that the server and its workers can write to.

    Raises:
        EngineError: Spark or Java is missing, or the server does not start.
    """
    check_client()
    if master.startswith(REMOTE):
        yield master
        return
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise EngineError("engine_without_java")
    port, token = _find_port(), secrets.token_urlsafe(24)
    log = lake / LOG
    with log.open("wb") as said:
        # A list of arguments, none of which a shell reads.
        process = subprocess.Popen(  # noqa: S603
            list_arguments(master, lake, port),
            cwd=lake,
            env=_make_environment(master, token),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, port, log, master)
            yield f"{REMOTE}localhost:{port}/;token={token}"
        finally:
            stop(process)


def check_client() -> None:
    """Check that the client of Spark Connect is installed.

    Raises:
        EngineError: It is not.
    """
    if find_spec("pyspark") is None or find_spec("grpc") is None:
        raise EngineError("engine_missing")


def list_arguments(master: str, lake: Path, port: int) -> list[str]:
    """List the words of the command that starts a server."""
    import pyspark  # noqa: PLC0415 - an optional extra

    home = Path(pyspark.__file__).parent
    options = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.ui.enabled": "false",
        "spark.log.level": "WARN",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.warehouse.dir": str(lake / "tables"),
        "spark.local.dir": str(lake / "shuffle"),
    }
    confs = (word for pair in options.items() for word in ("--conf", "=".join(pair)))
    command = [str(home / "bin" / "spark-submit"), "--class", _CLASS]
    return [*command, "--master", master, *confs]


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a process that was started here, by its number."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _make_environment(master: str, token: str) -> Mapping[str, str]:
    own = {_TOKEN: token, "PYSPARK_PYTHON": sys.executable}
    # Workers of a cluster have to reach the driver; else nobody does.
    if master.startswith("local"):
        own |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
    rest = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PAZANGA_", "SPARK_REMOTE"))
    }
    return rest | own


def _find_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path, master: str) -> None:
    """Wait until a server answers on its port."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    said = read_end(log)
    if found := find_failure(said):
        raise EngineError(found, address=master, name="–")
    lines = said.splitlines()
    raise EngineError("engine_not_started", log=log, why=lines[-1] if lines else "–")
