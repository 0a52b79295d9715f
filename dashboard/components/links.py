"""Links from one page to another, with the choices above the page kept."""

from __future__ import annotations

import streamlit as st

from dashboard.pages import FOLDER, PAGES


def render_page_link(page: str, label: str) -> None:
    """Draw a link to a page, if the dashboard has it.

    Args:
        page: Name of the page, see `pages.PAGES`.
        label: What is there.
    """
    if page in PAGES:
        st.page_link(
            FOLDER / f"{page}.py", label=label, icon=":material/arrow_forward:"
        )
