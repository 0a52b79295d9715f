"""A real server before clients that are not what they say they are."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    Server = Any
    Reader = Any

pytestmark = pytest.mark.browser


def place_of(server: Server) -> tuple[str, int]:
    host, _, port = server.url.removeprefix("http://").rpartition(":")
    return host, int(port)


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[int, bytes]:
    connection = HTTPConnection(*place_of(server), timeout=30)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def can_connect(server: Server, host: str, origin: str | None) -> bool:
    """Whether a websocket opens under a name and from an origin."""
    address, port = place_of(server)
    # The connection goes to the server, whatever the name says.
    line = socket.create_connection((address, port), timeout=20)
    try:
        uri = f"ws://{host}/_stcore/stream"
        with connect(uri, sock=line, origin=origin):  # type: ignore[arg-type]
            return True
    except InvalidStatus as refused:
        return refused.response.status_code != 403


@pytest.mark.parametrize(
    ("host", "origin", "opens"),
    [
        ("127.0.0.1:{port}", "http://127.0.0.1:{port}", True),
        ("localhost:{port}", "http://localhost:{port}", True),
        ("localhost:{port}", None, True),
        ("evil.example:{port}", "http://evil.example:{port}", False),
        ("evil.example:{port}", None, False),
        ("127.0.0.1:{port}", "http://evil.example", False),
        ("127.0.0.1:{port}", "http://127.0.0.1:1", False),
        ("127.0.0.1:{port}", "http://localhost:{port}", False),
        ("127.0.0.1:{port}", "null", False),
    ],
)
def test_websocket_opens_for_our_own_pages(
    server: Server, host: str, origin: str | None, *, opens: bool
) -> None:
    port = place_of(server)[1]
    filled = origin.format(port=port) if origin else None
    assert can_connect(server, host.format(port=port), filled) is opens


def test_foreign_name_and_unknown_paths_get_nothing(server: Server) -> None:
    assert ask(server, "/healthz", Host="evil.example")[0] == 421
    for path in ("/.git/config", "/_stcore/metrics", "/_stcore/host-config", "/nosuch"):
        status, body = ask(server, path)
        assert status == 404
        assert b"streamlit" not in body.lower()


def test_upload_without_right_is_refused(server: Server) -> None:
    path = "/_stcore/upload_file/a/b"
    xsrf = {"Cookie": "_streamlit_xsrf=a", "X_Xsrftoken": "a"}
    assert ask(server, path, "PUT", **xsrf)[0] == 403
    foreign = {**xsrf, "Origin": "http://evil.example"}
    assert ask(server, path, "PUT", **foreign)[0] == 403
    assert ask(server, path, "DELETE")[0] == 403


SLOW = """
import os, sys
from pathlib import Path
from dashboard.server.protocol import TimedProtocol
from dashboard.server.server import serve
from pazanga.settings import read_settings
TimedProtocol.header_seconds = float(sys.argv[2])
TimedProtocol.most_connections = 20
serve(read_settings(os.environ, home=Path(sys.argv[1])), "127.0.0.1", 0)
"""


@contextmanager
def serve(home: Path, seconds: int) -> Iterator[tuple[str, int]]:
    """A server that waits some seconds for a request, and takes 20 connections."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(home), str(seconds)],
        stdout=subprocess.PIPE,
        cwd=PROJECT_ROOT,
        env={**os.environ, "PAZANGA_LANGUAGE": "en"},
        text=True,
    )
    assert process.stdout
    url = next(word for word in process.stdout.readline().split() if "http" in word)
    yield "127.0.0.1", int(url.rpartition(":")[2])
    process.terminate()
    with process:
        process.wait(timeout=15)


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[tuple[str, int]]:
    with serve(tmp_path, seconds=1) as place:
        yield place


def is_closed(client: socket.socket) -> bool:
    client.settimeout(30)
    try:
        return client.recv(1) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: local"])
def test_client_that_asks_nothing_is_let_go(
    hasty: tuple[str, int], sent: bytes
) -> None:
    with socket.create_connection(hasty) as client:
        client.sendall(sent)
        assert is_closed(client)


def test_client_that_dribbles_is_let_go(hasty: tuple[str, int]) -> None:
    with socket.create_connection(hasty) as client:
        started = time.monotonic()
        try:
            while time.monotonic() - started < 30:
                client.sendall(b"G")
                time.sleep(0.1)
        except ConnectionError:
            return
    pytest.fail("still open")


def test_connections_are_counted(tmp_path: Path) -> None:
    with serve(tmp_path, seconds=600) as place, ExitStack() as opened:
        clients = [
            opened.enter_context(socket.create_connection(place)) for _ in range(40)
        ]
        assert all(map(is_closed, clients[30:]))
        clients[0].sendall(b"GET /boot.js HTTP/1.1\r\nHost: localhost\r\n\r\n")
        clients[0].settimeout(30)
        assert clients[0].recv(100).startswith(b"HTTP/1.1 200")


@pytest.mark.few(1)
@pytest.mark.parametrize("path", ["/", "/load", "/exams?lang=en"])
def test_pages_ask_for_nothing_that_is_refused(reader: Reader, path: str) -> None:
    refused: list[str] = []
    reader.page.on(
        "response",
        lambda answer: answer.status >= 400 and refused.append(answer.url),
    )
    page: Page = reader.open(path)
    page.wait_for_timeout(500)
    assert refused == []
    assert reader.complaints == []


def test_name_that_leads_here_shows_nothing(
    read_from: Callable[[Server], Reader], server: Server
) -> None:
    """A page of another site whose name was made to lead to this machine."""
    page = read_from(server).page
    answer = page.goto(server.url.replace("127.0.0.1", "rebound.localhost"))
    assert answer is not None
    assert answer.status == 421
    assert page.inner_text("body") == "Unknown host"
