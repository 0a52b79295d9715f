"""HTTP/1.1 with a limit on how long a client may take to say what it wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

    import h11

HEADER_SECONDS: Final = 10.0
MOST_CONNECTIONS: Final = 800


class TimedProtocol(H11Protocol):
    """uvicorn's protocol, which closes connections that ask nothing."""

    header_seconds = HEADER_SECONDS
    most_connections = MOST_CONNECTIONS
    _waiting: asyncio.TimerHandle | None = None

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
        super().handle_websocket_upgrade(event)

    def _is_answering(self) -> bool:
        # Before the first request there is none, whatever its type says.
        return bool(self.cycle) and not self.cycle.response_complete

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.header_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if not self._is_answering():
            self.transport.abort()
