"""The payments of an activity, on screen and to take away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.columns import money_column
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_date
from dashboard.kit.html import tag
from dashboard.kit.links import name_school
from dashboard.kit.proofs.cells.cell import ProvenCells
from dashboard.kit.sheets import SheetColumn
from dashboard.kit.typography import keep_whole
from dashboard.kit.values import is_hidden, show_hidden

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen

ROWS: Final = 3
"""Payments before a reader asks for all."""


def write_payments(payments: pl.DataFrame, screen: Screen) -> str:
    """Write reported amounts row by row, the newest first.

    Args:
        payments: One row per reported amount, all or the first ones; not empty.
        screen: Language, for links also plan.
    """
    say = screen.words("activity.payments")
    unknown = screen.words("kit")("value.unknown")
    columns = [
        Column(
            "paid_date",
            screen.label("paid_date"),
            markup=lambda row: _write_day(row, screen),
        ),
        Column(
            "source_row",
            say("column.document"),
            markup=lambda row: _write_document(row, screen),
        ),
        Column(
            "school_code",
            screen.label("school_code", is_short=True),
            missing=say("whole"),
            markup=lambda row: name_school(
                screen, row["school_code"], row["school_name"]
            ),
        ),
        Column("funding_source", screen.label("funding_source"), missing=unknown),
        money_column(screen, "net_eur", screen.label("net_eur", is_short=True)),
        money_column(screen, "vat_eur", screen.label("vat_eur")),
        Column(
            "source_file",
            screen.words("kit")("column.place"),
            markup=lambda row: _write_place(row, screen),
        ),
    ]
    cells = ProvenCells(
        screen, "fct_expenditure", by=("source_file", "source_sheet", "source_row")
    )
    caption = say("caption")
    return write_table(payments, columns, caption=caption, kind="cards", cells=cells)


def _write_day(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("activity")
    phase = say(f"money.kind_of.{row['phase']}")
    day = keep_whole(format_date(row["paid_date"]))
    return escape(day) + tag("small", escape(phase))


def _write_document(row: Mapping[str, Any], screen: Screen) -> str:
    say = screen.words("activity.payments")
    shown = {
        name: show_hidden(row[name], screen.language)
        for name in ("document_number", "contract_number", "supplier")
    }
    parts = [
        say(f"part.{name}", value=shown[name])
        for name in ("document_number", "contract_number")
        if row[name]
    ]
    if row["document_date"] and row["document_date"] != row["paid_date"]:
        parts.append(say("part.day", value=format_date(row["document_date"])))
    supplier = shown["supplier"] or say("no_supplier")
    is_named = bool(row["supplier"]) and not is_hidden(row["supplier"])
    named = (
        escape(supplier)
        if is_named
        else tag("span", escape(supplier), class_="missing")
    )
    return named + tag("small", escape(" · ".join(parts)))


def _write_place(row: Mapping[str, Any], screen: Screen) -> str:
    common = screen.words("kit")
    place = common("place.file", file=row["source_file"], line=row["source_row"])
    if not row["is_synthetic"]:
        return escape(place)
    return escape(place) + tag("small", escape(common("sheet.made_up.yes")))


def say_phases(payments: pl.DataFrame, screen: Screen) -> pl.DataFrame:
    """Replace codes of phases by words, for a sheet."""
    say = screen.words("activity")
    words = [say(f"money.kind_of.{phase}") for phase in payments["phase"]]
    return payments.with_columns(pl.Series("phase", words, pl.String))


def list_sheet_columns(screen: Screen) -> Sequence[SheetColumn]:
    """List the columns to take away: everything that is known of a payment."""
    return [
        SheetColumn("paid_date", screen.label("paid_date"), "date"),
        SheetColumn("phase", screen.label("phase")),
        SheetColumn("document_number", screen.label("document_number")),
        SheetColumn("document_date", screen.label("document_date"), "date"),
        SheetColumn("supplier", screen.label("supplier"), width=32),
        SheetColumn("contract_number", screen.label("contract_number")),
        SheetColumn("school_code", screen.label("school_code"), width=10),
        SheetColumn("school_name", screen.label("school_name"), width=32),
        SheetColumn("funding_source", screen.label("funding_source")),
        SheetColumn("net_eur", screen.label("net_eur", is_short=True), "money"),
        SheetColumn("vat_eur", screen.label("vat_eur"), "money"),
        SheetColumn("gross_eur", screen.label("gross_eur", is_short=True), "money"),
        SheetColumn("source_file", screen.label("source_file"), width=32),
        SheetColumn("source_sheet", screen.label("source_sheet")),
        SheetColumn("source_row", screen.label("source_row"), "integer"),
    ]
