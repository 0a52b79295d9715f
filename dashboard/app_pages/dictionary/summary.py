"""Tables in their layers, and one table with its columns."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.formats import format_number
from dashboard.kit.html import tag
from dashboard.kit.links import write_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen

LAYERS: Final = ("reports", "marts", "ops", "intermediate", "staging", "raw")
"""Schemas in the order in which a reader asks them."""


def find_tables(tables: pl.DataFrame, typed: str) -> pl.DataFrame:
    """Return the tables that mention every typed word, in name, text or columns."""
    texts = pl.concat_str("table", "description", "columns_text", separator=" ")
    found = pl.lit(value=True)
    for word in typed.lower().split():
        found &= texts.str.to_lowercase().str.contains(word, literal=True)
    return tables.filter(found)


def write_tables(tables: pl.DataFrame, screen: Screen) -> str:
    """Write the tables of one layer, each a link to its columns."""
    say = screen.words("dictionary")

    def link(row: Mapping[str, Any]) -> str:
        return write_link(
            screen, "dictionary", tag("code", escape(row["table"])), table=row["table"]
        )

    def count(value: int) -> str:
        return format_number(value, screen.language)

    columns = [
        Column("table", say("tables.name"), markup=link),
        Column("description", say("tables.description"), markup=_write_english),
        Column(
            "row_count",
            say("tables.rows"),
            write=count,
            missing=say("tables.unknown"),
            is_number=True,
        ),
    ]
    return write_table(tables, columns, caption=say("tables.caption"), kind="cards")


def _write_english(row: Mapping[str, Any]) -> str:
    return tag("span", escape(row["description"]), lang="en")


def write_columns(columns: pl.DataFrame, table: str, screen: Screen) -> str:
    """Write the columns of a table: type, label, unit, meaning."""
    say = screen.words("dictionary")
    missing = say("columns.missing")

    def code(row: Mapping[str, Any]) -> str:
        return tag("code", escape(row["column_name"]))

    shown = [
        Column("column_name", say("columns.name"), markup=code),
        Column("data_type", say("columns.type")),
        Column(screen.language, say("columns.label"), missing=missing),
        Column("unit", say("columns.unit"), missing=missing),
        Column("description", say("columns.meaning"), markup=_write_english),
    ]
    caption = say("columns.caption", name=table)
    table_markup = write_table(columns, shown, caption=caption, kind="cards")
    return tag("div", table_markup, class_="labelled")


def write_ways(table: str, screen: Screen) -> str:
    """Write the links that lead on: to a query of the table, back to all tables."""
    say = screen.words("dictionary")
    sql = f"from {table} limit 100"
    ask = write_link(screen, "sql", escape(say("ask")), sql=sql, table=())
    back = write_link(screen, "dictionary", escape(say("all")), table=())
    return tag("p", ask, " · ", back, class_="note")
