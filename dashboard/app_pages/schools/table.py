"""The table of schools, on screen and to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.html import tag
from dashboard.kit.links import name_school
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.sheets import SheetColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen

ROWS: Final = 5
"""Schools before a reader asks for all."""

COUNTS: Final = (
    "implementing_count",
    "alone_count",
    "participating_count",
    "network_count",
)


def write_schools(schools: pl.DataFrame, screen: Screen) -> str:
    """Write the schools in the order of the plan: it is no ranking.

    Args:
        schools: What `query_schools` gives, all or the first rows; not empty.
        screen: Language, for links also plan.
    """
    say, common = screen.words("schools"), screen.words("kit")
    alone = money_column(screen, "alone_net_eur", say("column.alone_net"))
    paid = money_column(screen, "executed_net_eur", _label_paid(screen))
    missing = common("spent.not_reported")
    columns = [
        Column(
            "school_code", say("column.school"), markup=lambda row: _link(row, screen)
        ),
        *(Column(name, say(f"column.{name}"), is_number=True) for name in COUNTS),
        Column(alone.name, alone.label, alone.write, missing="–", is_number=True),
        Column(paid.name, paid.label, paid.write, missing=missing, is_number=True),
    ]
    cells = ProvenCells(screen, "rpt_school", by=("school_code",))
    caption = say("table.caption")
    return write_table(schools, columns, caption=caption, kind="cards", cells=cells)


def _link(row: Mapping[str, Any], screen: Screen) -> str:
    role = screen.words("schools")(f"role_one.{row['school_role']}")
    link = name_school(screen, row["school_code"], row["school_name"])
    return link + tag("small", escape(role))


def say_roles(schools: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    """Replace codes of roles by words, for a sheet."""
    say = screen.words("schools")
    words = [say(f"role_one.{role}") for role in schools["school_role"]]
    return schools.with_columns(pl.Series("school_role", words, pl.String))


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: those on screen, each in a cell of its own."""
    say = screen.words("schools")
    return [
        SheetColumn("school_code", screen.label("school_code"), width=10),
        SheetColumn("school_name", screen.label("school_name"), width=40),
        SheetColumn("school_role", screen.label("school_role")),
        *(SheetColumn(name, say(f"column.{name}"), "integer") for name in COUNTS),
        SheetColumn("alone_net_eur", say("column.alone_net"), "money"),
        SheetColumn("executed_net_eur", _label_paid(screen), "money"),
        SheetColumn("late_count", say("column.late_count"), "integer"),
    ]


def _label_paid(screen: Screen) -> str:
    return screen.label("executed_net_eur", of="rpt_school")
