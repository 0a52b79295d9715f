"""Where the data come from: sources, refreshes, promises checked."""

from __future__ import annotations

from datetime import UTC
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.app_pages.quality.remarks import say_coverage
from dashboard.kit.blocks.columns import count_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_number
from dashboard.kit.html import tag
from dashboard.kit.marks import mark_severity
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.status_shapes import write_mark
from dashboard.kit.typography import keep_whole
from dashboard.kit.values import show_hidden
from pazanga.local_time import format_moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import polars as pl

    from dashboard.kit.screen import Screen

SHORT_HASH: Final = 12
"""Characters of a hash on screen: enough to tell files apart by eye."""

KINDS: Final = ("plan_package", "reference", "workbook", "open_data")

_OF_RUNS: Final = {"duration_seconds": "", "broken_count": ""}
"""What the log of refreshes has in no column: it comes from two of them."""


def write_sources(sources: pl.DataFrame, screen: Screen) -> str:
    """Write what was loaded, with a hash to compare files by.

    Args:
        sources: What `query_sources` gives.
        screen: Language.
    """
    say = screen.words("quality")

    def write_kind(row: Mapping[str, Any]) -> str:
        kind = row["source_kind"]
        word = say(f"sources.kind.{kind if kind in KINDS else 'other'}")
        return escape(word) + tag("small", escape(row["source_name"]))

    def write_document(row: Mapping[str, Any]) -> str:
        name = row["document_name"] or say("value.whole_package")
        hashed = row["document_sha256"] or row["content_sha256"] or ""
        short = tag("code", escape(hashed[:SHORT_HASH]), title=hashed)
        return escape(name) + tag("small", short)

    def write_status(row: Mapping[str, Any]) -> str:
        is_settled = row["settled_by"] is not None
        code = row["load_status"]
        if is_settled:
            code = "partly_settled" if code == "partly" else "settled"
        said_why = show_hidden(row[f"load_message_{screen.language}"], screen.language)
        why = "" if is_settled else said_why or ""
        said = [part for part in (say_coverage(row, screen), why) if part]
        status = escape(say(f"sources.status.{code}"))
        return status + "".join(tag("small", escape(part)) for part in said)

    columns = [
        Column("source_kind", say("column.source"), markup=write_kind),
        Column(
            "source_name",
            say("column.document"),
            markup=write_document,
        ),
        count_column("row_count", say("column.rows"), screen),
        count_column("quarantined_count", say("column.rejects"), screen),
        Column("changed_at", screen.label("changed_at"), _write_moment),
        Column("load_status", say("column.status"), markup=write_status),
    ]
    by = ("plan_code", "source_kind", "source_name", "source_document_key")
    cells = ProvenCells(screen, "rpt_source", by=by)
    caption = say("sources.caption")
    return write_table(sources, columns, caption=caption, kind="cards", cells=cells)


def write_tables(tables: pl.DataFrame, screen: Screen) -> str:
    """Write the rows of each table of the plan's package, behind a fold.

    Args:
        tables: What `query_tables` gives.
        screen: Language.
    """
    say = screen.words("quality")
    columns = [
        Column("table_code", say("column.table"), lambda code: say(f"tables.{code}")),
        count_column("row_count", say("column.rows"), screen),
    ]
    cells = ProvenCells(screen, "rpt_source_table", by=("table_code",))
    table = write_table(tables, columns, caption=say("tables.caption"), cells=cells)
    return tag("details", tag("summary", escape(say("tables.show"))), table)


def write_runs(runs: pl.DataFrame, screen: Screen) -> str:
    """Write the last refreshes, or that none is known.

    Args:
        runs: What `query_runs` gives.
        screen: Language.
    """
    say = screen.words("quality")
    if runs.is_empty():
        return tag("p", escape(say("runs.none")))
    columns = [
        Column("started_at", say("column.started"), _write_moment),
        Column(
            "outcome", say("column.outcome"), lambda code: say(f"runs.outcome.{code}")
        ),
        Column(
            "duration_seconds",
            say("column.duration"),
            lambda value: format_number(value, screen.language, decimals=1),
            is_number=True,
        ),
        count_column("rows_loaded", say("column.loaded"), screen),
        count_column("rows_quarantined", say("column.rejects"), screen),
        count_column("failed_source_count", say("column.failed_sources"), screen),
        count_column("broken_count", say("column.broken_audits"), screen),
    ]
    cells = ProvenCells(screen, "refresh_run", by=("run_id",), columns=_OF_RUNS)
    caption = say("runs.caption")
    return write_table(runs, columns, caption=caption, kind="cards", cells=cells)


def write_audits(audits: pl.DataFrame, screen: Screen) -> str:
    """Write the promises that are broken, and all of them behind a fold.

    Args:
        audits: What `query_audits` gives.
        screen: Language.
    """
    say = screen.words("quality")
    broken = audits.filter(~audits["is_kept"])
    summary = tag("summary", escape(say("audits.show")))
    every = _write_promises(audits, say("audits.caption_all"), screen)
    shown = (
        _write_promises(broken, say("audits.caption"), screen) if broken.height else ""
    )
    return shown + tag("details", summary, every)


def _write_promises(audits: pl.DataFrame, caption: str, screen: Screen) -> str:
    say = screen.words("quality")
    cells = ProvenCells(screen, "audit_result", by=("audit",))

    def write_result(row: Mapping[str, Any]) -> str:
        if row["is_kept"]:
            return write_mark("reached") + escape(say("audits.kept"))
        found = say("audits.broken", count=row["row_count"])
        linked = cells.link_within(row, "row_count", found, str(row["row_count"]))
        mark = mark_severity(row["severity"], screen)
        return tag("span", mark, tag("small", linked))

    columns = [
        Column("promise", say("column.promise")),
        Column("severity", say("column.result"), markup=write_result),
    ]
    return write_table(audits, columns, caption=caption, kind="cards")


def _write_moment(value: datetime) -> str:
    return keep_whole(format_moment(value.replace(tzinfo=UTC)))
