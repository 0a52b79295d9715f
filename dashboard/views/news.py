"""What the overview says of news: money spent, what needs attention, what changed."""

from __future__ import annotations

from datetime import UTC
from html import escape
from typing import TYPE_CHECKING, Any, Final

from dashboard.components.html import tag
from dashboard.components.marks import write_mark
from dashboard.components.tables import Column, write_table
from dashboard.formats import format_moment, format_number
from dashboard.views.captions import keep_whole
from dashboard.views.columns import money_column
from dashboard.views.money import write_short

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboard.screen import Screen

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "late": ("late", "spending"),
    "behind": ("off_course", "spending"),
    "overspent": ("overspent", "spending"),
    "off_course": ("off_course", "targets"),
    "at_risk": ("at_risk", "targets"),
    "untold": ("pace_unknown", "spending"),
    "error": ("error", "quality"),
    "stale_source": ("error", "quality"),
}
"""What needs attention, the gravest first: shape of its mark and page that tells."""


def list_attention(counts: Mapping[str, Any]) -> list[str]:
    """List the kinds of what needs attention, only those there are.

    Args:
        counts: What `fetch_attention` gives.
    """
    return [kind for kind in KINDS if counts[f"{kind}_count"]]


def write_attention(counts: Mapping[str, Any], screen: Screen) -> str:
    """Write what needs attention, a line per kind; something does.

    Args:
        counts: What `fetch_attention` gives.
        screen: Language.
    """
    say, common = screen.words("overview"), screen.words("common")
    items = []
    for kind in list_attention(counts):
        shape, page = KINDS[kind]
        said = say(f"attention.{kind}", count=counts[f"{kind}_count"])
        where = say("attention.page", page=common(f"nav.{page}"))
        if kind == "late":
            left = write_short(counts["late_left_net_eur"], screen)
            where = say("attention.left", amount=left, where=where)
        items.append(
            tag(
                "li",
                write_mark(shape),
                tag("b", escape(said)),
                tag("small", escape(where)),
            )
        )
    return tag("ul", *items, class_="marked")


def write_changes_title(
    changes: pl.DataFrame, changed: Mapping[str, Any], screen: Screen
) -> str:
    """Say when the data last changed and whether it concerned this plan.

    Args:
        changes: What `fetch_changes` gives.
        changed: What `fetch_changed` gives.
        screen: Language and plan.
    """
    say = screen.words("overview")
    moment = keep_whole(format_moment(changed["changed_at"].replace(tzinfo=UTC)))
    if not changed["has_earlier"]:
        return say("changes.first", moment=moment)
    if changes.is_empty():
        return say("changes.none", moment=moment)
    count = int(changes["row_count"].sum())
    return say("changes.title", moment=moment, count=count)


def write_changes(changes: pl.DataFrame, screen: Screen) -> str:
    """Write the table of sources that are new or changed; not empty."""
    say = screen.words("overview")
    money = money_column(screen, "executed_net_eur", say("changes.column.executed"))

    def count(name: str, label: str) -> Column:
        heading = say(f"changes.column.{label}")
        return Column(
            name,
            heading,
            lambda value: format_number(value, screen.language),
            is_number=True,
        )

    columns = [
        Column("source_name", say("changes.column.source")),
        count("row_count", "rows"),
        count("revision_count", "revisions"),
        count("quarantined_count", "quarantined"),
        Column(money.name, money.label, money.write, missing="–", is_number=True),
    ]
    return write_table(changes, columns, caption=say("changes.caption"), kind="cards")
