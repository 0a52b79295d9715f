"""Columns that many tables of a plan package share, each said once."""

from __future__ import annotations

from typing import Final

import dataframely as dy

ACTIVITY_NUMBER: Final = r"^\d{1,3}(\.\d{1,2}){0,3}$"

MAY_BE_EMPTY: Final = {"may_be_empty": True}
"""Marks a column that has no null: its empty text means "none"."""


def activity_number_column(*, primary_key: bool = True) -> dy.String:
    """Make the column of an activity's number."""
    return dy.String(
        primary_key=primary_key,
        regex=ACTIVITY_NUMBER,
        description="Number of the activity as printed, without a trailing dot",
    )


def occurrence_column() -> dy.Int64:
    """Make the column that tells rows of one number apart, in order of print."""
    return dy.Int64(
        primary_key=True,
        min=1,
        description="1 for the first row printed under this number, 2 for the next",
    )


def money_column(what: str) -> dy.Decimal:
    """Make a column of euro, empty where no amount is printed."""
    return dy.Decimal(18, 2, nullable=True, description=f"{what}, euro")


def figure_column() -> dy.String:
    """Make the column of what a printed figure counts."""
    return dy.String(
        primary_key=True, regex=r"^[a-z0-9_]+$", description="What is counted"
    )


def period_column() -> dy.String:
    """Make the column of the period of a printed figure."""
    return dy.String(
        primary_key=True,
        description="School year or year as printed; empty where none",
        metadata=MAY_BE_EMPTY,
    )


def value_column(what: str = "Figure") -> dy.Decimal:
    """Make a column of a figure, empty where what is printed is none for sure."""
    return dy.Decimal(18, 4, nullable=True, description=f"{what} as printed")


def figure_unit_column() -> dy.Enum:
    """Make the column of the unit that a figure of a sentence or table is in."""
    return dy.Enum(
        ["percent", "percentage_points", "count", "eur", "ratio", "score"],
        description="Unit",
    )


def school_code_column() -> dy.String:
    """Make the column of the school that a figure is about."""
    return dy.String(primary_key=True, description="Code of the school")


def source_line_column() -> dy.Int64:
    """Make the column of the line that a row is printed on."""
    return dy.Int64(min=1, nullable=True, description="Line of the document's text")


def source_page_column() -> dy.Int64:
    """Make the column of the page that a row is printed on."""
    return dy.Int64(min=1, nullable=True, description="Page of the document, if known")


def text_column(description: str, *, required: bool = False) -> dy.String:
    """Make a column of text as printed."""
    return dy.String(nullable=not required, description=description)
