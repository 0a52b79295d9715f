"""Build a whole new warehouse beside the one that is shown, and publish it if it holds.

Kept apart from `etl.refresh.refresh` because what it imports takes a third of a second.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from etl.refresh.blueprint import copy_blueprint, find_blueprint
from etl.refresh.changed_part import find_changed_part
from etl.refresh.foreign_marks import remark_foreign_marks
from etl.refresh.inputs import hash_inputs
from etl.refresh.load import list_remarks
from etl.refresh.load_sources import Loader, replace_loads
from etl.refresh.old_values import remark_old_values
from etl.refresh.previous_snapshot import open_previous
from etl.refresh.raw import CONTRACTS, name_table
from etl.refresh.repeated_payments import remark_repeated_payments
from etl.refresh.replaced_remarks import drop_late_remarks, remark_replaced
from etl.refresh.report import Report, end_run
from etl.refresh.unchanged_files import (
    LISTS,
    copy_lists,
    copy_rejected,
    list_unchanged,
)
from etl.workbooks.contract.contract import KINDS
from etl.workbooks.contract.reference_lists import use_reference_lists
from pazanga.access.journal import record_command
from warehouse.audits import (
    insert_results,
    list_kept,
    list_related,
    list_shaken,
    read_audits,
    run_audits,
)
from warehouse.build import MODELS_DIR
from warehouse.changed_models import PartBuilder
from warehouse.connection import open_building, use_part
from warehouse.descriptions import read_descriptions
from warehouse.engines.choose import open_engine
from warehouse.equality import compare_snapshots
from warehouse.memory import MemoryShares, limit_connections
from warehouse.ops import insert_rows, insert_runs, name_run, read_runs
from warehouse.parts import (
    list_by_plan,
    replace_models,
)
from warehouse.progress import RefreshProgress
from warehouse.publish import (
    name_snapshot,
    new_building_file,
    next_publication,
    publish,
)
from warehouse.snapshots import SNAPSHOTS, Snapshot
from warehouse.totals import (
    list_disturbed,
    list_parents,
    list_shrunk,
    remember_keys,
    sum_by_plan,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from etl.refresh.changed_part import ChangedPart
    from etl.refresh.inputs import Source
    from etl.refresh.load import Load
    from etl.refresh.previous_snapshot import PreviousSnapshot
    from pazanga.errors import UserError
    from pazanga.settings import Settings
    from warehouse.audits import AuditResult
    from warehouse.ops import Outcome, Run


@dataclass(frozen=True, slots=True)
class Job:
    """One refresh that builds.

    Attributes:
        settings: Where the warehouse is.
        started_at: Moment the refresh began, UTC.
        shown: The snapshot readers see meanwhile.
        previous: Where rows of sources come from that cannot be read now.
        is_whole: Whether all is built, whatever has changed.
        progress: Is told what is done.
        announce: Is called with the new snapshot before it is shown.
    """

    settings: Settings
    started_at: datetime
    shown: Snapshot | None
    previous: Snapshot | None
    is_whole: bool = False
    progress: RefreshProgress = field(default_factory=RefreshProgress)
    announce: Callable[[Snapshot], None] | None = None

    @property
    def run_id(self) -> str:
        """Return the name of the run."""
        return name_run(self.started_at)

    @property
    def memory(self) -> MemoryShares:
        """Return what each part of the refresh may take in memory."""
        return MemoryShares(self.settings.engine.memory_mb)

    @property
    def may_be_part(self) -> bool:
        """Whether the rows of some plans may be taken from what is shown."""
        is_ours = self.settings.engine.name == "duckdb"
        return is_ours and not self.is_whole and self.shown == self.previous

    def repeats(self, input_hash: str) -> bool:
        """Whether what readers see was built from the same."""
        return self.shown is not None and self.shown.input_hash == input_hash


def rebuild(
    job: Job, sources: Sequence[Source], failed: Mapping[str, UserError]
) -> Report:
    """Load, build, audit and publish; the caller holds the lock.

    Where only some plans changed, the rows of the others are taken over from the
    snapshot that readers see.

    Args:
        job: Where and when.
        sources: What to load.
        failed: Why a source could not be brought up to date, by its key.

    Raises:
        ModelError: A model or an audit cannot be run.
        EngineError: The engine is not installed, or does not start.
        OSError: The disk is full or not writable.
    """
    settings = job.settings
    use_reference_lists(settings.reference_dir)
    with new_building_file(settings.warehouse_dir) as path:
        with open_previous(job.previous, path, job.memory.snapshot_mb) as rows:
            part = None
            if job.may_be_part and not failed:
                part = find_changed_part(settings, sources, rows)
            if part:
                report = _build_part(job, path, part, rows)
            else:
                report = _build_whole(job, path, rows, sources, failed)
        if report.run.outcome != "published":
            return report
        if job.repeats(report.run.input_hash):
            report = _compare(job, path, report)
            if not report.differences:
                return report
        job.progress.begin("publishing")
        snapshot = _describe(report.run, settings.warehouse_dir)
        shown = publish(path, snapshot, job.announce)
        run_id = report.run.run_id
        record_command(settings, "published", snapshot=shown.name, run_id=run_id)
    return replace(report, shown=shown)


def _build_whole(
    job: Job,
    path: Path,
    rows: PreviousSnapshot,
    sources: Sequence[Source],
    failed: Mapping[str, UserError],
) -> Report:
    """Build everything from its sources."""
    models = copy_blueprint(job.settings.warehouse_dir, path)
    with open_building(path, memory_mb=job.memory.database_mb) as connection:
        loader = Loader(job.settings, connection, job.started_at, rows, job.progress)
        loads = loader.load(sources, failed)
        counts = _count_loads(loads)
        if not _needs_build(loads, counts["input_hash"], job):
            run = end_run(job.started_at, _end_early(loads), **counts)
            return Report(run, job.shown, loads)
        descriptions = read_descriptions(MODELS_DIR, models)
        with open_engine(job.settings) as engine:
            engine.fill(connection, models, descriptions, job.progress)
            loads = _add_remarks(loads, connection)
            insert_rows(connection, "ops.remark", list_remarks(loads, job.run_id))
            audits = engine.run_audits(
                connection, read_audits(descriptions), job.progress
            )
        return _judge(job, connection, loads, audits)


def _build_part(
    job: Job, path: Path, part: ChangedPart, rows: PreviousSnapshot
) -> Report:
    """Build the plans that changed, then put them into a copy of what is shown."""
    blueprint, models = find_blueprint(job.settings.warehouse_dir)
    descriptions = read_descriptions(MODELS_DIR, models)
    audits = read_audits(descriptions)
    shutil.copyfile(require_shown(job).path, path)
    with open_building(path, blueprint, memory_mb=job.memory.database_mb) as connection:
        by_plan = list_by_plan(connection, descriptions)
        with use_part(connection):
            loads, taken_over = _load_part(job, connection, part, rows)
            builder = PartBuilder(
                connection=connection,
                models=models,
                descriptions=descriptions,
                by_plan=by_plan,
                plans=part.plans,
                taken_over=taken_over,
                present=set(LISTS),
            )
            keys = part.keys - taken_over
            builder.compare_raw(CONTRACTS, keys)
            builder.fill(job.progress)
            builder.copy(_REMARKED)
            loads = _add_remarks(loads, connection, taken_over)
            asked = [one for one in audits if builder.may_audit(one)]
            clean = rows.list_clean_audits()
            kept = list_kept(connection, asked, clean, by_plan, builder.touched)
        # A transaction writes to one database alone.
        connection.commit()
        connection.begin()
        loads += rows.recall_loads(part.taken_over)
        parents = list_parents(audits, builder.touched)
        remember_keys(connection, parents)
        written = {one for one in builder.changed if one in by_plan or "raw." in one}
        before = sum_by_plan(connection, written)
        replace_loads(connection, written, keys, loads, job.run_id)
        changed = replace_models(
            connection, models, descriptions, part.plans, builder.changed, job.progress
        )
        kept |= list_related(connection, audits, clean, by_plan, changed)
        known = rows.recall_audits(audits, changed, kept)
        disturbed = list_disturbed(connection, written, before, part.plans)
        for name in list_shaken(audits, disturbed, list_shrunk(connection, parents)):
            known.pop(name, None)
        results = run_audits(connection, audits, known, job.progress)
        report = _judge(job, connection, loads, results)
    packages = sum(one.kind == "plan_package" for one in part.taken_over)
    return replace(report, taken_over=packages)


def _load_part(
    job: Job, connection: DuckDBPyConnection, part: ChangedPart, rows: PreviousSnapshot
) -> tuple[list[Load], frozenset[str]]:
    """Load the sources of a part; rows of unchanged files stay those of the snapshot.

    Returns:
        What became of all of them, and the keys of those that were not read.
    """
    unchanged = list_unchanged(connection, part)
    if unchanged:
        keys = frozenset(one.key for one in unchanged)
        read = [one for one in part.sources if one.key not in keys]
        copy_lists(connection, keys)
        loader = Loader(job.settings, connection, job.started_at, rows, job.progress)
        loads = loader.load(read, {}, rows.recall_loads(unchanged))
        if copy_rejected(connection, loader, read, unchanged):
            return loads, keys
        connection.rollback()
        connection.begin()
    loader = Loader(job.settings, connection, job.started_at, rows, job.progress)
    return loader.load(part.sources, {}), frozenset()


def _add_remarks(
    loads: list[Load],
    connection: DuckDBPyConnection,
    taken_over: frozenset[str] = frozenset(),
) -> list[Load]:
    """Return loads with what is known only once all files are read."""
    loads = drop_late_remarks(loads, taken_over)
    for remark in (
        remark_replaced,
        remark_repeated_payments,
        remark_old_values,
        remark_foreign_marks,
    ):
        loads = remark(loads, connection)
    return loads


def _compare(job: Job, path: Path, report: Report) -> Report:
    """Compare what was built whole with what is shown; nothing new is published."""
    with limit_connections(job.memory.database_mb):
        differences = tuple(compare_snapshots(require_shown(job).path, path))
    if differences:
        return replace(report, differences=differences)
    run = replace(report.run, outcome="unchanged", snapshot=None)
    return replace(report, run=run, differences=())


def require_shown(job: Job) -> Snapshot:
    """Return the snapshot that readers see.

    Raises:
        TypeError: There is none.
    """
    if job.shown is None:
        raise TypeError(job)
    return job.shown


def _judge(
    job: Job,
    connection: DuckDBPyConnection,
    loads: Sequence[Load],
    audits: Sequence[AuditResult],
) -> Report:
    """Check what audits found; the file says that it is published if all holds."""
    insert_results(connection, job.run_id, audits)
    counts = _count_loads(loads) | _count_audits(audits)
    findings = dict(connection.execute(_COUNT_FINDINGS).fetchall())
    if counts["audit_error_count"]:
        run = end_run(job.started_at, "audits_failed", **counts)
        return Report(run, job.shown, loads, audits, findings)
    finished = end_run(job.started_at, "published", **counts)
    run = _name_snapshot(finished, job.settings.warehouse_dir, job.shown)
    # Nobody reads the file unless it is published.
    insert_runs(connection, [*read_runs(job.settings.warehouse_dir), run])
    return Report(run, job.shown, loads, audits, findings)


def _count_loads(loads: Sequence[Load]) -> dict[str, Any]:
    """Return the fields of a run that say what was loaded."""
    held = [load for load in loads if load.fingerprint]
    return {
        "input_hash": hash_inputs((load.source.key, load.fingerprint) for load in held),
        "rows_loaded": sum(load.row_count for load in loads),
        "rows_quarantined": sum(load.quarantined_count for load in loads),
        "failed_source_count": sum(load.is_trouble for load in loads),
        "refused_file_count": sum(load.is_refused for load in loads),
    }


def _is_usable(loads: Sequence[Load]) -> bool:
    """Whether reference tables and a plan are there, without which nothing is built."""
    kinds = {load.source.kind for load in loads if load.fingerprint}
    return {"reference", "plan_package"} <= kinds


def _needs_build(loads: Sequence[Load], input_hash: str, job: Job) -> bool:
    """Whether something can be built that readers do not see already."""
    return _is_usable(loads) and (job.is_whole or not job.repeats(input_hash))


def _end_early(loads: Sequence[Load]) -> Outcome:
    """Return how a refresh ended that built nothing."""
    return "unchanged" if _is_usable(loads) else "unusable_input"


def _count_audits(results: Sequence[AuditResult]) -> dict[str, int]:
    """Return the fields of a run that say how many promises are broken."""
    broken = [result for result in results if result.row_count]
    errors = sum(result.stops for result in broken)
    return {
        "audit_error_count": errors,
        "audit_warning_count": len(broken) - errors,
    }


def _name_snapshot(run: Run, warehouse_dir: Path, shown: Snapshot | None) -> Run:
    """Return a run with a name for its snapshot that no other has, and its moment."""
    published_at = next_publication(datetime.now(UTC), shown)
    folder = warehouse_dir / SNAPSHOTS
    while (folder / name_snapshot(published_at, run.input_hash)).exists():
        published_at += timedelta(seconds=1)
    name = name_snapshot(published_at, run.input_hash)
    return replace(run, finished_at=published_at, snapshot=name)


def _describe(run: Run, warehouse_dir: Path) -> Snapshot:
    path = warehouse_dir / SNAPSHOTS / str(run.snapshot)
    return Snapshot(path, run.finished_at, run.run_id, run.input_hash)


_REMARKED: Final = (
    "intermediate.int_plan_changes__deduplicated",
    "intermediate.int_spending__ordered",
    "marts.fct_expenditure",
    *(f"raw.{name_table(kind)}" for kind in KINDS),
)
"""What is read to remark on files once all are there."""

_COUNT_FINDINGS = "select severity, count(*) from marts.fct_finding group by severity"
