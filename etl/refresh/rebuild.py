"""Build a whole new warehouse beside the one that is shown, and publish it if it holds.

Kept apart from `etl.refresh.refresh` because what it imports takes a third of a second.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from etl.refresh.blueprint import copy_blueprint
from etl.refresh.inputs import hash_inputs
from etl.refresh.load import list_remarks
from etl.refresh.load_sources import Loader
from etl.refresh.previous_snapshot import open_previous
from etl.refresh.replaced_remarks import remark_replaced
from etl.refresh.report import Report, end_run
from etl.workbooks.contract.reference_lists import use_reference_lists
from warehouse.audits import insert_results, read_audits, run_audits
from warehouse.build import MODELS_DIR, fill_models
from warehouse.connection import open_building
from warehouse.descriptions import read_descriptions
from warehouse.ops import insert_rows, insert_runs, name_run, read_runs
from warehouse.publish import (
    name_snapshot,
    new_building_file,
    next_publication,
    publish,
)
from warehouse.snapshots import SNAPSHOTS, Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from etl.refresh.inputs import Source
    from etl.refresh.load import Load
    from pazanga.errors import UserError
    from pazanga.settings import Settings
    from warehouse.audits import AuditResult
    from warehouse.lineage import Model
    from warehouse.ops import Outcome, Run


def rebuild(
    settings: Settings,
    sources: Sequence[Source],
    failed: Mapping[str, UserError],
    shown: Snapshot | None,
    started_at: datetime,
    previous: Snapshot | None,
) -> Report:
    """Load, build, audit and publish; the caller holds the lock.

    Args:
        settings: Where the warehouse is.
        sources: What to load.
        failed: Why a source could not be brought up to date, by its key.
        shown: The snapshot readers see meanwhile.
        started_at: Moment the refresh began, UTC.
        previous: Where rows of sources come from that cannot be read now.

    Raises:
        ModelError: A model or an audit cannot be run.
        OSError: The disk is full or not writable.
    """
    use_reference_lists(settings.reference_dir)
    with new_building_file(settings.warehouse_dir) as path:
        models = copy_blueprint(settings.warehouse_dir, path)
        with open_building(path) as connection, open_previous(previous) as rows:
            loads = Loader(settings, connection, started_at, rows).load(sources, failed)
            counts = _count_loads(loads)
            if not _needs_build(loads, counts["input_hash"], shown):
                run = end_run(started_at, _end_early(loads), **counts)
                return Report(run, shown, loads)
            audits, loads = _build(connection, models, loads, name_run(started_at))
            counts |= _count_audits(audits)
            findings = dict(connection.execute(_COUNT_FINDINGS).fetchall())
            if counts["audit_error_count"]:
                run = end_run(started_at, "audits_failed", **counts)
                return Report(run, shown, loads, audits, findings)
            finished = end_run(started_at, "published", **counts)
            run = _name_snapshot(finished, settings.warehouse_dir, shown)
            # The file says that it is published; nobody reads it unless it is.
            insert_runs(connection, [*read_runs(settings.warehouse_dir), run])
        shown = publish(path, _describe(run, settings.warehouse_dir))
    return Report(run, shown, loads, audits, findings)


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


def _needs_build(
    loads: Sequence[Load], input_hash: str, shown: Snapshot | None
) -> bool:
    """Whether something can be built that readers do not see already."""
    return _is_usable(loads) and not (shown and shown.input_hash == input_hash)


def _end_early(loads: Sequence[Load]) -> Outcome:
    """Return how a refresh ended that built nothing."""
    return "unchanged" if _is_usable(loads) else "unusable_input"


def _build(
    connection: DuckDBPyConnection,
    models: Sequence[Model],
    loads: Sequence[Load],
    run_id: str,
) -> tuple[list[AuditResult], list[Load]]:
    """Fill all models; return what each audit found, and loads with all remarks."""
    descriptions = read_descriptions(MODELS_DIR, models)
    fill_models(connection, models, descriptions)
    told = remark_replaced(loads, connection)
    insert_rows(connection, "ops.remark", list_remarks(told, run_id))
    results = run_audits(connection, read_audits(descriptions))
    insert_results(connection, run_id, results)
    return results, told


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


_COUNT_FINDINGS = "select severity, count(*) from marts.fct_finding group by severity"
