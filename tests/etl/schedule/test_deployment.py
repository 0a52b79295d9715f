"""What `deploy/` says is what the command line, the settings and systemd understand."""

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from etl.schedule.refresh_process import GRACE_SECONDS
from etl.schedule.times import Timetable
from pazanga.cli.app import app
from pazanga.settings.operation import ScheduleSettings

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
PROGRAM = "/opt/pazanga/.venv/bin/pazanga"
DEFAULT = ScheduleSettings()

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not here"
)


def read_unit(path: Path) -> ConfigParser:
    unit = ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(path, encoding="utf-8")
    return unit


def read_cron_line() -> tuple[str, str, list[str]]:
    """Give the expression, the user and the command of the one line."""
    text = (DEPLOY / "pazanga.cron").read_text("utf-8")
    (line,) = re.findall(r"^[\d*].*$", text, re.MULTILINE)
    *fields, user, command = line.split(maxsplit=6)
    return " ".join(fields), user, command.split()


def parse_command(words: list[str]) -> None:
    """Ask the command line itself whether it knows the words."""
    assert words[0] == PROGRAM
    command = typer.main.get_command(app)
    context = command.make_context("pazanga", words[1:])
    name, found, rest = command.resolve_command(context, words[1:])  # type: ignore[attr-defined]
    assert name in {"schedule", "serve"}
    found.make_context(name, list(rest))


def test_there_are_services_to_check() -> None:
    assert [path.name for path in SERVICES] == [
        "pazanga-refresh.service",
        "pazanga-schedule.service",
        "pazanga-serve.service",
    ]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_services_call_a_command_there_is(path: Path) -> None:
    parse_command(read_unit(path)["Service"]["ExecStart"].split())


def test_timer_starts_a_service_there_is_and_catches_up() -> None:
    timer = read_unit(DEPLOY / "pazanga-refresh.timer")["Timer"]
    assert timer["Persistent"] == "true"
    assert (DEPLOY / "pazanga-refresh.service").exists()


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_services_keep_to_themselves(path: Path) -> None:
    service = read_unit(path)["Service"]
    assert (service["UMask"], service["StateDirectoryMode"]) == ("0077", "0700")
    assert service["MemoryMax"] == "4G"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "true"


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_services_give_a_refresh_the_time_it_may_take(path: Path) -> None:
    service = read_unit(path)["Service"]
    minutes = int(service.get("TimeoutStartSec", "999min").removesuffix("min"))
    assert minutes > DEFAULT.longest_minutes
    stopping = int(service["TimeoutStopSec"].removesuffix("min")) * 60
    assert stopping > 3 * GRACE_SECONDS
    assert service["KillMode"] == "mixed"


@needs_systemd
def test_units_are_good_to_systemd(tmp_path: Path) -> None:
    copies = []
    for path in sorted(DEPLOY.glob("pazanga-*")):
        text = path.read_text("utf-8")
        # Only programs that are here can be verified.
        text = text.replace(PROGRAM, sys.executable).replace("/opt/pazanga", str(ROOT))
        copies.append(tmp_path / path.name)
        copies[-1].write_text(text, encoding="utf-8")
    verify = ["systemd-analyze", "verify", "--man=no", *copies]
    result = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize(
    "base", ["2026-03-27 12:00:00", "2026-10-23 12:00:00", "2026-11-22 09:00:00"]
)
def test_timer_and_default_schedule_mean_the_same_moments(base: str) -> None:
    calendar = read_unit(DEPLOY / "pazanga-refresh.timer")["Timer"]["OnCalendar"]
    result = subprocess.run(
        [
            *("systemd-analyze", "calendar", "--iterations=4"),
            *(f"--base-time={base} UTC", calendar),
        ],
        capture_output=True,
        text=True,
        check=True,
        env={"TZ": "UTC", "LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )
    found = re.findall(r"(?:elapse|Iter\. #\d): \w+ (\S+ \S+) UTC", result.stdout)
    moment, expected = datetime.fromisoformat(base).replace(tzinfo=UTC), []
    for _ in range(4):
        moment = Timetable(DEFAULT.expression).next_after(moment)
        expected.append(f"{moment:%Y-%m-%d %H:%M:%S}")
    assert found == expected


def test_cron_line_is_the_default_schedule_and_a_command_there_is() -> None:
    expression, user, command = read_cron_line()
    assert Timetable(expression).expression == DEFAULT.expression
    assert user == "pazanga"
    parse_command(command)
    assert command[-1] == "--once"


def test_runbook_names_every_file() -> None:
    runbook = (ROOT / "docs/runbooks/schedule.md").read_text("utf-8")
    assert "deploy/pazanga-refresh.*" in runbook
    for name in ("pazanga-schedule.service", "pazanga.cron"):
        assert f"deploy/{name}" in runbook
    for value in (DEFAULT.expression, str(DEFAULT.longest_minutes)):
        assert f"`{value}`" in runbook
    serving = (ROOT / "docs/runbooks/serve.md").read_text("utf-8")
    assert "deploy/pazanga-serve.service" in serving
