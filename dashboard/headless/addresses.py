"""Addresses of pages as people copy them, taken apart and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from dashboard.kit.pages import HOME, PAGES
from dashboard.kit.phrases import shorten
from pazanga.errors import PageError
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pazanga.texts import Language

LONGEST: Final = 4_000
"""Characters of an address; browsers and servers take little more."""

_PARTS: Final = 200
_SAID: Final = 80
"""Characters of an address that a message repeats."""


@dataclass(frozen=True)
class PageAddress:
    """Which page, seen how.

    Attributes:
        page: Name of the page, of `pages.PAGES`.
        parameters: Names and values of the query, in order; a name may stand twice.
        fragment: What stands behind `#`: the name of a chart, or nothing.
    """

    page: str
    parameters: Sequence[tuple[str, str]] = ()
    fragment: str = ""

    @property
    def language(self) -> Language:
        """Return the language that the page speaks."""
        last = dict(self.parameters).get("lang", "")
        return next((one for one in LANGUAGES if one == last), LANGUAGES[0])

    def __str__(self) -> str:
        """Return path and query, as they stand behind the name of a server."""
        path = "/" if self.page == HOME else f"/{self.page}"
        query = urlencode(self.parameters)
        return f"{path}?{query}" if query else path


def parse_address(address: str) -> PageAddress:
    """Parse an address: whole, or from the path on; which server it names is nothing.

    Raises:
        PageError: It is none, or there is no such page or language.
    """
    said = shorten(address, _SAID)
    try:
        parts = urlsplit(address.strip())
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_PARTS)
    except ValueError:
        parts, pairs = None, []
    if parts is None or len(address) > LONGEST:
        raise PageError("address_unreadable", address=said)
    page = unquote(parts.path).strip("./") or HOME
    if page not in PAGES:
        pages = ", ".join(f"/{name}" for name in PAGES)
        raise PageError("page_unknown", page=shorten(page, _SAID), pages=pages)
    for value in (value for name, value in pairs if name == "lang"):
        if value not in LANGUAGES:
            raise PageError("page_language", found=shorten(value, _SAID))
    return PageAddress(page, tuple(pairs), unquote(parts.fragment))
