"""Saving the page on screen as a view, and what is said of a view that is opened."""

from __future__ import annotations

import os
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.kept.access import open_home
from dashboard.kept.views import SavedView, find_view, save_view
from dashboard.kept.written import NAME_LENGTH
from dashboard.kit import address
from dashboard.kit.blocks.unapplied import render_line
from dashboard.kit.html import render_html, tag
from dashboard.kit.links import write_address, write_link
from dashboard.kit.pages import HOME
from pazanga.errors import KeptError
from pazanga.settings import read_home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.kit.screen import Screen

_SAID: Final = "_view_said"
_GONE: Final = "_view_codes_gone"


def render_save(screen: Screen, page: str) -> None:
    """Draw the control that saves the page.

    Args:
        screen: Language, plan and snapshot.
        page: Name of the page on screen.
    """
    say = screen.words("kept")
    with st.popover(say("save.open"), icon=":material/bookmark:", type="tertiary"):
        with st.form("save_view", border=False):
            st.text_input(
                say("save.name"),
                key="view_name",
                max_chars=NAME_LENGTH,
                placeholder=say("save.hint"),
            )
            st.form_submit_button(
                say("save.do"), on_click=_save, args=(screen, page), key="view_save"
            )
        render_html(st.session_state.pop(_SAID, ""))
        render_html(tag("p", escape(say("save.note")), class_="note"))


def _save(screen: Screen, page: str) -> None:
    """Keep what the last run of the page applied of its address."""
    say = screen.words("kept")
    values = {**address.list_applied(), address.PLAN: (screen.plan_code,)}
    try:
        view = save_view(open_home(), st.session_state["view_name"], page, values)
    except KeptError as error:
        message = tag("p", escape(error.text(screen.language)), role="alert")
        st.session_state[_SAID] = message
        return
    st.session_state["view_name"] = ""
    overview = write_link(screen, HOME, escape(say("save.where")))
    said = escape(say("save.done", name=view.name))
    st.session_state[_SAID] = tag("p", f"{said} {overview}", role="status")


def write_view_address(screen: Screen, view: SavedView) -> str:
    """Write the address of a view: its page, plan and codes, and nothing else."""
    bare = replace(screen, choices=(), plan_code=view.plan)
    return write_address(bare, view.page, **dict(view.values), view=view.code)


def follow_view(screen: Screen, page: str, plans: Sequence[str]) -> bool:
    """Check the view the address leads to, if any, and show what it is.

    Args:
        screen: Language, plan, snapshot and what stands in the address.
        page: Name of the page on screen.
        plans: What the address names that is no plan.

    Returns:
        Whether the page may be shown.
    """
    asked = dict(screen.choices).get(address.VIEW)
    if not asked:
        return True
    say = screen.words("kept")
    view = find_view(read_home(os.environ), asked[0])
    chosen = tuple(
        (name, given)
        for name, given in screen.choices
        if name not in {"lang", address.VIEW}
    )
    if view is None or (view.page, view.values) != (page, chosen):
        render_line(say("open.unknown"))
        return True
    gone: dict[tuple[str, str], str] = st.session_state.get(_GONE, {})
    said = gone.get((view.code, screen.snapshot.path), "")
    if plans or said:
        _render_gone(screen, view, said or say("open.plan", plan=view.plan))
        return False
    address.forbid_unknown()
    line = tag("p", escape(say("open.name", name=view.name)), class_="note view")
    render_html(line)
    return True


def keep_gone(screen: Screen, error: KeptError) -> None:
    """Keep that the view on screen names what is no longer there, and run anew."""
    code = dict(screen.choices)[address.VIEW][0]
    said = error.text(screen.language)
    st.session_state[_GONE] = {(code, screen.snapshot.path): said}
    st.rerun()


def _render_gone(screen: Screen, view: SavedView, said: str) -> None:
    say = screen.words("kept")
    heading = tag("h2", escape(say("open.gone", name=view.name)))
    words = f"{said} {say('open.nothing_else')}"
    bare = replace(screen, choices=())
    home = tag("a", escape(say("save.where")), href=write_address(bare, HOME))
    parts = tag("p", escape(words)) + tag("p", home)
    render_html(tag("div", heading, parts, class_="notice", role="alert"))
