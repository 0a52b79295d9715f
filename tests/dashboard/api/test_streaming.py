"""Long answers: of one snapshot to the end, and over when nobody reads them."""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from asking_program import publish_made_up
from starlette.requests import Request

from dashboard.api import interface, statement
from dashboard.api.formats import write_rows
from dashboard.api.interface import MOST_AT_ONCE, Interface, _name_caller
from warehouse.query.run import Answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from anyio.from_thread import BlockingPortal

    from pazanga.settings import Settings

    Message = MutableMapping[str, Any]

COUNT = 100_000
TABLE = """
create schema marts;
create table marts.t as select '%s' as version, i from range(100000) as r(i)
"""


@pytest.fixture
def long(own_settings: Settings) -> Settings:
    """A published table of a hundred thousand rows."""
    publish_made_up(own_settings, TABLE % "old", "20261130T040506Z-00000001.duckdb")
    return own_settings


async def listen(
    app: Interface, on_part: Callable[[], Awaitable[None]], left: asyncio.Event
) -> list[Message]:
    """Ask for all rows; each part that comes is told, until the caller has left."""
    sent: list[Message] = []

    async def receive() -> Message:
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body":
            await on_part()

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/v1/tables/marts/t/rows.csv",
        "query_string": b"",
        "headers": [],
    }
    await app(scope, receive, send)
    return sent


def is_whole(sent: list[Message]) -> bool:
    return not sent[-1].get("more_body", False)


@pytest.mark.parametrize(
    ("client", "forwarded", "name"),
    [
        (("127.0.0.1", 1), None, "address 127.0.0.1"),
        (("127.0.0.1", 1), "10.0.0.7", "address 10.0.0.7"),
        (("::1", 1), "10.0.0.9, 10.0.0.7", "address 10.0.0.7"),
        (("::ffff:127.0.0.1", 1), "10.0.0.7:5555", "address 10.0.0.7"),
        (("10.0.0.7", 1), "10.0.0.9", "address 10.0.0.7"),
        (("testclient", 1), "10.0.0.9", "address testclient"),
        (None, "10.0.0.9", "address "),
    ],
)
def test_only_a_proxy_of_this_machine_says_who_asks(
    client: tuple[str, int] | None, forwarded: str | None, name: str
) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    request = Request({"type": "http", "client": client, "headers": headers})
    assert _name_caller(request) == name


def count_turns(app: Interface) -> int:
    return app._turns["rows"]._value


def test_answer_is_of_one_snapshot_to_its_end(
    long: Settings, portal: BlockingPortal
) -> None:
    app = Interface(long)
    parts: list[int] = []

    async def publish() -> None:
        parts.append(1)
        if len(parts) == 1:
            name = "20261130T040506Z-00000002.duckdb"
            publish_made_up(long, TABLE % "new", name)
            old = long.warehouse_dir / "snapshots" / "20261130T040506Z-00000001.duckdb"
            old.unlink()

    sent = portal.call(listen, app, publish, asyncio.Event())
    lines = b"".join(part["body"] for part in sent[1:]).splitlines()
    assert len(parts) > 2
    assert is_whole(sent)
    assert lines[0] == b"version,i"
    assert lines[1:] == [f"old,{number}".encode() for number in range(COUNT)]


def test_caller_who_leaves_gives_the_turn_back(
    long: Settings, portal: BlockingPortal
) -> None:
    app, left = Interface(long), asyncio.Event()

    async def leave() -> None:
        left.set()
        await asyncio.sleep(0)

    sent = portal.call(listen, app, leave, left)
    assert not is_whole(sent)
    assert count_turns(app) == MOST_AT_ONCE["rows"]


def test_answer_that_is_read_too_slowly_is_cut(
    long: Settings,
    portal: BlockingPortal,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(interface, "LONGEST_SECONDS", 0.05)
    app = Interface(long)
    sent = portal.call(listen, app, partial(asyncio.sleep, 60), asyncio.Event())
    assert not is_whole(sent)
    assert "answer_cut" in caplog.text
    assert count_turns(app) == MOST_AT_ONCE["rows"]


def test_query_that_does_not_begin_is_stopped(
    long: Settings, portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = """
    create schema marts;
    create view marts.t as select sum(a.i * b.i) as n
    from range(10000000) as a(i), range(10000000) as b(i)
    """
    monkeypatch.setattr(interface, "FIRST_SECONDS", 0.2)
    publish_made_up(long, slow, "20261130T040506Z-00000003.duckdb")
    app = Interface(long)
    sent = portal.call(listen, app, partial(asyncio.sleep, 0), asyncio.Event())
    assert sent[0]["status"] == 503
    assert b"too_slow" in sent[1]["body"]
    assert count_turns(app) == MOST_AT_ONCE["rows"]


async def read_little(app: Interface, body: bytes) -> tuple[int, int]:
    """Send a query, take one part of the answer, and leave; how much came of it."""
    left, asked = asyncio.Event(), [{"type": "http.request", "body": body}]
    sent: list[Message] = []

    async def receive() -> Message:
        if asked:
            return asked.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body":
            left.set()
            await asyncio.sleep(60)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/sql",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    await app(scope, receive, send)
    return int(dict(sent[0]["headers"])[b"content-length"]), len(sent[1]["body"])


def test_answer_of_a_query_waits_for_its_reader(
    made_up: Settings, portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Answer(b"x" * 1_000_000, is_cut=False)
    monkeypatch.setattr(statement, "run_query", lambda *_: whole)
    app, count = Interface(made_up), sys.getrefcount(whole.content)
    length, came = portal.call(read_little, app, b'{"sql": "select 1"}')
    assert (length, came) == (1_000_000, interface.PIECE_BYTES)
    assert app._turns["sql"]._value == MOST_AT_ONCE["sql"]
    kept = sys.getrefcount(whole.content) - count
    assert kept == 0


@pytest.mark.parametrize("name", ["json", "csv", "arrow", "parquet"])
def test_what_breaks_between_batches_is_told_as_what_it_is(name: str) -> None:
    numbers = "from range(100000) as r(i)"
    late = "case when i = 90000 then"
    failing = {
        f"select {late} error('x') else 'a' end as x {numbers}": duckdb.Error,
        f"select ({late} 'b' else '1' end)::int as x {numbers}": duckdb.DataError,
    }
    with duckdb.connect() as connection:
        for sql, kind in failing.items():
            with pytest.raises(kind):
                b"".join(write_rows(connection.cursor(), sql, {}, name))
        stopped = connection.cursor()
        pieces = write_rows(stopped, f"select 'x' as x {numbers}", {}, name)
        next(pieces)
        stopped.interrupt()
        with pytest.raises(duckdb.InterruptException):
            b"".join(pieces)
