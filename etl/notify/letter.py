"""Messages in words: a title and a text, in the language of the settings."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pazanga.local_time import format_moment
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from etl.notify.events import Alert, ErrorFinding, Message, Trouble
    from pazanga.settings import Settings

MOST_LINES: Final = 30
_MOST_LETTERS: Final = 500
_OWN_TITLES: Final = frozenset({"sources_failed", "files_refused"})


@dataclass(frozen=True, slots=True)
class Letter:
    """What a person reads.

    Attributes:
        title: One line.
        body: Plain text, lines separated by line feeds.
    """

    title: str
    body: str


def write_letter(message: Message, settings: Settings) -> Letter:
    """Write a message in the language of the settings."""

    def say(key: str, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
        return text("etl.notify", key, settings.language, **fields)

    paragraphs = [
        "\n".join(_say_what(message, settings, say)),
        "\n".join(_say_circumstances(message, settings, say)),
    ]
    return Letter(_say_title(message, say), "\n\n".join(paragraphs) + "\n")


def _say_title(message: Message, say: Callable[..., str]) -> str:
    trouble = message.refreshed.trouble
    if message.kind == "failed" and trouble and trouble.kind in _OWN_TITLES:
        return say(f"title.{trouble.kind}")
    count = len(message.findings) + len(message.alerts)
    plan = message.report.plan_code if message.report else ""
    return say(f"title.{message.kind}", count=count, plan=plan)


def _say_what(
    message: Message, settings: Settings, say: Callable[..., str]
) -> Iterator[str]:
    trouble = message.refreshed.trouble
    if message.kind == "findings":
        yield say("findings")
        yield from _say_findings(message.findings, settings, say)
    elif message.kind == "alerts":
        yield say("alerts")
        yield from _say_alerts(message.alerts, say)
    elif message.report:
        yield say("report", plan=message.report.plan_code, name=message.report.name)
        yield f"  {message.report.address}"
    elif trouble:
        yield from _say_trouble(trouble, settings, say)
    elif message.since:
        yield say("recovered", since=format_moment(message.since))


def _say_trouble(
    trouble: Trouble, settings: Settings, say: Callable[..., str]
) -> Iterator[str]:
    minutes = settings.schedule.longest_minutes
    yield say(f"trouble.{trouble.kind}", exit_code=trouble.exit_code, minutes=minutes)
    if trouble.lines:
        yield ""
        yield say("said")
        yield from (f"  {line[:_MOST_LETTERS]}" for line in trouble.lines[-MOST_LINES:])


def _say_findings(
    findings: tuple[ErrorFinding, ...], settings: Settings, say: Callable[..., str]
) -> Iterator[str]:
    for finding in findings[:MOST_LINES]:
        title = getattr(finding, f"title_{settings.language}") or finding.rule_code
        line = say("finding", plan=finding.plan_code, title=title, of=finding.subject)
        if finding.expected is not None and finding.found is not None:
            line += say("expected", expected=finding.expected, found=finding.found)
        yield f"  {line[:_MOST_LETTERS]}"
    left = len(findings) - MOST_LINES
    if left > 0:
        yield "  " + say("more_findings", count=left)


def _say_alerts(alerts: tuple[Alert, ...], say: Callable[..., str]) -> Iterator[str]:
    for alert in alerts[:MOST_LINES]:
        since = alert.since.isoformat() if alert.since else say("day_unknown")
        line = say(
            f"alert.{alert.rule_code}",
            plan=alert.plan_code,
            number=alert.number,
            title=alert.title,
            since=since,
        )
        yield f"  {line[:_MOST_LETTERS]}"
        yield f"    {alert.address}"
    left = len(alerts) - MOST_LINES
    if left > 0:
        yield "  " + say("more_alerts", count=left)


def _say_circumstances(
    message: Message, settings: Settings, say: Callable[..., str]
) -> Iterator[str]:
    shown = message.refreshed.shown
    yield say("time", time=format_moment(message.refreshed.ended_at))
    if shown:
        published = format_moment(shown.published_at)
        yield say("shown", snapshot=shown.name, published=published)
    else:
        yield say("nothing_shown")
    yield say("place", host=socket.gethostname(), home=settings.home)
    if message.kind == "failed":
        yield say("next_step", log=settings.logs_dir / "schedule.log")
    elif message.kind == "findings":
        yield say("look_at_findings")
