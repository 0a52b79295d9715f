"""What a program sends along: JSON, not too much of it, and in time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from dashboard.api.openapi import JSON
from pazanga.errors import RequestError

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_BYTES: Final = 1 << 18
SECONDS: Final = 10.0


async def read_body(request: Request) -> bytes:
    """Read what was sent along.

    A page of another site cannot send this media type without asking first.

    Raises:
        RequestError: It is of another type, too large, or not whole in time.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise RequestError("wrong_media_type", found=kind or "–", known=JSON)
    try:
        async with asyncio.timeout(SECONDS):
            return await _read(request)
    except TimeoutError as error:
        raise RequestError("slow_body", seconds=SECONDS) from error


async def _read(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise RequestError("large_body", most=MOST_BYTES)
    return body
