"""Connections whose client stops reading end, and give back what they hold."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import uvicorn
from run_apart import run_apart
from uvicorn.server import ServerState

from dashboard.server.protocol import TimedProtocol

if TYPE_CHECKING:
    import pytest
    from starlette.types import Receive, Scope, Send

MEGABYTE = b"x" * (1 << 20)


async def answer_much(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200})
    for _ in range(100):
        await send({"type": "http.response.body", "body": MEGABYTE, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def ask_and_never_read() -> None:
    """Ask, read nothing, and wait until the server closes the connection."""
    lost = asyncio.Event()

    class Watched(TimedProtocol):
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            lost.set()

    config = uvicorn.Config(answer_much, lifespan="off", log_config=None)
    config.load()
    server = await asyncio.get_running_loop().create_server(
        lambda: Watched(config, ServerState(), {}), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    async with asyncio.timeout(20), server:
        await lost.wait()
    writer.close()


def test_what_nobody_reads_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TimedProtocol, "unread_seconds", 0.1)
    # A browser that other tests drive has a loop in this thread.
    run_apart(ask_and_never_read())
