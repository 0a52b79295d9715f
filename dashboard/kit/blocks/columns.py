"""Columns that tables of several pages share."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.kit.blocks.tables import Column
from dashboard.kit.formats import format_amount, format_number, format_share
from dashboard.kit.html import tag
from dashboard.kit.proofs.sentence import prove as prove_text
from dashboard.kit.proofs.sentence import write_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen


def net_column(
    screen: Screen,
    name: str = "net_eur",
    prove: Callable[[Mapping[str, Any]], Proof | None] | None = None,
) -> Column:
    """Return the column of amounts without VAT.

    Args:
        screen: Language.
        name: Column of the frame.
        prove: Makes the proof of a row's amount; without it amounts stand alone.
    """
    column = money_column(screen, name, screen.label("net_eur", is_short=True))
    if prove is None:
        return column

    def write(row: Mapping[str, Any]) -> str:
        return write_sentence(prove_text(column.write(row[name]), prove(row)), screen)

    return replace(column, markup=write)


def money_column(screen: Screen, name: str, label: str) -> Column:
    """Return a column of amounts to the cent; its label says euro."""
    return Column(
        name,
        label,
        lambda value: format_amount(value, screen.language),
        missing=screen.words("kit")("value.unknown"),
        is_number=True,
    )


def count_column(name: str, label: str, screen: Screen) -> Column:
    """Return a column of counts, grouped by thousands."""
    return Column(
        name,
        label,
        lambda value: format_number(value, screen.language),
        is_number=True,
    )


def share_column(name: str, screen: Screen) -> Column:
    """Return the column of shares of the whole."""
    return Column(
        name,
        screen.words("kit")("column.share"),
        lambda value: format_share(value, screen.language, style="table"),
        is_number=True,
    )


def place_column(screen: Screen) -> Column:
    """Return the column that says where each figure comes from."""
    return Column(
        "source_line",
        screen.words("kit")("column.place"),
        markup=lambda row: escape(say_place(row, screen)),
    )


def say_place(row: Mapping[str, Any], screen: Screen) -> str:
    """Describe where a figure comes from: the plan's document or a file, and its row.

    Args:
        row: With `source_line`; `source_kind` and `source_name` unless it is of a plan.
        screen: Language.
    """
    say, line = screen.words("kit"), row["source_line"]
    if row.get("source_kind", "plan_package") == "plan_package":
        return say("place.plan", line=line)
    return say("place.file", file=row["source_name"], line=line)


def write_policy_area(row: Mapping[str, Any]) -> str:
    """Write an area's name with its colour; a row without an area has none."""
    return mark_policy_area(row.get("policy_area_code") or "", row["area_name"])


def list_policy_areas(rows: pl.DataFrame) -> dict[str, str]:
    """Return the names of the policy areas of rows by their codes, in their order."""
    areas = rows.sort("policy_area_order").unique(
        "policy_area_code", maintain_order=True
    )
    return dict(areas.select("policy_area_code", "area_name").iter_rows())


def mark_policy_area(code: str, name: str) -> str:
    """Write a name with the colour of an area beside it."""
    return tag("span", escape(name), class_=f"area {code}") if code else escape(name)
