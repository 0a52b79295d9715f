"""The examples of docs/api.md run as they are written, against a real server."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from threading import Thread
from typing import TYPE_CHECKING

import pytest
import uvicorn

from dashboard.api.interface import Interface
from dashboard.api.question import OPERATORS
from dashboard.server.guard import Guard
from dashboard.server.listener import open_listener
from dashboard.server.upload_limits import UploadLimits
from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pazanga.settings import Settings

PAGE = (PROJECT_ROOT / "docs" / "api.md").read_text("utf-8")
EXAMPLES = [
    pytest.param(kind, block, id=f"{kind}-{place}")
    for place, (kind, block) in enumerate(
        re.findall(r"```(sh|python)\n(.*?)```", PAGE, re.DOTALL)
    )
]


@pytest.fixture(scope="module")
def port(refreshed: Settings) -> Iterator[int]:
    """Port of a server of the tiny plan."""
    app = Guard(Interface(refreshed), refreshed, UploadLimits())
    config = uvicorn.Config(app, log_level="warning", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    with open_listener("127.0.0.1", 0) as listener:
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


@pytest.mark.parametrize(("kind", "block"), EXAMPLES)
def test_example_runs_as_it_is_written(
    port: int, kind: str, block: str, tmp_path: Path
) -> None:
    if kind == "sh" and not shutil.which("curl"):
        pytest.skip("there is no curl")
    code = block.replace("127.0.0.1:8501", f"127.0.0.1:{port}")
    code = code.replace("kaunas", "birstonas")
    command = [sys.executable, "-c"] if kind == "python" else ["bash", "-euc"]
    ended = subprocess.run(
        [*command, code], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    said = ended.stdout + "".join(path.read_text() for path in tmp_path.iterdir())
    assert "steam" in said or "1000.03" in said or "birstonas" in said


def test_page_names_every_operator() -> None:
    for operator in OPERATORS.keys() - {"exact"}:
        assert f"__{operator}" in PAGE
