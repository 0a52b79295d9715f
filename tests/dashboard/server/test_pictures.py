"""Pictures over HTTP: what is sent, kept, refused, and how many at a time."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest.mock import AsyncMock, MagicMock

import anyio.from_thread
import pytest
from anyio.to_thread import current_default_thread_limiter
from run_apart import run_apart
from starlette.requests import Request

from dashboard.api import interface
from dashboard.headless.addresses import parse_address
from dashboard.server import pictures as drawing
from dashboard.server.pictures import BusyError, PictureLimits, Pictures
from pazanga.errors import NoSnapshot, PageError, pack_error
from pazanga.processes.answering_child import ChildError
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.responses import Response

    from pazanga.settings import Settings

CHART = ("spending", "comparison.png")


class FakeChild:
    """Answers at once, and counts."""

    def __init__(self, settings: Settings) -> None:
        self.asked: list[dict[str, Any]] = []
        self.snapshot = read_current(settings.warehouse_dir).name

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(request)
        return {"name": "a.png", "content": "AAAA", "snapshot": self.snapshot}

    def close(self) -> None:
        pass


@pytest.fixture
def pictures(shown_settings: Settings) -> Iterator[Pictures]:
    made = Pictures(shown_settings)
    yield made
    made.close()


def ask(
    pictures: Pictures, page: str, file: str, query: str = "", **headers: str
) -> Response:
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/chart/{page}/{file}",
        "query_string": query.encode(),
        "path_params": {"path": f"{page}/{file}"},
        "headers": [
            (b"host", b"localhost"),
            *(
                (name.replace("_", "-").encode(), value.encode())
                for name, value in headers.items()
            ),
        ],
    }
    return run_apart(pictures.answer(Request(scope)))


def test_picture_is_sent_kept_and_refused(
    pictures: Pictures, shown_settings: Settings
) -> None:
    sent = ask(pictures, *CHART, "lang=en")
    assert (sent.status_code, sent.media_type) == (200, "image/png")
    assert sent.body[:4] == b"\x89PNG"
    name = sent.headers["content-disposition"]
    assert "birstonas-spending-comparison-" in name
    pictures.close()
    child = FakeChild(shown_settings)
    pictures._child = child  # type: ignore[assignment] - is not asked again
    tag = sent.headers["etag"]
    for held in (tag, f'"a", W/{tag}', "*"):
        again = ask(pictures, *CHART, "lang=en", if_none_match=held)
        assert (again.status_code, child.asked) == (304, [])
    assert ask(pictures, *CHART, "lang=en", if_none_match='"a"').status_code == 200


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("spending", "a.gif"),
        ("nera", "a.png"),
        ("load", "a.png"),
        ("spending", ".png"),
        ("spending", "a/b.png"),
    ],
)
def test_path_that_is_no_picture_is_refused_at_once(
    shown_settings: Settings, page: str, file: str
) -> None:
    pictures = Pictures(shown_settings)
    pictures._child = FakeChild(shown_settings)  # type: ignore[assignment]
    answer = ask(pictures, page, file, "lang=en")
    assert answer.status_code == 404
    assert pictures._child.asked == []  # type: ignore[attr-defined]


def test_picture_is_kept_under_the_snapshot_it_shows(shown_settings: Settings) -> None:
    pictures = Pictures(shown_settings)
    child = FakeChild(shown_settings)
    current, child.snapshot = child.snapshot, "published-meanwhile.duckdb"
    pictures._child = child  # type: ignore[assignment]
    pictures.draw(parse_address("/"), "money", "png")
    assert {key[0] for key in pictures._kept} == {"published-meanwhile.duckdb"}
    child.snapshot = current
    for _ in range(2):
        pictures.draw(parse_address("/"), "money", "png")
    assert len(child.asked) == 2
    pictures.close()


class SlowChild(FakeChild):
    """Ends as a child does whose page, or which itself, took too long."""

    def __init__(self, settings: Settings, ending: str) -> None:
        super().__init__(settings)
        self.ending = ending

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        if self.ending == "page":
            error = PageError("page_too_long", address=request["address"])
            return {"error": pack_error(error)}
        raise ChildError(
            "time" if self.ending == "child" else "crash",
            "why",
            PictureLimits().child,
            was_fresh=True,
        )


@pytest.mark.parametrize(
    ("ending", "retry"), [("page", "30"), ("child", "30"), ("crash", None)]
)
def test_slow_picture_may_be_asked_for_again(
    shown_settings: Settings, ending: str, retry: str | None
) -> None:
    pictures = Pictures(shown_settings)
    pictures._child = SlowChild(shown_settings, ending)  # type: ignore[assignment]
    answer = ask(pictures, *CHART, "lang=en")
    pictures.close()
    assert (answer.status_code, answer.headers.get("retry-after")) == (503, retry)


@pytest.mark.parametrize("damage", ["no data", "no pointer", "other content"])
def test_no_answer_names_a_path_of_this_machine(
    shown_settings: Settings, tmp_path: Path, damage: str
) -> None:
    settings = replace(shown_settings, home=tmp_path)
    if damage != "no data":
        shutil.copytree(shown_settings.warehouse_dir, settings.warehouse_dir)
    if damage == "no pointer":
        (settings.warehouse_dir / "CURRENT").write_text("../../x", "utf-8")
    if damage == "other content":
        with read_current(settings.warehouse_dir).path.open("ab") as file:
            file.write(b"x")
    pictures = Pictures(settings)
    answer = ask(pictures, *CHART, "lang=en")
    pictures.close()
    said = bytes(answer.body).decode()
    assert answer.status_code == 503
    assert str(tmp_path) not in said
    expected = "No data are published" if damage == "no data" else "no pictures are"
    assert expected in said


def test_error_of_the_child_is_that_of_the_page(shown_settings: Settings) -> None:
    pictures = Pictures(shown_settings)
    child = FakeChild(shown_settings)
    packed = {"kind": "PageError", "name": "page_failed", "fields": {"address": "/"}}
    child.ask = lambda _request: {"error": packed}  # type: ignore[method-assign]
    pictures._child = child  # type: ignore[assignment]
    with pytest.raises(PageError):
        pictures.draw(parse_address("/"), "money", "png")
    assert pictures._waiting == 0
    pictures.close()


def test_so_many_wait_and_no_more(shown_settings: Settings) -> None:
    pictures = Pictures(shown_settings, PictureLimits(waiting=0))
    with pytest.raises(BusyError):
        pictures.draw(parse_address("/"), "money", "png")
    busy = ask(pictures, "overview", "money.png", "lang=en")
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
    assert b"Try again" in busy.body


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Threads that all share and that are taken while data are looked for."""
    found: list[float] = []

    def find(_settings: Settings) -> None:
        limiter = anyio.from_thread.run_sync(current_default_thread_limiter)
        found.append(limiter.borrowed_tokens)
        raise NoSnapshot("no_snapshot")

    monkeypatch.setattr(drawing, "find_published", find)
    monkeypatch.setattr(interface, "open_shown", find)
    return found


def test_who_waits_for_a_copy_takes_no_thread_of_others(
    taken: list[float], shown_settings: Settings
) -> None:
    async def ask_a_program() -> None:
        scope = {"type": "http", "method": "GET", "path": "/api/v1/tables"}
        more: Any = {"headers": [], "query_string": b"", "client": None}
        program: Any = interface.Interface(shown_settings)
        await program(scope | more, MagicMock(), AsyncMock())

    assert ask(Pictures(shown_settings), *CHART, "lang=en").status_code == 503
    run_apart(ask_a_program())
    assert taken == [0, 0]


def test_pictures_are_kept_within_a_size(shown_settings: Settings) -> None:
    pictures = Pictures(shown_settings, PictureLimits(kept_bytes=6))
    child = FakeChild(shown_settings)
    pictures._child = child  # type: ignore[assignment]
    for chart in ("a", "b", "b", "c", "a"):
        pictures.draw(parse_address("/"), chart, "png")
    assert [one["chart"] for one in child.asked] == ["a", "b", "c", "a"]
    pictures.close()
