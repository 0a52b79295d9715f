"""The states of a page that has no data to show, each in plain words."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from dashboard.kit import address
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html, tag
from dashboard.kit.texts import Words
from pazanga.files.store_state import find_state
from pazanga.local_time import format_moment
from pazanga.program import write_call

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.kit.blocks.filter_row import Choice
    from dashboard.kit.snapshot import Shown
    from pazanga.settings import Settings


def render_no_warehouse(say: Words) -> None:
    """Show that nothing was published yet, and the one line to run."""
    _render_notice(
        say("state.no_warehouse.title"),
        escape(say("state.no_warehouse.text")),
        tag("code", escape(write_call("refresh"))),
        escape(say("state.no_warehouse.after")),
    )


def render_unreadable(say: Words) -> None:
    """Show that the published snapshot cannot be opened, and how to go back."""
    _render_notice(
        say("state.unreadable.title"),
        escape(say("state.unreadable.text")),
        tag("code", escape(write_call("rollback"))),
    )


def render_outdated(say: Words) -> None:
    """Show that an earlier version of the program built the data, and what to run."""
    _render_notice(
        say("state.outdated.title"),
        escape(say("state.outdated.text")),
        tag("code", escape(write_call("refresh"))),
    )


def render_failed(say: Words, shown: Shown) -> None:
    """Show that a query failed, what still holds, and whom to tell what."""
    published = format_moment(shown.published_at)
    now = format_moment(datetime.now(UTC))
    _render_notice(
        say("state.failed.title"),
        escape(say("state.failed.text", published=published, now=now)),
    )


def render_stale(say: Words, shown: Shown) -> None:
    """Show, above the page, that the newest snapshot could not be opened."""
    message = say("state.stale", published=format_moment(shown.published_at))
    render_html(tag("p", escape(message), class_="notice-line", role="status"))


def render_store(say: Words, settings: Settings) -> None:
    """Show, above the page, that the shared store cannot be followed now."""
    state = find_state(settings.published_dir, settings.store.address)
    if not (state and state.trouble):
        return
    if state.answered_at:
        message = say("state.store", since=format_moment(state.answered_at))
    else:
        message = say("state.store_never")
    render_html(tag("p", escape(message), class_="notice-line", role="status"))


def render_synthetic(say: Words) -> None:
    """Show, above the page, that some of its data are made up."""
    message = tag("strong", escape(say("state.synthetic")))
    render_html(tag("p", message, class_="synthetic", role="alert"))


def render_empty(
    say: Words,
    choices: Sequence[Choice],
    left: Mapping[str, int],
    unit: str,
    proposed: Sequence[tuple[str, str]] = (),
) -> None:
    """Show that the filters leave nothing, and offer to loosen the one that helps most.

    Args:
        say: Texts of the page, with a text of the name `unit` that counts.
        choices: The filters of the page.
        left: How many rows there would be without each of the active filters.
        unit: Name of the text that counts those rows: `12 veiklų`.
        proposed: Words to look for instead, each with the filter it belongs to.
    """
    common = Words("kit", say.language)
    best = max(left, key=lambda name: left[name])
    label = next(choice.label for choice in choices if choice.name == best)
    sentence = common("state.empty.none")
    if left[best]:
        count = say(unit, count=left[best])
        sentence = common("state.empty.text", filter=label, count=count)
    _render_notice(common("state.empty.title"), escape(sentence))
    with st.container(horizontal=True):
        for place, (name, word) in enumerate(proposed):
            instead = common("state.empty.propose", word=word)
            key, given = f"propose_{place}", (name, word)
            st.button(instead, key=key, on_click=address.keep_value, args=given)
        if left[best]:
            loosen = common("state.empty.loosen", filter=label)
            st.button(loosen, key="loosen", on_click=address.clear, args=(best,))
        clear = common("filters.clear")
        st.button(clear, key="clear_all", on_click=address.clear, args=tuple(left))


def stop_without_rows(title: str, answer: str, note: str) -> NoReturn:
    """Show that the plan has nothing a page could list, and end the page."""
    blocks.render_answer(title, answer)
    blocks.render_notes([note])
    st.stop()


def stop_filtered_out(
    place: DeltaGenerator,
    title: str,
    say: Words,
    choices: Sequence[Choice],
    left: Mapping[str, int],
    unit: str,
) -> NoReturn:
    """Show at the place of the answer that the filters leave nothing; end the page.

    Args:
        place: Where the answer stands, above the filters.
        title: Title of the page.
        say: Texts of the page, with a text of the name `unit` that counts.
        choices: The filters of the page.
        left: How many rows there would be without each of the active filters.
        unit: Name of the text that counts those rows.
    """
    with place:
        blocks.render_answer(title, Words("kit", say.language)("state.empty.answer"))
    render_empty(say, choices, left, unit)
    st.stop()


def _render_notice(title: str, *parts: str) -> None:
    heading = tag("h2", escape(title))
    render_html(tag("div", heading, tag("p", " ".join(parts)), class_="notice"))
