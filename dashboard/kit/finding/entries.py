"""Everything that can be found in a snapshot, as an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.kit.glossary.terms import read_terms
from dashboard.kit.pages import DATA_PAGES, ITEM_PAGES, MENU_PAGES
from dashboard.kit.search.index import SearchEntry, SearchIndex
from dashboard.kit.snapshot import KEPT_CONNECTIONS, query
from dashboard.kit.texts import Words
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

KINDS: Final = (
    "page",
    "term",
    "area",
    "activity",
    "indicator",
    "school",
    "partner",
    "municipality",
    "finding",
)
"""What can be found, in the order of its groups."""

_PLACES: Final = {
    "area": ("spending", "area"),
    "activity": ("activity", "key"),
    "indicator": ("targets", "indicator"),
    "school": ("spending", "school"),
    "finding": ("quality", "rule"),
}
"""Page and parameter that a thing's link leads to, by kind."""


@st.cache_resource(max_entries=KEPT_CONNECTIONS * len(LANGUAGES), show_spinner=False)
def query_index(snapshot: str, language: Language) -> SearchIndex:
    """Query everything that can be found, once for a snapshot and language."""
    return SearchIndex(list_entries(snapshot, language))


def list_entries(snapshot: str, language: Language) -> Iterator[SearchEntry]:
    """Yield pages, words of the pages, and everything that plans name."""
    yield from _list_pages(language)
    yield from _list_terms(language)
    rows = query(snapshot, _HERE / "things.sql", {"language": language})
    for row in rows.iter_rows(named=True):
        yield _make_entry(row)


def _list_pages(language: Language) -> Iterator[SearchEntry]:
    other = next(one for one in LANGUAGES if one != language)
    for page in (*MENU_PAGES, *DATA_PAGES):
        say, said = Words(page, language), Words(page, other)
        yield SearchEntry(
            kind="page",
            name=say("menu.name"),
            page=page,
            detail=say("menu.help"),
            other=said("menu.name"),
        )


def _list_terms(language: Language) -> Iterator[SearchEntry]:
    other = next(one for one in LANGUAGES if one != language)
    for term in read_terms():
        yield SearchEntry(
            kind="term",
            name=term.names[language],
            page=term.page,
            values=term.values,
            detail=term.meanings[language],
            other=term.names[other],
        )


def _make_entry(row: dict[str, Any]) -> SearchEntry:
    page, values = _find_place(row["kind"], row["code"])
    return SearchEntry(
        kind=row["kind"],
        name=row["name"],
        page=page,
        values=values,
        plan_code=row["plan_code"] or "",
        plan_name=row["plan_name"] or "",
        detail=row["detail"] or "",
        other=row["other"] or "",
    )


def _find_place(kind: str, code: str | None) -> tuple[str, dict[str, str]]:
    """Find where a thing is shown: on its own page, where it has one."""
    if kind in ITEM_PAGES and code:
        return kind, {ITEM_PAGES[kind]: code}
    if kind == "municipality":
        return ("overview", {}) if code else ("municipalities", {})
    if kind == "partner":
        return "plan", {}
    page, parameter = _PLACES[kind]
    return page, {parameter: code} if code else {}
