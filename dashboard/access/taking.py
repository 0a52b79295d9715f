"""What readers take away, in the journal: every file that is sent to be kept.

Buttons of pages, pictures and reports come this way, whatever made them. What programs
take is recorded where it is asked for.
"""

from __future__ import annotations

from email.message import Message
from typing import TYPE_CHECKING, Final

from anyio.to_thread import run_sync
from starlette.datastructures import Headers

if TYPE_CHECKING:
    from starlette.types import Message as Sent
    from starlette.types import Scope, Send

    from pazanga.access.reader import Visitor
    from pazanga.settings import Settings

_ATTACHED: Final = "attachment"
_GIVEN: Final = frozenset({200, 206})


def record_taken(send: Send, scope: Scope, settings: Settings, reader: Visitor) -> Send:
    """Return a way to send on by which no file is given before it is recorded.

    Args:
        send: Sends an answer on.
        scope: The request.
        settings: Where the journal is.
        reader: Who takes the file.
    """

    async def send_on(message: Sent) -> None:
        if message["type"] == "http.response.start" and message["status"] in _GIVEN:
            name = _read_file_name(Headers(raw=message["headers"]))
            if name and scope["method"] == "GET":
                await run_sync(_record, settings, reader, name)
        await send(message)

    return send_on


def _record(settings: Settings, reader: Visitor, name: str) -> None:
    reader.record(settings, "exported", way="file", file=name)


def _read_file_name(headers: Headers) -> str:
    """Read under which name an answer is to be kept; empty where it is to be shown."""
    parsed = Message()
    parsed["Content-Disposition"] = headers.get("content-disposition", "")
    is_kept = parsed.get_content_disposition() == _ATTACHED
    return (parsed.get_filename() or "–") if is_kept else ""
