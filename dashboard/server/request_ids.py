"""An id for each request, in all that is logged while it is answered.

Whoever gets an answer that something is wrong gets the id, too, to tell an operator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders

from pazanga.log import make_id, named_ids

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER: Final = "X-Request-Id"
_WRONG: Final = 400


class RequestIds:
    """ASGI middleware that names each request; no caller names its own.

    Args:
        app: The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request under an id."""
        request = make_id()

        async def send_named(message: Message) -> None:
            # What is right is the same for everybody, and may be kept by caches.
            if message["type"] == "http.response.start" and message["status"] >= _WRONG:
                MutableHeaders(scope=message)[HEADER] = request
            await send(message)

        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        with named_ids(request=request):
            await self._app(scope, receive, send_named)
