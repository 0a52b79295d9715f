"""Data dictionary: what each table holds and what its columns mean."""

import polars as pl
import streamlit as st

from dashboard.app_pages.dictionary import queries
from dashboard.app_pages.dictionary import summary as view
from dashboard.app_pages.dictionary.lineage import write_picture
from dashboard.kit import address
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen

screen = read_screen()
say = screen.words("dictionary")
tables = queries.query_tables(screen.snapshot.path)
table = address.read_words("table")[0]
typed = address.read_words("table_search")[0]


def render_table(description: str) -> None:
    """Draw one table with its columns."""
    blocks.render_answer(table, description)
    columns = queries.query_columns(screen.snapshot.path, table)
    render_html(view.write_ways(table, screen))
    blocks.render_heading(say("columns.title", count=columns.height))
    render_html(view.write_columns(columns, table, screen))
    render_html(write_picture(table, queries.read_lineage(), screen))


def render_layers() -> None:
    """Draw the tables that mention what was typed, a fold per layer."""
    blocks.render_answer(say("title"), say("answer"))
    address.seed_widget("table_search", typed)
    st.text_input(
        say("search.label"),
        key="table_search",
        on_change=address.keep_widget,
        args=("table_search", ""),
    )
    found = view.find_tables(tables, typed)
    if found.is_empty():
        blocks.render_notes([say("none", typed=typed)])
    for layer in view.LAYERS:
        rows = found.filter(pl.col("schema_name") == layer)
        if rows.height:
            title = say("layer.title", layer=layer, count=rows.height)
            markup = view.write_tables(rows, screen)
            blocks.render_folded(title, say(f"layer.{layer}"), markup)


if table and (described := tables.filter(pl.col("table") == table)).height:
    render_table(described["description"][0])
else:
    if table:
        blocks.render_notes([say("unknown", name=table)])
    render_layers()
