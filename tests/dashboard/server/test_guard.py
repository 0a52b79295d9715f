"""The guard: whom it answers, whom it refuses, and what it tells those behind it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from run_apart import run_apart

from dashboard.server import guard as module
from dashboard.server.assets import list_assets
from dashboard.server.document import answer_full
from dashboard.server.guard import Guard
from dashboard.server.upload_limits import UploadLimits
from dashboard.server.uploads import LOCAL_MARK
from pazanga.settings import Settings

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

    from pazanga.texts import Language

Headers = list[tuple[str, str]]
HERE = ("host", "localhost:8501")
OUR_PAGE = ("origin", "http://localhost:8501")
PASSED_ON = 204


@dataclass
class Answers:
    """What a guard was asked, and what came back."""

    guard: Guard
    seen: list[dict[str, str]] = field(default_factory=list)

    def ask(
        self, path: str, *headers: tuple[str, str], method: str = "GET", **more: object
    ) -> int:
        """Give the status of an HTTP request."""
        sent = self._send({"type": "http", "method": method}, path, headers, more)
        return int(sent[0]["status"])

    def connect(self, path: str, *headers: tuple[str, str], **more: object) -> bool:
        """Whether a websocket is accepted."""
        sent = self._send({"type": "websocket"}, path, headers, more)
        return bool(sent[0]["type"] == "websocket.accept")

    def _send(
        self,
        start: dict[str, Any],
        path: str,
        headers: tuple[tuple[str, str], ...],
        more: dict[str, object],
    ) -> list[MutableMapping[str, Any]]:
        sent: list[MutableMapping[str, Any]] = []
        raw = [(name.encode(), value.encode()) for name, value in headers]
        scope = {
            **start,
            "path": path,
            "query_string": b"",
            "client": ("127.0.0.1", 50_000),
            "headers": raw,
            **more,
        }

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        run_apart(self.guard(scope, receive, send))
        return sent


def build(tmp_path: Path, **settings: str | tuple[str, ...]) -> Answers:
    async def app(scope: Scope, _receive: Receive, send: Send) -> None:
        headers = {key.decode(): value.decode() for key, value in scope["headers"]}
        answers.seen.append(headers)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        start = {"type": "http.response.start", "status": PASSED_ON, "headers": []}
        await send(start)
        await send({"type": "http.response.body", "body": b""})

    chosen = replace(Settings(home=tmp_path, data=tmp_path), **settings)  # type: ignore[arg-type]
    answers = Answers(Guard(app, chosen, UploadLimits()))
    return answers


@pytest.fixture
def local(tmp_path: Path) -> Answers:
    return build(tmp_path, load_page="local", hosts=("pazanga.example.lt",))


@pytest.mark.parametrize(
    "host",
    [
        "localhost:8501",
        "LOCALHOST:1",
        "localhost.",
        "127.0.0.1:8501",
        "[::1]:8501",
        "pazanga.example.lt",
        "Pazanga.Example.LT.:443",
    ],
)
def test_names_of_ours_are_answered(local: Answers, host: str) -> None:
    assert local.ask("/", ("host", host)) == PASSED_ON
    assert local.connect(module.STREAM, ("host", host))


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param([], id="none"),
        pytest.param([("host", "")], id="empty"),
        pytest.param([("host", "evil.example:8501")], id="rebinding"),
        pytest.param([("host", "localhost.evil.example")], id="suffix"),
        pytest.param([("host", "x.pazanga.example.lt")], id="below"),
        pytest.param([("host", "localhost@evil.example")], id="userinfo"),
        pytest.param([("host", "192.0.2.7:8501")], id="address"),
        pytest.param([HERE, ("host", "evil.example")], id="two"),
        pytest.param([HERE, HERE], id="twice"),
        pytest.param(
            [("host", "evil.example"), ("x-forwarded-host", "localhost")],
            id="forwarded",
        ),
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/boot.js", "/editor.js", "/nosuch", "/media/a"]
)
def test_other_names_are_refused_everywhere(
    local: Answers, headers: Headers, path: str
) -> None:
    assert local.ask(path, *headers) == 421
    assert not local.connect(module.STREAM, *headers)
    assert local.seen == []


@pytest.mark.parametrize(
    "origins",
    [
        pytest.param(["http://evil.example"], id="foreign"),
        pytest.param(["http://localhost:8502"], id="other_port"),
        pytest.param(["http://127.0.0.1:8501"], id="other_name"),
        pytest.param(["null"], id="sandbox"),
        pytest.param([""], id="empty"),
        pytest.param(["http://localhost:8501@evil.example"], id="userinfo"),
        pytest.param(["http://localhost:8501"] * 2, id="two"),
    ],
)
def test_pages_of_others_change_nothing(local: Answers, origins: list[str]) -> None:
    headers = [HERE, *(("origin", origin) for origin in origins)]
    assert not local.connect(module.STREAM, *headers)
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert local.ask("/_stcore/health", *headers, method=method) == 403
    assert local.ask(f"{module.UPLOADS}a/b", *headers, method="DELETE") == 403
    assert local.seen == []


def test_our_pages_and_programs_connect(local: Answers) -> None:
    assert local.connect(module.STREAM, HERE, OUR_PAGE)
    assert local.connect(module.STREAM, HERE)
    name = ("host", "pazanga.example.lt")
    assert local.connect(module.STREAM, name, ("origin", "https://pazanga.example.lt"))
    assert not local.connect("/other", HERE, OUR_PAGE)


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/nosuch",
        "/index.html",
        "/static",
        "/static/.git/config",
        "/static/../index.html",
        "/spending/nosuch",
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/mcp",
        "/auth/login",
        "/oauth2callback",
        "/component/x/index.html",
        "/app/static/x",
        "//evil.example",
        "",
    ],
)
def test_unknown_paths_are_404(local: Answers, path: str) -> None:
    assert local.ask(path, HERE, OUR_PAGE) == 404
    assert local.seen == []


def test_pages_and_what_they_need_are_passed_on(local: Answers) -> None:
    script = next(path for path in list_assets() if path.endswith(".js"))
    for path in ("/", "/spending", "/load", "/healthz", script, "/media/abc.csv"):
        assert local.ask(path, HERE) == PASSED_ON
    assert local.ask("/spending/", HERE) == 307


@pytest.mark.parametrize(
    "path", ["/chart/spending/money.png", "/api/v1/tables", "/answers/x"]
)
@pytest.mark.parametrize(
    ("site", "mode", "place", "status"),
    [
        ("cross-site", "navigate", "iframe", 403),
        ("cross-site", "navigate", "object", 403),
        ("cross-site", "no-cors", "image", 403),
        ("cross-site", "no-cors", "empty", 403),
        ("cross-site", "navigate", "document", PASSED_ON),
        ("cross-site", "navigate", "empty", PASSED_ON),
        ("same-origin", "no-cors", "image", PASSED_ON),
        ("none", "navigate", "document", PASSED_ON),
    ],
)
def test_page_of_another_site_may_link_but_not_draw(
    local: Answers, path: str, site: str, mode: str, place: str, status: int
) -> None:
    said = {"site": site, "mode": mode, "dest": place}
    headers = [(f"sec-fetch-{name}", value) for name, value in said.items()]
    assert local.ask(path, HERE, *headers) == status
    assert local.ask(path, HERE) == PASSED_ON


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], 404),
        ([("sec-fetch-site", "cross-site")], 404),
        ([("sec-fetch-site", "none")], 404),
        ([("sec-fetch-site", "same-origin")], 200),
        ([("referer", "http://localhost:8501/spending?lang=en")], 200),
        ([("referer", "http://localhost:8501")], 200),
        ([("referer", "http://evil.example/localhost:8501")], 404),
        (
            [
                ("referer", "http://localhost:8501/"),
                ("sec-fetch-site", "same-site"),
            ],
            404,
        ),
    ],
)
def test_settings_of_pages_are_for_pages(
    local: Answers, headers: Headers, status: int
) -> None:
    assert local.ask(module.HOST_CONFIG, HERE, *headers) == status


@pytest.mark.parametrize(
    ("host", "origin", "client", "more", "is_local"),
    [
        ("localhost:8501", "http://localhost:8501", "127.0.0.1", [], True),
        ("[::1]:8501", "http://[::1]:8501", "::1", [], True),
        ("localhost:8501", "http://localhost:8501", "192.0.2.7", [], False),
        ("localhost:8501", None, "127.0.0.1", [], False),
        (
            "pazanga.example.lt",
            "http://pazanga.example.lt",
            "127.0.0.1",
            [],
            False,
        ),
        (
            "localhost:8501",
            "http://localhost:8501",
            "127.0.0.1",
            ["X-Forwarded-For", "x-forwarded-proto", "Forwarded", "Via", "X-Real-IP"],
            False,
        ),
    ],
)
def test_only_our_page_at_this_machine_is_local(
    local: Answers,
    host: str,
    origin: str | None,
    client: str,
    more: list[str],
    *,
    is_local: bool,
) -> None:
    sent = [("host", host), *([("origin", origin)] if origin else [])]
    for extra in more or [None]:
        added = [(extra, "127.0.0.1")] if extra else []
        headers = [*sent, *added, (LOCAL_MARK, "1"), (LOCAL_MARK.title(), "1")]
        local.seen.clear()
        assert local.connect(module.STREAM, *headers, client=(client, 1))
        assert (LOCAL_MARK in local.seen[0]) is is_local
        status = local.ask(
            f"{module.UPLOADS}a/b", *headers, method="DELETE", client=(client, 1)
        )
        assert status == (PASSED_ON if is_local else 403)


@pytest.mark.parametrize(
    ("access", "status"), [("1", PASSED_ON), ("0", 403), ("", 403)]
)
def test_uploads_are_for_those_who_may_load(
    tmp_path: Path, access: str, status: int
) -> None:
    answers = build(tmp_path, load_page=access)
    path = f"{module.UPLOADS}a/b"
    length = ("content-length", "1")
    assert answers.ask(path, HERE, OUR_PAGE, length, method="PUT") == status
    assert answers.ask(path, HERE, length, method="PUT") == 403


def test_sessions_are_counted(local: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SESSIONS", 1)
    assert local.connect(module.STREAM, HERE)
    assert local.connect(module.STREAM, HERE)
    local.guard._sessions = 1
    assert not local.connect(module.STREAM, HERE)


@pytest.mark.parametrize("path", ["/", "/spending", "/sql"])
def test_page_for_which_there_is_no_room_says_so_and_asks_again(
    local: Answers, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(module, "MOST_SESSIONS", 1)
    assert local.ask(path, HERE) == PASSED_ON
    local.guard._sessions = 1
    assert local.ask(path, HERE) == 503
    # Programs and those who watch hold no session.
    assert local.ask("/healthz", HERE) == PASSED_ON
    local.guard._sessions = 0
    assert local.ask(path, HERE) == PASSED_ON


@pytest.mark.parametrize(
    ("language", "said"), [("lt", "skaitytojų per daug"), ("en", "Too many readers")]
)
def test_page_without_room_is_in_the_language_of_its_reader(
    language: Language, said: str
) -> None:
    answer = answer_full(language)
    page = bytes(answer.body).decode()
    assert said in page
    assert f'<html lang="{language}">' in page
    assert f'content="{answer.headers["retry-after"]}"' in page
    assert answer.headers["cache-control"] == "no-store"
