"""The foot of every page: which data, from which sources, published when."""

from __future__ import annotations

import logging
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

import duckdb

from dashboard.frame.queries import query_unread_count
from dashboard.kit.formats import format_title
from dashboard.kit.html import render_html, tag
from dashboard.kit.links import write_link
from pazanga.local_time import format_moment

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from dashboard.kit.snapshot import Shown
    from dashboard.kit.texts import Words

logger = logging.getLogger(__name__)


def render_footer(screen: Screen, plan: dict[str, Any]) -> None:
    """Draw the footer.

    Args:
        screen: Snapshot and language.
        plan: Row of the plan on screen, with its `plan_title` and `document_name`.
    """
    say = screen.words("kit")
    published = format_moment(screen.snapshot.published_at)
    title, document = format_title(plan["plan_title"]), plan["document_name"]
    lines = [
        say("footer.method"),
        say("footer.source", title=title, plan=screen.plan_name, document=document),
    ]
    lines += _say_unread(say, screen.snapshot)
    cite = say("footer.snapshot", snapshot=screen.snapshot.name, published=published)
    said = "".join(tag("p", escape(line)) for line in lines)
    summary = tag("summary", escape(say("footer.cite")))
    cited = tag("details", summary, tag("p", escape(cite)))
    ways = tag("div", _write_links(screen), cited, class_="ways")
    foot = tag("footer", said, ways, class_="foot")
    render_html(foot + _write_margins(say, screen, is_made_up=plan["has_synthetic"]))


def _write_links(screen: Screen) -> str:
    """Write where a reader learns what figures mean, what is unknown, what changed."""
    say, whole = screen.words("kit"), replace(screen, choices=())
    links = [
        write_link(whole, page, escape(say(f"footer.{page}")))
        for page in ("proof", "quality", "changes", "accessibility")
    ]
    return tag("p", "\u00a0· ".join(links), class_="more-links")


def _write_margins(say: Words, screen: Screen, *, is_made_up: bool) -> str:
    """Write what stands in the margins of every printed page: source, mark, number."""
    published = format_moment(screen.snapshot.published_at)
    source = say("footer.printed", plan=screen.plan_name, published=published)
    mark = say("footer.made_up") if is_made_up else ""
    text = _quote(" ".join(filter(None, (mark, source))))
    left = f"@bottom-left{{content:{text}}}"
    right = "@bottom-right{content:counter(page) '/' counter(pages)}"
    return tag("style", f"@page{{{left}{right}}}")


def _quote(text: str) -> str:
    """Write a text as a string of CSS that nothing in it can end."""
    return '"' + "".join(f"\\{ord(letter):x} " for letter in text) + '"'


def _say_unread(say: Words, snapshot: Shown) -> list[str]:
    """Describe how many sheets were not read, or that the snapshot cannot tell."""
    try:
        unread = query_unread_count(snapshot.path)
    except duckdb.Error:
        logger.exception("coverage_unknown snapshot=%s", snapshot.name)
        return [say("footer.unread_unknown")]
    return [say("footer.unread", count=unread)] if unread else []
