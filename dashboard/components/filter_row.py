"""The quiet row of filters above what they filter.

On a phone the row hides behind one button that says how many are active; which of the
two is seen is decided by the style sheet, because only the browser knows its width.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.components.html import tag
from dashboard.filters import clear_filter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.filters import PlanFilter
    from dashboard.screen import Screen
    from dashboard.words import Words


@dataclass(frozen=True)
class Choice:
    """A filter to choose values from, or to type words into when it has no options.

    Attributes:
        name: Field of the page's filter.
        label: What it filters.
        options: Values with their labels, in order; None: words are typed.
        hint: What stands in the empty widget.
    """

    name: str
    label: str
    hint: str
    options: Mapping[Any, str] | None = None

    def describe(self, value: Any, say: Words) -> str:  # noqa: ANN401
        """Say a value of this filter: `sritis – STEAM ugdymas`."""
        if self.options is None:
            said = say("filters.words", words=value)
        else:
            said = ", ".join(self.options.get(item, str(item)) for item in value)
        return f"{self.label.lower()} – {said}"


def render_filters(screen: Screen, choices: Sequence[Choice]) -> None:
    """Draw the widgets; their values are read by the page's filter class."""
    button_place = st.container(key="filters_toggle_place")
    is_open = st.session_state.get("_filters_open", False)
    with st.container(key="filters_open" if is_open else "filters_closed"):
        for place, choice in zip(st.columns(len(choices)), choices, strict=True):
            with place:
                _render_widget(choice)
    # Only now: the first run knows what the URL says once the widgets are there.
    active = sum(1 for choice in choices if st.session_state.get(choice.name))
    say = screen.words("common")
    label = say("filters.open_active", count=active) if active else say("filters.open")
    with button_place:
        st.button(label, key="filters_toggle", on_click=_toggle, icon=":material/tune:")


def _toggle() -> None:
    st.session_state["_filters_open"] = not st.session_state.get("_filters_open", False)


def _render_widget(choice: Choice) -> None:
    if choice.options is None:
        st.text_input(
            choice.label,
            key=choice.name,
            placeholder=choice.hint,
            bind="query-params",
            persist_state="session",
        )
        return
    options = choice.options
    st.multiselect(
        choice.label,
        list(options),
        format_func=lambda value: options.get(value, str(value)),
        key=choice.name,
        placeholder=choice.hint,
        select_all=False,
        filter_mode="contains",
        bind="query-params",
        persist_state="session",
    )


def render_active(screen: Screen, chosen: PlanFilter, choices: Sequence[Choice]) -> str:
    """Say in a sentence what is shown, with one button that clears all filters.

    Returns:
        The sentence, for the subtitles of charts and for sheets; empty without filters.
    """
    say = screen.words("common")
    names = chosen.list_active()
    sentence = describe_active(screen, chosen, choices)
    with st.container(key="active", horizontal=True, vertical_alignment="center"):
        markup = tag("p", escape(sentence), class_="active", role="status")
        st.html(markup, width="content")
        if names:
            st.button(
                say("filters.clear"),
                key="clear",
                on_click=clear_filter,
                args=names,
                type="tertiary",
            )
    return sentence if names else ""


def describe_active(
    screen: Screen, chosen: PlanFilter, choices: Sequence[Choice]
) -> str:
    """Say the active filters as one sentence."""
    say = screen.words("common")
    parts = [
        choice.describe(getattr(chosen, choice.name), say)
        for choice in choices
        if choice.name in chosen.list_active()
    ]
    if not parts:
        return say("filters.none", plan=screen.plan_name)
    return say("filters.sentence", parts="; ".join(parts))
