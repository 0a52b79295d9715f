"""The field for a query: what is asked stands in the address, so a link asks it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.kit import address

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

LONGEST: Final = 4_000
"""Characters of a query: a longer one makes an address that not every program takes."""


def render_form(screen: Screen, sql: str) -> None:
    """Draw the field with the query of the address, and the button that asks it.

    Args:
        screen: Language.
        sql: The query that stands in the address.
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
        st.form_submit_button(
            say("field.run"),
            on_click=address.keep_widget,
            args=("sql", ""),
        )
