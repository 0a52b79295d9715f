from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from etl.open_data.portal import PortalPage
from etl.open_data.progress import Progress, State

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path / "unfinished")


def begin(progress: Progress, now: datetime) -> State:
    state = progress.start(State("query", now.isoformat()))
    return progress.add(state, PortalPage(({"_id": "a"}, {"_id": "ą\n"}), "t1="))


def test_rows_and_state_are_kept(progress: Progress, now: datetime) -> None:
    begin(progress, now)
    state = progress.resume("query", now)
    assert state is not None
    assert (state.token, state.rows, state.is_complete) == ("t1=", 2, False)
    assert list(progress.read_rows(state)) == [{"_id": "a"}, {"_id": "ą\n"}]


def test_rows_written_without_a_state_do_not_count(
    progress: Progress, tmp_path: Path, now: datetime
) -> None:
    state = begin(progress, now)
    with (tmp_path / "unfinished" / "rows.jsonl").open("ab") as file:
        file.write(b'{"_id": "half')
    resumed = progress.resume("query", now)
    assert resumed == state
    finished = progress.add(resumed, PortalPage(({"_id": "c"},), None))
    assert [row["_id"] for row in progress.read_rows(finished)] == ["a", "ą\n", "c"]
    assert finished.is_complete


@pytest.mark.parametrize(
    ("query", "hours"),
    [
        pytest.param("other query", 0, id="other_query"),
        pytest.param("query", 25, id="too_old"),
        pytest.param("query", -1, id="from_the_future"),
    ],
)
def test_state_of_no_use_is_not_resumed(
    progress: Progress, now: datetime, query: str, hours: int
) -> None:
    begin(progress, now)
    assert progress.resume(query, now + timedelta(hours=hours)) is None


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="no_state"),
        pytest.param('{"query": "query"}', id="incomplete"),
        pytest.param(
            json.dumps(asdict(State("query", "2026-11-22", size=9))), id="no_time_zone"
        ),
    ],
)
def test_damaged_state_is_not_resumed(
    progress: Progress, tmp_path: Path, now: datetime, written: str
) -> None:
    begin(progress, now)
    (tmp_path / "unfinished" / "state.json").write_text(written)
    assert progress.resume("query", now) is None


def test_state_without_its_rows_is_not_resumed(
    progress: Progress, tmp_path: Path, now: datetime
) -> None:
    begin(progress, now)
    (tmp_path / "unfinished" / "rows.jsonl").write_bytes(b"{}")
    assert progress.resume("query", now) is None


def test_start_forgets_what_was_there(progress: Progress, now: datetime) -> None:
    begin(progress, now)
    state = progress.start(State("query", now.isoformat()))
    assert list(progress.read_rows(state)) == []
    assert progress.finish(state) == replace(state, is_complete=True)


def test_discard_removes_everything(
    progress: Progress, tmp_path: Path, now: datetime
) -> None:
    begin(progress, now)
    progress.discard()
    progress.discard()
    assert list(tmp_path.iterdir()) == []
