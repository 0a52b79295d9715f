"""A local site that answers as it is told, a clock that never waits, made-up rows."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote_plus

import pytest

from etl.open_data.download import Downloader
from etl.open_data.pacing import DownloadLimits
from pazanga.settings import OpenDataSettings, Settings

RECORDED = Path(__file__).parent / "recorded"
JSON_ROWS = list[dict[str, Any]]


@dataclass
class Answer:
    """What the site sends; `cut_at` closes the connection after so many bytes."""

    body: bytes = b"{}"
    media_type: str = "application/json"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut_at: int | None = None


class Site:
    """Faults that are told come first, each once; then `respond` answers."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.faults: list[Answer] = []
        self.respond: Callable[[str], Answer] = lambda _: Answer()

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append(path)
        self.headers.append(headers)
        return self.faults.pop(0) if self.faults else self.respond(path)


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        answer = self.site.answer(unquote_plus(self.path), dict(self.headers.items()))
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body[: answer.cut_at])

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    handler = type("SiteHandler", (Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        handler.site = Site(f"http://127.0.0.1:{server.server_address[1]}")
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield handler.site
        server.shutdown()
        thread.join()


class StillClock:
    """Time passes only by sleeping; `tick` makes each look at the clock take time."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []
        self.tick = 0.0

    def monotonic(self) -> float:
        self.seconds += self.tick
        return self.seconds

    def time(self) -> float:
        return datetime(2026, 11, 22, 9, tzinfo=UTC).timestamp()

    def sleep(self, seconds: float, /) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def downloader(clock: StillClock) -> Iterator[Downloader]:
    with Downloader(DownloadLimits(attempts=3), clock) as asked:
        yield asked


@dataclass
class Portal:
    """Answers as the portal's API does, from rows kept here."""

    rows: JSON_ROWS
    changes: JSON_ROWS = field(default_factory=list)
    page_rows: int = 2

    def respond(self, path: str) -> Answer:
        change = re.search(r"/:changes/(-?\d+)/:format/json", path)
        body = self.answer_changes(int(change[1])) if change else self.answer(path)
        return Answer(json.dumps(body).encode())

    def answer_changes(self, number: int) -> dict[str, Any]:
        if number < 0:
            return {"_data": self.changes[number:]}
        later = [change for change in self.changes if change["_cid"] >= number]
        return {"_data": later[: self.page_rows]}

    def answer(self, path: str) -> dict[str, Any]:
        selected = re.search(r"select\(([^)]*)\)", path)
        if not selected:
            return {"_data": self.rows[:1], "_page": {"next": "unused="}}
        token = re.search(r'page\("([^"]*)"\)', path)
        after = token[1].removesuffix("=") if token else ""
        page = [row for row in self.rows if row["_id"] > after][: self.page_rows]
        fields = selected[1].split(",")
        body: dict[str, Any] = {
            "_data": [
                {name: row[name] for name in fields if name != "_page"} for row in page
            ]
        }
        return {**body, "_page": {"next": f"{page[-1]['_id']}="}} if page else body


def read_recorded(name: str) -> JSON_ROWS:
    rows: JSON_ROWS = json.loads((RECORDED / name).read_text(encoding="utf-8"))["_data"]
    return rows


@pytest.fixture
def portal(site: Site) -> Portal:
    portal = Portal(read_recorded("schools.json"))
    site.respond = portal.respond
    return portal


@pytest.fixture
def settings(tmp_path: Path, site: Site) -> Settings:
    return Settings(
        home=tmp_path / "home",
        data=tmp_path / "data",
        open_data=OpenDataSettings(
            schools=True,
            pupils=True,
            statistics=("S9R001_M9000001",),
            portal_address=site.address,
            statistics_address=f"{site.address}/rest_xml",
        ),
    )


@pytest.fixture
def statistics() -> bytes:
    return (RECORDED / "statistics.xml").read_bytes()


@pytest.fixture
def empty_statistics() -> bytes:
    return (RECORDED / "statistics-empty.xml").read_bytes()


@pytest.fixture
def pupils() -> JSON_ROWS:
    return read_recorded("pupils.json")


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def answer() -> type[Answer]:
    return Answer
