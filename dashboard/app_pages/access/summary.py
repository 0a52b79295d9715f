"""What the page of access shows: events as a table, roles to look as."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard.access.gate import LOOK, write_button
from dashboard.app_pages.access.journal_words import say_event, say_more, say_who
from dashboard.kit.blocks.tables import Column, write_table
from dashboard.kit.html import tag
from dashboard.kit.plans import query_plans
from pazanga.access.roles import EVERYWHERE, ROLES
from pazanga.local_time import format_moment
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen


def write_events(events: Sequence[Mapping[str, Any]], screen: Screen) -> str:
    """Write the newest events, one row each.

    Args:
        events: What the journal holds.
        screen: Language.
    """
    say = screen.words("access")
    rows = [
        {
            "at": event["at"],
            "who": say_who(str(event["who"]), screen),
            "event": say_event(str(event["event"]), screen),
            "more": say_more(event, screen),
        }
        for event in events
    ]
    columns = [
        Column("at", say("column.at"), _write_moment),
        Column("who", say("column.who")),
        Column("event", say("column.event")),
        Column("more", say("column.more"), missing="–"),
    ]
    caption = say("caption")
    return write_table(pl.DataFrame(rows), columns, caption=caption, kind="cards")


def write_looks(screen: Screen) -> str:
    """Write a button for each role, for all municipalities and for that of the plan."""
    say = screen.words("access")
    plans = query_plans(screen.snapshot.path, screen.language)
    own = plans.filter(pl.col("plan_code") == screen.plan_code)
    code = own["municipality_code"].first()
    places = [(EVERYWHERE, say("look.everywhere"))]
    if code:
        places.append((str(code), screen.plan_name))
    items = [
        tag(
            "li",
            write_button(
                f"{LOOK}?role={role}&municipalities={where}&lang={screen.language}",
                text("pazanga.access", f"roles.{role}", screen.language),
            ),
            escape(f" · {name}"),
        )
        for where, name in places
        for role in ROLES
    ]
    return tag("ul", *items)


def _write_moment(at: str) -> str:
    return format_moment(datetime.fromisoformat(at))
