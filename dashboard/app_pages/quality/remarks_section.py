"""Remarks on the files that were received, as a section of the page on data quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.app_pages.quality import remarks as view
from dashboard.app_pages.quality import remarks_queries as queries
from dashboard.kit.blocks import blocks

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen


def render_remarks(screen: Screen) -> None:
    """Draw what of the received files was not loaded, and what to look at."""
    path = screen.snapshot.path
    counts = queries.query_counts(path)
    remarks = queries.query_remarks(path, screen.language)
    title, subtitle = view.write_heading(counts, screen)
    notes = view.list_notes(counts, remarks.height, screen)
    if not remarks.height:
        blocks.render_heading(title, subtitle)
        blocks.render_notes(notes)
        return
    listed = blocks.write_notes(notes) + view.write_remarks(remarks, screen)
    blocks.render_folded(title, subtitle, listed)
