"""A query that runs: for how long already, and a button that stops it at once."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.app_pages.sql.history import stop
from dashboard.app_pages.sql.pressed import is_button_waiting
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dashboard.app_pages.sql.history import Asked
    from dashboard.kit.screen import Screen


class LeftError(Exception):
    """The reader has pressed a button of the page: the answer is not waited for."""


@contextmanager
def show_running(screen: Screen, entry: Asked) -> Iterator[Callable[[], bool]]:
    """Show that a query runs, as soon as it takes longer than a moment.

    What it gives is called while the query runs. Whatever the reader does meanwhile
    ends it there: Streamlit raises what ends a run when something is drawn, and for a
    button of the page, which waits for the page to end, it is asked.
    """
    say = screen.words("sql")
    place, started = st.empty(), time.monotonic()
    line = None

    def tell() -> bool:
        nonlocal line
        if is_button_waiting():
            raise LeftError
        if line is None:
            with place.container(horizontal=True, key="sql_running"):
                line = st.empty()
                st.button(
                    say("running.stop"), key="sql_stop", on_click=stop, args=(entry,)
                )
        seconds = int(time.monotonic() - started)
        line.html(tag("p", say("running.said", count=seconds), role="status"))
        return False

    yield tell
    place.empty()
