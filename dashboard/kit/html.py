"""HTML of our own, where Streamlit's elements cannot say it: escaped, no scripts."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.kit.glossary.abbreviations import mark_abbreviations

if TYPE_CHECKING:
    from pazanga.texts import Language

_EXPLAINING = "_explaining"
"""Where a run keeps its language, and the abbreviations its section has explained."""


def explain_abbreviations(language: Language) -> None:
    """Mark abbreviations of this run's markup from here on, once a section."""
    st.session_state[_EXPLAINING] = (language, set())


def render_html(markup: str) -> None:
    """Draw markup that a component has made; its values are escaped already.

    Streamlit refuses to draw nothing, so empty markup draws nothing here.
    """
    explaining = st.session_state.get(_EXPLAINING)
    if markup and explaining and not markup.startswith("<style"):
        markup = mark_abbreviations(markup, *explaining)
    if markup:
        st.html(markup)


def tag(name: str, *content: str, **attributes: str) -> str:
    """Make an element around markup: `tag("p", escape(text), class_="lead")`.

    A trailing underscore of an attribute is dropped, others become hyphens.

    Args:
        name: Name of the element.
        content: Markup inside, escaped already.
        attributes: Values of attributes; they are escaped here.
    """
    given = ""
    for key, value in attributes.items():
        given += f'{_open_attribute(key)}{escape(value)}"'
    return f"<{name}{given}>{''.join(content)}</{name}>"


@cache
def _open_attribute(key: str) -> str:
    return f' {key.rstrip("_").replace("_", "-")}="'


def write_printed(text: str) -> str:
    """Return the markup of words of a plan: Lithuanian, whatever the page speaks.

    Programs that read a page aloud change their voice by it.
    """
    return tag("span", escape(text), lang="lt")
