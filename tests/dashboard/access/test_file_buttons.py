"""A file is made for who presses its button, at the moment it is pressed."""

from __future__ import annotations

import ast
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from run_apart import run_apart
from streamlit.proto.BackMsg_pb2 import BackMsg

import dashboard
from dashboard.access.sockets import hear_anew
from dashboard.kit import screen as kit_screen
from dashboard.kit.blocks import downloads
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown
from pazanga.access.reader import OPEN, Visitor
from pazanga.access.roles import Grant
from pazanga.errors import AccessError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.types import Message

ALL = frozenset({"all"})
EDITOR = Visitor("login", "person:1", (Grant("editor", ALL, "a"),))
VIEWER = Visitor("login", "person:1", (Grant("viewer", ALL, "a"),))
LOOKING = Visitor("look", "person:1", (Grant("viewer", ALL, "look"),))
OTHER = Visitor("login", "person:2", (Grant("editor", ALL, "a"),))
NOBODY = Visitor("nobody")


def draw_button(reader: Visitor, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Draw a button for a reader; return what waits until it is pressed."""
    drawn: list[Callable[[], Any]] = []
    monkeypatch.setattr(st, "download_button", lambda _, make, **__: drawn.append(make))
    screen = Screen("lt", Shown("", datetime.now(UTC)), "birstonas", "", reader=reader)
    naming = downloads.FileNaming("a.xlsx", "x")
    downloads.render_file_button("a", lambda: b"content", naming, screen, "a")
    return drawn[0]


def press(make: Callable[[], Any], senders: Sequence[Visitor]) -> bytes:
    """Press a button on a page whose messages come from these readers, one by one.

    The last one asks for the file, the others for their page.
    """
    run, file = BackMsg(), BackMsg()
    run.rerun_script.query_string = ""
    file.backend_operation_request.SetInParent()
    coming = [run] * (len(senders) - 1) + [file]
    waiting = list(zip(coming, senders, strict=True))
    sender = NOBODY

    async def receive() -> Message:
        nonlocal sender
        if not waiting:
            return {"type": "websocket.disconnect"}
        said, sender = waiting.pop(0)
        return {"type": "websocket.receive", "bytes": said.SerializeToString()}

    async def serve() -> bytes:
        receive_anew = hear_anew(receive, lambda: sender)
        while (message := await receive_anew())["type"] == "websocket.receive":
            if (
                BackMsg.FromString(message["bytes"]).WhichOneof("type")
                != "rerun_script"
            ):
                # As Streamlit does: a task of its own, and a thread.
                return await asyncio.create_task(asyncio.to_thread(make))
        raise AssertionError("no file was asked for")

    return run_apart(serve())


def test_who_a_button_was_drawn_for_has_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make = draw_button(EDITOR, monkeypatch)
    assert press(make, [EDITOR, EDITOR]) == b"content"


@pytest.mark.parametrize("after", [VIEWER, LOOKING, OTHER, NOBODY])
def test_a_button_of_an_idle_tab_gives_nothing_to_another_reader(
    after: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = draw_button(EDITOR, monkeypatch)
    # Their own page is drawn for what they are now; the button is of the other tab.
    with pytest.raises(AccessError, match="drawn for another reader"):
        press(make, [after, after])


def test_a_page_that_is_about_to_be_drawn_anew_gives_nothing_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make = draw_button(EDITOR, monkeypatch)
    with pytest.raises(AccessError):
        press(make, [EDITOR, VIEWER, VIEWER])


def test_without_logins_everybody_has_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert draw_button(OPEN, monkeypatch)() == b"content"


def test_no_page_has_a_button_of_its_own_making() -> None:
    found = {
        path.name
        for path in Path(dashboard.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "download_button"
    }
    assert found == {"downloads.py"}


@pytest.mark.parametrize("after", [EDITOR, VIEWER, OTHER, NOBODY])
def test_a_session_holds_nothing_of_another_reader(
    after: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    state: dict[str, Any] = {"_kept_sheets": []}
    monkeypatch.setattr(kit_screen.st, "session_state", state)
    kit_screen.forget_another(EDITOR)
    assert "_kept_sheets" in state
    state["_load"] = "checked"
    kit_screen.forget_another(after)
    assert ("_load" in state) is (after == EDITOR)
