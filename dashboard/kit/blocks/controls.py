"""The one row of what a page shows, by what, filtered by what, compared with what.

Places are opened before they are filled, for what can be compared depends on the
filters; the style sheet lays them out by the width of the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True)
class Controls:
    """Places of one row.

    Attributes:
        views: What is shown, and by what it is broken down.
        filters: What the page is filtered by.
        compared: What it is compared with.
    """

    views: DeltaGenerator
    filters: DeltaGenerator
    compared: DeltaGenerator


def open_controls() -> Controls:
    """Open the row above what it chooses."""
    with st.container(key="controls", horizontal=True, vertical_alignment="top"):
        return Controls(
            st.container(key="views", horizontal=True),
            st.container(key="filters", horizontal=True),
            st.container(key="compared", horizontal=True),
        )
