"""The quiet row of filters above what they filter.

On a phone the row hides behind one button that says how many are active; which of the
two is seen is decided by the style sheet, because only the browser knows its width.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.kit import address
from dashboard.kit.blocks.unapplied import render_unapplied
from dashboard.kit.html import render_html, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl

    from dashboard.kit.filters import PlanFilter
    from dashboard.kit.screen import Screen
    from dashboard.kit.texts import Words
    from pazanga.texts import Language


_PAUSE: Final = "500ms"
"""How long a reader stops typing before what is typed is looked for."""

_ROOM: Final = 4
"""Characters beside the text of a list: its padding and a scroll bar."""


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
        """Describe a value of this filter: `sritis – STEAM ugdymas`."""
        if self.options is None:
            said = say("filters.words", words=value)
        else:
            said = ", ".join(self.options.get(item, str(item)) for item in value)
        return f"{self.label.lower()} – {said}"


def render_filters(
    screen: Screen,
    query_choices: Callable[[str, str, Language], pl.DataFrame],
    list_choices: Callable[[pl.DataFrame, Screen], Sequence[Choice]],
) -> Sequence[Choice]:
    """Draw the widgets; their values are read by the page's filter class.

    Args:
        screen: Language, plan and snapshot.
        query_choices: Lists what can be chosen, of a snapshot, plan and language.
        list_choices: Makes the filters out of that.

    Returns:
        The filters.
    """

    def make_choices(screen: Screen) -> Sequence[Choice]:
        return _make_choices(replace(screen, choices=()), query_choices, list_choices)

    choices = make_choices(screen)
    button_place = st.container(key="filters_toggle_place")
    is_open = st.session_state.get("_filters_open", False)
    unknown = {choice.name: _seed(choice, screen, make_choices) for choice in choices}
    key = "filters_open" if is_open else "filters_closed"
    with st.container(key=key, horizontal=True, vertical_alignment="top"):
        for choice in choices:
            _render_widget(choice)
    render_html(_write_widths(choices))
    for choice in choices:
        if values := unknown[choice.name]:
            render_unapplied(screen, "filter", choice.label, values)
    active = sum(1 for choice in choices if st.session_state.get(choice.name))
    say = screen.words("kit")
    label = say("filters.open_active", count=active) if active else say("filters.open")
    with button_place:
        st.button(label, key="filters_toggle", on_click=_toggle, icon=":material/tune:")
    return choices


@lru_cache(maxsize=64)
def _make_choices(
    screen: Screen,
    query_choices: Callable[[str, str, Language], pl.DataFrame],
    list_choices: Callable[[pl.DataFrame, Screen], Sequence[Choice]],
) -> Sequence[Choice]:
    """Make the filters of a plan; whoever has another snapshot gets others."""
    path, plan = screen.snapshot.path, screen.plan_code
    return list_choices(query_choices(path, plan, screen.language), screen)


def _write_widths(choices: Sequence[Choice]) -> str:
    """Write the style that makes each list as wide as its longest text."""
    rules = [
        f'[data-testid="stMultiSelectDropdown"]:has([aria-label="{choice.label}"]) '
        f"{{ width: max(var(--trigger-width), {length + _ROOM}ch) !important; }}"
        for choice in choices
        if (length := max(map(len, (choice.options or {}).values()), default=0))
    ]
    return tag("style", *rules) if rules else ""


def _toggle() -> None:
    st.session_state["_filters_open"] = not st.session_state.get("_filters_open", False)


def _seed(
    choice: Choice, screen: Screen, make_choices: Callable[[Screen], Sequence[Choice]]
) -> Sequence[str]:
    """Make a widget hold what the address says; return what it cannot hold."""
    if choice.options is None:
        words, unknown = address.read_words(choice.name)
        address.seed_widget(choice.name, words)
        return unknown

    def find_others() -> Mapping[Any, str]:
        # A link made in the other language may hold its labels.
        others = make_choices(screen.translate())
        return next(one.options or {} for one in others if one.name == choice.name)

    resolved = address.resolve_parameter(choice.name, choice.options, find_others)
    labels = [choice.options[code] for code in resolved.codes]
    address.seed_widget(choice.name, list(resolved.codes), labels)
    return resolved.unknown


def _render_widget(choice: Choice) -> None:
    if choice.options is None:
        st.text_input(
            choice.label,
            key=choice.name,
            placeholder=choice.hint,
            type="search",
            live=_PAUSE,
            on_change=address.keep_widget,
            args=(choice.name,),
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
        on_change=address.keep_widget,
        args=(choice.name,),
    )


def render_active(screen: Screen, chosen: PlanFilter, choices: Sequence[Choice]) -> str:
    """Render a sentence on what is shown, with one button that clears all filters.

    Returns:
        The sentence, for the subtitles of charts and for sheets; empty without filters.
    """
    say = screen.words("kit")
    names = chosen.list_active()
    sentence = describe_active(screen, chosen, choices)
    with st.container(key="active", horizontal=True, vertical_alignment="center"):
        markup = tag("p", escape(sentence), class_="active", role="status")
        st.html(markup, width="content")
        if names:
            st.button(
                say("filters.clear"),
                key="clear",
                on_click=address.clear,
                args=names,
                type="tertiary",
            )
    return sentence if names else ""


def describe_condition(
    screen: Screen, chosen: PlanFilter, choices: Sequence[Choice]
) -> str:
    """Describe the active filters as a condition: `būklė – atsilieka; …`, or nothing.

    A headline says it beside its figures: alone they would pass for the whole plan's.
    """
    say, active = screen.words("kit"), chosen.list_active()
    return "; ".join(
        choice.describe(getattr(chosen, choice.name), say)
        for choice in choices
        if choice.name in active
    )


def describe_active(
    screen: Screen, chosen: PlanFilter, choices: Sequence[Choice]
) -> str:
    """Describe the active filters as one sentence."""
    say = screen.words("kit")
    parts = describe_condition(screen, chosen, choices)
    if not parts:
        return say("filters.none", plan=screen.plan_name)
    return say("filters.sentence", parts=parts)
