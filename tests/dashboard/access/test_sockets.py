"""A page that is open does nothing more for a role that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from run_apart import run_apart
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.access.sockets import hear_anew
from pazanga.access.reader import Visitor
from pazanga.access.roles import Grant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import Message

ALL = frozenset({"all"})
EDITOR = Visitor("login", "person:1", (Grant("editor", ALL, "a"),))
VIEWER = Visitor("login", "person:1", (Grant("viewer", ALL, "a"),))
NOBODY = Visitor("nobody")


def ask(kind: str, fragment: str = "") -> bytes:
    asked = BackMsg()
    if kind == "rerun_script":
        asked.rerun_script.query_string = "area=steam"
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.is_auto_rerun = bool(fragment)
    elif kind == "backend_operation_request":
        asked.backend_operation_request.SetInParent()
    else:
        setattr(asked, kind, True)
    return asked.SerializeToString()


def hear(said: Sequence[tuple[bytes, Visitor]]) -> list[bytes]:
    """Return what of some messages is heard, each with who sends it by then."""
    waiting = list(said)
    sender = NOBODY

    async def receive() -> Message:
        nonlocal sender
        if not waiting:
            return {"type": "websocket.disconnect"}
        content, sender = waiting.pop(0)
        return {"type": "websocket.receive", "bytes": content}

    async def listen() -> list[bytes]:
        heard, receive_anew = [], hear_anew(receive, lambda: sender)
        while (message := await receive_anew())["type"] == "websocket.receive":
            heard.append(message["bytes"])
        return heard

    return run_apart(listen())


def describe(content: bytes) -> tuple[Any, ...]:
    asked = BackMsg.FromString(content)
    kind = asked.WhichOneof("type")
    if kind != "rerun_script":
        return (kind,)
    run = asked.rerun_script
    return kind, run.query_string, run.fragment_id, run.is_auto_rerun


WHOLE = ("rerun_script", "area=steam", "", False)
FILE = "backend_operation_request"


def test_who_stays_who_they_are_is_heard_as_before() -> None:
    said = [
        ask("rerun_script"),
        ask("rerun_script", "part"),
        ask(FILE),
        ask("stop_script"),
    ]
    assert hear([(one, EDITOR) for one in said]) == said


@pytest.mark.parametrize("after", [VIEWER, NOBODY])
def test_a_former_role_gets_no_part_and_no_file(after: Visitor) -> None:
    first = (ask("rerun_script"), EDITOR)
    heard = hear([first, (ask(FILE), after), (ask("clear_cache"), after)])
    assert heard == [first[0]]
    heard = hear([first, (ask("rerun_script", "part"), after), (ask(FILE), after)])
    # Drawn anew as a whole, the page says what there is, and is asked as before.
    assert [describe(one) for one in heard] == [WHOLE, WHOLE, (FILE,)]


def test_a_connection_that_takes_up_a_page_draws_it_anew() -> None:
    heard = hear([(ask(FILE), VIEWER), (ask("rerun_script", "part"), VIEWER)])
    assert [describe(one) for one in heard] == [WHOLE]


def test_a_look_as_another_role_counts_too() -> None:
    look = Visitor("look", "person:1", VIEWER.grants)
    heard = hear([(ask("rerun_script"), EDITOR), (ask("rerun_script", "p"), look)])
    assert [describe(one) for one in heard] == [WHOLE, WHOLE]


@pytest.mark.parametrize("content", [b"\xff\xff", b"", b"text"])
def test_what_is_no_message_is_left_to_streamlit(content: bytes) -> None:
    heard = hear([(ask("rerun_script"), EDITOR), (content, NOBODY)])
    assert heard[1:] in ([], [content])
