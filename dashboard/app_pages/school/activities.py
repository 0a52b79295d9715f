"""The activities of a school: a table, what is late, and rows that do not count."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_period
from dashboard.kit.html import tag, write_printed
from dashboard.kit.links import link_activity
from dashboard.kit.marks import mark_status, say_status
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.sheets import SheetColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen

ROWS: Final = 4
"""Activities before a reader asks for all."""

_NO_MARK: Final = ("pace_unknown", "not_begun", "not_reported")
"""Statuses that are said in words of their own."""


def write_activities(
    activities: pl.DataFrame, school: str, screen: Screen, *, caption: str = ""
) -> str:
    """Write the table of activities, those of the school alone first.

    Args:
        activities: Rows of the school that count, all or the first; not empty.
        school: Code of the school.
        screen: Language, for links also plan.
        caption: What the table holds; the activities of the school by default.
    """
    say, common = screen.words("school"), screen.words("kit")
    missing = common("spent.not_reported")
    cells = ProvenCells(
        screen,
        "rpt_school_activity",
        by=("activity_key", "role"),
        at={"school_code": school},
    )
    own = money_column(
        screen,
        "school_net_eur",
        screen.label("school_net_eur", of="rpt_school_activity"),
    )
    columns = [
        Column("activity_number", screen.label("activity_number", is_short=True)),
        Column(
            "activity_title",
            screen.label("activity_title"),
            markup=lambda row: _write_title(row, screen),
        ),
        Column(
            "activity_key",
            say("column.with"),
            markup=lambda row: _write_sharing(row, cells),
        ),
        _money_column("in_force_net_eur", screen),
        replace(_money_column("executed_net_eur", screen), missing=missing),
        Column(own.name, own.label, own.write, missing="–", is_number=True),
        Column(
            "status_code",
            screen.label("status_code"),
            missing="–",
            markup=lambda row: _write_status(row["status_code"], screen),
        ),
    ]
    caption = caption or say("activities.caption")
    # A school may do several things in an activity; its money is the same in each.
    rows = activities.with_columns(role=pl.col("roles").list.first())
    return write_table(rows, columns, caption=caption, kind="cards", cells=cells)


def _money_column(name: str, screen: Screen) -> Column:
    """Return a column of amounts of whole activities, whatever the school's part."""
    cells = ProvenCells(screen, "rpt_activity_absorption", by=("activity_key",))
    column = money_column(screen, name, screen.label(name, is_short=True))

    def write(row: Mapping[str, Any]) -> str:
        return cells.link(row, name, column.write(row[name]))

    return replace(column, markup=write)


def _write_title(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("school")
    start, end = row["period_start_date"], row["period_end_date"]
    period = format_period(start, end, screen.language) or row["period_text"]
    roles = ", ".join(say(f"role.{role}") for role in row["roles"])
    facts = [roles, period or say("no_period")]
    title = link_activity(
        screen, row["activity_key"], write_printed(row["activity_title"])
    )
    return title + tag("small", escape(" · ".join(facts)))


def _write_sharing(row: Mapping[str, Any], cells: ProvenCells) -> str:
    say, count = cells.screen.words("school"), row["implementing_count"]
    if row["is_alone"]:
        return escape(say("with.alone"))
    if count is None:
        return escape(say("with.unknown"))
    said = say("with.many", count=count)
    return cells.link_within(row, "implementing_count", said, str(count))


def _write_status(code: str, screen: Screen) -> str:
    if code in _NO_MARK:
        return escape(screen.words("school")(f"status.{code}"))
    return mark_status(code, screen)


def write_rows(activities: pl.DataFrame, screen: Screen) -> str:
    """Write the rows that name the school and do not count, folded.

    Args:
        activities: Rows of the school that do not count; not empty.
        screen: Language, for links also plan.
    """
    say = screen.words("school")
    ordered = activities.sort("activity_order").to_dicts()
    items = [tag("li", _write_row(row, screen)) for row in ordered]
    summary = say("rows.summary", count=activities.height)
    listed = tag("ul", *items, class_="findings")
    note = tag("p", escape(say("rows.note")), class_="note")
    return tag("details", tag("summary", escape(summary)), note, listed)


def _write_row(row: Mapping[str, Any], screen: Screen) -> str:
    why = screen.words("activity")(f"role.{row['cost_role']}")
    words = write_printed(f"{row['activity_number']}. {row['activity_title']}")
    link = link_activity(screen, row["activity_key"], words)
    return link + tag("small", escape(f" · {why}"))


def say_codes(activities: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    """Replace codes by words, for a sheet."""
    say, rows = screen.words("school"), activities.to_dicts()
    words: dict[str, list[str | None]] = {
        "roles": [
            ", ".join(say(f"role.{role}") for role in row["roles"]) for row in rows
        ],
        "status_code": [_say_status(row["status_code"], screen) for row in rows],
    }
    series = (pl.Series(name, values, pl.String) for name, values in words.items())
    return activities.with_columns(*series)


def _say_status(code: str | None, screen: Screen) -> str | None:
    if code is None:
        return None
    if code in _NO_MARK:
        return screen.words("school")(f"status.{code}")
    return say_status(code, screen)


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: those on screen, each in a cell of its own."""
    say = screen.words("school")
    return [
        SheetColumn(
            "activity_number", screen.label("activity_number", is_short=True), width=8
        ),
        SheetColumn("activity_title", screen.label("activity_title"), width=60),
        SheetColumn("roles", screen.label("role"), width=24),
        SheetColumn("implementing_count", say("column.implementing"), "integer"),
        SheetColumn("in_force_net_eur", screen.label("in_force_net_eur"), "money"),
        SheetColumn("executed_net_eur", screen.label("executed_net_eur"), "money"),
        SheetColumn(
            "school_net_eur",
            screen.label("school_net_eur", of="rpt_school_activity"),
            "money",
        ),
        SheetColumn("period_start_date", screen.label("period_start_date"), "date"),
        SheetColumn("period_end_date", screen.label("period_end_date"), "date"),
        SheetColumn("status_code", screen.label("status_code")),
    ]
