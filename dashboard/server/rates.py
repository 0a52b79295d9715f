"""How often somebody may ask: a reader or program, and all who come from one address.

Each has room for the requests of a minute, which fills again as time goes by: a person
who clicks quickly is never told, a program that never rests is. Nobody is counted at
this machine, where one's own page and a proxy ask; of whom a proxy asks for, it says.
"""

from __future__ import annotations

import logging
import math
import time
from collections import OrderedDict
from ipaddress import IPv6Address, ip_network
from typing import TYPE_CHECKING, Final

import anyio
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from dashboard.api.language import choose_language
from dashboard.api.refusals import refuse
from pazanga.access.reader import SCOPE
from pazanga.errors import RequestError
from pazanga.ip_addresses import find_sender, parse_ip
from pazanga.log import pairs
from pazanga.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

ROOM_SECONDS: Final = 60.0
MOST_KEYS: Final = 10_000
OF_AN_ADDRESS: Final = 10
"""Readers of one address, at most: a municipality often has a single one."""
_PREFIX: Final = 64
"""Bits of an IPv6 address that a provider gives one customer."""
_TRY_AGAIN_LATER: Final = 1013
"""Code by which a websocket is closed; a page then tries again by itself."""
_PROGRAMS: Final = ("/api/", "/mcp")


class RequestRates:
    """Counts requests by whom they come from, and forgets those who rest.

    Args:
        per_minute: Requests for which each has room.
        clock: Returns seconds that only grow.
    """

    def __init__(
        self, per_minute: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = ROOM_SECONDS / per_minute
        self._clock = clock
        self._full_until: OrderedDict[str, float] = OrderedDict()

    def take(self, key: str) -> float:
        """Count a request and return 0, or after how many seconds there is room."""
        return self._take(key, is_late=False)

    def book(self, key: str) -> float:
        """Count a request, and return how many seconds it has to wait."""
        return self._take(key, is_late=True)

    def _take(self, key: str, *, is_late: bool) -> float:
        now = self._clock()
        full_until = max(self._full_until.get(key, now), now) + self._seconds
        wait = max(full_until - now - ROOM_SECONDS, 0.0)
        if wait and not is_late:
            return wait
        self._full_until[key] = full_until
        self._full_until.move_to_end(key)
        while len(self._full_until) > MOST_KEYS or self._has_rested(now):
            self._full_until.popitem(last=False)
        return wait

    def _has_rested(self, now: float) -> bool:
        """Whether the one who asked longest ago has all room again."""
        return next(iter(self._full_until.values())) <= now


class RateLimit:
    """ASGI middleware that asks those to wait who ask too often.

    Opening a page counts as a request. Its messages wait by themselves: the page is
    slower, and stays.

    Args:
        app: The application behind.
        rates: Counts requests.
        find_key: Function that returns by whom a request is counted; empty for nobody.
        uncounted: Paths of what every page loads, and of probes.
    """

    def __init__(
        self,
        app: ASGIApp,
        rates: RequestRates,
        find_key: Callable[[Scope], str],
        uncounted: Collection[str],
    ) -> None:
        self._app = app
        self._rates = rates
        self._find_key = find_key
        self._uncounted = frozenset(uncounted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a request on, or say when to come again."""
        is_counted = (
            scope["type"] != "lifespan" and scope["path"] not in self._uncounted
        )
        key = self._find_key(scope) if is_counted else ""
        if not key:
            await self._app(scope, receive, send)
        elif wait := self._rates.take(key):
            logger.warning("too_many_requests %s", pairs(path=scope["path"]))
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
            else:
                await _refuse(scope, math.ceil(wait))(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._app(scope, self._slow_down(receive, key), send)
        else:
            await self._app(scope, receive, send)

    def _slow_down(self, receive: Receive, key: str) -> Receive:
        async def receive_in_time() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            if wait := self._rates.book(key):
                await anyio.sleep(wait)
            return message

        return receive_in_time


def find_address(scope: Scope) -> str:
    """Find the address that a request comes from; empty for one of this machine.

    Of whom a proxy at this machine asks for, it says.
    """
    client = scope.get("client")
    said = Headers(scope=scope).getlist("x-forwarded-for")
    address = parse_ip(find_sender(client[0] if client else "", said))
    if address is None or address.is_loopback:
        return ""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _PREFIX), strict=False))
    return str(address)


def find_caller(scope: Scope) -> str:
    """Find the reader or program that the gate found; empty for pages without a login.

    Many may read these at one address, and each program there shares its room.
    """
    reader = scope.get(SCOPE)
    if reader and reader.subject:
        return str(reader.subject)
    return find_address(scope) if scope["path"].startswith(_PROGRAMS) else ""


def _refuse(scope: Scope, seconds: int) -> Response:
    headers = Headers(scope=scope)
    language = choose_language(", ".join(headers.getlist("accept-language")))
    if scope["path"].startswith(_PROGRAMS):
        answer = refuse(RequestError("too_often", seconds=seconds), language)
    else:
        said = (
            text("dashboard.api", "errors.too_often", one, seconds=seconds)
            for one in LANGUAGES
        )
        answer = PlainTextResponse("\n".join(said), 429)
        answer.headers["Cache-Control"] = "no-store"
    answer.headers["Retry-After"] = str(seconds)
    return answer
