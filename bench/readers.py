"""Readers of a Streamlit page: each changes a filter as often as it can.

They speak the protocol of the browser, with the states of its widgets and the hashes of
what it keeps, so that the server does all it does for one, and no browser takes the
processor away from it.
"""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from random import Random

    from streamlit.proto.Delta_pb2 import Delta
    from websockets.asyncio.client import ClientConnection

MOST_CHOSEN: Final = 2
"""Filters a reader narrows a page by: the third clears one of them."""

_FINISHED: Final = {
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}
_EARLY: Final = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
_FAILED: Final = ("exception", "alert")


@dataclass(slots=True)
class Change:
    """What one change of a page took.

    Attributes:
        seconds: From the request to the last message.
        messages: How many came.
        sent_bytes: How large they were, before compression.
        went_well: Whether the page was drawn without a failure.
    """

    seconds: float
    messages: int = 0
    sent_bytes: int = 0
    went_well: bool = True


@dataclass(slots=True)
class Widget:
    """A filter to choose values from.

    Attributes:
        options: Labels of the values.
        fragment: The part of the page that a change of it runs again; empty for all.
        chosen: Labels of those that are chosen.
    """

    options: list[str]
    fragment: str
    chosen: list[str] = field(default_factory=list)


class PageReader:
    """One reader of one page.

    Args:
        socket: An open connection, see `open_page`.
        page: Name of the page, as it stands in the address.
    """

    def __init__(self, socket: ClientConnection, page: str, query: str = "") -> None:
        self._socket = socket
        self._page = page
        self._query = query
        self._page_hash = ""
        self._kept: dict[str, Delta] = {}
        self._drawn: set[str] = set()
        self.widgets: dict[str, Widget] = {}

    async def open(self) -> Change:
        """Request the page for the first time."""
        return await self._run()

    async def change(self, random: Random) -> Change:
        """Choose a value of one filter more, or none where all or two are chosen."""
        filled = [name for name in sorted(self.widgets) if self.widgets[name].options]
        chosen = [name for name in filled if self.widgets[name].chosen]
        is_less = len(chosen) >= min(MOST_CHOSEN, len(filled))
        names = chosen if is_less else [name for name in filled if name not in chosen]
        widget = self.widgets[random.choice(names)]
        widget.chosen = [] if is_less else [random.choice(widget.options)]
        return await self._run(widget.fragment)

    async def _run(self, fragment: str = "") -> Change:
        request = BackMsg()
        state = request.rerun_script
        state.query_string, state.page_script_hash = self._query, self._page_hash
        state.fragment_id = fragment
        if not self._page_hash:
            state.page_name = self._page
        for name, widget in self.widgets.items():
            given = state.widget_states.widgets.add()
            given.id = name
            given.string_array_value.data.extend(widget.chosen)
        state.cached_message_hashes.extend(self._kept)
        self._drawn = set()
        change = Change(time.perf_counter())
        await self._socket.send(request.SerializeToString())
        while not await self._read(change):
            pass
        change.seconds = time.perf_counter() - change.seconds
        # The widgets a run did not draw are gone, as in a browser.
        for name in self.widgets.keys() - self._drawn:
            del self.widgets[name]
        return change

    async def _read(self, change: Change) -> bool:
        """Read one message; return whether it ends the run."""
        content = await self._socket.recv(decode=False)
        message = ForwardMsg.FromString(content)
        change.messages += 1
        change.sent_bytes += len(content)
        if message.metadata.cacheable and message.hash:
            self._kept[message.hash] = message.delta
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            change.went_well &= self._draw(message.delta)
        elif kind == "ref_hash":
            change.went_well &= self._draw(self._kept[message.ref_hash])
        elif kind == "script_finished" and message.script_finished != _EARLY:
            change.went_well &= message.script_finished in _FINISHED
            return True
        return False

    def _draw(self, delta: Delta) -> bool:
        """Keep the filters of the page; return whether what is drawn is no failure."""
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "multiselect":
            drawn = element.multiselect
            fresh = Widget(list(drawn.options), delta.fragment_id)
            widget = self.widgets.setdefault(drawn.id, fresh)
            widget.options, widget.fragment = fresh.options, fresh.fragment
            if drawn.set_value:
                widget.chosen = list(drawn.raw_values)
            self._drawn.add(drawn.id)
        return kind not in _FAILED


def open_socket(port: int) -> connect:
    """Open the connection of a page; it is closed at the end of the block."""
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    return connect(url, max_size=None, subprotocols=["streamlit"])  # type: ignore[list-item]


@asynccontextmanager
async def open_page(port: int, page: str) -> AsyncIterator[PageReader]:
    """Open a reader of a page, until the end of the block."""
    async with open_socket(port) as socket:
        yield PageReader(socket, page, "plan=kaunas")
