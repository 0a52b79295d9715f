"""The field for a query: what is asked stands in the address, so a link asks it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.app_pages.sql import parameters
from dashboard.app_pages.sql.formatted import asks_the_same, format_query
from dashboard.app_pages.sql.history import resume
from dashboard.app_pages.sql.result import find_snapshot, name_caller
from dashboard.kit import address
from dashboard.kit.blocks import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen
    from warehouse.snapshots import Snapshot

_UNFORMATTED: Final = "_sql_unformatted"
"""Where the session keeps the query that was not laid out, although it was asked to."""
LONGEST: Final = 4_000
"""Characters of a query: a longer one makes an address that not every program takes."""


def render_form(screen: Screen, sql: str, typed: Mapping[str, str]) -> None:
    """Draw the field with the query of the address, and buttons to ask or format it.

    Args:
        screen: Language and plan.
        sql: The query that stands in the address.
        typed: Its parameters and what the address says of them.
    """
    say = screen.words("sql")
    address.seed_widget("sql", sql)
    with st.form("sql_form", border=False, enter_to_submit=False):
        st.text_area(
            say("field.label"),
            key="sql",
            height=160,
            max_chars=LONGEST,
            placeholder=say("field.placeholder"),
            help=say("field.help"),
        )
        if typed:
            _render_fields(screen, typed)
        with st.container(horizontal=True):
            st.form_submit_button(
                say("field.run"), on_click=_keep, args=(list(typed),), key="sql_run"
            )
            st.form_submit_button(
                say("field.format"),
                on_click=_format,
                args=(list(typed), find_snapshot(screen.snapshot)),
                help=say("field.format_help"),
                key="sql_format",
                type="tertiary",
            )
    if st.session_state.get(_UNFORMATTED) == sql:
        blocks.render_notes([say("field.unformatted")])


def _render_fields(screen: Screen, typed: Mapping[str, str]) -> None:
    say = screen.words("sql")
    with st.container(key="sql_values", horizontal=True):
        for name, text in typed.items():
            address.seed_widget(_name_widget(name), text)
            st.text_input(
                say("value.label", name=name),
                key=_name_widget(name),
                max_chars=parameters.LONGEST,
                width=200,
            )


def _name_widget(name: str) -> str:
    return f"sql_value_{name}"


def _format(fields: list[str], snapshot: Snapshot) -> None:
    """Keep the query laid out in lines: its link holds it as it is seen.

    One that would be too long, or ask something else, stays as it is, and that is said.
    """
    sql = (st.session_state["sql"] or "").strip()
    formatted = format_query(sql)
    is_kept = formatted is not None and len(formatted) <= LONGEST
    if is_kept and formatted and formatted != sql:
        is_kept = asks_the_same(name_caller(), snapshot, sql, formatted)
    if is_kept:
        st.session_state["sql"] = formatted
    _keep(fields)
    st.session_state[_UNFORMATTED] = None if is_kept else sql


def _keep(fields: list[str]) -> None:
    """Keep the query and the values of its fields; the run that follows asks it."""
    address.keep_widget("sql", "")
    typed = {name: st.session_state.get(_name_widget(name), "") for name in fields}
    names = parameters.list_fields(st.session_state["sql"] or "")
    parameters.keep_typed(names, typed)
    resume()
    st.session_state[_UNFORMATTED] = None
