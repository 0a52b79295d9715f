"""The buttons that make the report for the council, and what became of it."""

from __future__ import annotations

import hashlib
import logging
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.kept.commentary import Subject, read_commentary
from dashboard.kit.blocks.downloads import FileNaming, render_file_button
from dashboard.kit.blocks.unapplied import render_line
from dashboard.report.sections import REPORT_PAGES
from dashboard.server.on_request.reports import LIMITS, make_report
from pazanga.errors import PageError, ReportError, UserError
from pazanga.local_time import find_today
from pazanga.processes.answering_child import ChildError
from pazanga.settings import read_home

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from dashboard.server.on_request.reports import Ending

logger = logging.getLogger(__name__)

MIMES: Final[dict[Ending, str]] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}
_ASKED: Final = "_report_asked"
_MADE: Final = "_report_made"


def render_report(screen: Screen) -> None:
    """Draw a button per kind of file; a report is made only when it is asked for.

    Args:
        screen: Language, plan and snapshot.
    """
    say = screen.words("kit")
    with st.container(
        key="downloads_report", horizontal=True, vertical_alignment="center"
    ):
        st.markdown(say("report.label"))
        for ending in MIMES:
            _render_button(screen, ending)
    ending = st.session_state.pop(_ASKED, None)
    if ending is not None:
        with st.spinner(say("report.making")):
            failure = _make(screen, ending)
        if failure:
            render_line(failure)
        else:
            st.rerun()


def _render_button(screen: Screen, ending: Ending) -> None:
    """Draw the button that makes a report or, once it is made, gives it."""
    say = screen.words("kit")
    made = st.session_state.get(_MADE, {}).get(_name_report(screen, ending))
    if made is None:
        label, key = say(f"report.{ending}"), f"report_{ending}"
        st.button(label, key=key, on_click=_ask, args=(ending,))
        return
    render_file_button(
        say(f"report.download_{ending}"),
        lambda: made,
        FileNaming(_name_file(screen, ending), MIMES[ending]),
        screen,
        f"report_download_{ending}",
        is_primary=True,
    )


def _ask(ending: Ending) -> None:
    st.session_state[_ASKED] = ending


def _make(screen: Screen, ending: Ending) -> str:
    """Make a report and keep it for this reader; return what went wrong, if it did."""
    say, name = screen.words("kit"), _name_report(screen, ending)
    try:
        content = make_report(
            screen.language, screen.plan_code, ending, screen.snapshot.audience
        )
    except BlockingIOError:
        return say("report.busy")
    except (ChildError, OSError, UserError) as error:
        logger.exception("report_failed plan=%s", screen.plan_code)
        return say("report.failed", why=_explain(error, screen))
    st.session_state[_MADE] = {name: content}
    return ""


def _explain(error: Exception, screen: Screen) -> str:
    """Describe to a reader why there is no report, without paths of this machine."""
    say = screen.words("kit")
    if isinstance(error, PageError | ReportError):
        return error.text(screen.language)
    reason = error.reason if isinstance(error, ChildError) else "crash"
    if reason in {"memory", "time"}:
        return say(f"report.why.{reason}", **asdict(LIMITS))
    return say("report.why.crash")


def _name_report(screen: Screen, ending: Ending) -> tuple[str, ...]:
    """Return what a report was made of: of something else, it is made anew."""
    settings = read_home(os.environ)
    said = [
        read_commentary(settings, Subject(page, screen.plan_code))
        for page in REPORT_PAGES
    ]
    digest = hashlib.sha256(repr(said).encode()).hexdigest()
    day = find_today().isoformat()
    shown = (screen.plan_code, screen.snapshot.path)
    return (ending, screen.language, *shown, day, digest)


def _name_file(screen: Screen, ending: Ending) -> str:
    say = screen.words("kit")
    mark = f"-{say('sheet.made_up.name')}" if screen.has_synthetic else ""
    return f"{screen.plan_code}-{say('report.name')}{mark}.{ending}"
