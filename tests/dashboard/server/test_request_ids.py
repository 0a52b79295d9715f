"""Each request has an id of its own: in what is logged of it, and where it fails."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
from run_apart import run_apart

from dashboard.server.request_ids import HEADER, RequestIds
from pazanga.log import LineFormatter

if TYPE_CHECKING:
    from collections.abc import MutableMapping

LOGGER = logging.getLogger("dashboard.made_up")


async def _receive() -> MutableMapping[str, Any]:
    return {"type": "http.request"}


def ask(status: int, asked: dict[str, str], lines: list[str]) -> dict[str, str]:
    """Answer a request with a status, and return the headers of the answer."""
    sent: list[MutableMapping[str, Any]] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:  # noqa: ANN401
        LOGGER.warning("answered")
        await send({"type": "http.response.start", "status": status, "headers": []})

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(LineFormatter().format(record))

    handler = Keep()
    LOGGER.addHandler(handler)
    headers = [(name.encode(), value.encode()) for name, value in asked.items()]
    try:
        run_apart(RequestIds(app)({"type": "http", "headers": headers}, _receive, send))
    finally:
        LOGGER.removeHandler(handler)
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("status", [200, 304, 400, 403, 429, 500])
def test_who_gets_no_answer_gets_the_id_that_is_logged(status: int) -> None:
    lines: list[str] = []
    answered = ask(status, {HEADER: "chosen-by-a-caller"}, lines)
    (line,) = lines
    assert "chosen-by-a-caller" not in line
    given = answered.get(HEADER.lower(), "")
    assert bool(given) is (status >= 400)
    assert given in line
    assert '"request": "' in line


def test_no_two_requests_share_an_id() -> None:
    lines: list[str] = []
    assert ask(400, {}, lines) != ask(400, {}, lines)
