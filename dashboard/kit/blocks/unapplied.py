"""Sentences about what an address asks for and a page cannot apply."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, Literal

from dashboard.kit.html import render_html, tag
from dashboard.kit.phrases import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.kit.screen import Screen
    from dashboard.kit.texts import Words

Asked = Literal["filter", "view", "item"]

LENGTH: Final = 60
"""Characters of a value of an address that are repeated; it may hold anything."""

VALUES: Final = 5
"""Values that are repeated, of as many as an address may hold."""


def render_unapplied(
    screen: Screen, asked: Asked, label: str, values: Sequence[str], shown: str = ""
) -> None:
    """Show which values of a choice there are not, and what is shown instead.

    Args:
        screen: Language.
        asked: Kind of the choice.
        label: What is chosen, as the reader sees it.
        values: What the address holds.
        shown: Label of the view that is shown instead.
    """
    say, said = screen.words("kit"), _join(values)
    render_line(say(f"unapplied.{asked}", label=label, values=said, shown=shown))


def render_beyond_one(
    say: Words, label: str, values: Sequence[str], shown: str
) -> None:
    """Show that an address names several where one is chosen, and which is shown.

    Args:
        say: Texts of the kit.
        label: What is chosen, as the reader sees it.
        values: What else the address names.
        shown: Label of what is shown.
    """
    said = say("unapplied.beyond_one", label=label, values=_join(values), shown=shown)
    render_line(said)


def render_unapplied_plan(say: Words, values: Sequence[str], shown: str) -> None:
    """Show that there is no plan as asked for, and whose plan is shown."""
    render_line(say("unapplied.plan", values=_join(values), plan=shown))


def render_unapplied_language(say: Words, values: Sequence[str]) -> None:
    """Show that the dashboard does not speak the language asked for."""
    render_line(say("unapplied.language", values=_join(values)))


def render_unapplied_parameters(say: Words, names: Sequence[str]) -> None:
    """Show that the address holds parameters no page knows."""
    render_line(say("unapplied.parameter", values=_join(names)))


def _join(values: Sequence[str]) -> str:
    said = ", ".join(shorten(value, LENGTH) for value in values[:VALUES])
    return f"{said}, …" if len(values) > VALUES else said


def render_line(sentence: str) -> None:
    """Draw a sentence that a reader has to notice."""
    render_html(tag("p", escape(sentence), class_="notice-line", role="status"))
