"""Pages that are open: each message asks again who sends it, and what they may.

A page that was drawn for a role which is gone may ask for one thing only: to be drawn
again as a whole, which says why there is less, or nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from anyio.to_thread import run_sync
from streamlit.proto.BackMsg_pb2 import BackMsg

from pazanga.access.asking import keep_asking

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message, Receive

    from pazanga.access.reader import Visitor

_DRAWN: Final = "rerun_script"
_HARMLESS: Final = frozenset({"app_heartbeat", "stop_script"})


def hear_anew(receive: Receive, find: Callable[[], Visitor]) -> Receive:
    """Return a way to receive by which nothing counts that a former role asks.

    Args:
        receive: Receives a message of a page.
        find: Function that returns who sends it.
    """
    # What a connection takes up again may have been drawn for a former role.
    drawn_for: Visitor | None = None

    async def hear() -> Message:
        nonlocal drawn_for
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            reader = await run_sync(find)
            # A file of this or of another tab may be asked for: for whom, it checks.
            keep_asking(reader)
            if reader == drawn_for:
                return message
            asked = _parse(message)
            if asked is None or asked.WhichOneof("type") in _HARMLESS:
                return message
            if asked.WhichOneof("type") == _DRAWN:
                # Not a part of the page, but all of it, with who reads it.
                asked.rerun_script.fragment_id = ""
                asked.rerun_script.is_auto_rerun = False
                drawn_for = reader
                return {"type": message["type"], "bytes": asked.SerializeToString()}

    return hear


def _parse(message: Message) -> Any:  # noqa: ANN401 - a generated class
    """Parse a message; None where it is none of a page, which Streamlit refuses."""
    asked = BackMsg()
    with suppress(Exception):
        asked.ParseFromString(message.get("bytes") or b"")
        return asked
    return None
