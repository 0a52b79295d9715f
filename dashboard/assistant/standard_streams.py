"""`pazanga mcp`: the tools on standard input and output of whoever starts it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import anyio
from mcp.server.stdio import stdio_server

from dashboard.assistant.desk import ToolCaller
from dashboard.assistant.protocol import build_server
from pazanga.files.private import prepare_home
from pazanga.log import keep_log

if TYPE_CHECKING:
    from pazanga.settings import Settings

LOG_NAME = "assistant"


def serve_streams(settings: Settings) -> None:
    """Serve until standard input ends.

    Raises:
        OSError: The log cannot be written.
    """
    prepare_home(settings)
    with (
        keep_log(settings.logs_dir, LOG_NAME, "dashboard.assistant"),
        suppress(KeyboardInterrupt),
    ):
        anyio.run(_serve, settings)


async def _serve(settings: Settings) -> None:
    server = build_server(settings, lambda _context: ToolCaller(settings.language))
    async with stdio_server() as (incoming, outgoing):
        options = server.create_initialization_options()
        await server.run(incoming, outgoing, options)
