"""The generated pages are current, and name everything there is."""

import re
import subprocess
import sys

from pazanga import app
from warehouse.settings import PROJECT_ROOT, read_settings


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


class Recorder(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self.asked: set[str] = set()

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self.asked.add(key)
        return super().get(key, default)


def test_every_setting_is_documented_and_no_other() -> None:
    environment = Recorder(
        PAZANGA_SMTP_HOST="mail.example.lt",
        PAZANGA_MAIL_FROM="pazanga@example.lt",
        PAZANGA_MAIL_TO="it@example.lt",
        PAZANGA_WEBHOOK_ADDRESS="https://example.lt/hook",
    )
    read_settings(environment)
    page = (PROJECT_ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(PAZANGA_\w+)`", page)) == environment.asked


def test_pages_lead_to_pages_that_exist() -> None:
    for page in (PROJECT_ROOT / "docs").glob("*.md"):
        for target in re.findall(r"\]\(([\w/.-]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
