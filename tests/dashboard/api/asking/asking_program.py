"""A made-up snapshot with hard values, and a program that asks it in process."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dashboard.api.interface import Interface
from dashboard.server.guard import Guard
from dashboard.server.upload_limits import UploadLimits
from warehouse.connection import open_building
from warehouse.integrity import hash_file
from warehouse.snapshots import SNAPSHOTS, Snapshot, write_current

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from anyio.from_thread import BlockingPortal
    from starlette.types import ASGIApp

    from pazanga.settings import Settings

TABLES = """
create schema marts;
create schema reports;
create schema raw;
create table raw.secret as select 'hidden' as supplier;
create table marts.fct_hard (
    row_code varchar, note varchar, net_eur decimal(18, 2), wide decimal(38, 2),
    share_ratio double, row_count bigint, huge hugeint, budget_year smallint,
    is_done boolean, paid_date date, changed_at timestamp
);
comment on table marts.fct_hard is 'Made-up rows. Additive. Grain: one row per code.';
comment on column marts.fct_hard.net_eur is
    'Amount without VAT [unit: eur] [lt: Suma be PVM] [en: Net amount]';
insert into marts.fct_hard values
    ('a', null, 1234567.89, 123456789012345678901234567890123456.78, 0.1,
     9007199254740993, 12345678901234567890123456789012345678, 2024, true,
     '2024-02-29', '2024-05-31 10:20:30.123456'),
    ('b', '', -5.00, 0.01, -1e300, 0, -1, -32768, false, '1899-12-31',
     '2024-01-01 00:00:00'),
    ('c', '=1+1', null, null, null, null, null, null, null, null, null),
    ('d', '-5,00', 0.00, 0, 0, 1, 0, 0, null, '9999-12-31', null),
    ('e', e'ąž "x", y;\\nz\\t''', 100.10, 7, 1.5, 2, 7, 7, true, '2024-06-01', null),
    ('f', '@x', 1234567.89, 7, 1.5, 2, 7, 7, true, '2024-06-01', null);
create table marts.fct_many as
    select i as row_number, 'r' || i % 7 as row_code from range(12000) as r(i);
create table marts."odd ""name" as select 1 as "select", 'x' as "a__gt", [1, 2] as l;
create table marts.dim_empty (code varchar, net_eur decimal(18, 2));
create table marts.dim_beyond as select
    date 'infinity' as last_date, 170141183460469231731687303715884105727 as huge,
    repeat('x', 40000) as long_text;
create view reports.rpt_hard as
    select row_code, net_eur from marts.fct_hard where net_eur is not null;
"""

Headers = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401
        return json.loads(self.body)


@dataclass
class Program:
    """A program that asks the interface, through the guard."""

    app: ASGIApp
    portal: BlockingPortal
    headers: Headers = field(default_factory=lambda: {"host": "localhost:8501"})

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return self.ask(path, method, headers)

    def ask(
        self, path: str, method: str, headers: Headers, body: bytes = b""
    ) -> Answer:
        return self.portal.call(self._ask, path, method, headers, body)

    async def _ask(
        self, address: str, method: str, headers: Headers, body: bytes
    ) -> Answer:
        path, _, query = address.partition("?")
        named = {
            **self.headers,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "client": ("127.0.0.1", 50_000),
            "headers": [
                (name.encode(), value.encode()) for name, value in named.items()
            ],
        }
        sent: list[MutableMapping[str, Any]] = []
        asked = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> MutableMapping[str, Any]:
            if asked:
                return asked.pop()
            await asyncio.Event().wait()
            raise AssertionError

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start, *parts = sent
        assert not parts[-1].get("more_body")
        return Answer(
            start["status"],
            {name.decode(): value.decode() for name, value in start["headers"]},
            b"".join(part["body"] for part in parts),
        )


def publish_made_up(settings: Settings, tables: str, name: str) -> Snapshot:
    """Publish a snapshot of made-up tables."""
    folder = settings.warehouse_dir / SNAPSHOTS
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with open_building(path) as connection:
        connection.execute(tables)
    now = datetime(2026, 11, 30, 4, 5, 6, 789, tzinfo=UTC)
    snapshot = Snapshot(path, now, "run", "hash", hash_file(path))
    write_current(settings.warehouse_dir, snapshot)
    return snapshot


def make_program(settings: Settings, portal: BlockingPortal) -> Program:
    return Program(Guard(Interface(settings), settings, UploadLimits()), portal)
