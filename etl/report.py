"""What a refresh did, and how it says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from etl.arrivals.inbox import Intake
from warehouse.messages import text
from warehouse.ops import Outcome, Run, name_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from etl.arrivals.inbox import Arrival
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
        intake: What lay in the inbox.
        failed: Why sources could not be brought up to date, when nothing had changed.
    """

    run: Run
    shown: Snapshot | None
    loads: tuple[Load, ...] = ()
    audits: tuple[AuditResult, ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)
    intake: Intake = field(default_factory=Intake)
    failed: tuple[UserError, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 published or nothing new, 1 audits failed, 2 something was unusable."""
        unusable = 2 if self.run.failed_source_count else 0
        return EXIT_CODES[self.run.outcome] or unusable

    @property
    def errors(self) -> list[UserError]:
        """What a person has to hear of now: why sources or files are not loaded."""
        loads = [load.error for load in self.loads if load.error and load.is_trouble]
        return [*loads, *self.failed, *self.intake.left]


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
    yield from _say_arrivals(report, language)
    yield from _say_loads(report, language)
    if report.run.rows_quarantined:
        yield _say("quarantined", language, count=report.run.rows_quarantined)
    for result in report.audits:
        if result.row_count and not result.stops:
            yield _say_audit(result, language)
    if report.findings:
        counts = {name: report.findings.get(name, 0) for name in SEVERITIES}
        yield _say("findings", language, **counts)
    yield _say(
        report.run.outcome,
        language,
        snapshot=report.shown.name if report.shown else _say("no_snapshot", language),
        path=report.shown.path if report.shown else "",
    )


def say_complaints(report: Report, language: Language) -> Iterator[str]:
    """Give what a person has to hear of: broken audits, and what is not loaded."""
    for result in report.audits:
        if result.stops:
            yield _say_audit(result, language)
    for error in report.errors:
        yield error.text(language)


def _say_audit(result: AuditResult, language: Language) -> str:
    return _say(
        f"audit_{result.audit.severity}",
        language,
        promise=getattr(result.audit, f"promise_{language}"),
        name=result.audit.name,
        count=result.row_count,
    )


def _say_arrivals(report: Report, language: Language) -> Iterator[str]:
    """Say of every file that lay in the inbox what became of it."""
    loads = {load.source.sha256: load for load in report.loads}
    for arrival in report.intake.arrivals:
        load = loads.get(arrival.original.sha256)
        if load and load.is_new:
            yield from _say_new(arrival, load, language)
        else:
            yield _say(
                "arrival_known",
                language,
                name=arrival.path.name,
                date=f"{arrival.original.received_at.astimezone():%Y-%m-%d %H:%M}",
            )


def _say_new(arrival: Arrival, load: Load, language: Language) -> Iterator[str]:
    original = arrival.original
    kinds = ", ".join(_say(f"kinds.{kind}", language) for kind in original.kinds)
    name = original.name
    if original.kinds:
        yield _say("arrival_recognised", language, name=name, kinds=kinds)
    if load.status == "loaded":
        yield _say("arrival_loaded", language, name=name, count=load.row_count)
    else:
        yield _say(f"arrival_{load.status}", language, name=name)
    if load.quarantined_count:
        aside = load.quarantined_count
        yield _say("arrival_put_aside", language, name=name, count=aside)


def _say_loads(report: Report, language: Language) -> Iterator[str]:
    """Say what was loaded; of workbooks received before only how many there are."""
    for load in report.loads:
        if load.source.kind != "workbook":
            yield _say(
                f"load_{load.status}",
                language,
                source=load.source.key,
                count=load.row_count,
                seconds=f"{load.duration_seconds:.2f}",
            )
    earlier = [
        load
        for load in report.loads
        if load.source.kind == "workbook" and not load.is_new
    ]
    if earlier:
        rows = sum(load.row_count for load in earlier)
        yield _say("workbooks", language, count=len(earlier), rows=rows)


def _say(key: str, language: Language, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
    return text("etl", key, language, catalogue="refresh", **fields)
