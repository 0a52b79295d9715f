"""Where a table comes from and who reads it, as a picture: a column for each layer."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.pages import ITEM_PAGES, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.kit.screen import Screen

FLOW: Final = ("raw", "ops", "staging", "intermediate", "marts", "reports")
"""Schemas in the order in which data flow through them."""

_PAGES: Final = Path(__file__).parents[1]
_READ: Final = re.compile(r"\b(?:from|join)\s+([a-z]+\.[a-z_0-9]+)")


def find_sources(table: str, lineage: Mapping[str, frozenset[str]]) -> set[str]:
    """Find all that a table is made of, directly and by way of others."""
    found: set[str] = set()
    waiting = [table]
    while waiting:
        new = lineage.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting += new
    return found


def find_readers(table: str, lineage: Mapping[str, frozenset[str]]) -> set[str]:
    """Find all that is made of a table, directly and by way of others."""
    turned: dict[str, set[str]] = {}
    for reader, sources in lineage.items():
        for source in sources:
            turned.setdefault(source, set()).add(reader)
    return find_sources(table, {name: frozenset(to) for name, to in turned.items()})


@cache
def read_pages() -> Mapping[str, frozenset[str]]:
    """Read which pages ask each table, out of their queries."""
    found: dict[str, set[str]] = {}
    for path in _PAGES.glob("*/*.sql"):
        for name in _READ.findall(path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(path.parent.name)
    return {name: frozenset(pages) for name, pages in found.items()}


def write_picture(
    table: str, lineage: Mapping[str, frozenset[str]], screen: Screen
) -> str:
    """Write the way from what was loaded to pages that leads through a table."""
    say = screen.words("dictionary")
    readers = find_readers(table, lineage)
    shown = {table} | find_sources(table, lineage) | readers
    near = set(lineage.get(table, ())) | {table}
    near |= {name for name, sources in lineage.items() if table in sources}
    columns = [
        _write_column(layer, _write_tables(names, table, near, screen))
        for layer in FLOW
        if (names := sorted(one for one in shown if one.startswith(f"{layer}.")))
    ]
    asked = read_pages()
    pages = {page for name in readers | {table} for page in asked.get(name, ())}
    if pages:
        direct = asked.get(table, frozenset())
        columns.append(
            _write_column(say("lineage.pages"), _write_pages(pages, direct, screen))
        )
    picture = tag(
        "div",
        *columns,
        class_="lineage",
        role="group",
        aria_label=say("lineage.alt", name=table),
        tabindex="0",
    )
    heading = tag("h2", escape(say("lineage.title")))
    note = tag("p", escape(say("lineage.note")), class_="note")
    return heading + picture + note


def _write_column(name: str, items: str) -> str:
    return tag("div", tag("h3", escape(name)), tag("ul", items))


def _write_tables(
    names: Iterable[str], table: str, near: set[str], screen: Screen
) -> str:
    items = []
    for name in names:
        # A long name goes on between its words.
        said = escape(name.partition(".")[2]).replace("_", "_<wbr>")
        words = tag("code", said)
        if name == table:
            items.append(tag("li", words, class_="this", aria_current="true"))
            continue
        link = write_link(screen, "dictionary", words, table=name)
        items.append(tag("li", link, class_="near" if name in near else "far"))
    return "".join(items)


def _write_pages(pages: set[str], direct: frozenset[str], screen: Screen) -> str:
    items = []
    for page in PAGES:
        if page in pages:
            name = escape(screen.words(page)("menu.name"))
            is_one = page not in ITEM_PAGES
            words = write_link(screen, page, name, table=()) if is_one else name
            items.append(tag("li", words, class_="near" if page in direct else "far"))
    return "".join(items)
