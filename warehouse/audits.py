"""Audits: queries that must return no rows.

An audit is one `select` in `audits/<name>.sql`, named after its promise, and an entry
in `audits/audits.yml` with its severity. dbt's generic tests in the descriptions of the
models (`not_null`, `unique`, `accepted_values`, `relationships`) are audits too. Where
one that `stops` finds a row, `etl/refresh/rebuild.py` publishes nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from pazanga.texts import LANGUAGES, text
from warehouse.connection import PART, insert_frame, name_model
from warehouse.descriptions import read_yaml
from warehouse.generic_tests import read_generic_tests
from warehouse.lineage import LAYERS
from warehouse.progress import RefreshProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from duckdb import DuckDBPyConnection

    from warehouse.descriptions import TableDescription
    from warehouse.generic_tests import GenericTest

AUDITS_DIR: Final = Path(__file__).parent / "audits"
SAMPLE_ROWS: Final = 10
_TABLE: Final = re.compile(rf"\b(?:raw|ops|{'|'.join(LAYERS)})\.\w+")
"""Every table is named with its schema; a name in a comment does no harm."""


Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Audit:
    """One promise and the query that gives the rows that break it.

    Attributes:
        name: File name without ending, or test and column of a generic test.
        severity: `error` stops the publication, `warning` is shown.
        promise_lt: What holds when no row is found, Lithuanian.
        promise_en: The same, English.
        sql: The query.
        is_by_plan: Whether what it says of a plan depends on that plan alone.
        table: The table of a generic test by plan: that depends on the plan alone only
            where the rows of the table do.
        parent: Table and key that a relationship leads to: it depends on the plan alone
            where no key went that was there before.
    """

    name: str
    severity: Severity
    promise_lt: str
    promise_en: str
    sql: str
    is_by_plan: bool = False
    table: str = ""
    parent: tuple[str, str] | None = None

    @property
    def references(self) -> frozenset[str]:
        """Return the tables and views that it reads, and may be more: `schema.name`."""
        return frozenset(_TABLE.findall(self.sql))

    def reads_none_of(self, tables: AbstractSet[str]) -> bool:
        """Whether it finds what it found before, where these alone changed."""
        return bool(self.references) and not self.references & tables


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What an audit found.

    Attributes:
        audit: Which one.
        row_count: Rows that break the promise.
        sample: The first ten of them, every value as text.
    """

    audit: Audit
    row_count: int
    sample: tuple[Mapping[str, str | None], ...]

    @property
    def stops(self) -> bool:
        """Whether the warehouse must not be published."""
        return self.row_count > 0 and self.audit.severity == "error"


def read_audits(
    descriptions: Mapping[str, TableDescription], folder: Path = AUDITS_DIR
) -> list[Audit]:
    """Read the audits of a folder and the generic tests of the models.

    Args:
        descriptions: Of all models, as `build_models` gave them.
        folder: Holds `audits.yml` and one file per audit.
    """
    entries = read_yaml(folder / "audits.yml")["audits"]
    own = [
        Audit(
            name=entry["name"],
            severity=entry["severity"],
            promise_lt=entry["promise_lt"],
            promise_en=entry["promise_en"],
            sql=(folder / f"{entry['name']}.sql").read_text(encoding="utf-8"),
            is_by_plan=entry.get("scope") == "plan",
        )
        for entry in entries
    ]
    return own + [_audit_of(test) for test in read_generic_tests(descriptions)]


def run_audits(
    connection: DuckDBPyConnection,
    audits: Iterable[Audit],
    known: Mapping[str, AuditResult] | None = None,
    progress: RefreshProgress | None = None,
) -> list[AuditResult]:
    """Run audits on a warehouse that is built.

    Args:
        connection: The warehouse.
        audits: What to run.
        known: What audits are known to find, by name; these are not run.
        progress: Is told of every audit that is run.

    Raises:
        ModelError: The database refuses an audit's query.
    """
    listed, told = list(audits), progress or RefreshProgress()
    known = known or {}
    told.begin("auditing", (float(audit.name not in known) for audit in listed))
    results = []
    for audit in listed:
        results.append(known.get(audit.name) or run_audit(connection, audit))
        told.advance()
    return results


def recall_result(audit: Audit, row_count: int, sample_rows: str) -> AuditResult:
    """Return what an audit found, from what `insert_results` wrote of it."""
    return AuditResult(audit, row_count, tuple(json.loads(sample_rows)))


def list_kept(
    part: DuckDBPyConnection,
    audits: Iterable[Audit],
    clean: AbstractSet[str],
    by_plan: AbstractSet[str],
    changed: AbstractSet[str],
) -> frozenset[str]:
    """List the audits by plan that find nothing in the plans that were built.

    The rows of all other plans are those in which they found nothing before; what has
    to hold for that is looked at once these are in place, see `list_shaken`. Of a table
    that did not change all rows are.

    Args:
        part: A warehouse of those plans.
        audits: All audits.
        clean: Audits that found nothing in all plans, before these were built anew.
        by_plan: Tables whose rows of a plan depend on that plan alone.
        changed: Tables of which any row is another one now.

    Raises:
        ModelError: The database refuses an audit's query.
    """
    return frozenset(
        audit.name
        for audit in audits
        if audit.is_by_plan
        and (not audit.table or audit.table in by_plan)
        and audit.name in clean
        and (audit.reads_none_of(changed) or not run_audit(part, audit).row_count)
    )


def list_related(
    connection: DuckDBPyConnection,
    audits: Iterable[Audit],
    clean: AbstractSet[str],
    by_plan: AbstractSet[str],
    changed: AbstractSet[str],
) -> frozenset[str]:
    """List the relationships that hold for the plans that were built.

    Their rows are looked for in the whole table that they lead to. Where that still has
    every key that it had, see `list_shaken`, those of all other plans are found too.

    Args:
        connection: Holds the result; the part is beside it.
        audits: All audits.
        clean: Audits that found nothing in all plans before.
        by_plan: Tables whose rows of a plan depend on that plan alone.
        changed: Tables and views of which any row is another one now.

    Raises:
        ModelError: The database refuses an audit's query.
    """
    related = [
        audit
        for audit in audits
        if audit.parent and audit.table in by_plan and audit.name in clean
    ]
    # A table that did not change is not in the part.
    return frozenset(
        audit.name
        for audit in related
        if audit.table not in changed
        or not run_audit(connection, _ask_part(audit)).row_count
    )


def _ask_part(audit: Audit) -> Audit:
    """Return a relationship of the rows of the part alone."""
    child = f"from {audit.table} as"
    return replace(audit, sql=audit.sql.replace(child, f"from {PART}.{child[5:]}", 1))


def list_shaken(
    audits: Iterable[Audit],
    disturbed: AbstractSet[str],
    shrunk: AbstractSet[tuple[str, str]],
) -> frozenset[str]:
    """List the audits that have to be run on all plans, whatever is known of each.

    Args:
        audits: All audits.
        disturbed: Tables of which more changed than the plans that were built, or less;
            an audit that may read any table is shaken by each of them.
        shrunk: Tables, each with its key, that lost a key.
    """
    return frozenset(
        audit.name
        for audit in audits
        if audit.parent in shrunk
        or (audit.table in disturbed if audit.table else disturbed)
    )


def run_audit(connection: DuckDBPyConnection, audit: Audit) -> AuditResult:
    """Count the rows that break one promise and keep the first ten.

    Raises:
        ModelError: The database refuses the query.
    """
    sql = audit.sql.strip().removesuffix(";")
    with name_model(audit.name):
        answer = connection.execute(
            "select count(*) over () as row_count, broken.*"  # noqa: S608 - our own files
            f" from ({sql}) as broken limit {SAMPLE_ROWS}"
        )
        names = [column[0] for column in answer.description][1:]
        rows = answer.fetchall()
    sample = [dict(zip(names, map(_say, row[1:]), strict=True)) for row in rows]
    return AuditResult(audit, rows[0][0] if rows else 0, tuple(sample))


def insert_results(
    connection: DuckDBPyConnection, run_id: str, results: Iterable[AuditResult]
) -> None:
    """Write what the audits found into `ops.audit_result`."""
    rows = [
        {
            "run_id": run_id,
            "audit": result.audit.name,
            "severity": result.audit.severity,
            "promise_lt": result.audit.promise_lt,
            "promise_en": result.audit.promise_en,
            "row_count": result.row_count,
            "sample_rows": json.dumps(result.sample, ensure_ascii=False),
        }
        for result in results
    ]
    insert_frame(connection, "ops.audit_result", pl.DataFrame(rows))


def _audit_of(test: GenericTest) -> Audit:
    column = test.column.replace(", ", "__")
    name = f"{test.name}__{test.table.partition('.')[2]}__{column}"
    fields = {"table": test.table, "column": test.column}
    promise_lt, promise_en = (
        text("warehouse", f"tests.{test.name}", language, **fields)
        for language in LANGUAGES
    )
    return Audit(
        name,
        "error",
        promise_lt,
        promise_en,
        test.sql,
        is_by_plan=test.is_by_plan,
        table=test.table,
        parent=test.parent,
    )


def _say(value: object) -> str | None:
    return None if value is None else str(value)
