"""The journal only grows, names nobody, and is for its owner alone."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pazanga.access import journal
from pazanga.access.journal import (
    make_pseudonym,
    read_events,
    record_event,
    record_query,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_events_are_lines_newest_first(tmp_path: Path) -> None:
    record_event(tmp_path, "command", "published", snapshot="a.duckdb")
    record_query(tmp_path, "person:1", "api", "select 1")
    first, second = read_events(tmp_path, 5)
    assert (first["event"], first["sql"], len(first["sha256"])) == (
        "sql",
        "select 1",
        64,
    )
    assert second["snapshot"] == "a.duckdb"
    path = tmp_path / journal.FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [json.loads(line)["event"] for line in path.read_text().splitlines()] == [
        "published",
        "sql",
    ]


def test_personal_codes_and_mailboxes_are_not_kept(tmp_path: Path) -> None:
    sql = "select 'ona@example.lt', '49001011234', '39001010001' -- 4 900101 1234"
    record_query(tmp_path, "person:1", "page", sql)
    text = (tmp_path / journal.FILE).read_text()
    assert "49001011234" not in text
    assert "ona@" not in text


def test_line_breaks_make_no_line_of_their_own(tmp_path: Path) -> None:
    record_query(tmp_path, "person:1", "api", 'select 1\n{"event": "forged"}\r\u2028x')
    assert len((tmp_path / journal.FILE).read_bytes().splitlines()) == 1
    assert len(read_events(tmp_path, 9)) == 1


def test_a_torn_line_spoils_no_other(tmp_path: Path) -> None:
    record_event(tmp_path, "command", "one")
    with (tmp_path / journal.FILE).open("a") as stream:
        stream.write('{"at": "')
    record_event(tmp_path, "command", "two")
    assert [event["event"] for event in read_events(tmp_path, 9)] == ["two", "one"]


def test_old_files_are_kept_and_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MOST_BYTES", 200)
    for number in range(9):
        record_event(tmp_path, "command", f"e{number}")
    assert (tmp_path / f"{journal.FILE}.1").is_file()
    found = [event["event"] for event in read_events(tmp_path, 9)]
    assert found == [f"e{number}" for number in range(8, -1, -1)]


def test_no_line_is_lost_between_threads(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(40):
            pool.submit(record_event, tmp_path, "command", f"e{number}")
    assert len(read_events(tmp_path, 99)) == 40


def test_a_pseudonym_is_the_same_here_and_another_elsewhere(tmp_path: Path) -> None:
    one = make_pseudonym(tmp_path / "a", "https://login", "ona")
    assert one == make_pseudonym(tmp_path / "a", "https://login", "ona")
    assert one != make_pseudonym(tmp_path / "b", "https://login", "ona")
    assert one != make_pseudonym(tmp_path / "a", "https://login", "on")
    assert "ona" not in one
