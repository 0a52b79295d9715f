"""Rows of a long answer, asked for by the page that a reader scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from anyio.to_thread import run_sync
from starlette.responses import JSONResponse, PlainTextResponse

from dashboard.kit.cache.answers import find_answer
from pazanga.access.reader import read_reader

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from pazanga.settings import Settings

PATH: Final = "/answers/{token}"
BLOCK: Final = 200
"""Rows that are sent at once, as `answer.js` asks for them."""
_LONGEST_NUMBER: Final = 9
_GONE: Final = 404


def answer_rows(settings: Settings) -> Callable[[Request], Awaitable[Response]]:
    """Build the handler of `/answers/TOKEN?from=400`.

    Whoever asks must see the same data as the reader whose page has the token.
    """

    async def answer(request: Request) -> Response:
        kept = find_answer(request.path_params["token"])
        start = _parse_start(request.query_params.get("from", ""))
        reader = read_reader(settings, request.scope)
        if kept is None or start is None or kept.audience != reader.find_audience():
            return PlainTextResponse("Gone", _GONE)
        rows = await run_sync(kept.write, start, BLOCK)
        if rows is None:
            return PlainTextResponse("Gone", _GONE)
        return JSONResponse(rows, headers={"Cache-Control": "no-store"})

    return answer


def _parse_start(given: str) -> int | None:
    """Parse from which row on; None where that is no whole number."""
    is_number = given.isascii() and given.isdigit() and len(given) <= _LONGEST_NUMBER
    return int(given) if is_number else None
