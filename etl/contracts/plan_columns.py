"""Columns that many tables of a plan package share, each said once."""

from __future__ import annotations

from typing import Final

import dataframely as dy

ACTIVITY_NUMBER: Final = r"^\d{1,3}(\.\d{1,2}){0,3}$"

MAY_BE_EMPTY: Final = {"may_be_empty": True}
"""Marks a column that has no null: its empty text means "none"."""


def activity_number_column(*, primary_key: bool = True) -> dy.String:
    """Number of an activity."""
    return dy.String(
        primary_key=primary_key,
        regex=ACTIVITY_NUMBER,
        description="Number of the activity as printed, without a trailing dot",
    )


def occurrence_column() -> dy.Int64:
    """Which of the rows printed under one number."""
    return dy.Int64(
        primary_key=True,
        min=1,
        description="1 for the first row printed under this number, 2 for the next",
    )


def money_column(what: str) -> dy.Decimal:
    """Amount in euro, empty where not printed."""
    return dy.Decimal(18, 2, nullable=True, description=f"{what}, euro")


def source_line_column() -> dy.Int64:
    """Where a row is printed."""
    return dy.Int64(min=1, nullable=True, description="Line of the document's text")


def source_page_column() -> dy.Int64:
    """Page a row is printed on."""
    return dy.Int64(min=1, nullable=True, description="Page of the document, if known")


def text_column(description: str, *, required: bool = False) -> dy.String:
    """Text as printed."""
    return dy.String(nullable=not required, description=description)
