"""The markup of a page, made to stand alone: no link out, no button that does nothing.

What proves a figure becomes a link to its line among the proofs in the same file.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.headless.markup import Node, parse_markup

if TYPE_CHECKING:
    from collections.abc import Mapping

_VOID: Final = frozenset({"br", "col", "hr"})
_LEFT_OUT: Final = frozenset(
    {"script", "style", "form", "input", "button", "link", "meta", "iframe", "img"}
)
_MENUS: Final = frozenset({"take", "crumbs", "more", "more-links", "paper"})
"""Classes of what only leads on, or speaks of other rows than are here."""
_KEPT: Final = ("id", "class", "style", "role", "scope", "colspan", "rowspan", "lang")
_KEPT_BEGINNINGS: Final = ("aria-", "data-label", "data-value")

# fmt: off
_HTML: Final = frozenset(
    {
        "abbr", "article", "aside", "b", "br", "caption", "cite", "code", "col",
        "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption",
        "figure", "footer", "h1", "h2", "h3", "h4", "header", "hr", "i", "kbd", "li",
        "main", "mark", "nav", "ol", "p", "pre", "q", "s", "section", "small", "span",
        "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
        "thead", "time", "tr", "u", "ul",
    }
)
# fmt: on
"""Elements of text; those of pictures keep their attributes, which only draw."""


def settle_markup(markup: str, places: Mapping[str, str]) -> str:
    """Return markup of a page that needs nothing else.

    Args:
        markup: What the page drew.
        places: Name of the place of each proof in the file, by its address.
    """
    return "".join(_write(part, places) for part in parse_markup(markup).content)


def _write(part: Node | str, places: Mapping[str, str]) -> str:
    if isinstance(part, str):
        return escape(part, quote=False)
    if part.name in _LEFT_OUT or _MENUS & set(part.classes):
        return ""
    inside = "".join(_write(one, places) for one in part.content)
    if part.name == "a":
        return _write_link(part, inside, places)
    attributes = _write_attributes(part)
    if part.name in _VOID:
        return f"<{part.name}{attributes}>"
    return f"<{part.name}{attributes}>{inside}</{part.name}>"


def _write_link(node: Node, inside: str, places: Mapping[str, str]) -> str:
    """Write a link to a proof in the file; any other leads nowhere from here."""
    place = places.get(node.attributes.get("href", ""))
    if place is None:
        return f"<span>{inside}</span>"
    attributes = _write_attributes(node, own=False)
    return f'<a class="proof" href="#{place}"{attributes}>{inside}</a>'


def _write_attributes(node: Node, *, own: bool = True) -> str:
    written = [
        f' {name}="{escape(value)}"'
        for name, value in node.attributes.items()
        if (own and (name in _KEPT or node.name not in _HTML))
        or name.startswith(_KEPT_BEGINNINGS)
    ]
    return "".join(written)
