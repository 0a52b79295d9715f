"""What runs again when a filter changes: the page alone, unless its frame is of old.

Spoken over the websocket as a browser speaks, so that every message is seen.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Any

from run_apart import run_apart
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.readers import PageReader, open_socket
from pazanga.settings import Settings
from warehouse.snapshots import read_current, write_current

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Server, StartServer


@dataclass
class Recorder:
    """A websocket, and the messages that came over it."""

    socket: Any
    seen: list[ForwardMsg] = field(default_factory=list)

    async def send(self, content: bytes) -> None:
        self.seen.clear()
        await self.socket.send(content)

    async def recv(self, *, decode: bool) -> bytes:
        content: bytes = await self.socket.recv(decode=decode)
        self.seen.append(ForwardMsg.FromString(content))
        return content

    @property
    def kinds(self) -> set[str | None]:
        return {message.WhichOneof("type") for message in self.seen}

    @property
    def markup(self) -> str:
        drawn = (message.delta.new_element for message in self.seen)
        return "".join(one.html.body for one in drawn if one.HasField("html"))


def change_filter(
    server: Server, query: str, meanwhile: Callable[[], None] = lambda: None
) -> tuple[str, Recorder]:
    """Open the page of spending and change a filter; return both answers."""

    async def read() -> tuple[str, Recorder]:
        port = int(server.url.rpartition(":")[2])
        async with open_socket(port) as socket:
            recorder = Recorder(socket)
            reader = PageReader(recorder, "spending", query)  # type: ignore[arg-type]
            await reader.open()
            before = recorder.markup
            meanwhile()
            change = await reader.change(Random(2))  # noqa: S311 - the same each time
            assert change.went_well
            return before, recorder

    return run_apart(read())


def test_change_of_a_filter_runs_the_page_alone(server: Server) -> None:
    before, after = change_filter(server, "plan=kaunas")
    assert '<footer class="foot">' in before
    assert "navigation" not in after.kinds
    assert '<footer class="foot">' not in after.markup
    assert '<h1 class="kicker">' in after.markup
    assert '<dl class="figures">' in after.markup
    assert "page_info_changed" in after.kinds


def test_change_after_a_publication_shows_only_the_new_snapshot(
    start_server: StartServer, served_settings: Settings, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(served_settings.home, home)
    warehouse = Settings(home=home, data=served_settings.data).warehouse_dir
    old = read_current(warehouse)
    new = replace(old, path=old.path.with_name("20991231T000000Z-anew.duckdb"))

    def publish() -> None:
        shutil.copy2(old.path, new.path)
        write_current(warehouse, new)

    before, after = change_filter(start_server(home), "plan=kaunas", publish)
    assert old.name in before
    assert "navigation" in after.kinds
    assert new.name in after.markup
    assert old.name not in after.markup


def test_change_takes_back_what_the_frame_said_of_the_address(server: Server) -> None:
    before, after = change_filter(server, "plan=kaunas&nonsense=1")
    assert "nonsense" in before
    assert "navigation" in after.kinds
    assert "nonsense" not in after.markup
