"""A reader of the Dash page, who speaks to it as its script in a browser does."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bench.peers.costs import FILTERS
from bench.readers import MOST_CHOSEN, Change

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from random import Random

OUTPUTS = (
    ("title", "children"),
    ("figures", "children"),
    ("areas", "figure"),
    ("tiles", "figure"),
    ("activities", "data"),
)
"""What the page draws at a change, in its order."""


class DashReader:
    """One reader, on one connection that stays open.

    Args:
        reader: What the server sends.
        writer: What it is sent.
    """

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._reader, self._writer = reader, writer
        self._options: dict[str, list[str]] = {}
        self._chosen: dict[str, list[str]] = {label: [] for label in FILTERS}

    async def open(self) -> Change:
        """Request the layout, then what it shows before anything is chosen."""
        layout = json.loads(await self._request("GET", "/_dash-layout"))
        for part in layout["props"]["children"]:
            if part["type"] == "Dropdown":
                self._options[part["props"]["id"]] = part["props"]["options"]
        return await self._run(next(iter(FILTERS)))

    async def change(self, random: Random) -> Change:
        """Choose a value of one filter more, or none where two are chosen."""
        chosen = [label for label, values in self._chosen.items() if values]
        is_less = len(chosen) >= MOST_CHOSEN
        names = chosen if is_less else [name for name in FILTERS if name not in chosen]
        label = random.choice(names)
        self._chosen[label] = [] if is_less else [random.choice(self._options[label])]
        return await self._run(label)

    async def _run(self, label: str) -> Change:
        outputs = [{"id": name, "property": kind} for name, kind in OUTPUTS]
        joined = "...".join(f"{name}.{kind}" for name, kind in OUTPUTS)
        inputs = [
            {"id": name, "property": "value", "value": values or None}
            for name, values in self._chosen.items()
        ]
        asked = {
            "output": f"..{joined}..",
            "outputs": outputs,
            "inputs": inputs,
            "changedPropIds": [f"{label}.value"],
        }
        started = time.perf_counter()
        content = await self._request("POST", "/_dash-update-component", asked)
        change = Change(time.perf_counter() - started, 1, len(content))
        change.went_well = b'"title"' in content
        return change

    async def _request(
        self, method: str, path: str, asked: dict[str, Any] | None = None
    ) -> bytes:
        body = json.dumps(asked).encode() if asked else b""
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        answer = await self._reader.readuntil(b"\r\n\r\n")
        lines = answer.decode("latin-1").lower().split("\r\n")
        if " 200 " not in lines[0]:
            raise ConnectionError(lines[0])
        sizes = [line for line in lines if line.startswith("content-length:")]
        return await self._reader.readexactly(int(sizes[0].partition(":")[2]))


@asynccontextmanager
async def open_dash(port: int, _page: str) -> AsyncIterator[DashReader]:
    """Open the connection of a reader; it is closed at the end of the block."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield DashReader(reader, writer)
    finally:
        writer.close()
