"""What every page needs to know before it draws: language, theme, snapshot, plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

import streamlit as st

from dashboard.words import Words

if TYPE_CHECKING:
    from dashboard.published import Shown
    from warehouse.messages import Language

Theme = Literal["light", "dark"]

_KEY = "_screen"


@dataclass(frozen=True)
class Screen:
    """The choices above every page.

    Attributes:
        language: Language of the reader.
        theme: Colours the browser shows.
        snapshot: Shown all figures of this run come from.
        plan_code: Plan on screen.
        plan_name: Municipality of the plan, in the reader's language.
        is_phone: Whether the browser says it is one; labels are shorter then.
    """

    language: Language
    theme: Theme
    snapshot: Shown
    plan_code: str
    plan_name: str
    is_phone: bool = False

    @property
    def label_length(self) -> int:
        """Characters of a label that fit above a bar."""
        return 46 if self.is_phone else 110

    def words(self, catalogue: str) -> Words:
        """Give the texts of a page in the reader's language."""
        return Words(catalogue, self.language)


def read_theme() -> Theme:
    """Tell which theme the browser shows; light until it has said."""
    return "dark" if st.context.theme.type == "dark" else "light"


def read_is_phone() -> bool:
    """Tell whether the browser calls itself a phone."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def keep_screen(screen: Screen) -> None:
    """Hand the screen to the page that is about to run."""
    st.session_state[_KEY] = screen


def read_screen() -> Screen:
    """Give the screen of this run; every page starts with it."""
    return cast("Screen", st.session_state[_KEY])
