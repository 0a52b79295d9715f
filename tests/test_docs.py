"""The generated pages are current, and name everything there is."""

import re
import subprocess
import sys

from pazanga.cli.app import app
from pazanga.settings import PROJECT_ROOT, read_settings


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
        PAZANGA_AUTH="oidc",
        PAZANGA_OIDC_ISSUER="https://login.example.lt",
        PAZANGA_OIDC_CLIENT_ID="pazanga",
        PAZANGA_OIDC_CLIENT_SECRET="x",  # noqa: S106 - of nobody
    )
    read_settings(environment)
    page = (PROJECT_ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(PAZANGA_\w+)`", page)) == environment.asked


def test_pages_lead_to_pages_that_exist() -> None:
    for page in (PROJECT_ROOT / "docs").glob("*.md"):
        for target in re.findall(r"\]\(([\w/.-]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def expand_braces(path: str) -> list[str]:
    """`a/{b,c}` is `a/b` and `a/c`."""
    head, brace, rest = path.partition("{")
    inner, _, tail = rest.partition("}")
    return [f"{head}{one}{tail}" for one in inner.split(",")] if brace else [path]


def test_pages_name_files_that_exist() -> None:
    pages = [PROJECT_ROOT / "README.md", PROJECT_ROOT / "CONTRIBUTING.md"]
    pages += sorted((PROJECT_ROOT / "docs").glob("*.md"))
    folders = (
        "bench|dashboard|deploy|docs|etl|pazanga|requirements|scripts|tests|warehouse"
    )
    named = {
        (page.name, path)
        for page in pages
        for found in re.findall(
            rf"`((?:{folders})/[\w./{{}},-]+)`", page.read_text("utf-8")
        )
        for path in expand_braces(found)
    }
    assert len(named) > 30
    assert [one for one in named if not (PROJECT_ROOT / one[1]).exists()] == []


def test_each_decision_has_a_number_of_its_own_and_is_listed() -> None:
    folder = PROJECT_ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^\| \[(\d{4})\]\((\1-[\w-]+\.md)\) \|",
        (folder / "README.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert [name for _, name in listed] == sorted(
        path.name for path in folder.glob("*.md") if path.name != "README.md"
    )
    numbers = [number for number, _ in listed]
    assert len(set(numbers)) == len(numbers)


def test_changes_are_told_once_in_lines_that_fit() -> None:
    lines = (PROJECT_ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    assert [line for line in lines if len(line) > 120] == []
    told = [line.strip() for line in lines if len(line.strip()) > 20]
    assert [line for line in told if told.count(line) > 1] == []


def test_every_threat_has_a_test_that_is_there() -> None:
    text = (PROJECT_ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    table = text.partition("## Threats")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("|")][2:]
    assert len(lines) > 30
    for line in lines:
        place = line.split("|")[3]
        path, *names = re.findall(r"`([^`]+)`", place)
        source = (PROJECT_ROOT / path).read_text(encoding="utf-8")
        tests = re.findall(r"^def (test_\w+)", source, re.MULTILINE)
        assert tests, line
        assert set(names) <= set(tests), line
