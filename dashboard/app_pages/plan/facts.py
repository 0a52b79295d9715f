"""Figures of a municipality: which topic each belongs to, and what it is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.kit.blocks.columns import place_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_reported_period
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.values import write_value

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

TOPICS: Final = (
    "participating_school_count",
    "general_school_count",
    "steam_laboratory_school_count",
    "steam_laboratory_school_share",
    "sen_pupil_growth",
    "diverse_needs_pupil_growth",
    "high_needs_pupil_growth",
    "high_needs_share_in_general_schools",
    "high_needs_share_in_special_schools",
    "support_recipient_share",
    "trained_teacher_share_leadership",
    "trained_teacher_share_inclusion",
    "trained_teacher_share_culture",
    "trained_teacher_share_steam",
    "pupp_school_count",
    "pupp_even_school_count",
    "pupp_even_school_share",
    "pupp_school_share_gap_within",
    "pupp_average_subject_gap",
    "largest_lt_math_gap",
    "pupp_largest_school_gap_lt",
    "pupp_largest_school_gap_math",
    "vbe_school_count",
    "vbe_average_subject_gap",
    "vbe_above_average_school_count_lt",
    "vbe_above_average_school_share_lt",
    "vbe_above_average_school_count_math",
    "vbe_above_average_school_share_math",
)
"""Figures by topic: schools, pupils' needs, teachers, PUPP, VBE."""

_LIMIT: Final = re.compile(r"_(\d+)_points$")
"""A limit of percentage points that ends a code."""


def find_place(code: str) -> int:
    """Find the place of a figure among the topics; unknown ones stand last."""
    name = _LIMIT.sub("", code)
    return TOPICS.index(name) if name in TOPICS else len(TOPICS)


def name_fact(code: str, screen: Screen) -> str:
    """Return the name of a figure; of one without a name, the words of its code."""
    name, limit = _LIMIT.sub("", code), _LIMIT.search(code)
    if name not in TOPICS:
        return code.replace("_", " ")
    return screen.words("plan")(f"fact.{name}", limit=limit[1] if limit else "")


def write_facts(facts: pl.DataFrame, screen: Screen) -> str:
    """Write the table of figures by topic, each with its period and place.

    Args:
        facts: One row per figure and period, see `reports.rpt_municipal_fact`.
        screen: Language.
    """
    say = screen.words("plan")
    cells = ProvenCells(screen, "fct_municipal_fact", by=("fact_code", "period"))
    columns = [
        Column(
            "fact_code", screen.label("fact_code"), lambda code: name_fact(code, screen)
        ),
        Column(
            "period",
            screen.label("period"),
            lambda period: format_reported_period(period, screen.language),
            missing=say("facts.no_period"),
        ),
        Column(
            "value",
            screen.label("value"),
            missing=say("unknown"),
            is_number=True,
            markup=lambda row: cells.link(
                row,
                "value",
                write_value(row["value"], row["unit_code"], screen.language),
            ),
        ),
        Column("printed_text", screen.label("printed_text"), missing="–"),
        place_column(screen),
    ]
    places = [find_place(code) for code in facts["fact_code"]]
    ordered = facts.with_columns(place=pl.Series(places)).sort(
        "place", "fact_code", "period"
    )
    return write_table(ordered, columns, caption=say("facts.caption"), kind="cards")
