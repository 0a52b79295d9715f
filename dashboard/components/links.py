"""Links from one page to another, with the choices above the page kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.pages import FOLDER, PAGES

if TYPE_CHECKING:
    from dashboard.screen import Screen


def render_page_link(screen: Screen, page: str, what: str) -> None:
    """Draw a link to a page, if the dashboard has it.

    Args:
        screen: Language.
        page: Name of the page, see `pages.PAGES`.
        what: What is there, the beginning of a sentence: `Visi rodikliai`.
    """
    if page not in PAGES:
        return
    say = screen.words("common")
    label = say("links.more", what=what, page=say(f"nav.{page}"))
    st.page_link(FOLDER / f"{page}.py", label=label, icon=":material/arrow_forward:")
