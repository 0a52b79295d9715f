"""What the overview says of news: which files changed the data last."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_number
from dashboard.kit.proofs.cells.cell import ProvenCells, prove_cell
from dashboard.kit.proofs.sentence import prove
from dashboard.kit.typography import keep_whole
from pazanga.local_time import format_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.kit.screen import Screen


def write_changes_title(
    changes: pl.DataFrame, changed: Mapping[str, Any], screen: Screen
) -> str:
    """Describe when the data last changed and whether it concerned this plan.

    Args:
        changes: What `query_changes` gives.
        changed: What `query_changed` gives.
        screen: Language and plan.
    """
    say = screen.words("overview")
    moment = keep_whole(format_moment(changed["changed_at"].replace(tzinfo=UTC)))
    if not changed["has_earlier"]:
        return say("changes.first", moment=moment)
    if changes.is_empty():
        return say("changes.none", moment=moment)
    count = int(changes["row_count"].sum())
    said = say("changes.title", moment=moment, count=count)
    return prove(said, prove_cell("rpt_last_change.row_count", count))


def write_changes(changes: pl.DataFrame, screen: Screen) -> str:
    """Write the table of sources that are new or changed; not empty."""
    say = screen.words("overview")
    money = money_column(
        screen, "executed_net_eur", screen.label("executed_net_eur", is_short=True)
    )

    def count(name: str, label: str) -> Column:
        heading = say(f"changes.column.{label}")
        return Column(
            name,
            heading,
            lambda value: format_number(value, screen.language),
            is_number=True,
        )

    columns = [
        Column("source_name", screen.label("source_name", is_short=True)),
        count("row_count", "rows"),
        count("revision_count", "revisions"),
        count("quarantined_count", "rejects"),
        Column(money.name, money.label, money.write, missing="–", is_number=True),
    ]
    cells = ProvenCells(screen, "rpt_last_change", by=("source_document_key",))
    caption = say("changes.caption")
    return write_table(changes, columns, caption=caption, kind="cards", cells=cells)
