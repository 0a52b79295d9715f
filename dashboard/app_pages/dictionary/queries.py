"""Tables and columns of a snapshot, as the database itself describes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from dashboard.kit.snapshot import query
from warehouse.build import MODELS_DIR
from warehouse.connection import connect_memory
from warehouse.descriptions import parse_comment
from warehouse.lineage import read_models

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE: Final = Path(__file__).parent


def query_tables(snapshot: str) -> pl.DataFrame:
    """Query all tables and views.

    Returns:
        Grain: one row per table. `table` (`schema.name`), `schema_name`, `row_count`
        (null for views), `description`, `columns_text` (all that its columns say).
    """
    rows = query(snapshot, _HERE / "tables.sql")
    name = pl.concat_str("schema_name", pl.lit("."), "table_name").alias("table")
    return rows.with_columns(name)


def query_columns(snapshot: str, table: str) -> pl.DataFrame:
    """Query the columns of a table.

    Returns:
        Grain: one row per column, in the table's order. `column_name`, `data_type`,
        `description`, and what its comment notes: `unit`, `source`, `lt`, `en`.
    """
    rows = query(snapshot, _HERE / "columns.sql", {"table": table})
    parsed = [parse_comment(comment) for comment in rows["comment"]]
    return rows.drop("comment").with_columns(
        pl.Series("description", [text for text, _ in parsed], pl.String),
        *(
            pl.Series(name, [notes.get(name) for _, notes in parsed], pl.String)
            for name in ("unit", "source", "lt", "en")
        ),
    )


@st.cache_resource(max_entries=1, show_spinner=False)
def read_lineage() -> Mapping[str, frozenset[str]]:
    """Read which tables each model of this program reads, by `schema.name`."""
    models = read_models(connect_memory(), MODELS_DIR)
    return {model.table: model.references for model in models}
