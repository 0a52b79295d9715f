"""The page within its frame: the only part that runs again when a filter changes.

Menu, plan, language and footer stay as they are: a change of what stands inside the
page cannot change them. Whatever can is looked at first, and runs everything again.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

import duckdb
import streamlit as st

from dashboard.access.gate import decide_page
from dashboard.access.readers import find_page_reader, read_own_home
from dashboard.frame import states
from dashboard.frame.account import render_refusal
from dashboard.frame.run_ids import name_run
from dashboard.kept.around_page import prepare_kept
from dashboard.kept.saving import follow_view, keep_gone
from dashboard.kit import address
from dashboard.kit.screen import Screen, keep_screen
from dashboard.kit.snapshot import find_shown
from pazanga.errors import KeptError, NoSnapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamlit.navigation.page import Page

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Framed:
    """What the frame around the page was drawn for.

    Attributes:
        page: Page that is open.
        screen: Language, plan and snapshot.
        plans: Values of the address that the frame said are no plan, or not shown.
        parameters: Parameters of the address that the frame said are unknown.
    """

    page: Page
    screen: Screen
    plans: Sequence[str]
    parameters: Sequence[str]

    def still_holds(self) -> bool:
        """Whether the frame would be drawn the same now."""
        try:
            shown = find_shown(read_own_home())
        except (NoSnapshot, OSError, ValueError, KeyError, duckdb.Error):
            return False
        is_same = shown == self.screen.snapshot
        is_same = is_same and find_page_reader() == self.screen.reader
        return is_same and [*self.parameters] == address.list_unknown_parameters()


def render_page(framed: Framed) -> None:
    """Draw the page; a failure is said in plain words and logged, never a traceback.

    Args:
        framed: What the frame is drawn for.
    """
    _run(framed, count())


@st.fragment
def _run(framed: Framed, turns: Iterator[int]) -> None:
    """Run the page, at the first turn as part of the whole application."""
    is_change = next(turns) > 0
    if is_change:
        name_run()
        address.follow_address()
        if not framed.still_holds():
            st.rerun()
    screen = replace(framed.screen, choices=address.list_choices())
    keep_screen(screen)
    if screen.snapshot.is_stale:
        states.render_stale(screen.words("kit"), screen.snapshot)
    states.render_store(screen.words("kit"), read_own_home())
    if screen.has_synthetic:
        states.render_synthetic(screen.words("kit"))
    if not follow_view(screen, screen.page, framed.plans):
        return
    reader = find_page_reader()
    decision = decide_page(reader, screen.page)
    if not decision.is_allowed:
        render_refusal(decision, screen)
        return
    prepare_kept(screen, screen.page)
    with _said_in_words(framed.page, screen):
        # A page runs once; what runs it again is a copy.
        copy(framed.page).run()


@contextmanager
def _said_in_words(page: Page, screen: Screen) -> Iterator[None]:
    """Log a failure and say it; what a snapshot lacks was not built by this version."""
    say = screen.words("kit")
    try:
        yield
    except KeptError as error:
        keep_gone(screen, error)
    except (duckdb.CatalogException, duckdb.BinderException):
        logger.exception("snapshot_outdated page=%s", page.url_path)
        states.render_outdated(say)
    except Exception:
        logger.exception("page_failed page=%s plan=%s", page.url_path, screen.plan_code)
        states.render_failed(say, screen.snapshot)
