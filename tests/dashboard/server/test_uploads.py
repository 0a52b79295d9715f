"""Files readers bring: who may, where they wait, under which name they go on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from dashboard.server.on_request import jobs
from dashboard.server.on_request.jobs import start_job
from dashboard.server.uploads import (
    LOCAL_MARK,
    choose_access,
    keep_upload,
    may_load,
    name_for_inbox,
    name_upload,
    send_to_inbox,
)
from pazanga.errors import UserError
from pazanga.files.unfinished import is_unfinished
from pazanga.settings import read_settings

if TYPE_CHECKING:
    from pazanga.settings import Settings


@pytest.mark.parametrize(
    ("given", "host", "access"),
    [
        (None, "127.0.0.1", "local"),
        (None, "localhost", "local"),
        (None, "::1", "local"),
        (None, "0.0.0.0", "0"),  # noqa: S104 - refused
        (None, "192.0.2.7", "0"),
        ("1", "0.0.0.0", "1"),  # noqa: S104 - asked for
        ("0", "127.0.0.1", "0"),
    ],
)
def test_access_is_that_of_the_address_unless_set(
    given: str | None, host: str, access: str
) -> None:
    environment = {} if given is None else {"PAZANGA_LOAD_PAGE": given}
    assert choose_access(read_settings(environment), host) == access


def test_access_that_is_no_choice_is_said() -> None:
    with pytest.raises(UserError, match="PAZANGA_LOAD_PAGE"):
        read_settings({"PAZANGA_LOAD_PAGE": "yes"})


@pytest.mark.parametrize(
    ("access", "headers", "may"),
    [
        ("local", {LOCAL_MARK: "1"}, True),
        ("local", {}, False),
        ("1", {}, True),
        ("0", {LOCAL_MARK: "1"}, False),
        (None, {LOCAL_MARK: "1"}, False),
    ],
)
def test_local_access_is_for_those_whom_the_guard_marks(
    access: str | None, headers: dict[str, str], *, may: bool
) -> None:
    environment = {"PAZANGA_LOAD_PAGE": access} if access else {}
    assert may_load(read_settings(environment), headers) is may


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        pytest.param("Mokėjimai 2024.XLSX", "Mokėjimai-2024-", ".xlsx", id="words"),
        pytest.param("../../etc/passwd", "passwd-", ".bin", id="path"),
        pytest.param("..\\..\\evil.csv", "evil-", ".csv", id="windows_path"),
        pytest.param(".hidden.csv", "hidden-", ".csv", id="hidden"),
        pytest.param("~$lock.xlsx", "lock-", ".xlsx", id="lock"),
        pytest.param("a\x00\n;rm -rf.csv", "a-rm-rf-", ".csv", id="controls"),
        pytest.param("€€€.csv", "failas-", ".csv", id="no_letters"),
        pytest.param("x" * 500 + ".csv", "x" * 60 + "-", ".csv", id="long"),
        pytest.param("a.csv.part", "a-csv-", ".bin", id="unfinished"),
    ],
)
def test_name_in_the_inbox_is_safe_and_recognisable(
    name: str, start: str, end: str
) -> None:
    made = name_for_inbox(name)
    assert made.startswith(start)
    assert made.endswith(end)
    assert len(made) < 90
    assert not is_unfinished(made)
    assert made != name_for_inbox(name)


def test_upload_is_private_and_gone_after_the_block(settings: Settings) -> None:
    with keep_upload(settings, "p.csv", b"a;b") as path:
        assert path.read_bytes() == b"a;b"
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
        assert "p" not in path.stem
    assert not path.exists()


def test_upload_that_was_forgotten_is_cleared_away(settings: Settings) -> None:
    forgotten = name_upload(settings, ".csv")
    forgotten.touch()
    os.utime(forgotten, (0, 0))
    name_upload(settings, ".csv")
    assert not forgotten.exists()


def test_file_arrives_in_the_inbox_whole(settings: Settings) -> None:
    target = send_to_inbox(settings, "p.csv", b"a;b")
    assert target.parent == settings.inbox_dir
    assert target.read_bytes() == b"a;b"
    assert not list((settings.home / "uploads").iterdir())


def test_job_that_takes_too_long_is_stopped(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PAZANGA", (sys.executable, "-c"))
    program = "import os; print(os.environ.get('PAZANGA_SMTP_PASSWORD'), flush=True);"
    environment = {**os.environ, "PAZANGA_SMTP_PASSWORD": "secret"}
    sleep = [f"{program} import time; time.sleep(60)"]
    job = start_job(settings, "lt", environment, sleep, longest_seconds=3)
    assert job.is_running()
    ended = job.end()
    assert not job.is_running()
    assert ended.exit_code < 0
    assert ended.said == "None\n"


def test_command_of_a_page_says_plain_commands(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PAZANGA", (sys.executable, "-c"))
    program = "from pazanga.program import write_call; print(write_call('refresh'))"
    environment = {**os.environ, "PAZANGA_CALLED_AS": ".venv/bin/pazanga --home /x"}
    job = start_job(settings, "lt", environment, [program], longest_seconds=60)
    assert job.end().said == "pazanga refresh\n"
