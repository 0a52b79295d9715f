"""Scripts and styles over the wire: compressed for those who take it, whole for all."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest
from run_apart import run_apart

from dashboard.server.assets import ROOT, CompressedAssets, list_assets

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.types import Receive, Scope, Send

SCRIPT = max(
    (path for path in sorted(list_assets()) if path.endswith(".js")),
    key=lambda path: (ROOT / path[1:]).stat().st_size,
)
FONT = next(path for path in sorted(list_assets()) if path.endswith(".woff2"))
PASSED_ON = 204


def ask(
    path: str, *headers: tuple[str, str], method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    sent: list[MutableMapping[str, Any]] = []
    raw = [(name.encode(), value.encode()) for name, value in headers]
    scope = {"type": "http", "method": method, "path": path, "headers": raw}

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": PASSED_ON, "headers": []})

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    run_apart(CompressedAssets(app)(scope, receive, send))
    start, *rest = sent
    names = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], names, b"".join(one["body"] for one in rest)


@pytest.mark.parametrize(
    "accepted", ["gzip", "br, gzip;q=0.8", "deflate, GZIP ; q=1", "gzip;q=0.001"]
)
def test_script_is_compressed_for_those_who_take_it(accepted: str) -> None:
    status, headers, body = ask(SCRIPT, ("accept-encoding", accepted))
    plain = (ROOT / SCRIPT[1:]).read_bytes()
    assert status == 200
    assert gzip.decompress(body) == plain
    assert len(body) < len(plain) / 2
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(body))
    assert headers["vary"] == "Accept-Encoding"
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("path", "headers", "method"),
    [
        (SCRIPT, [], "GET"),
        (SCRIPT, [("accept-encoding", "br")], "GET"),
        (SCRIPT, [("accept-encoding", "gzip;q=0, br")], "GET"),
        (SCRIPT, [("accept-encoding", "gzip"), ("range", "bytes=0-9")], "GET"),
        (SCRIPT, [("accept-encoding", "gzip")], "HEAD"),
        (FONT, [("accept-encoding", "gzip")], "GET"),
        ("/static/js/../index.html", [("accept-encoding", "gzip")], "GET"),
        ("/healthz", [("accept-encoding", "gzip")], "GET"),
    ],
)
def test_everything_else_is_passed_on(
    path: str, headers: list[tuple[str, str]], method: str
) -> None:
    assert ask(path, *headers, method=method)[0] == PASSED_ON
