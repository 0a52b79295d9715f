"""Contract of the activities of a plan: their tables, each column said once.

`plan_package` has the other tables and lists them all.
"""

from __future__ import annotations

from typing import Final

import dataframely as dy

from etl.plans.contract.plan_columns import (
    ACTIVITY_NUMBER,
    activity_number_column,
    money_column,
    occurrence_column,
    source_line_column,
    source_page_column,
    text_column,
)

POLICY_AREAS: Final = ["leadership", "inclusion", "culture", "steam"]
COST_CATEGORIES: Final = [
    "infrastructure",
    "equipment",
    "competence",
    "network",
    "education",
]


class Activity(dy.Schema):
    """A row of the cost table. One row per printed number and its occurrence."""

    activity_number = activity_number_column()
    occurrence = occurrence_column()
    parent_number = dy.String(
        nullable=True, regex=ACTIVITY_NUMBER, description="Number of the parent row"
    )
    title = text_column("Title as printed", required=True)
    cost_category = dy.Enum(
        COST_CATEGORIES,
        nullable=True,
        description="Cost category of the block the row is printed in",
    )
    net_eur = money_column("Cost without VAT as printed")
    vat_eur = money_column("VAT as printed")
    cost_note = text_column("Words printed in the cost cells, e.g. where it is paid")
    cost_role = dy.Enum(
        ["counted", "rolled_up", "included", "elsewhere", "none"],
        description=(
            "counted: adds to the total; rolled_up: its sub-activities are counted;"
            " included: part of another counted row; elsewhere: printed as paid by"
            " another activity; none: no cost printed"
        ),
    )
    period_text = text_column("Period as printed")
    period_start = dy.Date(nullable=True, description="First day, where printed")
    period_end = dy.Date(nullable=True, description="Last day, where printed")
    source_line = source_line_column()
    source_page = source_page_column()


class ActivityPolicyArea(dy.Schema):
    """A policy area an activity serves. One row per activity row and area."""

    activity_number = activity_number_column()
    occurrence = occurrence_column()
    policy_area = dy.Enum(POLICY_AREAS, primary_key=True, description="Policy area")
    weight = dy.Decimal(
        9,
        6,
        nullable=True,
        min=0,
        description="Share of the cost, set by a person; empty means equal shares",
    )
    source_line = source_line_column()


class ActivitySchool(dy.Schema):
    """A school of an activity. One row per activity row, school and role."""

    activity_number = activity_number_column()
    occurrence = occurrence_column()
    school_code = dy.String(primary_key=True, description="Code of the school")
    role = dy.Enum(
        ["implementing", "participating", "network"],
        primary_key=True,
        description="Implements, takes part, or is reached through the network",
    )
    source_line = source_line_column()


class ActivityIndicator(dy.Schema):
    """An indicator an activity promises to move. One row per activity row and it."""

    activity_number = activity_number_column()
    occurrence = occurrence_column()
    indicator_number = dy.String(primary_key=True, description="Number of indicator")
    source_line = source_line_column()


class ActivityTask(dy.Schema):
    """A task an activity serves. One row per activity row and task."""

    activity_number = activity_number_column()
    occurrence = occurrence_column()
    task_number = dy.String(
        primary_key=True, regex=r"^\d+\.\d+$", description="goal.task, e.g. 1.2"
    )
    source_line = source_line_column()


class ActivityLink(dy.Schema):
    """An activity another one names as related. One row per pair, as printed."""

    activity_number = activity_number_column()
    occurrence = occurrence_column()
    related_number = dy.String(
        primary_key=True,
        regex=ACTIVITY_NUMBER,
        description="Number of the related activity",
    )
    source_line = source_line_column()
