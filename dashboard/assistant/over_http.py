"""`/mcp`: the tools beside the pages, over HTTP; one request is one whole call.

The library is imported, and the log opened, when somebody first asks: pages start no
slower, and most servers never need it.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request

from dashboard.api.language import choose_language
from dashboard.api.refusals import refuse
from pazanga.access.reader import read_reader
from pazanga.errors import RequestError
from pazanga.log import keep_log

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp.server.context import ServerRequestContext
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dashboard.assistant.desk import ToolCaller
    from pazanga.settings import Settings

PATH: Final = "/mcp"
METHOD: Final = "POST"
MOST_BYTES: Final = 1 << 18
BODY_SECONDS: Final = 10.0
SECONDS: Final = 60.0
"""How long a request may take in all."""

LOG_NAME: Final = "assistant-http"


class AssistantEndpoint:
    """ASGI application that answers assistants.

    Args:
        settings: Where the warehouse is.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._starting = asyncio.Lock()
        self._answer: ASGIApp | None = None
        self._running: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer to one request, or why there is none."""
        language = choose_language(
            ", ".join(Headers(scope=scope).getlist("accept-language"))
        )
        if scope["method"] != METHOD:
            wrong = RequestError("wrong_method", path=PATH, allowed=METHOD)
            await refuse(wrong, language)(scope, receive, send)
            return
        try:
            body = await _read_body(Request(scope, receive))
        except RequestError as error:
            await refuse(error, language)(scope, receive, send)
            return
        answer = await self._start()
        try:
            async with asyncio.timeout(SECONDS):
                await answer(scope, _replay(body, receive), _forbid_keeping(send))
        except TimeoutError:
            slow = RequestError("too_slow", seconds=SECONDS)
            await refuse(slow, language)(scope, receive, send)

    async def close(self) -> None:
        """Stop answering."""
        self._stop.set()
        if self._running:
            await self._running

    async def _start(self) -> ASGIApp:
        async with self._starting:
            if self._answer is None:
                ready: asyncio.Future[ASGIApp] = (
                    asyncio.get_running_loop().create_future()
                )
                # Its group of tasks begins and ends in one task.
                self._running = asyncio.create_task(self._run(ready))
                self._answer = await ready
            return self._answer

    async def _run(self, ready: asyncio.Future[ASGIApp]) -> None:
        try:
            async with AsyncExitStack() as stack:
                manager = await asyncio.to_thread(_build_manager, self._settings)
                logs = self._settings.logs_dir
                stack.enter_context(keep_log(logs, LOG_NAME, "dashboard.assistant"))
                await stack.enter_async_context(manager.run())
                ready.set_result(manager.handle_request)
                await self._stop.wait()
        except Exception as error:
            if ready.done():
                raise
            ready.set_exception(error)


def _build_manager(settings: Settings) -> Any:  # noqa: ANN401 - its type is imported late
    from mcp.server.streamable_http_manager import (  # noqa: PLC0415
        StreamableHTTPSessionManager,
    )

    from dashboard.assistant.protocol import build_server  # noqa: PLC0415

    # Host and Origin were checked by the guard.
    return StreamableHTTPSessionManager(
        build_server(settings, _make_finder(settings)),
        json_response=True,
        stateless=True,
        max_request_body_size=MOST_BYTES,
    )


def _make_finder(
    settings: Settings,
) -> Callable[[ServerRequestContext[Any]], ToolCaller]:
    from dashboard.assistant.desk import ToolCaller  # noqa: PLC0415

    def find_caller(context: ServerRequestContext[Any]) -> ToolCaller:
        request = context.request
        if not isinstance(request, Request):
            return ToolCaller("lt", way="http", reader=read_reader(settings, {}))
        languages = ", ".join(request.headers.getlist("accept-language"))
        server = f"{request.url.scheme}://{request.headers.get('host', '')}"
        reader = read_reader(settings, request.scope)
        return ToolCaller(choose_language(languages), server, "http", reader)

    return find_caller


async def _read_body(request: Request) -> bytes:
    body = b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > MOST_BYTES:
                    raise RequestError("large_body", most=MOST_BYTES)
    except TimeoutError as error:
        raise RequestError("slow_body", seconds=BODY_SECONDS) from error
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a body that was read once more, then what follows it."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def take() -> Message:
        return left.pop() if left else await receive()

    return take


def _forbid_keeping(send: Send) -> Send:
    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Cache-Control"] = "no-store"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
        await send(message)

    return send_on
