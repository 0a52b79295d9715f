"""Links from any page to any other: plain markup that `boot.js` follows in place."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dashboard.kit.address import PARAMETERS, VIEW
from dashboard.kit.html import tag, write_printed
from dashboard.kit.pages import HOME, ITEM_PAGES, OWN_PARAMETERS
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.kit.screen import Screen


def write_address(screen: Screen, page: str, **values: str | Iterable[str]) -> str:
    """Write the address of a page, relative to any other page.

    A page of one thing is named by it alone; other pages keep what the reader chose.

    Args:
        screen: Language, plan and choices of the reader.
        page: Name of the page, see `pages.PAGES`.
        values: Parameters that the link sets; without any value it takes one away.
    """
    kept = {
        name: list(given)
        for name, given in screen.choices
        if name not in {*ITEM_PAGES.values(), *OWN_PARAMETERS["proof"], VIEW}
        and page not in ITEM_PAGES
    }
    kept |= {"lang": [screen.language], "plan": [screen.plan_code]}
    for name, given in values.items():
        kept[name] = [given] if isinstance(given, str) else list(given)
    if kept["lang"] == [LANGUAGES[0]]:
        del kept["lang"]
    ordered = {name: kept[name] for name in PARAMETERS if name in kept}
    path = "./" if page == HOME else page
    return f"{path}?{urlencode(ordered, doseq=True)}"


def write_toggle(screen: Screen, page: str, name: str, value: str) -> str:
    """Write the address of a page filtered by one value, or without it if it is.

    A click on a part of a chart filters the page, a second click undoes it.
    """
    chosen = dict(screen.choices).get(name, ())
    return write_address(screen, page, **{name: () if chosen == (value,) else value})


def write_link(
    screen: Screen, page: str, markup: str, **values: str | Iterable[str]
) -> str:
    """Return the markup of a link around markup, see `write_address`."""
    return tag("a", markup, href=write_address(screen, page, **values))


def write_more(screen: Screen, page: str, what: str) -> str:
    """Return the markup of a link that leads on: `Visi rodikliai – puslapyje „…“`.

    Args:
        screen: Language, plan and choices of the reader.
        page: Name of the page, see `pages.PAGES`.
        what: What is there, the beginning of a sentence.
    """
    name = screen.words(page)("menu.name")
    label = screen.words("kit")("links.more", what=what, page=name)
    return tag("p", write_link(screen, page, escape(label)), class_="more")


def link_activity(screen: Screen, key: str, markup: str) -> str:
    """Return the markup of a link to the page of an activity."""
    return write_link(screen, "activity", markup, key=key)


def link_indicator(screen: Screen, number: str, markup: str) -> str:
    """Return the markup of a link to the page of an indicator."""
    return write_link(screen, "indicator", markup, number=number)


def link_school(screen: Screen, code: str, markup: str) -> str:
    """Return the markup of a link to the page of a school."""
    return write_link(screen, "school", markup, code=code)


def name_school(screen: Screen, code: str, name: str | None) -> str:
    """Return the markup of a school's code and name, linked to its page."""
    words = write_printed(f"{code} {name}" if name else code)
    return link_school(screen, code, words)


def write_crumbs(
    screen: Screen, page: str, name: str, **values: str | Iterable[str]
) -> str:
    """Return the markup of the way from a page of the menu to a thing on it.

    Args:
        screen: Language, plan and choices of the reader.
        page: The page the thing belongs to.
        name: What the thing is called.
        values: Parameters of that page, see `write_address`.
    """
    say = screen.words("kit")
    label = escape(screen.words(page)("menu.name"))
    parent = write_link(screen, page, label, **values)
    here = tag("span", escape(name), aria_current="page")
    items = tag("li", parent) + tag("li", here)
    return tag("nav", tag("ol", items), class_="crumbs", aria_label=say("crumbs.label"))
