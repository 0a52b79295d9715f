"""Guard, gate, logins and interface in process, and a browser that asks them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from anyio import sleep_forever
from run_apart import run_apart
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from dashboard.access.gate import Gate
from dashboard.access.login import Logins
from dashboard.api.interface import Interface
from dashboard.kit.pages import LOAD_PAGE, PAGES
from dashboard.server.guard import Guard
from dashboard.server.upload_limits import UploadLimits

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from _pytest.mark import ParameterSet

    from pazanga.settings import Settings

ADDRESS = "http://localhost:8501"
PATHS = [f"/{name}" for name in ("", *PAGES, LOAD_PAGE)]
RULES = """
[[rules]]
name = "{role} {where}"
claim = "groups"
values = ["a"]
role = "{role}"
municipalities = {codes}
"""

PAYMENT: Final[dict[str, object]] = {
    "plan_code": "birstonas",
    "activity_number": "1",
    "school_code": "",
    "date": date(2025, 3, 1),
    "document_number": "ZX-NR",
    "supplier": "ZX UAB",
    "contract_number": "ZX-SUT",
    "net_eur": Decimal(10),
    "funding_source": "ES",
    "phase": "executed",
}
"""A payment of the tiny plan, with what only its municipality may see."""


def keep_few(cases: Sequence[Any], few: int) -> list[ParameterSet]:
    """Mark all cases but the first ones as slow: they are of one kind."""
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            id=None if isinstance(case, tuple) else json.dumps(case),
            marks=() if place < few else pytest.mark.slow,
        )
        for place, case in enumerate(cases)
    ]


@dataclass
class Came:
    """What came back."""

    status: int
    headers: dict[str, list[str]]
    body: str

    @property
    def target(self) -> str:
        return self.headers.get("location", [""])[0]


@dataclass
class Browser:
    """A browser: it holds cookies and follows where it is sent."""

    settings: Settings
    app: Any
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        address: str,
        method: str = "GET",
        body: bytes = b"",
        **headers: str,
    ) -> Came:
        parts = urlsplit(address)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {
            "host": "localhost:8501",
            **({"cookie": cookie} if cookie else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        sent: list[MutableMapping[str, Any]] = []
        scope = {
            "type": "http",
            "method": method,
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "scheme": "http",
            "server": ("localhost", 8501),
            "client": ("127.0.0.1", 5000),
            "headers": [(name.encode(), at.encode()) for name, at in given.items()],
        }

        bodies = iter([body])

        async def receive() -> MutableMapping[str, Any]:
            for one in bodies:
                return {"type": "http.request", "body": one, "more_body": False}
            # It stays until the answer has come.
            return await sleep_forever()  # type: ignore[func-returns-value]

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        run_apart(self.app(scope, receive, send))
        return self._take(sent)

    def send(self, address: str) -> Came:
        """Send a form of a page of ours."""
        return self.ask(address, "POST", origin=ADDRESS)

    def connect(self, **headers: str) -> bool:
        """Whether a websocket is let through."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {"host": "localhost:8501", "cookie": cookie, **headers}
        sent: list[MutableMapping[str, Any]] = []
        scope = {
            "type": "websocket",
            "path": "/_stcore/stream",
            "query_string": b"",
            "client": ("127.0.0.1", 5000),
            "headers": [(name.encode(), at.encode()) for name, at in given.items()],
        }

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "websocket.connect"}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        run_apart(self.app(scope, receive, send))
        return bool(sent[0]["type"] == "websocket.accept")

    def _take(self, sent: list[MutableMapping[str, Any]]) -> Came:
        headers: dict[str, list[str]] = {}
        for name, value in sent[0]["headers"]:
            headers.setdefault(name.decode().lower(), []).append(value.decode())
        for said in headers.get("set-cookie", []):
            for name, morsel in SimpleCookie(said).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        body = b"".join(part.get("body", b"") for part in sent[1:])
        return Came(sent[0]["status"], headers, body.decode(errors="replace"))

    def start_login(self, wanted: str = "/") -> str:
        """Ask for a login and return where the login system sends back to."""
        asked = self.ask(f"/login?next={wanted}")
        assert asked.status == 302, asked.body
        return visit(asked.target)

    def log_in(self, wanted: str = "/") -> Came:
        return self.ask(self.start_login(wanted))


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:  # noqa: ANN401
        return None


def visit(address: str) -> str:
    """Visit the login system, and return where it sends the browser."""
    try:
        build_opener(_Stay).open(Request(address))  # noqa: S310 - our own
    except HTTPError as answer:
        return str(answer.headers["location"])
    raise AssertionError(address)


def build_app(settings: Settings) -> Any:  # noqa: ANN401
    async def page(request: Any) -> PlainTextResponse:  # noqa: ANN401
        reader = request.scope.get("pazanga.reader")
        return PlainTextResponse(f"page of {reader.name if reader else 'all'}")

    async def file(request: Any) -> PlainTextResponse:  # noqa: ANN401
        name = request.path_params["name"]
        kept = {"Content-Disposition": f"attachment; filename*=utf-8''{name}"}
        return PlainTextResponse("file", headers=kept)

    async def stream(socket: Any) -> None:  # noqa: ANN401
        await socket.accept()

    logins = Logins(settings, PATHS).list_routes() if settings.logins else []
    return Starlette(
        routes=[
            *logins,
            Route("/api/{path:path}", Interface(settings)),
            WebSocketRoute("/_stcore/stream", stream),
            Route("/media/kept/{name}", file),
            Route("/{path:path}", page, methods=["GET", "POST", "PUT"]),
        ],
        middleware=[
            Middleware(Guard, settings=settings, limits=UploadLimits()),
            Middleware(Gate, settings=settings, pages=PATHS, assets=()),
        ],
    )


def write_rules(
    settings: Settings, role: str = "analyst", codes: str = '["12"]'
) -> None:
    said = RULES.format(role=role, codes=codes, where=codes.replace('"', ""))
    settings.access_rules.write_text(said, encoding="utf-8")
