"""What a refresh did, and how it says so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from etl.inbox.inbox import Intake
from etl.refresh.inputs import require_original
from pazanga.local_time import format_moment
from pazanga.remarks import SEVERITIES, count_severities, say_earlier, say_remarks
from pazanga.texts import text
from warehouse.ops import Outcome, Run, name_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from etl.inbox.inbox import Arrival
    from etl.refresh.inputs import Source
    from etl.refresh.load import Load
    from pazanga.errors import UserError
    from pazanga.texts import Language
    from warehouse.audits import AuditResult
    from warehouse.equality import TableDifference
    from warehouse.snapshots import Snapshot

EXIT_CODES: Final[Mapping[Outcome, int]] = {
    "published": 0,
    "unchanged": 0,
    "audits_failed": 1,
    "unusable_input": 2,
}


MOST_TOLD: Final = 20
"""Of more files that loaded without a remark only counts are told, by kind."""


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
        mended: What was shown, or should have been, and was found damaged.
        stuck: Names of files that are loaded and could not leave the inbox.
        taken_over: Plans whose rows were taken over from the snapshot before.
        differences: Tables of what was shown that a whole build gives otherwise; None
            where they were not compared.
    """

    run: Run
    shown: Snapshot | None
    loads: Sequence[Load] = ()
    audits: Sequence[AuditResult] = ()
    findings: Mapping[str, int] = field(default_factory=dict)
    intake: Intake = field(default_factory=Intake)
    failed: tuple[UserError, ...] = ()
    mended: Path | None = None
    stuck: tuple[str, ...] = ()
    taken_over: int = 0
    differences: tuple[TableDifference, ...] | None = None

    @property
    def exit_code(self) -> int:
        """Return 0 if published or nothing new, 1 if audits failed, 2 if unusable.

        A whole build that gives what was not shown is a failed audit, too.
        """
        unusable = 2 if self.run.failed_source_count else 0
        return EXIT_CODES[self.run.outcome] or (1 if self.differences else unusable)

    @property
    def errors(self) -> list[UserError]:
        """Return what a person has to be told of now: sources or files not loaded."""
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
    """Yield the report: rows loaded, rows rejected, findings, current snapshot."""
    if report.mended:
        yield _say("mended", language, name=report.mended.name)
    yield from _say_arrivals(report, language)
    for name in report.stuck:
        yield _say("arrival_stuck", language, name=name)
    yield from _say_loads(report, language)
    if report.taken_over:
        yield _say("taken_over", language, count=report.taken_over)
    if report.differences == ():
        yield _say("whole_is_equal", language)
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


def say_file(report: Report, sha256: str, language: Language) -> Iterator[str]:
    """Yield what the report says of one file of the inbox, and nothing of others.

    Args:
        report: What a refresh did.
        sha256: Hash of the content of the file: its name may be that of another.
        language: Language of the words.
    """
    yield from _say_arrivals(report, language, sha256)
    for load in report.loads:
        if load.source.sha256 == sha256 and load.error and load.is_trouble:
            yield load.error.text(language)


def say_complaints(report: Report, language: Language) -> Iterator[str]:
    """Yield what a person has to be told of: broken audits, what is not loaded."""
    for result in report.audits:
        if result.stops:
            yield _say_audit(result, language)
    for difference in report.differences or ():
        yield _say("whole_differs", language, **asdict(difference))
    for error in report.errors:
        yield error.text(language)


def _say_audit(result: AuditResult, language: Language) -> str:
    return _say(
        f"audit_{result.audit.severity}",
        language,
        promise=getattr(result.audit, f"promise_{language}"),
        count=result.row_count,
    )


def _say_arrivals(report: Report, language: Language, only: str = "") -> Iterator[str]:
    """Write of every file that lay in the inbox, or of one, what became of it."""
    new = {load.source.sha256: load for load in report.loads if load.is_new}
    clean = {} if only else {key: one for key, one in new.items() if _is_clean(one)}
    if len(clean) <= MOST_TOLD:
        clean = {}
    for arrival in report.intake.arrivals:
        if only not in ("", arrival.original.sha256):
            continue
        # The same content under a second name is told once, and known then.
        load = new.pop(arrival.original.sha256, None)
        if load is None:
            yield _say_known(arrival, language)
        elif load.source.sha256 not in clean:
            yield from _say_new(arrival, load, language)
    yield from _say_clean(clean.values(), language)


def _is_clean(load: Load) -> bool:
    """Whether all rows of a file were loaded and nothing has to be said of them."""
    is_whole = load.status == "loaded" and load.row_count > 0
    return is_whole and not load.quarantined_count and not load.remarks


def _say_clean(loads: Iterable[Load], language: Language) -> Iterator[str]:
    """Count files of which nothing has to be said, by what they hold."""
    by_kinds: dict[str, list[int]] = defaultdict(list)
    for load in loads:
        original = require_original(load.source)
        kinds = ", ".join(_say(f"kinds.{kind}", language) for kind in original.kinds)
        by_kinds[kinds].append(load.row_count)
    for kinds, rows in by_kinds.items():
        fields = {
            "kinds": kinds[:1].upper() + kinds[1:],
            "count": len(rows),
            "rows": sum(rows),
        }
        yield _say("arrivals_clean", language, **fields)


def _say_known(arrival: Arrival, language: Language) -> str:
    original = arrival.original
    return _say(
        "arrival_known" if original.name == arrival.name else "arrival_known_as",
        language,
        name=arrival.name,
        original=original.name,
        date=format_moment(original.received_at),
    )


def _say_new(arrival: Arrival, load: Load, language: Language) -> Iterator[str]:
    original = arrival.original
    kinds = ", ".join(_say(f"kinds.{kind}", language) for kind in original.kinds)
    name = original.name
    if original.kinds:
        yield _say("arrival_recognised", language, name=name, kinds=kinds)
    is_empty = load.status == "loaded" and not load.row_count
    key = "arrival_nothing" if is_empty else f"arrival_{load.status}"
    yield _say(key, language, name=name, count=load.row_count)
    if load.quarantined_count:
        count = load.quarantined_count
        yield _say("arrival_rejects", language, name=name, count=count)
    yield from say_remarks(load.remarks, language)


def _say_loads(report: Report, language: Language) -> Iterator[str]:
    """Write what was loaded; workbooks received before are only counted."""
    for load in report.loads:
        if load.source.kind != "workbook":
            yield _say(
                f"load_{load.status}",
                language,
                source=_say_source(load.source, language),
                count=load.row_count,
                seconds=f"{load.duration_seconds:.2f}",
            )
            yield from say_remarks(load.remarks, language)
    earlier = [
        load
        for load in report.loads
        if load.source.kind == "workbook" and not load.is_new
    ]
    if earlier:
        rows = sum(load.row_count for load in earlier)
        yield _say("workbooks", language, count=len(earlier), rows=rows)
    yield from _say_earlier_remarks(report, language)


def _say_source(source: Source, language: Language) -> str:
    return _say(f"sources.{source.kind}", language, name=source.name)


def _say_earlier_remarks(report: Report, language: Language) -> Iterator[str]:
    """Count what was said before of workbooks that nothing has settled since."""
    standing = [
        remark
        for load in report.loads
        if load.source.kind == "workbook"
        and not load.is_new
        and load.settled_by is None
        for remark in load.remarks
    ]
    counts = count_severities(standing)
    if counts["error"] or counts["warning"]:
        yield say_earlier(counts, language)


def _say(key: str, language: Language, **fields: Any) -> str:  # noqa: ANN401 - fields of a text
    return text("etl.refresh", key, language, **fields)
