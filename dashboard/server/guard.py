"""Who is answered: the first thing every request meets.

A request is answered when its `Host` is a name of ours, when whoever changes something
comes from our own pages, and when its path is one that we serve.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse

from dashboard.access.gate import OWN_PATHS
from dashboard.api.language import choose_language
from dashboard.api.operations import find_operation
from dashboard.api.refusals import refuse
from dashboard.assistant.directory import PATH as DIRECTORY
from dashboard.assistant.over_http import PATH as ASSISTANT
from dashboard.kit.blocks.picture_menu import CHARTS
from dashboard.kit.pages import ACCESS_PAGE, LOAD_PAGE, PAGES
from dashboard.server.assets import list_assets
from dashboard.server.document import answer_full, answer_missing
from dashboard.server.host_headers import (
    Authority,
    is_same_origin,
    parse_authority,
)
from dashboard.server.uploads import FORWARDED, LOCAL_MARK, may_load
from pazanga.errors import RequestError
from pazanga.ip_addresses import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from dashboard.server.upload_limits import UploadLimits
    from pazanga.settings import Settings
    from pazanga.texts import Language

STREAM: Final = "/_stcore/stream"
HOST_CONFIG: Final = "/_stcore/host-config"
UPLOADS: Final = "/_stcore/upload_file/"
MOST_SESSIONS: Final = 400
"""Pages that are open at once: each holds a session in memory."""

_PAGES: Final = frozenset(f"/{name}" for name in (*PAGES, LOAD_PAGE, ACCESS_PAGE))
_PATHS: Final = frozenset(
    {
        "/",
        "/answer.js",
        "/boot.css",
        "/boot.js",
        "/editor.js",
        "/healthz",
        "/metrics",
        DIRECTORY,
        "/readyz",
        "/favicon.png",
        "/_stcore/health",
        HOST_CONFIG,
    }
)
_MEDIA: Final = "/media/"
_API: Final = "/api/"
_PROGRAMS: Final = (_API, f"{ASSISTANT}/")
_CHARTS: Final = f"/{CHARTS}/"
_ANSWERS: Final = "/answers/"
_LINKED: Final = frozenset({"document", "empty"})
"""Where what a link leads to goes: a window, or a file; a frame is neither."""

_SAFE_METHODS: Final = frozenset({"GET", "HEAD"})

WRONG_HOST: Final = 421
FORBIDDEN: Final = 403
BAD_REQUEST: Final = 400

# What Streamlit's pages ask for before they connect; no other site may embed them.
_CONFIG: Final[dict[str, object]] = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": False,
    "resourceCrossOriginMode": None,
}


@dataclass(frozen=True, slots=True)
class Caller:
    """What a request says about who made it.

    Attributes:
        host: Its one `Host`; None when there is none that can be read.
        origins: Its `Origin` headers.
        is_own_page: Whether its only origin is that of the pages of this host.
        is_local: Whether it was made at this machine, by our own page.
    """

    host: Authority | None
    origins: list[str]
    is_own_page: bool
    is_local: bool


def read_caller(scope: Scope) -> Caller:
    """Read who made a request."""
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    host = parse_authority(hosts[0]) if len(hosts) == 1 else None
    is_own_page = (
        host is not None and len(origins) == 1 and is_same_origin(origins[0], host)
    )
    client = scope.get("client")
    is_local = (
        is_own_page
        and host is not None
        and host.is_loopback
        and client is not None
        and is_loopback(client[0])
        and not any(name.lower().startswith(FORWARDED) for name in headers)
    )
    return Caller(host, origins, is_own_page, is_local)


class Guard:
    """ASGI middleware that refuses what is not meant for us.

    Args:
        app: The application behind.
        settings: Their `hosts` are answered beside the names of this machine.
        limits: What uploads may take.
    """

    def __init__(self, app: ASGIApp, settings: Settings, limits: UploadLimits) -> None:
        self._app = app
        self._settings = settings
        self._limits = limits
        self._assets = list_assets()
        self._sessions = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, refuse, or pass on with what was found out about the caller."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        caller = read_caller(scope)
        scope = {**scope, "headers": _mark(scope["headers"], is_local=caller.is_local)}
        if scope["type"] == "websocket":
            await self._connect(caller, scope, receive, send)
            return
        answer = _check_length(scope) or self._find_answer(caller, scope)
        if answer is not None:
            await answer(scope, receive, send)
        elif scope["path"].startswith(UPLOADS):
            await self._limits.take(self._app, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _connect(
        self, caller: Caller, scope: Scope, receive: Receive, send: Send
    ) -> None:
        is_welcome = (
            self._is_known(caller.host)
            and (caller.is_own_page or not caller.origins)
            and scope["path"] == STREAM
            and self._sessions < MOST_SESSIONS
        )
        if not is_welcome:
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        self._sessions += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._sessions -= 1

    def _is_known(self, host: Authority | None) -> bool:
        return host is not None and (
            host.is_loopback or host.name in self._settings.hosts
        )

    def _find_answer(self, caller: Caller, scope: Scope) -> Response | None:
        """Find what to answer without asking the application; None to ask it."""
        path, method = scope["path"], scope["method"]
        if not self._is_known(caller.host):
            return _refuse(scope, "unknown_host", "Unknown host", WRONG_HOST)
        if path.startswith(UPLOADS):
            return self._check_upload(caller, scope)
        is_program = _is_for_programs(path)
        # A program has no origin; a page of another site always has one.
        may_send = caller.is_own_page or (is_program and not caller.origins)
        if method not in _SAFE_METHODS and not may_send:
            return _refuse(scope, "foreign_origin", "Forbidden", FORBIDDEN)
        is_drawn_or_queried = is_program or path.startswith((_CHARTS, _ANSWERS))
        if is_drawn_or_queried and _is_asked_elsewhere(scope):
            return _refuse(scope, "foreign_origin", "Forbidden", FORBIDDEN)
        if is_program:
            return _check_operation(scope)
        return self._find_page(caller, scope)

    def _find_page(self, caller: Caller, scope: Scope) -> Response | None:
        path = scope["path"]
        if (path == "/" or path in _PAGES) and self._sessions >= MOST_SESSIONS:
            is_english = b"lang=en" in scope["query_string"].split(b"&")
            return answer_full("en" if is_english else "lt")
        if path == HOST_CONFIG and _is_asked_by_page(caller, scope):
            return JSONResponse(_CONFIG, headers={"Cache-Control": "no-cache"})
        if path.endswith("/") and path.rstrip("/") in _PAGES:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{path.rstrip('/')}{'?' * bool(query)}{query}")
        has_logins = self._settings.logins is not None
        is_served = (
            (path in _PAGES and (has_logins or path != f"/{ACCESS_PAGE}"))
            or (path in OWN_PATHS and has_logins)
            or path in self._assets
            or path.startswith((_MEDIA, _CHARTS, _ANSWERS))
            or (path in _PATHS and path != HOST_CONFIG)
        )
        return None if is_served else answer_missing()

    def _check_upload(self, caller: Caller, scope: Scope) -> Response | None:
        is_allowed = caller.is_own_page and may_load(
            self._settings, Headers(scope=scope)
        )
        return None if is_allowed else PlainTextResponse("Forbidden", FORBIDDEN)


def _check_length(scope: Scope) -> Response | None:
    """Refuse a request that says its length twice: a proxy may hear the other one."""
    headers = Headers(scope=scope)
    if "content-length" in headers and "transfer-encoding" in headers:
        return PlainTextResponse("Bad request", BAD_REQUEST)
    return None


def _is_for_programs(path: str) -> bool:
    return f"{path}/".startswith(_PROGRAMS)


def _check_operation(scope: Scope) -> Response | None:
    """Refuse an address of no operation here: what is behind would say it in HTML."""
    if scope["path"] == ASSISTANT:
        return None
    try:
        find_operation(scope["path"], scope["method"])
    except RequestError as error:
        return refuse(error, _read_language(scope))
    return None


def _refuse(scope: Scope, name: str, said: str, status: int) -> Response:
    """Build a refusal: a program gets a document it can read."""
    if not _is_for_programs(scope["path"]):
        return PlainTextResponse(said, status)
    return refuse(RequestError(name), _read_language(scope))


def _read_language(scope: Scope) -> Language:
    return choose_language(", ".join(Headers(scope=scope).getlist("accept-language")))


def _is_asked_elsewhere(scope: Scope) -> bool:
    """Whether a page of another site asks, not a person who follows or saves a link.

    What is no browser, or an old one, does not say; nothing is made of that.
    """
    headers = Headers(scope=scope)
    is_link = (
        headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest", "document") in _LINKED
    )
    return headers.get("sec-fetch-site") == "cross-site" and not is_link


def _is_asked_by_page(caller: Caller, scope: Scope) -> bool:
    """Whether a request says that a page of this host made it."""
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    parts = headers.get("referer", "").split("/", 3)
    origin = "/".join(parts[:3])
    return caller.host is not None and is_same_origin(origin, caller.host)


def _mark(
    headers: Iterable[tuple[bytes, bytes]], *, is_local: bool
) -> list[tuple[bytes, bytes]]:
    """Add what pages have to know of the caller, and nothing a caller says of it."""
    name = LOCAL_MARK.encode()
    kept = [(key, value) for key, value in headers if key.lower() != name]
    return [*kept, (name, b"1")] if is_local else kept
