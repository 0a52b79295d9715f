"""What uploads may take: size, number, time; and what is given back.

Streamlit keeps an upload in the server's memory until its session is forgotten. A page
of ours holds a file and a list of codes for it; whoever leaves gives them back within a
minute.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final, Protocol

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from dashboard.server.uploads import MOST_MEGABYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = MOST_MEGABYTES * 2**20
MOST_HELD_BYTES: Final = 2 * MOST_BYTES
MOST_AT_ONCE: Final = 4
MOST_FILES: Final = 2
LONGEST_SECONDS: Final = 600.0
ABANDONED_SECONDS: Final = 30.0
HELD_SECONDS: Final = 1800.0
SWEEP_SECONDS: Final = 10.0


class File(Protocol):
    """An upload that Streamlit holds."""

    @property
    def data(self) -> bytes:
        """Return its content."""


class Files(Protocol):
    """The part of Streamlit's file manager that is used here."""

    @property
    def file_storage(self) -> Mapping[str, Mapping[str, File]]:
        """Return files by session and by their own id."""

    def remove_file(self, session_id: str, file_id: str) -> None:
        """Remove a file."""

    def remove_session_files(self, session_id: str) -> None:
        """Remove the files of a session."""


class UploadLimits:
    """Lets uploads through while there is room, and frees what nobody waits for."""

    def __init__(self) -> None:
        self._files: Files | None = None
        self._is_active: Callable[[str], bool] = bool
        self._reserved: dict[object, int] = {}
        self._last_used: dict[str, float] = {}
        self._held_since: dict[str, float] = {}

    def watch(self, files: Files, is_active: Callable[[str], bool]) -> None:
        """Set whose uploads are bounded.

        Args:
            files: Where they are held.
            is_active: Whether the page of a session is connected.
        """
        self._files, self._is_active = files, is_active

    async def take(
        self, app: ASGIApp, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Send one request of the upload route on, or refuse it.

        Args:
            app: Streamlit's application, which stores the file.
            scope: The request.
            receive: Its body.
            send: Takes the answer.
        """
        if scope["method"] != "PUT":
            await app(scope, receive, send)
            return
        length = _read_length(scope)
        refusal = self._find_refusal(length)
        if refusal:
            await PlainTextResponse("Upload refused", refusal)(scope, receive, send)
            return
        ticket = object()
        self._reserved[ticket] = length
        try:
            await _pass_on(app, scope, receive, send)
        finally:
            del self._reserved[ticket]
        self._keep_newest(scope["path"])

    def _find_refusal(self, length: int) -> int:
        """Find the status that refuses an upload of a length; 0 to let it in."""
        if length < 0:
            return 411
        if length > MOST_BYTES:
            return 413
        taken = self._count_held() + sum(self._reserved.values())
        is_full = taken + length > MOST_HELD_BYTES
        return 503 if is_full or len(self._reserved) >= MOST_AT_ONCE else 0

    def _count_held(self) -> int:
        return sum(
            len(file.data)
            for files in self._list_held().values()
            for file in files.values()
        )

    def _list_held(self) -> dict[str, dict[str, File]]:
        """List the files by session; Streamlit changes them in other threads."""
        if self._files is None:
            return {}
        held = dict(self._files.file_storage)
        return {session: dict(files) for session, files in held.items() if files}

    def _keep_newest(self, path: str) -> None:
        """Remove the earlier files of a session: its page holds two at most."""
        session, newest = path.split("/")[-2:]
        files = self._list_held().get(session, {})
        if self._files is None or newest not in files:
            return
        for file_id in list(files)[:-MOST_FILES]:
            self._files.remove_file(session, file_id)

    def sweep(self, now: float) -> None:
        """Remove files whose page has been gone, or has not used them, for long.

        Args:
            now: The clock of `time.monotonic`.
        """
        sessions = self._list_held().keys()
        for times in (self._last_used, self._held_since):
            for name in times.keys() - sessions:
                del times[name]
        for name in sessions:
            if self._is_active(name) or name not in self._last_used:
                self._last_used[name] = now
            since = self._held_since.setdefault(name, now)
            is_abandoned = now - self._last_used[name] >= ABANDONED_SECONDS
            if self._files and (is_abandoned or now - since >= HELD_SECONDS):
                self._files.remove_session_files(name)

    async def keep_sweeping(self) -> None:
        """Run `sweep` from time to time, until it is cancelled."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.sweep(time.monotonic())


def _read_length(scope: Scope) -> int:
    """Read how long the body is; below zero where that is not said."""
    value = Headers(scope=scope).get("content-length", "")
    return int(value) if value.isascii() and value.isdecimal() else -1


async def _pass_on(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Send a request on; one that takes too long is ended with 408."""
    has_started = False

    async def send_and_note(message: Message) -> None:
        nonlocal has_started
        has_started = True
        await send(message)

    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            await app(scope, receive, send_and_note)
    except TimeoutError:
        if not has_started:
            await PlainTextResponse("Too slow", 408)(scope, receive, send)
