"""The field above every page that leads to what a reader looks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.kit.html import tag
from dashboard.kit.links import write_address
from dashboard.kit.pages import FIND_PAGE

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen


def write_find_field(screen: Screen, typed: str) -> str:
    """Write the markup of the field; `boot.js` adds what is typed to its address.

    Args:
        screen: Language and plan.
        typed: What the reader looked for.
    """
    say = screen.words("kit")
    field = tag(
        "input",
        type="search",
        name_="search",
        value=typed,
        placeholder=say("find.hint"),
        aria_label=say("find.label"),
        aria_keyshortcuts="/",
        autocomplete="off",
    )
    action = write_address(replace(screen, choices=()), FIND_PAGE)
    return tag("form", field, class_="find", role="search", action=action)
