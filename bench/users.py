"""Many users of one server: each opens a session and runs pages without think time.

Speaks Streamlit's own protocol over its websocket, so that the server does all it does
for a browser and no browser takes the processor away from it.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_FINISHED = {
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}


@dataclass(slots=True)
class Runs:
    """Seconds of each page run, and how many runs ended in an exception."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0

    def describe(self, elapsed: float) -> str:
        """Format runs per second, median and 95th percentile."""
        ordered = sorted(self.seconds)
        if not ordered:
            return "no run finished"
        return (
            f"{len(ordered) / elapsed:5.1f} runs/s"
            f"   p50 {statistics.median(ordered) * 1000:6.0f} ms"
            f"   p95 {ordered[int(len(ordered) * 0.95)] * 1000:6.0f} ms"
            + (f"   FAILED {self.failed}" if self.failed else "")
        )


async def run_page(socket: ClientConnection, page: str, query: str) -> bool:
    """Request one run of a page and read all of it; return whether it went well."""
    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    await socket.send(request.SerializeToString())
    went_well = True
    while True:
        message = ForwardMsg.FromString(await socket.recv(decode=False))
        if message.WhichOneof("type") == "delta":
            element = message.delta.new_element
            went_well &= element.WhichOneof("type") != "exception"
        if message.WhichOneof("type") == "script_finished":
            return went_well and message.script_finished in _FINISHED


async def run_user(
    url: str, pages: list[str], queries: list[str], until: float, runs: Runs
) -> None:
    """Run pages one after the other, with changing filters, until the time is up."""
    async with connect(url, max_size=None, subprotocols=["streamlit"]) as socket:  # type: ignore[list-item]
        turn = 0
        while time.perf_counter() < until:
            started = time.perf_counter()
            page = pages[turn % len(pages)]
            went_well = await run_page(socket, page, queries[turn % len(queries)])
            runs.seconds.append(time.perf_counter() - started)
            runs.failed += not went_well
            turn += 1


async def run_users(
    port: int, pages: list[str], queries: list[str], *, users: int, seconds: float
) -> tuple[Runs, float]:
    """Run `users` at once for `seconds`; return their runs and the time taken."""
    runs = Runs()
    started = time.perf_counter()
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    await asyncio.gather(
        *(run_user(url, pages, queries, started + seconds, runs) for _ in range(users))
    )
    return runs, time.perf_counter() - started
