"""Commentary on screen: under the title for everybody, and for some, its writing."""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.kept.access import open_commentary
from dashboard.kept.commentary import (
    Commentary,
    Subject,
    Writing,
    read_commentary,
    remove_words,
    write_words,
)
from dashboard.kept.views import SAVED_PAGES
from dashboard.kept.written import WORDS_LENGTH
from dashboard.kit import address
from dashboard.kit.html import render_html, tag
from dashboard.kit.pages import ITEM_PAGES
from pazanga.errors import KeptError
from pazanga.local_time import find_day, format_moment
from pazanga.settings import read_home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.kit.screen import Screen

_ASKED: Final = "_words_removal_asked"
_ERROR: Final = "_words_error"
_ALL_PLANS: Final = frozenset({"municipalities"})
"""Pages that are about every plan, whichever is chosen above."""


def find_subject(screen: Screen, page: str) -> Subject | None:
    """Find what a page is about, once it has read its address; None without anything.

    Args:
        screen: Plan.
        page: Name of the page.
    """
    if page not in SAVED_PAGES:
        return None
    plan = "" if page in _ALL_PLANS else screen.plan_code
    if page not in ITEM_PAGES:
        return Subject(page, plan)
    item = address.list_applied().get(ITEM_PAGES[page])
    return Subject(page, plan, item[0]) if item else None


def render_commentary(screen: Screen, subject: Subject) -> None:
    """Draw what holds, what was said before, and what was removed; or nothing."""
    said = read_commentary(read_home(os.environ), subject)
    say = screen.words("kept")
    if said.is_damaged:
        render_html(tag("p", escape(say("words.damaged")), class_="note"))
        return
    parts = []
    if present := said.present:
        day = find_day(present.at).isoformat()
        parts.append(_write_paragraphs(present))
        parts.append(tag("p", escape(say("words.day", day=day)), class_="note"))
    if removals := [one for one in said.writings if one.is_removal]:
        days = ", ".join(find_day(one.at).isoformat() for one in removals)
        parts.append(tag("p", escape(say("words.removed", days=days)), class_="note"))
    if earlier := [one for one in said.writings[:-1] if not one.is_removal]:
        parts.append(_write_earlier(earlier, screen))
    if parts:
        label = say("words.label")
        render_html(tag("section", *parts, class_="commentary", aria_label=label))


def _write_earlier(earlier: Sequence[Writing], screen: Screen) -> str:
    """Write the texts before, the newest first, behind a fold."""
    say = screen.words("kept")
    summary = tag("summary", escape(say("words.earlier", count=len(earlier))))
    items = [
        tag(
            "li",
            tag("p", escape(say("words.since", at=format_moment(one.at)))),
            _write_paragraphs(one),
        )
        for one in reversed(earlier)
    ]
    return tag("details", summary, tag("ol", *items))


def _write_paragraphs(writing: Writing) -> str:
    """Write words as they were written: text only, its paragraphs kept."""
    paragraphs = (
        tag("p", "<br>".join(map(escape, paragraph.split("\n"))))
        for paragraph in writing.words.split("\n\n")
    )
    return tag("div", *paragraphs, lang=writing.language, class_="words")


def render_writing(screen: Screen, subject: Subject) -> None:
    """Draw how words are written, changed and removed; for those who may."""
    say = screen.words("kept")
    said = read_commentary(read_home(os.environ), subject)
    label = say("words.change" if said.present else "words.open")
    with st.popover(label, icon=":material/chat_bubble:", type="tertiary"):
        if error := st.session_state.pop(_ERROR, ""):
            render_html(tag("p", escape(error), role="alert"))
        if said.present and st.session_state.get(_ASKED) == subject:
            _render_question(screen, subject)
            return
        _render_form(screen, subject, said)


def _render_form(screen: Screen, subject: Subject, said: Commentary) -> None:
    say = screen.words("kept")
    # A text that another reader wrote meanwhile begins a field of its own.
    key = f"words_{subject.code}_{len(said.writings)}"
    with st.form("write_words", border=False):
        st.text_area(
            say("words.field"),
            said.present.words if said.present else "",
            max_chars=WORDS_LENGTH,
            height=200,
            key=key,
        )
        st.form_submit_button(
            say("words.do"), on_click=_write, args=(screen, subject, key), key="words"
        )
    render_html(tag("p", escape(say("words.note")), class_="note"))
    if said.present:
        removing = say("words.remove")
        st.button(removing, key="words_remove", on_click=_ask, args=(subject,))


def _render_question(screen: Screen, subject: Subject) -> None:
    say = screen.words("kept")
    render_html(tag("p", escape(say("words.sure")), role="alert"))
    with st.container(horizontal=True):
        st.button(
            say("upkeep.yes"),
            key="words_remove_yes",
            type="primary",
            on_click=_remove,
            args=(screen, subject),
        )
        st.button(say("upkeep.no"), key="words_remove_no", on_click=_ask, args=(None,))


def _ask(subject: Subject | None) -> None:
    st.session_state[_ASKED] = subject


def _write(screen: Screen, subject: Subject, key: str) -> None:
    try:
        home = open_commentary(screen, subject.plan)
        write_words(home, subject, st.session_state[key], screen.language)
    except KeptError as error:
        st.session_state[_ERROR] = error.text(screen.language)


def _remove(screen: Screen, subject: Subject) -> None:
    _ask(None)
    try:
        remove_words(open_commentary(screen, subject.plan), subject)
    except KeptError as error:
        st.session_state[_ERROR] = error.text(screen.language)
