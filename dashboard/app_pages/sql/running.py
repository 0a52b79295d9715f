"""A query that runs: for how long already, and a button that stops it at once."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

from dashboard.app_pages.sql.history import stop
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dashboard.app_pages.sql.history import Asked
    from dashboard.kit.screen import Screen


class LeftError(Exception):
    """The reader has pressed a button of the page: the answer is not waited for."""


def _is_button_waiting() -> bool:
    """Whether a button was pressed that the page on screen has not heard of yet.

    A page is a fragment, and Streamlit interrupts none for a button within it.
    """
    context = get_script_run_ctx()
    requests = context.script_requests if context else None
    # Streamlit has no other way to ask.
    if requests is None or requests._state != ScriptRequestType.RERUN:  # noqa: SLF001
        return False
    pressed = requests._rerun_data.widget_states  # noqa: SLF001
    return pressed is not None and any(one.trigger_value for one in pressed.widgets)


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
        if _is_button_waiting():
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
