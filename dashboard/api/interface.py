"""The interface as an ASGI application: one snapshot an answer, and bounds for all."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import chain
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import anyio
import duckdb
from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dashboard.api.body import read_body
from dashboard.api.content import Call
from dashboard.api.etags import format_moment, is_held, make_etag
from dashboard.api.language import choose_language
from dashboard.api.operations import find_operation
from dashboard.api.question import parse_pairs
from dashboard.api.refusals import refuse
from dashboard.api.statement import parse_body
from dashboard.api.tables import find_version
from dashboard.kit.snapshot import open_shown
from pazanga.access.reader import read_reader
from pazanga.errors import RequestError, UserError
from pazanga.ip_addresses import find_sender

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterable

    from starlette.types import Receive, Scope, Send

    from dashboard.api.operations import Operation
    from pazanga.access.reader import Visitor
    from pazanga.settings import Settings
    from pazanga.texts import Language

logger = logging.getLogger(__name__)

MOST_AT_ONCE: Final = {"rows": 4, "sql": 12}
"""How many of the queries run at once, and whose turn it is, is known to `TURNS`."""
FINDING: Final = 8
"""How many look for their data at once; who waits for a copy keeps nobody else out."""
WAIT_SECONDS: Final = 5.0
"""How long a request waits for its turn."""
FIRST_SECONDS: Final = 30.0
"""How long a query may take to its first row."""
LONGEST_SECONDS: Final = 600.0
"""How long an answer may take, however slowly it is read."""
PIECE_BYTES: Final = 1 << 16
"""What is sent before the caller has to have read: as much as the server keeps."""


class Interface:
    """ASGI application that answers programs.

    Args:
        settings: Where the warehouse is.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turns = {
            kind: asyncio.Semaphore(most) for kind, most in MOST_AT_ONCE.items()
        }
        self._finding = anyio.CapacityLimiter(FINDING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send an answer, or why there is none."""
        headers = Headers(scope=scope)
        language = choose_language(", ".join(headers.getlist("accept-language")))
        async with AsyncExitStack() as stack:
            try:
                response = await self._answer(Request(scope, receive), language, stack)
            except UserError as error:
                response = refuse(error, language)
            except duckdb.InterruptException:
                slow = RequestError("too_slow", seconds=FIRST_SECONDS)
                response = refuse(slow, language)
            except Exception:
                logger.exception("request_failed path=%s", scope["path"])
                response = refuse(RequestError("failed"), language)
            await _send(response, scope, receive, send)

    async def _answer(
        self, request: Request, language: Language, stack: AsyncExitStack
    ) -> Response:
        path, query = request.scope["path"], request.scope["query_string"]
        reader = read_reader(self._settings, request.scope)
        operation, named = find_operation(path, request.method)
        pairs = parse_pairs(query)
        if pairs and not operation.takes_parameters:
            raise RequestError("no_parameters", parameter=next(iter(pairs)))
        body = await read_body(request) if operation.method == "POST" else b""
        if operation.turn:
            await stack.enter_async_context(self._take_turn(operation.turn))
        settings = reader.narrow(self._settings)
        shown, opened = await run_sync(open_shown, settings, limiter=self._finding)
        cursor = opened.cursor()
        stack.callback(cursor.close)
        loop = asyncio.get_running_loop()
        stopping = loop.call_later(FIRST_SECONDS, cursor.interrupt)
        stack.callback(stopping.cancel)
        given = (settings, language, path, named, pairs, body, shown, cursor)
        call = Call(*given, caller=_name_caller(request))
        content = await run_sync(operation.prepare, call)
        await run_sync(_record, reader, call, operation)
        headers = _list_headers(operation, call) | dict(content.headers)
        is_read = operation.method == "GET"
        if is_read and is_held(_read_held(request), headers["ETag"]):
            return Response(status_code=304, headers=headers)
        headers["Content-Type"] = content.media_type
        if request.method == "HEAD":
            response = Response(headers=headers)
            # How long the answer to GET would be is not known without making it.
            del response.headers["Content-Length"]
            return response
        first = await run_sync(next, content.pieces, b"")
        stopping.cancel()
        if content.is_whole:
            headers["Content-Length"] = str(len(first))
        stack.callback(content.pieces.close)
        pieces = _split_pieces(first, content.pieces)
        # Else the rest of an answer that breaks off is kept until garbage is collected.
        stack.callback(pieces.close)
        return StreamingResponse(pieces, headers=headers)

    @asynccontextmanager
    async def _take_turn(self, kind: str) -> AsyncIterator[None]:
        """Wait for a turn among those that ask much."""
        turns = self._turns[kind]
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await turns.acquire()
        except TimeoutError as error:
            raise RequestError("busy") from error
        try:
            yield
        finally:
            turns.release()


def _name_caller(request: Request) -> str:
    """Return the name of who asks: programs at one address share it.

    What a proxy at this machine says of them decides whose turn it is, and no more.
    """
    host = request.client.host if request.client else ""
    sender = find_sender(host, request.headers.getlist("x-forwarded-for"))
    return f"address {sender or host}"


def _record(reader: Visitor, call: Call, operation: Operation) -> None:
    """Record which rows somebody takes, or which query they ask."""
    if operation.turn == "sql":
        sql = parse_body(call.body).sql
        reader.record(call.settings, "sql", way="api", sql=sql)
    elif operation.turn == "rows":
        reader.record(call.settings, "exported", way="api", path=call.path)


def _split_pieces(first: bytes, following: Iterable[bytes]) -> Generator[bytes]:
    """Split an answer, so that what nobody reads waits here, in its turn and time."""
    for piece in chain([first], following):
        for start in range(0, len(piece), PIECE_BYTES):
            yield piece[start : start + PIECE_BYTES]


def _list_headers(operation: Operation, call: Call) -> dict[str, str]:
    """List what every answer says: which data it is made of, and how to ask again."""
    language = call.language if operation.is_translated else ""
    query = urlencode(sorted(call.pairs.items()))
    etag = make_etag(
        find_version(),
        call.shown.name,
        call.shown.audience,
        str(call.shown.is_stale),
        call.path,
        query,
        language,
        call.body.hex(),
    )
    headers = {
        "ETag": etag,
        "Last-Modified": format_moment(call.shown.published_at),
        "X-Pazanga-Snapshot": call.shown.name,
        "Cache-Control": "no-cache",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if language:
        headers |= {"Content-Language": language, "Vary": "Accept-Language"}
    return headers


def _read_held(request: Request) -> str:
    """Read which answers the caller holds already.

    `If-Modified-Since` is not heard: after a rollback older data are the right ones.
    """
    return ", ".join(request.headers.getlist("if-none-match"))


async def _send(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Send an answer; one that is read too slowly, or breaks off, is cut."""
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            await response(scope, receive, send)
    except (TimeoutError, UserError, duckdb.Error):
        # Without its last piece the caller knows that it is not whole.
        logger.exception("answer_cut path=%s", scope["path"])
