"""The gate: the second thing every request meets, after the guard.

It finds out who asks, decides by the path whether they may, and says why not: to a
person with a page that leads to the login, to a program with a document.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from dashboard.access.readers import find_reader
from dashboard.access.sockets import hear_anew
from dashboard.access.taking import record_taken
from dashboard.api.language import choose_language
from dashboard.api.refusals import refuse
from dashboard.kit.html import tag
from pazanga.access.reader import OPEN, SCOPE
from pazanga.access.roles import ANYWHERE, EVERYWHERE
from pazanga.access.sessions import SESSION_DIGITS
from pazanga.errors import RequestError
from pazanga.log import name_ids
from pazanga.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from pazanga.access.reader import Decision, Visitor
    from pazanga.access.roles import Door
    from pazanga.settings import Settings
    from pazanga.texts import Language

LOGIN: Final = "/login"
RETURN: Final = "/login/return"
LOGOUT: Final = "/logout"
LOOK: Final = "/look-as"
OWN_PATHS: Final = frozenset({LOGIN, RETURN, LOGOUT, LOOK})
"""Ways in and out, for everybody."""

OPEN_PATHS: Final = frozenset(
    {
        "/_stcore/health",
        "/answer.js",
        "/boot.css",
        "/boot.js",
        "/editor.js",
        "/favicon.png",
        "/healthz",
        "/llms.txt",
        "/readyz",
    }
)
"""What says nothing of the data."""

_PROGRAMS: Final = {"/api": "api", "/mcp": "mcp"}
_UPLOADS: Final = "/_stcore/upload_file/"
_PICTURES: Final = "/chart/"
_ANSWERS: Final = "/answers/"
_PAGES: Final[Mapping[str, Door]] = {"sql": "sql", "load": "load", "access": "admin"}
"""Pages that ask for more than the others, as pages and as pictures of their charts."""
_UNKNOWN: Final = 401
_FORBIDDEN: Final = 403
_POLICY: Final = 1008


class Gate:
    """ASGI middleware that lets through who may pass.

    Args:
        app: The application behind.
        settings: Whether there are logins; without any, everybody passes.
        pages: Paths of pages, whose readers are led to the login.
        assets: Paths of what Streamlit ships: scripts, styles, fonts.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        pages: Collection[str],
        assets: Collection[str],
    ) -> None:
        self._app = app
        self._settings = settings
        self._pages = frozenset(pages)
        self._open = OPEN_PATHS | frozenset(assets) | OWN_PATHS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a request on with who makes it, or refuse it."""
        if self._settings.logins is None or scope["type"] == "lifespan":
            is_page = scope["type"] == "http" and not _is_program(scope["path"])
            if self._settings.is_public and is_page:
                send = record_taken(send, scope, self._settings, OPEN)
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        reader = await run_sync(find_reader, self._settings, headers)
        scope[SCOPE] = reader
        name_ids(session=reader.session[:SESSION_DIGITS])
        path = scope["path"]
        decision = reader.decide(find_door(path))
        if path in self._open or decision.is_allowed:
            if scope["type"] == "websocket":
                find = partial(find_reader, self._settings, headers)
                receive = hear_anew(receive, find)
            elif not _is_program(path):
                send = record_taken(send, scope, self._settings, reader)
            await self._app(scope, receive, _forbid_sharing(send))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _POLICY})
        else:
            answer = self._refuse(scope, reader, decision)
            await answer(scope, receive, _forbid_sharing(send))

    def _refuse(self, scope: Scope, reader: Visitor, decision: Decision) -> Response:
        path = scope["path"]
        language = choose_language(
            ", ".join(Headers(scope=scope).getlist("accept-language"))
        )
        is_known = reader.kind != "nobody"
        if _is_program(path):
            name = "forbidden" if is_known else "unauthorised"
            why = {one: decision.describe(one) for one in LANGUAGES}
            answer = refuse(RequestError(name, why=why), language)
        elif path in self._pages and not is_known:
            query = scope["query_string"].decode("latin-1")
            wanted = quote(f"{path}{'?' * bool(query)}{query}", safe="")
            return RedirectResponse(f"{LOGIN}?next={wanted}", 303)
        elif path in self._pages:
            answer = write_page(decision.describe, LOGOUT, "leave", _FORBIDDEN)
        else:
            status = _FORBIDDEN if is_known else _UNKNOWN
            answer = PlainTextResponse(decision.describe(language), status)
        if not is_known:
            answer.headers["WWW-Authenticate"] = 'Bearer realm="pazanga"'
        return answer


def decide_page(reader: Visitor, page: str) -> Decision:
    """Decide whether somebody may see a page.

    Args:
        reader: Who asks.
        page: Name of the page in addresses.
    """
    door = _PAGES.get(page, "pages")
    # The journal is of all municipalities.
    return reader.decide(door, EVERYWHERE if door == "admin" else ANYWHERE)


def find_door(path: str) -> Door:
    """Find which door a path is."""
    if path.startswith("/api/") or path == "/api":
        return "api"
    if path.startswith("/mcp/") or path == "/mcp":
        return "mcp"
    if path.startswith(_UPLOADS):
        return "load"
    if path.startswith(_ANSWERS):
        return "sql"
    if path.startswith(_PICTURES):
        return _PAGES.get(path.removeprefix(_PICTURES).partition("/")[0], "pages")
    # Pages of one door more, such as `/sql`, ask for themselves when they run.
    return "pages"


def write_button(path: str, label: str) -> str:
    """Write a button that sends to a path: nothing is changed by following a link.

    A page of another site can lead a reader anywhere, but what it sends is refused.
    """
    return tag(
        "form",
        tag("button", escape(label)),
        method="post",
        action=path,
        class_="leaves",
    )


def write_page(
    describe: Callable[[Language], str],
    link: str,
    label: str,
    status: int = 200,
    *,
    is_sent: bool = False,
) -> HTMLResponse:
    """Write a page of a few words in both languages, with one way to go on.

    Args:
        describe: Function that returns the words in a language.
        link: Where it leads.
        label: Name of the text of the link.
        status: Status of the answer.
        is_sent: Whether going on changes something.
    """
    parts = []
    for language in LANGUAGES:
        said = escape(describe(language))
        on = text("dashboard.access", label, language)
        way = write_button(link, on) if is_sent else tag("a", escape(on), href=link)
        parts.append(tag("div", said, " ", way, lang=language))
    body = (
        '<!doctype html><html lang="lt"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Pažanga</title>'
        '<link rel="stylesheet" href="/boot.css"><main class="words"><h1>Pažanga</h1>'
        f"{'<br>'.join(parts)}</main></html>"
    )
    return HTMLResponse(body, status, headers={"Cache-Control": "no-store"})


def _is_program(path: str) -> bool:
    return find_door(path) in _PROGRAMS.values()


def _forbid_sharing(send: Send) -> Send:
    """Send answers on so that nothing between keeps one for somebody else."""

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "public" not in headers.get("cache-control", ""):
                kept = headers.get("cache-control", "no-cache")
                if "private" not in kept and "no-store" not in kept:
                    headers["Cache-Control"] = f"private, {kept}"
                headers.add_vary_header("Authorization")
                headers.add_vary_header("Cookie")
        await send(message)

    return send_on
