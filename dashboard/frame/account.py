"""Who reads: by which rule they see what they see, and the ways out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access.gate import LOGIN, LOGOUT, LOOK, write_button
from dashboard.access.readers import find_page_reader
from dashboard.kit.html import render_html, tag
from dashboard.kit.texts import Words

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.access.reader import Decision, Visitor
    from pazanga.texts import Language


def render_account(screen: Screen) -> None:
    """Draw who reads and why they see what they see; nothing where nobody logs in."""
    reader = find_page_reader()
    if reader.kind == "open":
        return
    say = Words("kit", screen.language)
    said = [escape(reader.decide("pages").describe(screen.language))]
    if reader.name:
        said.insert(0, tag("b", escape(reader.name)))
    if screen.snapshot.audience:
        said.append(escape(say("account.restricted")))
    if reader.kind == "look":
        back = f"{LOOK}?lang={screen.language}"
        said.append(write_button(back, say("account.stop_looking")))
    said.append(_write_way(reader, screen.language))
    render_html(tag("div", " · ".join(said), class_="account"))


def render_closed(reader: Visitor, language: Language) -> None:
    """Draw, in place of a page, why there is none and where to log in."""
    say = Words("kit", language)
    said = escape(reader.decide("pages").describe(language))
    st.set_page_config(page_title=say("app.title"))
    render_html(
        tag(
            "div",
            tag("div", f"{said} {_write_way(reader, language)}"),
            class_="notice",
            role="status",
        )
    )


def render_refusal(decision: Decision, screen: Screen) -> None:
    """Draw, in place of a page that asks for more, what it asks for."""
    said = escape(decision.describe(screen.language))
    render_html(tag("div", tag("p", said), class_="notice", role="status"))


def _write_way(reader: Visitor, language: Language) -> str:
    """Write the way out of those who are logged in, the way in of others."""
    say = Words("kit", language)
    if reader.kind == "nobody":
        # A whole new document: the session of the page has to end with it.
        said = escape(say("account.enter"))
        return tag("a", said, href=LOGIN, target="_self", class_="leaves")
    return write_button(LOGOUT, say("account.leave"))
