"""What needs attention and what has changed, as sections of the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components import blocks
from dashboard.components.html import render_html
from dashboard.components.links import render_page_link
from dashboard.filters import SpendingFilter
from dashboard.queries import absorption, news
from dashboard.views import news as view
from dashboard.views.absorption import write_answer

if TYPE_CHECKING:
    from dashboard.screen import Screen


def render_news(screen: Screen) -> None:
    """Draw how much is spent, what needs attention and what changed last."""
    say = screen.words("overview")
    path, plan = screen.snapshot.path, screen.plan_code
    totals = absorption.fetch_totals(path, SpendingFilter(plan))
    if totals["reported_until_date"]:
        blocks.render_heading(write_answer(totals, screen), say("absorption.subtitle"))
        render_page_link(screen, "spending", say("absorption.more"))

    counts = news.fetch_attention(path, plan)
    if view.list_attention(counts):
        blocks.render_heading(say("attention.title"), say("attention.subtitle"))
        render_html(view.write_attention(counts, screen))
    else:
        blocks.render_heading(say("attention.none"))

    changes, changed = news.fetch_changes(path, plan), news.fetch_changed(path)
    title = view.write_changes_title(changes, changed, screen)
    if changes.is_empty():
        blocks.render_heading(title)
    else:
        blocks.render_heading(title, say("changes.subtitle"))
        render_html(view.write_changes(changes, screen))
