"""Who asks too often is told when to come again; who clicks quickly is not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from run_apart import run_apart
from starlette.responses import PlainTextResponse

from dashboard.server import rates
from dashboard.server.rates import RateLimit, RequestRates, find_address, find_caller
from dashboard.server.server import build_app
from pazanga.access.reader import OPEN, SCOPE, Visitor
from pazanga.errors import SettingError
from pazanga.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from pathlib import Path


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def make_scope(path: str = "/", client: str = "192.0.2.7", **more: Any) -> Any:  # noqa: ANN401
    return {"type": "http", "path": path, "client": (client, 1), "headers": []} | more


def ask(limit: RateLimit, scope: Any) -> tuple[int, dict[str, str], str]:  # noqa: ANN401
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    run_apart(limit(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, sent[1]["body"].decode()


def make_limit(per_minute: int, clock: Clock) -> RateLimit:
    counted = RequestRates(per_minute, clock)
    return RateLimit(PlainTextResponse("ok"), counted, find_address, {"/boot.js"})


def test_a_minute_of_requests_may_come_at_once_and_then_as_time_goes_by() -> None:
    clock = Clock()
    counted = RequestRates(60, clock)
    assert [counted.take("a") for _ in range(60)] == [0.0] * 60
    assert counted.take("a") == pytest.approx(1)
    # Of another nothing was taken, and what was refused takes nothing.
    assert counted.take("b") == 0
    clock.now += 1
    assert counted.take("a") == 0
    assert counted.take("a") > 0
    clock.now += 600
    assert [counted.take("a") for _ in range(60)] == [0.0] * 60


def test_nobody_is_kept_who_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_KEYS", 5)
    clock = Clock()
    counted = RequestRates(60, clock)
    for number in range(9):
        counted.take(f"{number}")
    assert len(counted._full_until) == 5
    clock.now += 61
    counted.take("new")
    assert list(counted._full_until) == ["new"]


def test_who_asks_too_often_is_told_when_to_come_again() -> None:
    limit = make_limit(2, Clock())
    assert [ask(limit, make_scope())[0] for _ in range(3)] == [200, 200, 429]
    status, headers, said = ask(limit, make_scope())
    assert (status, headers["retry-after"]) == (429, "30")
    assert "Pakartokite po 30 s" in said
    assert "Try again in 30 s" in said
    # Another address, and what every page loads, are not counted with it.
    assert ask(limit, make_scope(client="192.0.2.8"))[0] == 200
    assert ask(limit, make_scope("/boot.js"))[0] == 200


@pytest.mark.parametrize("path", ["/api/v1/tables", "/mcp"])
def test_a_program_gets_a_document_it_can_read(path: str) -> None:
    limit = make_limit(1, Clock())
    ask(limit, make_scope(path))
    status, headers, said = ask(limit, make_scope(path))
    assert (status, headers["retry-after"]) == (429, "60")
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(said)["type"].endswith("#too_often")


def test_messages_of_a_page_wait_and_none_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        clock.now += seconds

    monkeypatch.setattr(rates.anyio, "sleep", sleep)
    coming = [{"type": "websocket.receive", "bytes": b"x"}] * 4
    coming += [{"type": "websocket.disconnect"}] * 3
    heard: list[str] = []

    async def receive() -> MutableMapping[str, Any]:
        return coming.pop(0)  # type: ignore[return-value]

    async def app(_scope: Any, hear: Any, _send: Any) -> None:  # noqa: ANN401
        heard.extend([(await hear())["type"] for _ in range(7)])

    limit = RateLimit(app, RequestRates(2, clock), find_address, ())
    scope = make_scope("/_stcore/stream", type="websocket")
    run_apart(limit(scope, receive, None))  # type: ignore[arg-type]
    assert heard.count("websocket.receive") == 4
    # Opening it counts, too.
    assert waited == [pytest.approx(30)] * 3


def test_opening_a_page_counts_and_too_many_are_closed() -> None:
    opened: list[str] = []
    sent: list[MutableMapping[str, Any]] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:  # noqa: ANN401
        opened.append(scope["client"][0])

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    clock = Clock()
    limit = RateLimit(app, RequestRates(2, clock), find_address, ())
    scope = make_scope("/_stcore/stream", type="websocket")
    for _ in range(3):
        run_apart(limit(scope, receive, send))
    assert len(opened) == 2
    assert sent == [{"type": "websocket.close", "code": 1013}]
    run_apart(limit(scope | {"client": ("192.0.2.8", 1)}, receive, send))
    clock.now += 30
    run_apart(limit(scope, receive, send))
    assert opened[2:] == ["192.0.2.8", "192.0.2.7"]
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("client", "forwarded", "found"),
    [
        ("192.0.2.7", (), "192.0.2.7"),
        # What others say of themselves is not believed.
        ("192.0.2.7", ("198.51.100.1",), "192.0.2.7"),
        ("127.0.0.1", (), ""),
        ("::1", (), ""),
        ("127.0.0.1", ("198.51.100.1, 192.0.2.9",), "192.0.2.9"),
        ("127.0.0.1", ("198.51.100.1", "192.0.2.9"), "192.0.2.9"),
        ("127.0.0.1", ("nonsense",), ""),
        ("127.0.0.1", ("127.0.0.1",), ""),
        ("2001:db8:1:2:3::4", (), "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", (), "2001:db8:1:2::/64"),
        ("", (), ""),
        # A socket of IPv6 writes addresses of IPv4 in its own way.
        ("::ffff:192.0.2.7", (), "192.0.2.7"),
        ("::ffff:192.0.2.7", ("198.51.100.1",), "192.0.2.7"),
        ("::ffff:127.0.0.1", (), ""),
        ("::ffff:127.0.0.1", ("192.0.2.9",), "192.0.2.9"),
        ("::1", ("::ffff:192.0.2.9",), "192.0.2.9"),
        # Some proxies add the port.
        ("127.0.0.1", ("192.0.2.9:5555",), "192.0.2.9"),
        ("127.0.0.1", ("[::ffff:192.0.2.9]:5555",), "192.0.2.9"),
        ("127.0.0.1", ("[2001:db8:1:2::5]:5555",), "2001:db8:1:2::/64"),
        ("127.0.0.1", ("2001:db8:1:2::5",), "2001:db8:1:2::/64"),
        ("127.0.0.1", ("[2001:db8:1:2::5]",), "2001:db8:1:2::/64"),
        ("127.0.0.1", ("127.0.0.1:5555",), ""),
        ("127.0.0.1", ("192.0.2.9:x",), ""),
    ],
)
def test_an_address_is_the_one_that_connects_or_that_our_proxy_says(
    client: str, forwarded: tuple[str, ...], found: str
) -> None:
    headers = [(b"x-forwarded-for", said.encode()) for said in forwarded]
    assert find_address(make_scope(client=client, headers=headers)) == found


def test_a_reader_is_counted_wherever_they_are() -> None:
    reader = Visitor("login", "person:1")
    for client in ("192.0.2.7", "127.0.0.1"):
        assert find_caller(make_scope(client=client, **{SCOPE: reader})) == "person:1"


@pytest.mark.parametrize("nobody", [OPEN, Visitor("nobody"), None])
def test_without_a_login_programs_of_an_address_share_and_pages_do_not(
    nobody: Visitor | None,
) -> None:
    for path in ("/api/v1/tables", "/mcp"):
        assert find_caller(make_scope(path, **{SCOPE: nobody})) == "192.0.2.7"
    for path in ("/", "/spending", "/_stcore/stream", "/chart/spending/a.png"):
        assert find_caller(make_scope(path, **{SCOPE: nobody})) == ""


def test_pages_of_an_address_have_ten_times_as_much_room(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, data=tmp_path, requests_per_minute=2)
    layers = build_app(settings)._user_middleware  # type: ignore[attr-defined]
    outer, inner = (one.kwargs for one in layers if one.cls is RateLimit)
    clock = Clock()
    for rates_of in (outer["rates"], inner["rates"]):
        rates_of._clock = clock
    limit: Any = RateLimit(PlainTextResponse("ok"), **inner)
    limit = RateLimit(limit, **outer)
    found = [ask(limit, make_scope("/spending"))[0] for _ in range(21)]
    assert found == [200] * 20 + [429]
    scope = make_scope("/api/v1/tables", client="192.0.2.8")
    assert [ask(limit, scope)[0] for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(("said", "rate"), [("", 600), ("0", 0), ("90", 90)])
def test_the_rate_is_a_setting(said: str, rate: int) -> None:
    settings = read_settings({"PAZANGA_REQUESTS_PER_MINUTE": said})
    assert settings.requests_per_minute == rate
    with pytest.raises(SettingError):
        read_settings({"PAZANGA_REQUESTS_PER_MINUTE": "-1"})


@pytest.mark.parametrize("rate", [600, 0])
def test_a_server_limits_addresses_before_it_looks_for_a_login(
    tmp_path: Path, rate: int
) -> None:
    settings = Settings(home=tmp_path, data=tmp_path, requests_per_minute=rate)
    app = build_app(settings)
    names = [one.cls.__name__ for one in app._user_middleware]  # type: ignore[attr-defined]
    order = ["Guard", "RateLimit", "Gate", "RateLimit"]
    assert [name for name in names if name in order] == (
        order if rate else ["Guard", "Gate"]
    )
