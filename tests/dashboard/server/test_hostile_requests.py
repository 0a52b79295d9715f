"""Requests that are after files, headers or caches: a real server gives none away."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pazanga.processes.process import PAZANGA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pazanga.settings import Settings

SECRET = b"secret-of-the-home"
EVIL = "evil.example"
PATIENCE = 120
UP = "%2e%2e"
TRAVERSALS = [
    *(f"{start}{'../' * 8}etc/passwd" for start in ("/", "/media/", "/static/")),
    *(f"/{name}/{f'{UP}/' * 8}etc/passwd" for name in ("media", "static", "chart")),
    *(f"/{name}/{'..%2f' * 8}etc%2fpasswd" for name in ("media", "static", "chart")),
    *(f"/{name}/..%5c..%5csecret.txt" for name in ("media", "static", "chart")),
    f"/media/{UP}/{UP}/secret.txt",
    "//etc/passwd",
    "///etc/passwd",
    "/etc/passwd",
    "/secret.txt",
    "/..;/secret.txt",
    "/%00/secret.txt",
    "/static/%00../secret.txt",
    "/%252e%252e/%252e%252e/secret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/boot.js/../secret.txt",
    "/boot.js%00.txt",
    f"/api/v1/{UP}/{UP}/secret.txt",
    f"/api/v1/tables/{UP}/{UP}/rows.json",
    "/api/v1/tables/reports/..%2f..%2fsecret.txt/rows.csv",
    f"/chart/{UP}/{UP}/secret.png",
    "/chart/overview/..%2f..%2fsecret.png",
    "/_stcore/upload_file/../../secret.txt",
    "/component/../../secret.txt",
    "/component/streamlit/../../../../../etc/passwd",
    "/app/static/../../secret.txt",
    "/warehouse/CURRENT",
    "/file:///etc/passwd",
    "/.git/config",
    "/pyproject.toml",
]
PAGES = ("/", "/spending", "/boot.js", "/api/v1/", "/api/v1/tables", "/llms.txt")
BREAKS = (
    "%0d%0aInjected:%20yes",
    "%0aInjected:%20yes",
    "%E5%98%8D%E5%98%8AInjected:yes",
)
POISONS = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Server": EVIL,
    "X-Host": EVIL,
    "X-HTTP-Host-Override": EVIL,
    "Forwarded": f"host={EVIL};proto=https",
    "X-Original-URL": f"/{EVIL}",
    "X-Rewrite-URL": f"/{EVIL}",
    "X-Forwarded-Prefix": f"/{EVIL}",
    "X-Forwarded-Scheme": EVIL,
    "X-HTTP-Method-Override": "DELETE",
    "Origin": f"https://{EVIL}",
    "Referer": f"https://{EVIL}/",
    "User-Agent": f"<script src=//{EVIL}>",
    "Accept-Language": f"{EVIL}, xx",
}


@dataclass
class Listening:
    """A server that listens."""

    port: int

    def send(self, request: str) -> tuple[int, str, bytes]:
        """Send bytes as they are; status, headers and body of what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as opened:
            opened.sendall(request.encode("latin-1"))
            content = b"".join(iter(lambda: opened.recv(1 << 16), b""))
        head, _, body = content.partition(b"\r\n\r\n")
        lines = head.decode("latin-1")
        found = re.match(r"HTTP/1\.1 (\d{3})", lines)
        return int(found[1]) if found else 0, lines, body

    def ask(self, path: str, **headers: str) -> tuple[int, str, bytes]:
        given = {"Host": f"localhost:{self.port}", "Connection": "close", **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        return self.send(f"GET {path} HTTP/1.1\r\n{lines}\r\n")


@pytest.fixture(scope="module")
def listening(
    shown_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Listening]:
    home = tmp_path_factory.mktemp("hostile") / "home"
    shutil.copytree(shown_settings.home, home)
    (home / "secret.txt").write_bytes(SECRET)
    command = [*PAZANGA, "--home", str(home), "serve"]
    with subprocess.Popen(
        [*command, "--port", "0"], stdout=subprocess.PIPE, cwd=home
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline().decode()
            found = re.search(r"127\.0\.0\.1:(\d+)", said)
            assert found, said
            yield Listening(int(found[1]))
        finally:
            process.terminate()


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_to_a_file(listening: Listening, path: str) -> None:
    status, _, body = listening.ask(path)
    assert status in {307, 400, 403, 404, 405}
    assert SECRET not in body
    assert b"root:" not in body
    assert b"[project]" not in body


@pytest.mark.parametrize("line_break", BREAKS)
@pytest.mark.parametrize(
    "path", ["/spending/?x=", "/spending?lang=", "/chart/overview/", "/api/v1/tables/"]
)
def test_no_header_is_written_by_a_request(
    listening: Listening, path: str, line_break: str
) -> None:
    _, head, _ = listening.ask(f"{path}{line_break}")
    assert "\ninjected:" not in head.lower()


@pytest.mark.parametrize(
    "head",
    [
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: localhost\r\nX: a\x00b\r\n",
        "Host: localhost\r\nX : a\r\n",
        "Host: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Host: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
        "Host: localhost\r\nTransfer-Encoding: xchunked\r\n",
        "Host: evil.example\r\n",
        "Host: localhost@evil.example\r\n",
        "Host: localhost/evil.example\r\n",
        "",
    ],
)
def test_request_that_can_be_read_in_two_ways_is_refused(
    listening: Listening, head: str
) -> None:
    request = f"GET /spending HTTP/1.1\r\n{head}Connection: close\r\n\r\n"
    status, _, body = listening.send(request)
    assert status in {400, 421, 501}
    assert b"<html" not in body


@pytest.mark.parametrize("path", PAGES)
def test_nothing_that_a_cache_keeps_depends_on_what_a_caller_says(
    listening: Listening, path: str
) -> None:
    status, head, body = listening.ask(path)
    assert status == 200
    assert "cache-control: no-cache" in head.lower() or "etag:" in head.lower()
    for name, value in POISONS.items():
        poisoned = listening.ask(path, **{name: value})
        if "vary: accept-language" in head.lower() and name == "Accept-Language":
            assert EVIL.encode() not in poisoned[2]
        else:
            assert (poisoned[0], poisoned[2]) == (status, body), name
        assert EVIL not in poisoned[1], name


@pytest.mark.parametrize("query", ["?utm=1", "?x=<script>", "?lang=xx"])
def test_document_of_a_page_holds_nothing_of_its_address(
    listening: Listening, query: str
) -> None:
    _, _, plain = listening.ask("/spending")
    assert listening.ask(f"/spending{query}")[2] == plain
