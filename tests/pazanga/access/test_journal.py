"""The journal only grows, names nobody, and is for its owner alone."""

from __future__ import annotations

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pazanga.access import journal
from pazanga.access.journal import (
    make_pseudonym,
    read_events,
    record_event,
    record_query,
    remove_outdated_events,
)
from pazanga.access.stores import hold_store
from pazanga.files import log_lines

if TYPE_CHECKING:
    from pathlib import Path


def read_text(folder: Path) -> str:
    """Return what stands in the journal of this month."""
    (path,) = folder.glob("journal-*.jsonl")
    return path.read_text()


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
    (path,) = tmp_path.glob("journal-*.jsonl")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [json.loads(line)["event"] for line in path.read_text().splitlines()] == [
        "published",
        "sql",
    ]


def test_personal_codes_and_mailboxes_are_not_kept(tmp_path: Path) -> None:
    sql = "select 'ona@example.lt', '49001011234', '39001010001' -- 4 900101 1234"
    record_query(tmp_path, "person:1", "page", sql)
    text = read_text(tmp_path)
    assert "49001011234" not in text
    assert "ona@" not in text


def test_line_breaks_make_no_line_of_their_own(tmp_path: Path) -> None:
    record_query(tmp_path, "person:1", "api", 'select 1\n{"event": "forged"}\r\u2028x')
    assert len(read_text(tmp_path).encode().splitlines()) == 1
    assert len(read_events(tmp_path, 9)) == 1


def test_a_torn_line_spoils_no_other(tmp_path: Path) -> None:
    record_event(tmp_path, "command", "one")
    (path,) = tmp_path.glob("journal-*.jsonl")
    with path.open("a") as stream:
        stream.write('{"at": "')
    record_event(tmp_path, "command", "two")
    assert [event["event"] for event in read_events(tmp_path, 9)] == ["two", "one"]


def test_nobody_who_reads_pushes_anything_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "NOBODYS_BYTES", 400)
    record_event(tmp_path, "person:1", "withdrawn", sha256="0" * 64)
    for number in range(60):
        record_event(tmp_path, "person:2", "exported", file=f"{number}.csv")
        record_event(tmp_path, journal.NOBODY, "exported", file=f"{number}.csv")
    found = read_events(tmp_path, 999)
    assert [one["who"] for one in found].count("person:2") == 60
    assert found[-1]["event"] == "withdrawn"
    # The newest of nobody are there, and take no more room than they may.
    nobodys = [one["file"] for one in found if one["who"] == "nobody"]
    assert nobodys[0] == "59.csv"
    taken = sum(path.stat().st_size for path in tmp_path.glob("nobody.jsonl*"))
    assert 400 < taken < 1_000


def test_files_of_earlier_versions_are_read_and_go_with_their_age(
    tmp_path: Path,
) -> None:
    for place, name in enumerate(["", ".1", ".2", ".10"]):
        at = f"2025-01-{9 - place:02}T00:00:00.000Z"
        line = f'{{"at": "{at}", "who": "command", "event": "e{place}"}}\n'
        (tmp_path / f"journal.jsonl{name}").write_text(line)
    (tmp_path / "journal.jsonl.20250101.damaged").write_text("no file of ours")
    record_event(tmp_path, "command", "new")
    found = [event["event"] for event in read_events(tmp_path, 9)]
    assert found == ["new", "e0", "e1", "e2", "e3"]
    now = datetime.now(UTC)
    assert remove_outdated_events(tmp_path, now) == []
    assert len(remove_outdated_events(tmp_path, now + timedelta(days=800))) == 5
    assert read_events(tmp_path, 9) == []


def test_what_nobody_does_goes_with_its_age(tmp_path: Path) -> None:
    record_event(tmp_path, journal.NOBODY, "exported", file="a.csv")
    (tmp_path / "nobody.jsonl").rename(tmp_path / "nobody.jsonl.1")
    record_event(tmp_path, journal.NOBODY, "exported", file="b.csv")
    now = datetime.now(UTC)
    assert remove_outdated_events(tmp_path, now + timedelta(days=700)) == []
    removed = remove_outdated_events(tmp_path, now + timedelta(days=800))
    assert [path.name for path in removed] == ["nobody.jsonl", "nobody.jsonl.1"]
    assert read_events(tmp_path, 9) == []


def test_only_what_changes_something_waits_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    record_event(tmp_path, "person:1", "exported", file="a.csv")
    record_query(tmp_path, "person:1", "api", "select 1")
    assert synced == []
    record_event(tmp_path, "person:1", "login")
    assert len(synced) == 1


def test_no_reader_waits_for_another(tmp_path: Path) -> None:
    with hold_store(tmp_path):
        record_event(tmp_path, "person:1", "exported", file="a.csv")
    assert len(read_events(tmp_path, 9)) == 1


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
def test_a_file_is_read_from_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(log_lines, "_PART", size)
    path = tmp_path / "log"
    path.write_bytes("viena\n\ndvi š\ntrys".encode())
    lines = [line.decode() for line in log_lines.read_backwards(path)]
    assert lines == ["trys", "dvi š", "", "viena"]
    assert list(log_lines.read_backwards(tmp_path / "none")) == []


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_lies_in_the_place_of_the_journal_is_not_written_to(
    tmp_path: Path, kind: str
) -> None:
    path, other = tmp_path / "log", tmp_path / "other"
    other.touch()
    makers = {
        "link": lambda: path.symlink_to(other),
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
    }
    makers[kind]()
    with pytest.raises(OSError, match="log"):
        log_lines.append_at_once(path, "line", waits=False)
    assert other.read_bytes() == b""


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
