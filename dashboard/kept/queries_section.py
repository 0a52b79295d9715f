"""Saved queries on the page that asks them: links for all, upkeep for some."""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.kept.access import may_write, open_home
from dashboard.kept.queries import (
    LONGEST_DESCRIPTION,
    SavedQuery,
    list_choices,
    list_queries,
    remove_query,
    save_query,
)
from dashboard.kept.written import NAME_LENGTH
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html, tag
from dashboard.kit.links import write_link
from pazanga.errors import KeptError
from pazanga.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.kit.screen import Screen

_SAID: Final = "_query_said"
_NAME: Final = "query_name"
_DESCRIPTION: Final = "query_description"
_CHOICE: Final = "query_choice"


def render_queries(screen: Screen, asked: SavedQuery) -> None:
    """Draw the saved queries, and the controls that keep or remove one.

    Args:
        screen: Language, plan and snapshot.
        asked: The query on screen; without SQL there is nothing to keep.
    """
    listed = list_queries(read_settings(os.environ))
    say = screen.words("kept")
    if listed.queries:
        items = [_write_query(query, screen) for query in listed.queries]
        markup = tag("ul", *items, class_="results")
        blocks.render_folded(say("query.title"), say("query.subtitle"), markup)
    if listed.damaged_count:
        blocks.render_notes([say("query.damaged", count=listed.damaged_count)])
    if not may_write():
        return
    with st.container(key="queries", horizontal=True):
        if asked.sql:
            _render_save(screen, asked)
        if listed.queries:
            _render_remove(screen, listed.queries)


def _write_query(query: SavedQuery, screen: Screen) -> str:
    link = write_link(screen, "sql", escape(query.name), **list_choices(query))
    said = tag("small", escape(query.description)) if query.description else ""
    return tag("li", link, said)


def _render_save(screen: Screen, asked: SavedQuery) -> None:
    say = screen.words("kept")
    with st.popover(say("query.open"), icon=":material/bookmark:", type="tertiary"):
        with st.form("save_query", border=False):
            st.text_input(
                say("query.name"),
                key=_NAME,
                max_chars=NAME_LENGTH,
                placeholder=say("query.hint"),
            )
            st.text_input(
                say("query.description"),
                key=_DESCRIPTION,
                max_chars=LONGEST_DESCRIPTION,
            )
            st.form_submit_button(
                say("save.do"), on_click=_save, args=(screen, asked), key="query_save"
            )
        render_html(st.session_state.pop(_SAID, ""))
        render_html(tag("p", escape(say("query.note")), class_="note"))


def _save(screen: Screen, asked: SavedQuery) -> None:
    say, state = screen.words("kept"), st.session_state
    try:
        saved = save_query(open_home(), state[_NAME], state[_DESCRIPTION], asked)
    except KeptError as error:
        state[_SAID] = tag("p", escape(error.text(screen.language)), role="alert")
        return
    state[_NAME] = state[_DESCRIPTION] = ""
    said = say("query.done", name=saved.name, code=saved.code)
    state[_SAID] = tag("p", escape(said), role="status")


def _render_remove(screen: Screen, queries: Sequence[SavedQuery]) -> None:
    """Draw how a query is removed: chosen first, removed by a button then."""
    say = screen.words("kept")
    names = {query.code: query.name for query in queries}
    with st.popover(say("query.upkeep"), type="tertiary"):
        code = st.selectbox(
            say("query.choose"),
            list(names),
            index=None,
            format_func=lambda code: names.get(code, code),
            placeholder=say("query.choose_one"),
            key=_CHOICE,
        )
        if code is None:
            return
        render_html(tag("p", escape(say("query.sure", name=names[code]))))
        st.button(
            say("upkeep.yes"), key="query_remove", on_click=_remove, args=(code, screen)
        )


def _remove(code: str, screen: Screen) -> None:
    try:
        remove_query(open_home(), code)
        st.session_state[_CHOICE] = None
    except KeptError as error:
        said = tag("p", escape(error.text(screen.language)), role="alert")
        st.session_state[_SAID] = said
