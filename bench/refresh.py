"""A refresh of the bundled data as a whole process, with news and without."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from bench.processes import measure


def run() -> None:
    """Measure a refresh into an empty home, then one with nothing new."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        command = [sys.executable, "-m", "pazanga", "--home", str(home), "refresh"]
        measure(
            "refresh into an empty home",
            command,
            before_each=lambda: shutil.rmtree(home, ignore_errors=True),
        )
        measure("refresh with nothing new", command)
    measure("--help", [sys.executable, "-m", "pazanga", "--help"])
