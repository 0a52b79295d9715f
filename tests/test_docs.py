"""The generated pages are current, and name everything there is."""

import subprocess
import sys

from pazanga import app
from warehouse.settings import PROJECT_ROOT


def test_generated_pages_are_current() -> None:
    answer = subprocess.run(
        [sys.executable, "scripts/build_docs.py", "--check"],
        check=False,
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stderr) == (0, "")


def test_reference_names_every_command() -> None:
    reference = (PROJECT_ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        name = command.name or command.callback.__name__
        assert f"## pazanga {name}\n" in reference
