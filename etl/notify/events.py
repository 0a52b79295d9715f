"""What there is to tell after a refresh, and what was told before.

Deciding is pure: what a channel remembers and what has just happened give the messages
to send and what to remember after each.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from warehouse.snapshots import Snapshot

TroubleKind = Literal[
    "audits_failed",
    "unusable_input",
    "sources_failed",
    "files_refused",
    "failed",
    "too_long",
    "busy",
]
MessageKind = Literal["failed", "recovered", "findings", "alerts", "report"]
AlertRule = Literal["late", "off_course", "not_measured"]

_CHANGES_BY_ITSELF: Final = re.compile(
    r"\d{8}T\d{6}Z-[0-9a-f]+(\.duckdb)?"  # snapshots
    r"|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?\S*"  # moments
    r"|\b\d+[.,]\d+ s\b"  # durations
    r"|\b0x[0-9a-f]+\b"  # places in memory
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What went wrong with a refresh.

    Attributes:
        kind: audits_failed and unusable_input: nothing was published; sources_failed:
            some sources keep their earlier rows; files_refused: files that came are not
            loaded; failed: the program failed; too_long:
            it was stopped; busy: another process does not let a refresh begin.
        exit_code: Exit code of the process; below zero the signal that ended it.
        lines: What it said.
    """

    kind: TroubleKind
    exit_code: int
    lines: tuple[str, ...] = ()

    @property
    def lasts(self) -> bool:
        """Whether it goes on until a refresh ends well.

        A file is refused once; that the next refresh ends well corrects nothing in it.
        """
        return self.kind != "files_refused"

    @property
    def fingerprint(self) -> str:
        """Return a short text that stays the same as long as the trouble does."""
        lines = sorted({_CHANGES_BY_ITSELF.sub("…", line) for line in self.lines})
        return _hash(self.kind, str(self.exit_code), *lines)


@dataclass(frozen=True, slots=True)
class ErrorFinding:
    """A finding of severity `error` in a snapshot.

    Attributes:
        plan_code: Plan it is about.
        rule_code: Rule that made it.
        subject: What it is about, e.g. a number of an activity.
        expected: What was expected; None where there is no such thing.
        found: What was found; the same.
        title_lt: Name of the rule, Lithuanian; None where it has none.
        title_en: The same, English.
    """

    plan_code: str
    rule_code: str
    subject: str
    expected: str | None
    found: str | None
    title_lt: str | None = None
    title_en: str | None = None

    @property
    def key(self) -> str:
        """Return a short text that stays the same as long as the finding does."""
        facts = (self.plan_code, self.rule_code, self.subject, self.expected)
        return _hash(*(fact or "" for fact in (*facts, self.found)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something of a plan that somebody asked to be told of.

    Attributes:
        rule_code: late: the period of an activity is over, and not all of it is spent;
            off_course: an indicator is at less than half of what its line asks for;
            not_measured: the day of a target has passed without a measurement.
        plan_code: Plan it is about.
        number: Number of the activity or indicator.
        title: Its name, as printed.
        since: End of the period, or day of the target or of the measurement.
        address: Page that shows it.
    """

    rule_code: AlertRule
    plan_code: str
    number: str
    title: str
    since: date | None
    address: str

    @property
    def key(self) -> str:
        """Return a short text that stays the same as long as there is reason for it."""
        since = self.since.isoformat() if self.since else ""
        return _hash(self.rule_code, self.plan_code, self.number, since)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """The report on a plan that somebody asked to be sent.

    Attributes:
        plan_code: Plan it is about.
        address: Page that shows the same.
        content: The file, PDF.
    """

    plan_code: str
    address: str
    content: bytes

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return f"pazanga-{self.plan_code}.pdf"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How a refresh ended.

    Attributes:
        ended_at: When, UTC.
        trouble: What went wrong; None where nothing did.
        shown: The snapshot readers see now; None before the first one.
    """

    ended_at: datetime
    trouble: Trouble | None
    shown: Snapshot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What one channel was told.

    Attributes:
        trouble: Fingerprint of the trouble that goes on; empty where there is none.
        since: When it began, UTC.
        snapshot: File name of the snapshot whose findings are known.
        findings: Keys of its findings; None where none was looked at yet.
        alerts: Keys of what there was reason to tell when it was last looked at.
    """

    trouble: str = ""
    since: datetime | None = None
    snapshot: str | None = None
    findings: frozenset[str] | None = None
    alerts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell.

    Attributes:
        kind: failed: trouble that is new or has changed; recovered: it is over;
            findings: errors that were not in the data before; alerts: what somebody
            asked to be told of; report: the report on a plan, as it was asked for.
        refreshed: How the refresh ended.
        since: When the trouble that is over began, UTC.
        findings: What is new.
        alerts: The same, of what was asked for.
        report: What a report is of; only of that kind.
    """

    kind: MessageKind
    refreshed: Refreshed
    since: datetime | None = None
    findings: tuple[ErrorFinding, ...] = ()
    alerts: tuple[Alert, ...] = ()
    report: SentReport | None = None

    @property
    def identifier(self) -> str:
        """Return the receiver's key of the message, the same each time it is sent."""
        trouble = self.refreshed.trouble
        return _hash(
            self.kind,
            self.refreshed.ended_at.isoformat(),
            trouble.fingerprint if trouble else "",
            *(finding.key for finding in self.findings),
            *(alert.key for alert in self.alerts),
            *((self.report.plan_code,) if self.report else ()),
        )


@dataclass(frozen=True, slots=True)
class Step:
    """Something to tell, if anything, and what to remember once it was told."""

    message: Message | None
    memory: Memory


def decide(
    memory: Memory,
    refreshed: Refreshed,
    findings: Sequence[ErrorFinding] | None,
    alerts: Sequence[Alert] | None = None,
) -> list[Step]:
    """Decide what to tell a channel; the same trouble is told once.

    Args:
        memory: What it was told before.
        refreshed: How the refresh ended.
        findings: Errors in the current snapshot; None where they are known already
            or cannot be read.
        alerts: What there is reason to tell now; None where it is not known.
    """
    steps = []
    refused = refreshed.trouble
    trouble = refused if refused and refused.lasts else None
    fingerprint = trouble.fingerprint if trouble else ""
    if fingerprint != memory.trouble:
        lasting = replace(refreshed, trouble=trouble)
        message = Message("failed" if trouble else "recovered", lasting, memory.since)
        since = (memory.since or refreshed.ended_at) if trouble else None
        memory = replace(memory, trouble=fingerprint, since=since)
        steps.append(Step(message, memory))
    if refused and not refused.lasts:
        steps.append(Step(Message("failed", refreshed), memory))
    if findings is not None:
        steps.append(_compare(memory, refreshed, findings))
        memory = steps[-1].memory
    if alerts is not None:
        fresh = tuple(alert for alert in alerts if alert.key not in memory.alerts)
        told = Message("alerts", refreshed, alerts=fresh) if fresh else None
        after = replace(memory, alerts=frozenset(alert.key for alert in alerts))
        steps.append(Step(told, after))
    return steps


def remember_findings(
    memory: Memory, shown: Snapshot | None, findings: Sequence[ErrorFinding]
) -> Memory:
    """Record the findings of a snapshot as known."""
    keys = frozenset(finding.key for finding in findings)
    return replace(memory, snapshot=shown.name if shown else None, findings=keys)


def _compare(
    memory: Memory, refreshed: Refreshed, findings: Sequence[ErrorFinding]
) -> Step:
    known = memory.findings
    after = remember_findings(memory, refreshed.shown, findings)
    fresh = tuple(f for f in findings if known is not None and f.key not in known)
    if not fresh:
        return Step(None, after)
    return Step(Message("findings", refreshed, findings=fresh), after)


def _hash(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:32]
