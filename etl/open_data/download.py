"""Careful downloads: paced, tried again, bounded in size and time, over TLS.

A body is read inside an attempt, so that one cut short is read again from its start:
what a reader gives back always comes from one whole answer.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from importlib import metadata
from typing import TYPE_CHECKING, Final, Self, TypeVar

import urllib3
from tenacity import (
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    stop_after_delay,
)

from etl.open_data.addresses import follow_redirect, require_safe_address
from etl.open_data.pacing import MEGABYTE, DownloadLimits, Pace
from pazanga.errors import OpenDataError, TemporaryError
from pazanga.log import pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from etl.open_data.pacing import PacingClock

Result = TypeVar("Result")

_LOG = logging.getLogger(__name__)
_OK: Final = 200
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_TEMPORARY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOST_REDIRECTS: Final = 5
_CHUNK_BYTES: Final = 2**16
_EXCERPT_BYTES: Final = 2**11
_EXCERPT_LETTERS: Final = 200


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for.

    Attributes:
        address: Absolute address; https, or http on this machine.
        media_types: Types the answer may have, lower case, the wanted one first.
    """

    address: str
    media_types: tuple[str, ...]


class Downloader:
    """Asks sites for answers, one at a time. Not for use by several threads.

    Args:
        limits: How gently and how much.
        clock: The module `time`, or a clock of a test.
    """

    def __init__(
        self, limits: DownloadLimits | None = None, clock: PacingClock = time
    ) -> None:
        self._limits = limits or DownloadLimits()
        self._clock = clock
        self._pace = Pace(self._limits, clock)
        self._agent = f"Pazanga/{metadata.version('pazanga')}"
        self._pool = urllib3.PoolManager(
            retries=False,
            timeout=urllib3.Timeout(
                connect=self._limits.connect_seconds, read=self._limits.read_seconds
            ),
        )

    def __enter__(self) -> Self:
        """Return the downloader; its connections are closed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._pool.clear()

    def read(
        self, request: Request, parse: Callable[[Iterator[bytes]], Result]
    ) -> Result:
        """Fetch an answer and parse its body while it arrives.

        Args:
            request: What to ask for.
            parse: Reads the body's chunks; a `TemporaryError` of it counts as a fault
                of the answer and is tried again.

        Raises:
            OpenDataError: The site could not be reached, refused, asked for too long a
                pause, sent something else or too much, or pointed to another host.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(TemporaryError),
            stop=stop_after_attempt(self._limits.attempts)
            | stop_after_delay(self._limits.trying_seconds),
            wait=self._pace.choose_pause,
            sleep=self._clock.sleep,
            reraise=True,
        )
        result: Result = retrying(self._attempt, request, parse)
        return result

    def _attempt(
        self, request: Request, parse: Callable[[Iterator[bytes]], Result]
    ) -> Result:
        response = self._open(request)
        try:
            self._require_good(response, request)
            return parse(self._read_chunks(response, request))
        finally:
            response.close()

    def _open(self, request: Request) -> urllib3.BaseHTTPResponse:
        for _ in range(_MOST_REDIRECTS + 1):
            require_safe_address(request.address)
            response = self._send(request)
            if response.status not in _REDIRECTS:
                return response
            response.close()
            location = response.headers.get("Location", "")
            target = follow_redirect(request.address, location)
            request = replace(request, address=target)
        raise OpenDataError("too_many_redirects", address=request.address)

    def _send(self, request: Request) -> urllib3.BaseHTTPResponse:
        self._pace.wait_turn()
        _LOG.info("open_data_request %s", pairs(address=request.address))
        try:
            return self._pool.request(
                "GET",
                request.address,
                headers={
                    "Accept": f"{request.media_types[0]}, */*;q=0.1",
                    "Accept-Encoding": "gzip",
                    "User-Agent": self._agent,
                },
                redirect=False,
                preload_content=False,
            )
        except urllib3.exceptions.SSLError as error:
            raise OpenDataError("certificate", address=request.address) from error
        except urllib3.exceptions.HTTPError as error:
            raise self._temporary("no_answer", request) from error

    def _require_good(
        self, response: urllib3.BaseHTTPResponse, request: Request
    ) -> None:
        status = response.status
        if status in _TEMPORARY:
            asked = self._pace.read_retry_after(response.headers.get("Retry-After", ""))
            raise self._temporary("busy", request, asked, status=status)
        if status != _OK:
            raise OpenDataError(
                "refused",
                address=request.address,
                status=status,
                said=_read_excerpt(response),
            )
        found = response.headers.get("Content-Type", "").partition(";")[0].strip()
        if found.lower() not in request.media_types:
            expected = request.media_types[0]
            raise OpenDataError(
                "media_type", address=request.address, expected=expected, found=found
            )

    def _read_chunks(
        self, response: urllib3.BaseHTTPResponse, request: Request
    ) -> Iterator[bytes]:
        deadline = self._clock.monotonic() + self._limits.answer_seconds
        received = 0
        try:
            # Read what has come, not a whole chunk: a site may send a byte a minute.
            while chunk := response.read1(_CHUNK_BYTES, decode_content=True):
                received += len(chunk)
                self._require_small(received, request)
                yield chunk
                if self._clock.monotonic() > deadline:
                    raise self._temporary("too_slow", request)
        except urllib3.exceptions.HTTPError as error:
            raise self._temporary("cut_short", request) from error

    def _require_small(self, received: int, request: Request) -> None:
        limit = self._limits.answer_bytes
        if received > limit:
            raise OpenDataError(
                "too_large", address=request.address, limit=f"{limit / MEGABYTE:g}"
            )

    def _temporary(
        self,
        name: str,
        request: Request,
        retry_after: float | None = None,
        **fields: int,
    ) -> TemporaryError:
        return TemporaryError(
            name,
            retry_after=retry_after,
            address=request.address,
            count=self._limits.attempts,
            **fields,
        )


def _read_excerpt(response: urllib3.BaseHTTPResponse) -> str:
    """Return the first words of a site's refusal, on one line."""
    try:
        start = response.read(_EXCERPT_BYTES, decode_content=True)
    except urllib3.exceptions.HTTPError:
        return ""
    words = start.decode("utf-8", "replace").split()
    return " ".join(words)[:_EXCERPT_LETTERS]
