"""The log of publications: when each was, and what its sums were."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

import duckdb
import polars as pl
import streamlit as st

from dashboard.app_pages.changes.queries import query_totals
from dashboard.app_pages.changes.summary import PROOFS
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_difference, format_number
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.money import write_exact
from dashboard.kit.proofs.proof import date_proof, make_proof
from dashboard.kit.proofs.sentence import prove, write_sentence
from dashboard.kit.typography import keep_whole
from pazanga.local_time import format_moment
from warehouse.integrity import is_whole
from warehouse.publications import read_publications
from warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dashboard.app_pages.changes.since import Earlier
    from dashboard.kit.screen import Screen

PUBLICATIONS: Final = 12
"""How many of the latest are listed."""

SUMS: Final = (
    "in_force_net_eur",
    "executed_net_eur",
    "measured_count",
    "finding_count",
)


def list_publications(
    kept: Sequence[Earlier], screen: Screen, warehouse_dir: Path
) -> list[dict[str, Any]]:
    """List publications with their sums, the one on screen first.

    Sums of a snapshot that is damaged, or older than a sum, are None.

    Args:
        kept: What `list_earlier` gives.
        screen: Snapshot and plan.
        warehouse_dir: Where the checksums of snapshots are.
    """
    shown, plan = screen.snapshot, screen.plan_code
    rows = [
        {"code": "", "snapshot": "", "published_at": shown.published_at}
        | query_totals(shown.path, plan)
    ]
    checksums = read_publications(warehouse_dir)
    for one in kept[: PUBLICATIONS - 1]:
        sums = _query_sums(one.path, checksums.get(one.path.name, ""), plan)
        told = {"snapshot": one.path.name, "published_at": one.published_at}
        rows.append({"code": one.code} | told | sums)
    for row, before in zip(rows, [*rows[1:], {}], strict=True):
        row["before"] = before
    return rows


@st.cache_resource(max_entries=64, show_spinner=False)
def _query_sums(path: Path, sha256: str, plan: str) -> dict[str, Any]:
    """Query the sums of a kept snapshot, once: it never changes."""
    try:
        if not is_whole(Snapshot(path, datetime.now(UTC), "", "", sha256)):
            return dict.fromkeys(SUMS)
        return query_totals(str(path), plan)
    except (OSError, duckdb.Error):
        return dict.fromkeys(SUMS)


def write_log(publications: Sequence[Mapping[str, Any]], screen: Screen) -> str:
    """Write the log, each earlier publication a link to what changed since.

    Args:
        publications: What `list_publications` gives.
        screen: Language and plan.
    """
    say = screen.words("changes")

    def write_day(row: Mapping[str, Any]) -> str:
        moment = escape(keep_whole(format_moment(row["published_at"])))
        if not row["code"]:
            return moment + tag("small", escape(say("log.shown")))
        return write_link(screen, "changes", moment, since=row["code"])

    columns = [Column("published_at", say("log.published"), markup=write_day)]
    columns += [_sum_column(name, screen) for name in SUMS]
    frame = pl.DataFrame(
        list(publications), schema=dict.fromkeys(publications[0], pl.Object)
    )
    return write_table(frame, columns, caption=say("log.caption"), kind="cards")


def _sum_column(name: str, screen: Screen) -> Column:
    """Return a column of one sum, with its difference to the publication before."""
    say = screen.words("changes")
    is_money = name.endswith("_eur")

    def write(row: Mapping[str, Any]) -> str:
        value, before = row[name], row["before"].get(name)
        said = (
            write_exact(value, screen)
            if is_money
            else format_number(value, screen.language)
        )
        proof = date_proof(make_proof(PROOFS[name], value), row["snapshot"])
        linked = write_sentence(prove(said, proof), screen)
        if before is None or before == value:
            return linked
        change = (
            format_difference(value - before, screen.language)
            if is_money
            else f"{value - before:+d}".replace("-", "\N{MINUS SIGN}")
        )
        return linked + tag("small", escape(change))

    return Column(
        name,
        say(f"total.{name}"),
        missing=say("value.unknown"),
        is_number=True,
        markup=write,
    )
