"""The server as other programs see it: health, headers, language, start and stop."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.server.listener import open_listener
from dashboard.server.security_headers import list_headers
from pazanga.errors import PortError, UserError
from pazanga.settings import PROJECT_ROOT
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    Server = Any
    StartServer = Any

SIGTERM_EXITS = {0, -15}


def ask(url: str) -> tuple[int, str, dict[str, str]]:
    """Give status, body and headers, whose names are in small letters."""
    host, _, path = url.removeprefix("http://").partition("/")
    connection = HTTPConnection(host, timeout=30)
    try:
        connection.request("GET", f"/{path}")
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, answer.read().decode(), headers
    finally:
        connection.close()


def test_health_names_the_snapshot(server: Server, served_snapshot: str) -> None:
    status, body, _headers = ask(f"{server.url}/healthz")
    assert status == 200
    assert json.loads(body)["snapshot"] == Path(served_snapshot).name


def test_health_is_503_before_anything_is_published(
    start_server: StartServer, tmp_path: Path
) -> None:
    status, body, _headers = ask(f"{start_server(tmp_path).url}/healthz")
    assert (status, json.loads(body)) == (503, {"status": "no_snapshot"})


@pytest.mark.parametrize("path", ["/", "/spending", "/healthz", "/_stcore/health"])
def test_every_answer_carries_security_headers(server: Server, path: str) -> None:
    _status, _body, headers = ask(server.url + path)
    expected = {name.lower() for name in list_headers("")}
    assert expected <= set(headers)
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "'unsafe-eval'" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "lt"),
        ("/?lang=en", "en"),
        ("/spending?lang=en", "en"),
        ("/spending?lang=xx", "lt"),
    ],
)
def test_document_says_its_language(server: Server, path: str, language: str) -> None:
    _status, body, _headers = ask(server.url + path)
    assert f'<html lang="{language}">' in body
    assert "<title>Pažanga</title>" in body


def test_document_loads_our_script(server: Server) -> None:
    status, body, headers = ask(f"{server.url}/boot.js")
    assert status == 200
    assert headers["content-type"].startswith("text/javascript")
    assert "documentElement.lang" in body


def test_taken_port_is_said_with_the_next_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UserError, match=f"Port {port} .* is taken") as caught:
            open_listener("127.0.0.1", port)
    assert f"--port {port + 1}" in caught.value.text("lt")


def test_address_of_another_machine_is_refused() -> None:
    with pytest.raises(UserError, match="no such address"):
        open_listener("192.0.2.1", 0, is_public=True)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "", "::", "192.0.2.1", "pazanga.example.lt"],  # noqa: S104 - refused
)
def test_others_are_let_in_only_when_all_is_public(host: str) -> None:
    with pytest.raises(PortError) as refused:
        open_listener(host, 0)
    assert refused.value.name == "not_public"
    for language in LANGUAGES:
        said = refused.value.text(language)
        assert "PAZANGA_PUBLIC=true" in said
        assert "127.0.0.1" in said


def test_people_log_in_from_elsewhere_by_https_alone() -> None:
    with pytest.raises(PortError) as refused:
        open_listener("192.0.2.1", 0, has_logins=True)
    assert refused.value.name == "not_secure"
    for language in LANGUAGES:
        assert "PAZANGA_ADDRESS=https://" in refused.value.text(language)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_own_machine_needs_no_leave(host: str) -> None:
    open_listener(host, 0).close()


def test_server_stops_when_told(start_server: StartServer, tmp_path: Path) -> None:
    running = start_server(tmp_path)
    assert running.stop() in SIGTERM_EXITS


def test_import_of_the_server_needs_no_warehouse() -> None:
    command = [sys.executable, "-c", "import dashboard.server.server"]
    done = subprocess.run(command, cwd=PROJECT_ROOT, check=False, timeout=60)
    assert done.returncode == 0
