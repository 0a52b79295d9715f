"""What needs attention and what has changed, as sections of the overview."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dashboard.app_pages.overview import attention, news, news_queries
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html
from dashboard.kit.links import write_more
from pazanga.local_time import find_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.app_pages.spending.coverage import Coverage
    from dashboard.kit.screen import Screen


def render_attention(
    screen: Screen, counts: Mapping[str, Any], coverage: Coverage
) -> None:
    """Draw what needs attention, or that nothing known does.

    Args:
        screen: Language, plan and snapshot.
        counts: What `query_attention` gives.
        coverage: What `query_coverage` gives.
    """
    say = screen.words("overview")
    today = find_day(datetime.now(UTC))
    concerns = attention.list_concerns(counts, coverage, today, screen)
    if concerns:
        blocks.render_heading(say("attention.title"))
        render_html(attention.write_concerns(concerns, screen))
        blocks.render_hint(say("attention.hint"))
    else:
        blocks.render_heading(say("attention.none"))


def render_changes(screen: Screen) -> None:
    """Draw what changed last, folded."""
    path = screen.snapshot.path
    changes = news_queries.query_changes(path, screen.plan_code)
    changed = news_queries.query_changed(path)
    title = news.write_changes_title(changes, changed, screen)
    markup = "" if changes.is_empty() else news.write_changes(changes, screen)
    blocks.render_fold(title, markup)
    if changed["has_earlier"]:
        more = screen.words("overview")("changes.more")
        render_html(write_more(screen, "changes", more))
