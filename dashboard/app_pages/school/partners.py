"""Whom a school meets in activities: schools of the plan and of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.html import tag
from dashboard.kit.links import name_school
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.sheets import SheetColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dashboard.kit.screen import Screen


def write_partners(partners: pl.DataFrame, school: str, screen: Screen) -> str:
    """Write the schools of the plan that share activities, the closest first.

    Args:
        partners: Rows of schools that take part in the plan; not empty.
        school: Code of the school they meet.
        screen: Language, for links also plan.
    """
    say = screen.words("school")
    columns = [
        Column(
            "school_code",
            say("partners.school"),
            markup=lambda row: name_school(
                screen, row["school_code"], row["school_name"]
            ),
        ),
        Column("narrow_count", say("partners.narrow"), is_number=True),
        Column("shared_count", say("partners.shared"), is_number=True),
    ]
    cells, caption = _make_cells(school, screen), say("partners.caption")
    return write_table(partners, columns, caption=caption, cells=cells)


def _make_cells(school: str, screen: Screen) -> ProvenCells:
    at = {"other_school_code": school}
    return ProvenCells(screen, "rpt_school_pair", by=("school_code",), at=at)


def write_network(partners: pl.DataFrame, school: str, screen: Screen) -> str:
    """Write the network schools it meets, each with how many activities they share.

    Args:
        partners: Rows of network schools, the closest first; not empty.
        school: Code of the school they meet.
        screen: Language, for links also plan.
    """
    cells = _make_cells(school, screen)
    words = [
        name_school(screen, row["school_code"], row["school_name"])
        + f" ({cells.link(row, 'narrow_count', str(row['narrow_count']))})"
        for row in partners.to_dicts()
    ]
    return tag("p", ", ".join(words), class_="note")


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away."""
    say = screen.words("school")
    return [
        SheetColumn("school_code", screen.label("school_code")),
        SheetColumn("school_name", screen.label("school_name"), width=40),
        SheetColumn("narrow_count", say("partners.narrow"), "integer"),
        SheetColumn("shared_count", say("partners.shared"), "integer"),
    ]
