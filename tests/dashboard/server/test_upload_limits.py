"""Uploads are bounded in size, number and time, and freed when nobody waits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from run_apart import run_apart
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dashboard.server import upload_limits as module
from dashboard.server.guard import UPLOADS
from dashboard.server.upload_limits import MOST_BYTES, UploadLimits

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send


@dataclass
class Desk:
    """Limits before a store that answers like Streamlit's."""

    limits: UploadLimits
    files: MemoryUploadedFileManager
    active: set[str]

    def hold(self, session: str, file_id: str, size: int = 1) -> None:
        data = bytes(size)
        record = UploadedFileRec(file_id=file_id, name="a", type="", data=data)
        self.files.add_file(session, record)

    def count(self) -> dict[str, int]:
        return {name: len(held) for name, held in self.files.file_storage.items()}

    def put(self, file: str, length: str | None = "1", *, seconds: float = 0) -> int:
        """Give the status of an upload whose application takes so long."""
        statuses: list[int] = []

        async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
            await asyncio.sleep(seconds)
            session, file_id = file.split("/")
            self.hold(session, file_id)
            await send({"type": "http.response.start", "status": 204, "headers": []})

        async def send(message: Message) -> None:
            if "status" in message:
                statuses.append(message["status"])

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        headers = [(b"content-length", length.encode())] if length else []
        scope = {
            "type": "http",
            "method": "PUT",
            "path": UPLOADS + file,
            "headers": headers,
        }
        run_apart(self.limits.take(app, scope, receive, send))
        return statuses[0]


@pytest.fixture
def desk() -> Desk:
    files = MemoryUploadedFileManager("/x")
    limits = UploadLimits()
    made = Desk(limits, files, set())
    limits.watch(files, made.active.__contains__)
    return made


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("1", 204),
        (str(MOST_BYTES), 204),
        (str(MOST_BYTES + 1), 413),
        (None, 411),
        ("-1", 411),
        ("x", 411),
        ("²", 411),
    ],
)
def test_size_is_bounded(desk: Desk, length: str | None, status: int) -> None:
    assert desk.put("a/1", length) == status


def test_what_is_held_together_is_bounded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_HELD_BYTES", 10)
    desk.hold("a", "1", 6)
    assert desk.put("b/1", "4") == 204
    assert desk.put("c/1", "4") == 503


def test_number_at_once_is_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_AT_ONCE", 0)
    assert desk.put("a/1") == 503


def test_upload_that_takes_too_long_is_ended(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.01)
    assert desk.put("a/1", seconds=30) == 408
    assert desk.limits._reserved == {}


def test_session_holds_its_two_newest_files(desk: Desk) -> None:
    desk.put("a/1")
    desk.put("b/1")
    desk.put("a/2")
    desk.put("a/3")
    assert desk.count() == {"a": 2, "b": 1}
    assert set(desk.files.file_storage["a"]) == {"2", "3"}


def test_files_of_a_page_that_has_gone_are_freed(desk: Desk) -> None:
    desk.active.add("here")
    for session in ("here", "gone"):
        desk.hold(session, "1")
    desk.limits.sweep(0)
    desk.limits.sweep(module.ABANDONED_SECONDS - 1)
    assert desk.count() == {"here": 1, "gone": 1}
    desk.limits.sweep(module.ABANDONED_SECONDS)
    assert desk.count() == {"here": 1}


def test_page_that_comes_back_keeps_its_file(desk: Desk) -> None:
    desk.hold("a", "1")
    desk.limits.sweep(0)
    desk.active.add("a")
    desk.limits.sweep(module.ABANDONED_SECONDS)
    desk.active.clear()
    desk.limits.sweep(module.ABANDONED_SECONDS * 2 - 1)
    assert desk.count() == {"a": 1}


def test_file_nobody_uses_for_long_is_freed(desk: Desk) -> None:
    desk.active.add("a")
    desk.hold("a", "1")
    desk.limits.sweep(0)
    desk.limits.sweep(module.HELD_SECONDS)
    assert desk.count() == {}
    assert desk.limits._last_used.keys() == {"a"}
    desk.limits.sweep(module.HELD_SECONDS + 1)
    assert desk.limits._last_used == {}
