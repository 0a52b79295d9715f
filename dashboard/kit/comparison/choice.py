"""The choice of what a page is compared with, and why it cannot be something else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from dashboard.kit import address
from dashboard.kit.blocks.unapplied import (
    render_beyond_one,
    render_line,
    render_unapplied,
)
from dashboard.kit.html import render_html, tag
from dashboard.kit.proofs.sentence import list_proofs, prove, write_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen

Compared = Literal["none", "printed", "last-year", "like", "programme"]

COMPARED: Final[tuple[Compared, ...]] = (
    "none",
    "printed",
    "last-year",
    "like",
    "programme",
)
"""Codes of the address, in the order of the choice; the first compares nothing."""

PARAMETER: Final = "compare"


def choose_comparison(screen: Screen, reasons: Mapping[str, str]) -> Compared:
    """Choose what the page is compared with, of what it can be compared with.

    Args:
        screen: Language, plan and snapshot.
        reasons: Why the page as it stands cannot be compared with something, by code;
            what has no reason can be chosen.
    """
    say = screen.words("kit.compare")
    asked = [code for code in address.read_values(PARAMETER) if code in reasons]
    options = {
        code: say(f"with.{code}")
        for code in COMPARED
        if code not in reasons or code in asked
    }
    resolved = address.resolve_parameter(
        PARAMETER, options, lambda: _label_options(screen.translate(), options)
    )
    code, *others = resolved.codes or ("none",)
    if len(options) > 1:
        _render_widget(say("label"), code, options)
    if resolved.unknown:
        shown = options["none"]
        render_unapplied(screen, "view", say("label"), resolved.unknown, shown)
    if others:
        render_beyond_one(screen.words("kit"), say("label"), others, options[code])
    if code in reasons:
        what = say(f"named.{code}")
        render_line(say("refused", what=what, reason=reasons[code]))
        return "none"
    return code


def _label_options(
    screen: Screen, options: Mapping[Compared, str]
) -> dict[Compared, str]:
    say = screen.words("kit.compare")
    return {code: say(f"with.{code}") for code in options}


def _render_widget(label: str, code: Compared, options: Mapping[Compared, str]) -> None:
    address.seed_widget(PARAMETER, code, [options[code]])
    st.selectbox(
        label,
        list(options),
        format_func=lambda one: options.get(one, one),
        key=PARAMETER,
        on_change=address.keep_widget,
        args=(PARAMETER, "none"),
    )


def render_reasons(screen: Screen, reasons: Mapping[str, str]) -> None:
    """Draw, behind a click, why the page cannot be compared with the rest.

    Args:
        screen: Language.
        reasons: What `choose_comparison` was given.
    """
    if not reasons:
        return
    say = screen.words("kit.compare")
    items = []
    for code, reason in reasons.items():
        said = say("reason", what=say(f"named.{code}"), reason=reason)
        proven = prove(said, *list_proofs(reason))
        items.append(tag("p", write_sentence(proven, screen)))
    summary = tag("summary", escape(say("why")))
    render_html(tag("details", summary, *items, class_="take"))
