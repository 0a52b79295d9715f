"""Readers who note which snapshots a page says it shows."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from bench.readers import PageReader, open_socket

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from streamlit.proto.Delta_pb2 import Delta
    from websockets.asyncio.client import ClientConnection

SNAPSHOT: Final = re.compile(r"\b\d{8}T\d{6}Z-[0-9a-f]{8}\b")


class WatchedReader(PageReader):
    """One reader of one page, who reads the name of the snapshot below it.

    Args:
        socket: An open connection.
        page: Name of the page.
        query: Its choices, as in the address.
    """

    def __init__(self, socket: ClientConnection, page: str, query: str = "") -> None:
        super().__init__(socket, page, query)
        self.snapshots: set[str] = set()

    def _draw(self, delta: Delta) -> bool:
        element = delta.new_element
        if element.WhichOneof("type") == "html":
            self.snapshots.update(SNAPSHOT.findall(element.html.body))
        return super()._draw(delta)


@asynccontextmanager
async def open_watched(
    port: int, page: str, query: str
) -> AsyncIterator[WatchedReader]:
    """Open a reader of a page, until the end of the block."""
    async with open_socket(port) as socket:
        yield WatchedReader(socket, page, query)
