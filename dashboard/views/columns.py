"""Columns that tables of several pages share."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.components.html import tag
from dashboard.components.tables import Column
from dashboard.formats import format_amount, format_share

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.screen import Screen


def net_column(screen: Screen, name: str = "net_eur") -> Column:
    """Give the column of amounts without VAT."""
    return money_column(screen, name, screen.words("common")("column.net"))


def money_column(screen: Screen, name: str, label: str) -> Column:
    """Give a column of amounts to the cent; its label says euro."""
    return Column(
        name,
        label,
        lambda value: format_amount(value, screen.language),
        missing=screen.words("common")("value.unknown"),
        is_number=True,
    )


def share_column(name: str, screen: Screen) -> Column:
    """Give the column of shares of the whole."""
    return Column(
        name,
        screen.words("common")("column.share"),
        lambda value: format_share(value, screen.language, style="table"),
        is_number=True,
    )


def write_area(row: Mapping[str, Any]) -> str:
    """Write an area's name with its colour; a row without an area has none."""
    return mark_area(row.get("policy_area_code") or "", row["area_name"])


def mark_area(code: str, name: str) -> str:
    """Write a name with the colour of an area beside it."""
    return tag("span", escape(name), class_=f"area {code}") if code else escape(name)
