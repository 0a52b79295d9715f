"""The foot of every page: which data, from which sources, published when."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.components.html import render_html, tag
from dashboard.formats import format_moment, format_title

if TYPE_CHECKING:
    from dashboard.screen import Screen


def render_footer(screen: Screen, plan: dict[str, Any]) -> None:
    """Draw the footer.

    Args:
        screen: Snapshot and language.
        plan: Row of the plan on screen, with its `plan_title` and `document_name`.
    """
    say = screen.words("common")
    published = format_moment(screen.snapshot.published_at)
    title, document = format_title(plan["plan_title"]), plan["document_name"]
    lines = [
        say("footer.method"),
        say("footer.source", title=title, plan=screen.plan_name, document=document),
        say("footer.snapshot", snapshot=screen.snapshot.name, published=published),
        say("app.about"),
    ]
    render_html(
        tag("footer", *(tag("p", escape(line)) for line in lines), class_="foot")
    )
