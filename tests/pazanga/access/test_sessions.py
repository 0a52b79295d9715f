"""Sessions end: by a logout, by time, by damage; what a file holds opens none."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from pazanga.access import sessions
from pazanga.access.sessions import end_session, find_session, look_as, start_session

if TYPE_CHECKING:
    from pathlib import Path


def start(folder: Path, seconds: float = 60) -> str:
    return start_session(folder, "person:1", "Ona", {"groups": ["a"]}, seconds)


def test_a_session_is_found_by_what_the_browser_holds_alone(tmp_path: Path) -> None:
    given = start(tmp_path)
    session = find_session(tmp_path, given)
    assert session
    assert session.claims == {"groups": ["a"]}
    file = next((tmp_path / sessions.FOLDER).glob("*.json"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert given not in file.read_text()
    for wrong in (session.key, file.stem, given[:-1], given + "A", "", "../x"):
        assert find_session(tmp_path, wrong) is None


def test_a_logout_ends_it_for_every_copy_of_the_cookie(tmp_path: Path) -> None:
    given, other = start(tmp_path), start(tmp_path)
    session = find_session(tmp_path, given)
    assert session
    end_session(tmp_path, session.key)
    assert find_session(tmp_path, given) is None
    assert find_session(tmp_path, other)


def test_time_ends_it_and_its_file_goes(tmp_path: Path) -> None:
    given = start(tmp_path, seconds=0)
    assert find_session(tmp_path, given) is None
    start(tmp_path)
    assert len(list((tmp_path / sessions.FOLDER).glob("*.json"))) == 1


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"key": 1}'])
def test_a_damaged_session_is_none(tmp_path: Path, damage: str) -> None:
    given = start(tmp_path)
    next((tmp_path / sessions.FOLDER).glob("*.json")).write_text(damage)
    assert find_session(tmp_path, given) is None


def test_an_admin_looks_as_another_role_and_back(tmp_path: Path) -> None:
    given = start(tmp_path)
    session = find_session(tmp_path, given)
    assert session
    look_as(tmp_path, session.key, {"role": "viewer", "municipalities": ["12"]})
    changed = find_session(tmp_path, given)
    assert changed
    assert changed.look["role"] == "viewer"
    look_as(tmp_path, session.key, {})
    assert find_session(tmp_path, given) == session


def test_one_person_does_not_take_the_room_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "MOST_OF_ONE", 3)
    other = start_session(tmp_path, "person:2", "Jonas", {}, 60)
    given = [start(tmp_path) for _ in range(5)]
    kept = [bool(find_session(tmp_path, one)) for one in given]
    assert kept == [False, False, True, True, True]
    assert find_session(tmp_path, other)
