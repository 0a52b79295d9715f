"""Rejected rows, with workbooks to correct them, as a section of data quality."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.app_pages.quality import rejects as view
from dashboard.app_pages.quality import rejects_queries as queries
from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.downloads import XLSX, FileNaming, render_file_button
from dashboard.kit.html import render_html, tag
from dashboard.server.on_request.workbooks import make_workbook

if TYPE_CHECKING:
    import polars as pl

    from dashboard.kit.screen import Screen

MOST_FILES: Final = 8
"""Files with a button of their own; the button for all has the rest."""


def render_rejects(screen: Screen) -> None:
    """Draw how many rows wait, a workbook to correct per file, and what is wrong."""
    path, language = screen.snapshot.path, screen.language
    counts = queries.query_counts(path)
    files = queries.query_files(path, language)
    breaches = queries.query_breaches(path, language)
    say = screen.words("quality")
    blocks.render_heading(*view.write_heading(counts, screen))
    # A workbook of rejected rows holds all that stands in them.
    if files.height and not screen.snapshot.audience:
        _render_downloads(files, screen)
    if files.height:
        _render_table(say("rejects.files"), view.write_files(files, screen))
    blocks.render_notes(view.list_notes(counts, breaches.height, screen))
    if breaches.height:
        _render_table(say("rejects.breaches"), view.write_breaches(breaches, screen))


def _render_table(title: str, table: str) -> None:
    render_html(tag("details", tag("summary", escape(title)), table))


def _render_downloads(files: pl.DataFrame, screen: Screen) -> None:
    """Draw a button for all rows and, with several files, one for each of the latest.

    A workbook is made when it is asked for: most readers only look.
    """
    say = screen.words("quality")
    every = say("rejects.download.all", count=files["waiting_count"].sum())
    with st.container(key="rejects", horizontal=True, vertical_alignment="center"):
        st.markdown(say("rejects.download.label"))
        _render_button("rejects_all", every, None, None, screen)
        shown = files.head(MOST_FILES) if files.height > 1 else files.clear()
        for row in shown.iter_rows(named=True):
            name = view.shorten_name(row["source_name"])
            label = say("rejects.download.file", file=name, count=row["waiting_count"])
            key = f"rejects_{row['source_document_key']}"
            source = row["source_document_key"]
            _render_button(key, label, source, row["source_name"], screen)


def _render_button(
    key: str, label: str, source: str | None, name: str | None, screen: Screen
) -> None:
    arguments = ["rejects", f"--snapshot={screen.snapshot.name}"]
    if source:
        arguments.append(f"--source={source}")
    render_file_button(
        label,
        partial(make_workbook, screen.language, *arguments),
        FileNaming(view.name_download(name, screen), XLSX),
        screen,
        key,
    )
