"""A file of a button is fetched by the reader it was made for, and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from run_apart import run_apart
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.web.server.starlette.starlette_routes import create_media_routes

from dashboard.access.given_files import GivenFiles
from pazanga.access.marks import mark_for
from pazanga.access.reader import OPEN, SCOPE, Visitor
from pazanga.access.roles import Grant
from pazanga.settings import Settings

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from pathlib import Path


READER = Visitor(
    "login", "person:1", (Grant("analyst", frozenset({"12", "19"}), "a"),), "Ona", "s1"
)
OTHERS = {
    "nobody": Visitor("nobody"),
    "another_person": Visitor("login", "person:2", READER.grants, "Ona", "s1"),
    "another_session": Visitor("login", "person:1", READER.grants, "Ona", "s2"),
    "another_role": Visitor(
        "login", "person:1", (Grant("viewer", frozenset({"12", "19"}), "a"),), "", "s1"
    ),
    "fewer_plans": Visitor(
        "login", "person:1", (Grant("analyst", frozenset({"12"}), "a"),), "", "s1"
    ),
    "no_logins": OPEN,
}


class Server:
    """Streamlit's own files and routes behind the middleware."""

    def __init__(self, settings: Settings) -> None:
        self.files = MemoryMediaFileStorage("/media")
        self.app = Starlette(
            routes=create_media_routes(self.files, None),
            middleware=[Middleware(GivenFiles, settings=settings)],
        )

    def keep(self, content: bytes, mime: str) -> str:
        """Keep a file as a button does; return its address."""
        kind = MediaFileKind.DOWNLOADABLE
        file_id = self.files.load_and_get_id(content, mime, kind, "a.csv")
        return self.files.get_url(file_id)

    def ask(
        self, path: str, reader: Visitor, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        sent: list[MutableMapping[str, Any]] = []
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(name.encode(), at.encode()) for name, at in headers.items()],
            SCOPE: reader,
        }

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request"}

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        run_apart(self.app(scope, receive, send))
        said = {name.decode(): at.decode() for name, at in sent[0]["headers"]}
        body = b"".join(part.get("body", b"") for part in sent[1:])
        return sent[0]["status"], said, body


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(Settings(home=tmp_path, data=tmp_path))


def test_reader_has_the_file_and_no_mark_of_ours(server: Server) -> None:
    path = server.keep(b"a;b\n", mark_for(READER, "text/csv"))
    status, headers, body = server.ask(path, READER)
    assert (status, body) == (200, b"a;b\n")
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert headers["content-disposition"] == 'attachment; filename="a.csv"'
    status, headers, body = server.ask(path, READER, range="bytes=2-2")
    assert (status, body) == (206, b"b")
    assert "pazanga" not in str(headers)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_has_it(server: Server, name: str, method: str) -> None:
    path = server.keep(b"secret", mark_for(READER, "text/csv"))
    for headers in ({}, {"range": "bytes=0-3"}):
        status, said, body = server.ask(path, OTHERS[name], method, **headers)
        assert status == 403
        assert b"secret" not in body
        assert "pazanga" not in str(said)


def test_marks_of_others_and_none_open_nothing(server: Server) -> None:
    marked = mark_for(READER, "text/csv")
    for mime in ("text/csv", f"{marked[:-1]}0", marked[:-1], marked.upper()):
        path = server.keep(b"secret", mime)
        if mime != marked:
            assert server.ask(path, READER)[0] == 403


def test_same_content_has_another_address_each_time(server: Server) -> None:
    paths = {server.keep(b"a", mark_for(READER, "text/csv")) for _ in range(5)}
    assert len(paths) == 5


def test_large_files_that_differ_between_samples_are_two(server: Server) -> None:
    first, second = bytearray(2 << 20), bytearray(2 << 20)
    second[300_000] = 1
    contents = [bytes(first), bytes(second)]
    paths = [server.keep(one, mark_for(READER, "text/csv")) for one in contents]
    assert [server.ask(path, READER)[2] for path in paths] == contents
    # Without the mark they are one to Streamlit, and the second gives the first.
    assert len({server.keep(one, "text/csv") for one in contents}) == 1


def test_what_is_not_there_stays_missing(server: Server) -> None:
    assert server.ask("/media/nosuch.csv", READER)[0] == 404
