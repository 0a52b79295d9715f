"""Remarks on the files that were received, as a section of the page on data quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.app_pages.quality import remarks as view
from dashboard.app_pages.quality import remarks_queries as queries
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen


def render_remarks(screen: Screen) -> None:
    """Draw what of the received files was not loaded, and what to look at."""
    path = screen.snapshot.path
    counts = queries.query_counts(path)
    remarks = queries.query_remarks(path, screen.language)
    blocks.render_heading(*view.write_heading(counts, screen))
    blocks.render_notes(view.list_notes(counts, remarks.height, screen))
    if remarks.height:
        render_html(view.write_remarks(remarks, screen))
