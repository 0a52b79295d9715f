"""The states of a page that has no data to show, each in plain words."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from dashboard.components.html import render_html, tag
from dashboard.formats import format_moment

if TYPE_CHECKING:
    from dashboard.published import Shown
    from dashboard.words import Words


def render_no_warehouse(say: Words) -> None:
    """Say that nothing was published yet, and the one line to run."""
    _render_notice(
        say("state.no_warehouse.title"),
        escape(say("state.no_warehouse.text")),
        tag("code", "pazanga refresh"),
        escape(say("state.no_warehouse.after")),
    )


def render_unreadable(say: Words) -> None:
    """Say that the published snapshot cannot be opened, and how to go back."""
    _render_notice(
        say("state.unreadable.title"),
        escape(say("state.unreadable.text")),
        tag("code", "pazanga rollback"),
    )


def render_failed(say: Words, shown: Shown) -> None:
    """Say that a query failed, what still holds, and whom to tell what."""
    published = format_moment(shown.published_at)
    now = format_moment(datetime.now(UTC))
    _render_notice(
        say("state.failed.title"),
        escape(say("state.failed.text", published=published, now=now)),
    )


def render_stale(say: Words, shown: Shown) -> None:
    """Say, above the page, that the newest snapshot could not be opened."""
    message = say("state.stale", published=format_moment(shown.published_at))
    render_html(tag("p", escape(message), class_="notice-line", role="status"))


def _render_notice(title: str, *parts: str) -> None:
    heading = tag("h2", escape(title))
    render_html(tag("div", heading, tag("p", " ".join(parts)), class_="notice"))
