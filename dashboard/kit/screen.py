"""What every page needs to know before it draws: language, snapshot, plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self, cast

import streamlit as st

from dashboard.kit.labels import label_column
from dashboard.kit.pages import HOME
from dashboard.kit.texts import Words
from pazanga.access.reader import OPEN
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.kit.snapshot import Shown
    from pazanga.access.reader import Visitor
    from pazanga.texts import Language

SCREEN = "_screen"
"""Where the screen of a run is kept, in the session."""

_UNDER_TITLE = "_under_title"
_READER = "_reader"


@dataclass(frozen=True)
class Screen:
    """The choices above every page.

    Attributes:
        language: Language of the reader.
        snapshot: Shown all figures of this run come from.
        plan_code: Plan on screen.
        plan_name: Municipality of the plan, in the reader's language.
        has_synthetic: Whether anything reported on the plan was made up.
        choices: What stands in the address: parameters with their values.
        page: Name of the page, see `pages.PAGES`.
        reader: For whom it is drawn.
    """

    language: Language
    snapshot: Shown
    plan_code: str
    plan_name: str
    has_synthetic: bool = False
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    page: str = HOME
    reader: Visitor = OPEN

    def words(self, catalogue: str) -> Words:
        """Return the texts of a page, or of one of its sections."""
        return Words(catalogue, self.language)

    def translate(self) -> Self:
        """Return the same screen in the other language."""
        other = next(one for one in LANGUAGES if one != self.language)
        return replace(self, language=other)

    def label(self, name: str, *, of: str = "", is_short: bool = False) -> str:
        """Return the label of a column of the warehouse, see `label_column`."""
        return label_column(name, self.language, of=of, is_short=is_short)


def forget_another(reader: Visitor) -> None:
    """Clear the session where somebody else, or with other rights, read before.

    A tab that was asleep takes its session up again, whoever has logged in meanwhile.
    """
    if st.session_state.get(_READER, reader) != reader:
        st.session_state.clear()
    st.session_state[_READER] = reader


def keep_screen(screen: Screen) -> None:
    """Keep the screen for the page that is about to run."""
    st.session_state[SCREEN] = screen


def keep_under_title(render: Callable[[], None]) -> None:
    """Keep what the frame draws under the title, as soon as there is one."""
    st.session_state[_UNDER_TITLE] = render


def render_under_title() -> None:
    """Draw, once a run, what the frame has to say under the title of the page."""
    render: Callable[[], None] | None = st.session_state.pop(_UNDER_TITLE, None)
    if render:
        render()


def read_screen() -> Screen:
    """Return the screen of this run; every page starts with it."""
    return cast("Screen", st.session_state[SCREEN])
