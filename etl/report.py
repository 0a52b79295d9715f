"""What a refresh did, and how it says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from warehouse.messages import text
from warehouse.ops import Outcome, Run, name_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from etl.load import Load
    from warehouse.audits import AuditResult
    from warehouse.messages import Language, UserError
    from warehouse.snapshots import Snapshot

EXIT_CODES: Final[Mapping[Outcome, int]] = {
    "published": 0,
    "unchanged": 0,
    "audits_failed": 1,
    "unusable_input": 2,
}
SEVERITIES: Final = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Report:
    """What a refresh did.

    Attributes:
        run: As it stands in the log.
        shown: The snapshot readers see now; none before the first publication.
        loads: What became of each source; empty when nothing had changed.
        audits: What each audit found.
        findings: Count of findings by severity.
    """

    run: Run
    shown: Snapshot | None
    loads: tuple[Load, ...] = ()
    audits: tuple[AuditResult, ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0 published or nothing new, 1 audits failed, 2 something was unusable."""
        unusable = 2 if self.run.failed_source_count else 0
        return EXIT_CODES[self.run.outcome] or unusable

    @property
    def errors(self) -> list[UserError]:
        """Why sources could not be read."""
        return [load.error for load in self.loads if load.error]


def end_run(started_at: datetime, outcome: Outcome, **counts: Any) -> Run:  # noqa: ANN401 - fields of Run
    """Make the record of a run that ends now."""
    return Run(
        run_id=name_run(started_at),
        started_at=started_at,
        finished_at=datetime.now(UTC),
        outcome=outcome,
        **counts,
    )


def say_report(report: Report, language: Language) -> Iterator[str]:
    """Give the lines the command line prints: loaded, put aside, found, shown."""

    def say(key: str, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
        return text("etl", key, language, catalogue="refresh", **fields)

    for load in report.loads:
        yield say(
            f"load_{load.status}",
            source=load.source.key,
            count=load.row_count,
            seconds=f"{load.duration_seconds:.2f}",
        )
    if report.run.rows_quarantined:
        yield say("quarantined", count=report.run.rows_quarantined)
    for result in report.audits:
        if result.row_count:
            promise = getattr(result.audit, f"promise_{language}")
            yield say(
                f"audit_{result.audit.severity}",
                promise=promise,
                name=result.audit.name,
                count=result.row_count,
            )
    if report.findings:
        counts = {name: report.findings.get(name, 0) for name in SEVERITIES}
        yield say("findings", **counts)
    yield say(
        report.run.outcome,
        snapshot=report.shown.name if report.shown else say("no_snapshot"),
        path=report.shown.path if report.shown else "",
    )
