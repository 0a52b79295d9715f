"""What was asked in this session, and whether the reader stopped the last of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen

MOST: Final = 20
_LONGEST_LINE: Final = 120
_ASKED: Final = "_sql_asked"
_STOPPED: Final = "_sql_stopped"

Asked = tuple[str, tuple[str, ...]]


def make_entry(sql: str, typed: Mapping[str, str]) -> Asked:
    """Make the entry of a query with its values."""
    return sql, tuple(f"{name}={text}" for name, text in typed.items() if text)


def keep_asked(entry: Asked) -> None:
    """Keep what is asked, the latest first, each once."""
    kept: list[Asked] = st.session_state.get(_ASKED, [])
    others = [one for one in kept if one != entry]
    st.session_state[_ASKED] = [entry, *others][:MOST]


def stop(entry: Asked) -> None:
    """Forbid this session to ask a query again before the reader says so."""
    st.session_state[_STOPPED] = entry


def resume() -> None:
    """Clear which query was stopped."""
    st.session_state.pop(_STOPPED, None)


def is_stopped(entry: Asked) -> bool:
    """Whether the reader has stopped this query."""
    return bool(st.session_state.get(_STOPPED) == entry)


def write_history(screen: Screen, entry: Asked) -> str:
    """Write links to what was asked before; nothing where that was nothing."""
    kept: list[Asked] = st.session_state.get(_ASKED, [])
    items = [
        tag("li", _write_entry(screen, *asked)) for asked in kept if asked != entry
    ]
    return tag("ul", *items, class_="results asked") if items else ""


def _write_entry(screen: Screen, sql: str, values: tuple[str, ...]) -> str:
    words = shorten(" ".join(sql.split()), _LONGEST_LINE)
    said = f"{words} · {', '.join(values)}" if values else words
    return write_link(
        screen,
        "sql",
        tag("code", escape(said)),
        sql=sql,
        value=values,
        dimension=(),
        measure=(),
    )
