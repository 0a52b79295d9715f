"""Choices of how to look at a page; like filters they live in the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

View = TypeVar("View", bound=str)


def choose_view(name: str, label: str, options: Mapping[View, str]) -> View:
    """Choose one of a few views, the first unless another is chosen.

    Args:
        name: Parameter in the URL.
        label: What is chosen.
        options: Codes with their labels, in order.
    """
    return st.segmented_control(
        label,
        list(options),
        default=next(iter(options)),
        required=True,
        format_func=lambda code: options.get(code, code),
        key=name,
        bind="query-params",
        persist_state="session",
    )


def choose_item(
    name: str, label: str, hint: str, options: Mapping[str, str]
) -> str | None:
    """Choose one item of a long list, or none.

    Args:
        name: Parameter in the URL.
        label: What is chosen.
        hint: What stands in the empty widget.
        options: Codes with their labels, in order.
    """
    return st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda code: options.get(code, code),
        key=name,
        placeholder=hint,
        filter_mode="contains",
        bind="query-params",
        persist_state="session",
    )


def choose_length(name: str, more: str, less: str) -> bool:
    """Choose between the first rows of a table and all of them.

    Args:
        name: Key in the session; it is no part of the URL.
        more: Label of the button that shows all.
        less: Label of the button that shows fewer again.

    Returns:
        Whether all rows are wanted.
    """
    is_long: bool = st.session_state.get(f"_{name}_long", False)

    def turn() -> None:
        st.session_state[f"_{name}_long"] = not is_long

    st.button(less if is_long else more, key=f"{name}_length", on_click=turn)
    return is_long
