"""Choices of how to look at a page; like filters they live in the address."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final, TypeVar

import streamlit as st

from dashboard.kit import address
from dashboard.kit.blocks.unapplied import render_beyond_one, render_unapplied
from dashboard.kit.html import render_html, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dashboard.kit.screen import Screen

View = TypeVar("View", bound=str)

EVERY_ROW: Final = "_every_row"
"""Where the session keeps that all tables are shown whole, where no button is."""


def read_view(
    screen: Screen, name: str, label_views: Callable[[Screen], Mapping[View, str]]
) -> View:
    """Read a view that is chosen further down the page, see `choose_view`."""
    view, *_ = _resolve_view(screen, name, label_views).codes
    return view


def choose_view(
    screen: Screen,
    name: str,
    label: str,
    label_views: Callable[[Screen], Mapping[View, str]],
    *,
    is_list: bool = False,
) -> View:
    """Choose one of a few views, the first unless another is chosen.

    Args:
        screen: Language, plan and snapshot.
        name: Parameter of the address.
        label: What is chosen.
        label_views: Makes codes with their labels, in order, in a screen's language.
        is_list: Whether they open as a list, for want of room; else all are seen.
    """
    options = label_views(screen)
    default = next(iter(options))
    resolved = _resolve_view(screen, name, label_views)
    view, *others = resolved.codes
    address.seed_widget(name, view, [options[view]])
    _render_views(name, label, options, default, is_list=is_list)
    if resolved.unknown:
        render_unapplied(screen, "view", label, resolved.unknown, options[view])
    _render_others(screen, label, others, options[view])
    return view


def _render_views(
    name: str, label: str, options: Mapping[View, str], default: View, *, is_list: bool
) -> None:
    few = partial(st.segmented_control, required=True)
    draw: Callable[..., object] = st.selectbox if is_list else few
    draw(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=name,
        on_change=address.keep_widget,
        args=(name, default),
    )


def _resolve_view(
    screen: Screen, name: str, label_views: Callable[[Screen], Mapping[View, str]]
) -> address.Resolved[View]:
    """Find the views that the address names, the first option where it names none."""
    options = label_views(screen)
    resolved = address.resolve_parameter(
        name, options, lambda: label_views(screen.translate())
    )
    return replace(resolved, codes=resolved.codes or (next(iter(options)),))


def _render_others(
    screen: Screen, label: str, others: Sequence[str], shown: str
) -> None:
    if others:
        render_beyond_one(screen.words("kit"), label, others, shown)


def read_item(name: str, options: Mapping[str, str]) -> str | None:
    """Read an item that is chosen further down the page, see `choose_item`."""
    codes = address.resolve_parameter(name, options, dict).codes
    return next(iter(codes), None)


def choose_item(
    screen: Screen, name: str, label: str, hint: str, options: Mapping[str, str]
) -> str | None:
    """Choose one item of a long list, or none.

    Args:
        screen: Language.
        name: Parameter of the address.
        label: What is chosen.
        hint: What stands in the empty widget.
        options: Codes with their labels, in order.
    """
    resolved = address.resolve_parameter(name, options, dict)
    item, *others = resolved.codes or (None,)
    labels = [options[item]] if item else []
    address.seed_widget(name, item, labels)
    st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda code: options.get(code, code),
        key=name,
        placeholder=hint,
        filter_mode="contains",
        on_change=address.keep_widget,
        args=(name,),
    )
    if resolved.unknown:
        render_unapplied(screen, "item", label, resolved.unknown)
    _render_others(screen, label, others, options.get(item or "", ""))
    return item


def choose_rows(
    screen: Screen, name: str, count: int, few: int, labels: tuple[str, str]
) -> int:
    """Choose between the first rows of a table and all; paper says which it holds.

    Args:
        screen: Language.
        name: Key in the session; it is no part of the address.
        count: How many rows there are.
        few: How many are shown first; of no more there is nothing to choose.
        labels: Of the button: that shows all, that shows fewer again.

    Returns:
        How many rows are wanted.
    """
    if count <= few or st.session_state.get(EVERY_ROW):
        return count
    kept = name_length(name)
    is_long: bool = st.session_state.get(kept, False)

    def turn() -> None:
        st.session_state[kept] = not is_long

    st.button(labels[is_long], key=f"{name}_length", on_click=turn)
    if is_long:
        return count
    said = screen.words("kit")("rows.on_paper", count=count, few=few)
    render_html(tag("p", escape(said), class_="note paper"))
    return few


def name_length(name: str) -> str:
    """Return where the session keeps whether all rows of a table are shown."""
    return f"_{name}_long"
