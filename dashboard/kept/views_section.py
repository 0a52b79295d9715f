"""The saved views as a section of the overview: links, and for some, their upkeep."""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.kept.access import may_write, open_home
from dashboard.kept.saving import write_view_address
from dashboard.kept.views import SavedView, list_views, remove_view, rename_view
from dashboard.kept.written import NAME_LENGTH
from dashboard.kit.blocks import blocks
from dashboard.kit.formats import format_date
from dashboard.kit.html import render_html, tag
from dashboard.kit.plans import query_plans
from pazanga.errors import KeptError
from pazanga.local_time import find_day
from pazanga.settings import read_home

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.screen import Screen

_ASKED: Final = "_view_removal_asked"
_ERROR: Final = "_view_error"
_CHOICE: Final = "view_choice"


def render_views(screen: Screen) -> None:
    """Draw the saved views of all plans; nothing where there are none."""
    listed = list_views(read_home(os.environ))
    if not listed.views and not listed.damaged_count:
        return
    say = screen.words("kept")
    plans = query_plans(screen.snapshot.path, screen.language)
    names = dict(plans.select("plan_code", "plan_name").iter_rows())
    with st.container(key="views"):
        blocks.render_heading(say("list.title"))
        items = [_write_view(view, names, screen) for view in listed.views]
        render_html(tag("ul", *items, class_="marked views") if items else "")
        if listed.damaged_count:
            blocks.render_notes([say("list.damaged", count=listed.damaged_count)])
        if listed.views and may_write():
            _render_upkeep(listed.views, screen)


def _write_view(view: SavedView, plans: Mapping[str, str], screen: Screen) -> str:
    say = screen.words("kept")
    name = tag("b", escape(view.name))
    page = screen.words(view.page)("menu.name")
    day = format_date(find_day(view.saved_at))
    plan = plans.get(view.plan)
    if plan is None:
        said = say("list.gone", page=page, plan=view.plan, day=day)
        return tag("li", name, tag("small", escape(said)))
    link = tag("a", name, href=write_view_address(screen, view))
    said = say("list.where", page=page, plan=plan, day=day)
    return tag("li", link, tag("small", escape(said)))


def _render_upkeep(views: Sequence[SavedView], screen: Screen) -> None:
    """Draw how a view is renamed or removed; removing is asked twice."""
    say = screen.words("kept")
    names = {view.code: view.name for view in views}
    with st.popover(say("upkeep.open"), type="tertiary"):
        code = st.selectbox(
            say("upkeep.choose"),
            list(names),
            index=None,
            format_func=lambda code: names.get(code, code),
            placeholder=say("upkeep.choose_one"),
            key=_CHOICE,
        )
        if said := st.session_state.pop(_ERROR, ""):
            render_html(tag("p", escape(said), role="alert"))
        if code is None:
            return
        if st.session_state.get(_ASKED) == code:
            _render_question(code, names[code], screen)
            return
        with st.form(f"rename_{code}", border=False):
            st.text_input(
                say("upkeep.name"),
                names[code],
                max_chars=NAME_LENGTH,
                key=f"view_rename_{code}",
            )
            st.form_submit_button(
                say("upkeep.rename"),
                on_click=_rename,
                args=(code, screen),
                key="view_rename",
            )
        st.button(say("upkeep.remove"), key="view_remove", on_click=_ask, args=(code,))


def _render_question(code: str, name: str, screen: Screen) -> None:
    say = screen.words("kept")
    render_html(tag("p", escape(say("upkeep.sure", name=name)), role="alert"))
    with st.container(horizontal=True):
        st.button(
            say("upkeep.yes"),
            key="view_remove_yes",
            type="primary",
            on_click=_remove,
            args=(code, screen),
        )
        st.button(say("upkeep.no"), key="view_remove_no", on_click=_ask, args=("",))


def _ask(code: str) -> None:
    st.session_state[_ASKED] = code


def _rename(code: str, screen: Screen) -> None:
    try:
        rename_view(open_home(), code, st.session_state[f"view_rename_{code}"])
    except KeptError as error:
        st.session_state[_ERROR] = error.text(screen.language)


def _remove(code: str, screen: Screen) -> None:
    _ask("")
    try:
        remove_view(open_home(), code)
        st.session_state[_CHOICE] = None
    except KeptError as error:
        st.session_state[_ERROR] = error.text(screen.language)
