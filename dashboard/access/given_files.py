"""Files of buttons: each is given to the reader its button was drawn for, alone.

Streamlit keeps a file under an address made of its content, for whoever knows it, and
of a large file only of its length and samples: two that differ elsewhere are one to it.
So the media type of a file carries a mark, which is part of that address: nobody
guesses it, no two files share it, and it says whose it is. The mark never leaves us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from dashboard.api.language import choose_language
from pazanga.access.marks import take_mark
from pazanga.access.reader import read_reader
from pazanga.errors import AccessError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from pazanga.access.reader import Visitor
    from pazanga.settings import Settings

FILES: Final = "/media/"
_GIVEN: Final = frozenset({200, 206})
_FORBIDDEN: Final = 403


class GivenFiles:
    """ASGI middleware behind the gate that gives a file to its reader only.

    Args:
        app: The application behind.
        settings: Whether there are logins.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a request on; refuse the file where it is of somebody else."""
        if scope["type"] != "http" or not scope["path"].startswith(FILES):
            await self._app(scope, receive, send)
            return
        reader = read_reader(self._settings, scope)
        is_refused = False

        async def send_to_reader(message: Message) -> None:
            nonlocal is_refused
            if message["type"] == "http.response.start" and message["status"] in _GIVEN:
                is_refused = not _is_for(message, reader)
            if not is_refused:
                await send(message)

        await self._app(scope, receive, send_to_reader)
        if is_refused:
            await _say_whose(scope)(scope, receive, send)


def _is_for(message: Message, reader: Visitor) -> bool:
    """Whether an answer is of this reader; its mark is taken off."""
    headers = MutableHeaders(scope=message)
    kind = take_mark(headers.get("content-type", ""), reader)
    if kind is None:
        return False
    headers["Content-Type"] = kind
    return True


def _say_whose(scope: Scope) -> PlainTextResponse:
    headers = Headers(scope=scope)
    language = choose_language(", ".join(headers.getlist("accept-language")))
    error = AccessError("drawn_for_another")
    return PlainTextResponse(error.text(language), _FORBIDDEN)
