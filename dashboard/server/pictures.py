"""Charts as pictures over HTTP: drawn by a child, few at a time, and kept a while."""

from __future__ import annotations

import base64
import logging
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from hashlib import sha256
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final

import anyio
import anyio.to_thread
from starlette.responses import PlainTextResponse, Response

from dashboard.api.etags import is_held
from dashboard.api.refusals import make_public
from dashboard.headless.addresses import parse_address
from dashboard.kit.blocks.picture_menu import CHARTS
from dashboard.server.document import answer_missing
from pazanga.access.reader import read_reader
from pazanga.errors import PageError, UnreadableError, UserError, unpack_error
from pazanga.processes.answering_child import Child, ChildError, ChildLimits
from pazanga.texts import text
from warehouse.audiences.following import find_published

if TYPE_CHECKING:
    from starlette.requests import Request

    from dashboard.headless.addresses import PageAddress
    from pazanga.settings import Settings
    from pazanga.texts import Language

logger = logging.getLogger(__name__)

PATH: Final = f"/{CHARTS}/{{path:path}}"
KINDS: Final = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}

RETRY_SECONDS: Final = {"pictures_busy": 5, "picture_slow": 30}
"""When to ask again, by what is said."""

LOOKING: Final = 8
"""Requests that look for their picture at a time, beside those that wait for one."""

_SLOW: Final = frozenset({"page_too_long"})
"""Errors of a page that is there, and took too long."""
_NOT_FOUND: Final = 404
_UNAVAILABLE: Final = 503


@dataclass(frozen=True, kw_only=True)
class PictureLimits:
    """What pictures may take of a server.

    Attributes:
        waiting: Pictures that are drawn or waited for at a time; one is drawn.
        child: What drawing one may use.
        kept_bytes: Size of the pictures that are kept.
        idle_seconds: After so long without a picture the child ends: it takes memory.
    """

    waiting: int = 8
    child: ChildLimits = field(
        default_factory=lambda: ChildLimits(memory_mb=2_048, seconds=60, file_mb=16)
    )
    kept_bytes: int = 32 << 20
    idle_seconds: float = 300


@dataclass(frozen=True, slots=True)
class DrawnFile:
    """A picture as it is sent: the name of the file, and its content."""

    name: str
    content: bytes


class BusyError(Exception):
    """So many pictures are waited for that one more is not."""


class Pictures:
    """Draws pictures and keeps the last of them.

    Args:
        settings: Which home.
        limits: What pictures may take.
    """

    def __init__(self, settings: Settings, limits: PictureLimits | None = None) -> None:
        self._settings = settings
        self._limits = limits or PictureLimits()
        self._child = Child("dashboard.pictures.drawing_child", self._limits.child)
        self._kept: OrderedDict[tuple[str, ...], DrawnFile] = OrderedDict()
        self._waiting = 0
        self._counting, self._drawing = Lock(), Lock()
        # Not of all threads: who waits for a copy keeps nobody else out.
        self._turns = anyio.CapacityLimiter(self._limits.waiting + LOOKING)
        self._idle: Timer | None = None

    async def answer(self, request: Request) -> Response:
        """Send the picture of a chart: `/chart/PAGE/CHART.png?…`."""
        page, _, file = request.path_params["path"].partition("/")
        chart, _, ending = file.rpartition(".")
        if "/" in chart or not chart:
            return answer_missing()
        is_english = request.query_params.get("lang") == "en"
        language: Language = "en" if is_english else "lt"
        try:
            reader = read_reader(self._settings, request.scope)
            _check_ending(ending, request.url.path)
            address = parse_address(f"/{page}?{request.url.query}")
            audience = reader.find_audience()
            drawn = await anyio.to_thread.run_sync(
                self.draw, address, chart, ending, audience, limiter=self._turns
            )
        except (UserError, BusyError, ChildError, OSError) as error:
            return _refuse(error, request.url.path, language)
        return _answer_file(request, drawn, ending)

    def draw(
        self, address: PageAddress, chart: str, ending: str, audience: str = ""
    ) -> DrawnFile:
        """Draw a picture, unless it is kept.

        Args:
            address: Which page, seen how.
            chart: Which chart of it.
            ending: What kind of file.
            audience: Whose view of the data it is drawn from.

        Raises:
            UserError: The address has no such chart, or there are no data.
            BusyError: Too many others are waited for.
            ChildError: Drawing failed, or took too much.
        """
        snapshot = find_published(replace(self._settings, audience=audience)).name
        key = (snapshot, str(address), chart, ending, audience)
        with self._counting:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            if self._waiting >= self._limits.waiting:
                raise BusyError
            self._waiting += 1
        try:
            with self._drawing:
                return self._kept.get(key) or self._draw(key)
        finally:
            with self._counting:
                self._waiting -= 1

    def close(self) -> None:
        """Stop the child."""
        with self._drawing:
            self._child.close()

    def _draw(self, key: tuple[str, ...]) -> DrawnFile:
        self._postpone_end()
        _, address, chart, ending, audience = key
        settings = self._settings
        answer = self._child.ask(
            {
                "home": str(settings.home),
                "data": str(settings.data),
                "address": address,
                "chart": chart,
                "ending": ending,
                "audience": audience,
            }
        )
        if "error" in answer:
            raise unpack_error(answer["error"])
        drawn = DrawnFile(answer["name"], base64.b64decode(answer["content"]))
        # Others may have been published since; the child says what it drew.
        self._keep((answer["snapshot"], address, chart, ending, audience), drawn)
        return drawn

    def _keep(self, key: tuple[str, ...], drawn: DrawnFile) -> None:
        with self._counting:
            self._kept[key] = drawn
            while sum(len(one.content) for one in self._kept.values()) > (
                self._limits.kept_bytes
            ):
                self._kept.popitem(last=False)

    def _postpone_end(self) -> None:
        if self._idle:
            self._idle.cancel()
        self._idle = Timer(self._limits.idle_seconds, self.close)
        self._idle.daemon = True
        self._idle.start()


def _refuse(error: Exception, path: str, language: Language) -> Response:
    """Build the answer to who gets no picture: why, and when to ask again."""
    if isinstance(error, PageError) and error.name not in _SLOW:
        return PlainTextResponse(error.text(language), _NOT_FOUND)
    if isinstance(error, BusyError):
        return _ask_to_wait("pictures_busy", language)
    logger.warning("picture_not_drawn path=%s", path, exc_info=error)
    is_slow = isinstance(error, PageError) or (
        isinstance(error, ChildError) and error.reason == "time"
    )
    if is_slow:
        return _ask_to_wait("picture_slow", language)
    if isinstance(error, UserError):
        return PlainTextResponse(_explain(error, language), _UNAVAILABLE)
    return PlainTextResponse(
        text("dashboard", "picture_failed", language), _UNAVAILABLE
    )


def _ask_to_wait(key: str, language: Language) -> Response:
    said, seconds = text("dashboard", key, language), str(RETRY_SECONDS[key])
    return PlainTextResponse(said, _UNAVAILABLE, {"Retry-After": seconds})


def _check_ending(ending: str, path: str) -> None:
    """Check that a picture can be of a format.

    Raises:
        PageError: It cannot; names those it can be of.
    """
    if ending not in KINDS:
        endings = ", ".join(f".{known}" for known in KINDS)
        raise PageError("chart_ending", path=path, endings=endings)


def _explain(error: UserError, language: Language) -> str:
    """Describe why nothing is drawn, without paths of this machine."""
    if isinstance(error, UnreadableError):
        # Pages may hold whole data open; a child holds none.
        return text("dashboard", "pictures_unreadable", language)
    return make_public(error).text(language)


def _answer_file(request: Request, drawn: DrawnFile, ending: str) -> Response:
    tag = f'"{sha256(drawn.content).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Disposition": f'attachment; filename="{drawn.name}"',
    }
    if is_held(", ".join(request.headers.getlist("if-none-match")), tag):
        return Response(status_code=304, headers=headers)
    return Response(drawn.content, media_type=KINDS[ending], headers=headers)
