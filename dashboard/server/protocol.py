"""HTTP/1.1 with limits on how long a client may take to ask, and to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

    import h11

HEADER_SECONDS: Final = 10.0
UNREAD_SECONDS: Final = 120.0
MOST_CONNECTIONS: Final = 800


class TimedProtocol(H11Protocol):
    """uvicorn's protocol, which closes connections that ask or read nothing."""

    header_seconds = HEADER_SECONDS
    unread_seconds = UNREAD_SECONDS
    most_connections = MOST_CONNECTIONS
    _waiting: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for a request; close at once where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.most_connections:
            transport.abort()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        self._stop_unread()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; the time runs until the head of a request is whole."""
        super().data_received(data)
        if self._is_answering():
            self._stop_waiting()
        elif self._waiting is None and self.transport.get_protocol() is self:
            self._wait()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Stop watching the connection: a websocket has limits of its own."""
        self._stop_waiting()
        self._stop_unread()
        super().handle_websocket_upgrade(event)

    def pause_writing(self) -> None:
        """Wait until the client has read; what it never reads is not kept for it."""
        super().pause_writing()
        self._wait_unread()

    def resume_writing(self) -> None:
        """Stop waiting: it reads on."""
        self._stop_unread()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection that asks no more, whether its answer was read or not."""
        super().timeout_keep_alive_handler()
        self._wait_unread()

    def _is_answering(self) -> bool:
        # Before the first request there is none, whatever its type says.
        return bool(self.cycle) and not self.cycle.response_complete

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.header_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _wait_unread(self) -> None:
        self._stop_unread()
        # To close would wait for the client once more.
        self._unread = self.loop.call_later(self.unread_seconds, self.transport.abort)

    def _stop_unread(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _give_up(self) -> None:
        self._waiting = None
        if not self._is_answering():
            self.transport.abort()
