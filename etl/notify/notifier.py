"""Telling every channel that is set up what it has not been told yet."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from etl.notify.alerts import read_alerts
from etl.notify.events import Memory, decide, remember_findings
from etl.notify.findings import read_error_findings
from etl.notify.letter import write_letter
from etl.notify.mail import MailChannel
from etl.notify.memory import read_memory, write_memory
from etl.notify.webhook import WebhookChannel
from pazanga.errors import DelayedError, NotifyError
from pazanga.log import pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from etl.notify.events import Alert, ErrorFinding, Message, Refreshed
    from etl.notify.letter import Letter
    from pazanga.settings import Settings
    from warehouse.snapshots import Snapshot

_LOG = logging.getLogger(__name__)
FIRST_PAUSE_SECONDS: Final = 5
LONGEST_PAUSE_SECONDS: Final = 3600


class Channel(Protocol):
    """A way to tell somebody."""

    name: str

    def send(self, message: Message, letter: Letter) -> None:
        """Send one message.

        Raises:
            NotifyError: It cannot be delivered, or, `DelayedError`, not now.
        """
        ...


@dataclass(slots=True)
class _Line:
    """A channel, what it was told, and what it is still to be told."""

    channel: Channel
    path: Path
    memory: Memory
    untold: Refreshed | None = None
    attempts: int = 0
    try_at: datetime | None = None


def open_channels(settings: Settings) -> list[Channel]:
    """Open the channels that are set up; none by default."""
    channels: list[Channel] = []
    if settings.mail:
        channels.append(MailChannel(settings.mail))
    if settings.webhook:
        channels.append(WebhookChannel(settings.webhook))
    return channels


class Notifier:
    """Tells channels about refreshes; a channel that does not answer waits its turn.

    Each channel is told on its own: the silence of one neither holds up another nor
    makes it hear a thing twice. A newer refresh takes the place of an untold one.

    Args:
        settings: Where memory is kept, and the language.
        channels: Whom to tell.
        say: Gets what a person at the screen may want to see.
    """

    def __init__(
        self,
        settings: Settings,
        channels: Sequence[Channel],
        say: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._say = say
        folder = settings.home / "notify"
        self._lines = [
            _Line(channel, path, read_memory(path))
            for channel in channels
            for path in [folder / f"{channel.name}.json"]
        ]

    def begin(self, shown: Snapshot | None) -> None:
        """Record the findings of the current snapshot as known, before any refresh."""
        new = [line for line in self._lines if line.memory.findings is None]
        findings = read_error_findings(shown) if shown and new else None
        if findings is not None:
            for line in new:
                _remember(line, remember_findings(line.memory, shown, findings))

    def tell(self, refreshed: Refreshed, now: datetime) -> None:
        """Send what is new after a refresh to every channel."""
        for line in self._lines:
            line.untold, line.attempts = refreshed, 0
            self._deliver(line, now)

    def catch_up(self, now: datetime) -> None:
        """Send again to channels that did not answer, once their pause is over."""
        for line in self._lines:
            if line.untold and line.try_at and now >= line.try_at:
                self._deliver(line, now)

    def next_try(self) -> datetime | None:
        """Return the moment of the next attempt; None where nothing is left to send."""
        tries = [line.try_at for line in self._lines if line.untold and line.try_at]
        return min(tries, default=None)

    def _deliver(self, line: _Line, now: datetime) -> None:
        if line.untold is None:
            return
        try:
            self._tell(line, line.untold, now)
        except DelayedError as error:
            pause = min(FIRST_PAUSE_SECONDS * 4**line.attempts, LONGEST_PAUSE_SECONDS)
            line.attempts += 1
            line.try_at = now + timedelta(seconds=pause)
            self._complain(line, error, retry_seconds=pause)
            return
        except NotifyError as error:
            self._complain(line, error)
        line.untold = line.try_at = None

    def _tell(self, line: _Line, refreshed: Refreshed, now: datetime) -> None:
        findings = _read_new_findings(line.memory, refreshed)
        alerts = self._read_alerts(refreshed, now)
        for step in decide(line.memory, refreshed, findings, alerts):
            if step.message:
                letter = write_letter(step.message, self._settings)
                line.channel.send(step.message, letter)
                _LOG.info(
                    "notification_sent %s",
                    pairs(channel=line.channel.name, kind=step.message.kind),
                )
            _remember(line, step.memory)

    def _read_alerts(
        self, refreshed: Refreshed, now: datetime
    ) -> tuple[Alert, ...] | None:
        """Read what there is reason to tell; days pass, so after each refresh."""
        asked = self._settings.alerts
        if refreshed.shown is None or asked is None:
            return None
        return read_alerts(refreshed.shown, asked, now)

    def _complain(self, line: _Line, error: NotifyError, **fields: int) -> None:
        _LOG.warning(
            "notification_failed %s",
            pairs(channel=line.channel.name, reason=str(error), **fields),
        )
        self._say(error.text(self._settings.language))


def _read_new_findings(
    memory: Memory, refreshed: Refreshed
) -> tuple[ErrorFinding, ...] | None:
    shown = refreshed.shown
    if shown is None or shown.name == memory.snapshot:
        return None
    return read_error_findings(shown)


def _remember(line: _Line, memory: Memory) -> None:
    line.memory = memory
    write_memory(line.path, memory)
