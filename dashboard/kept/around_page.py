"""What readers keep, around the page it is kept of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.kept.access import may_comment, may_write
from dashboard.kept.commentary_section import (
    find_subject,
    render_commentary,
    render_writing,
)
from dashboard.kept.saving import render_save
from dashboard.kept.views import SAVED_PAGES
from dashboard.kit.screen import keep_under_title

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen


def prepare_kept(screen: Screen, page: str) -> None:
    """Open the places of what readers keep; they are filled together with the title.

    What a page is about is known only then.

    Args:
        screen: Language, plan and snapshot.
        page: Name of the page that is about to run.
    """
    controls = st.container(key="keep", horizontal=True, horizontal_alignment="right")

    def render() -> None:
        subject = find_subject(screen, page)
        if subject:
            render_commentary(screen, subject)
        if page in SAVED_PAGES and may_write():
            with controls:
                if subject and may_comment(screen, subject.plan):
                    render_writing(screen, subject)
                render_save(screen, page)

    keep_under_title(render)
