"""Blocks of a page: the answer, and charts with their words and their table."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.kit.blocks.picture_menu import write_picture_menu
from dashboard.kit.html import render_html, tag, write_printed
from dashboard.kit.proofs.sentence import write_sentence
from dashboard.kit.screen import render_under_title
from dashboard.kit.typography import say_published

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from dashboard.kit.screen import Screen


@dataclass(frozen=True)
class Chart:
    """A chart with everything a reader needs to trust it.

    Attributes:
        name: Unique on its page.
        title: The finding, as a sentence.
        subtitle: Measure, unit, filter, date.
        alt: The finding for those who do not see the picture.
        figure: Markup of the picture.
        table: Markup of the same numbers, see `write_table`.
        legend: Areas whose colours the picture uses without naming them, by code.
        note: A word on method, shown under the picture; may be empty.
        source: Name of the text that names the source; that of the plan by default.
        hint: How the picture is used; not printed.
        is_linked: Whether words of the picture are links: then it is read as a group,
            not as one image.
        is_folded: Whether only its title shows until a reader opens it.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    figure: str
    table: str
    legend: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    source: str = "block.plan_source"
    hint: str = ""
    is_linked: bool = False
    is_folded: bool = False


def render_answer(
    heading: str,
    sentence: str = "",
    *,
    is_printed: bool = False,
    is_name: bool = False,
) -> None:
    """Draw the page's title and the one sentence that answers, if there is one.

    Args:
        heading: Title of the page.
        sentence: The answer; may be empty.
        is_printed: Whether it is a name as the plan prints it, in Lithuanian.
        is_name: Whether the title is such a name.
    """
    title = write_printed(heading) if is_name else escape(heading)
    words = write_printed(sentence) if is_printed else write_sentence(sentence)
    answer = tag("p", words, class_="answer") if sentence else ""
    render_html(tag("h1", title, class_="kicker") + answer)
    render_under_title()


def render_notes(notes: Sequence[str]) -> None:
    """Draw what a reader must not misunderstand, a sentence each."""
    render_html(write_notes(notes))


def render_hint(hint: str) -> None:
    """Draw how a block is used; not printed."""
    render_html(tag("p", escape(hint), class_="note hint"))


def render_heading(title: str, subtitle: str = "") -> None:
    """Draw the heading of a block that is no chart."""
    render_html(_write_heading(title, subtitle))


def open_row(name: str) -> DeltaGenerator:
    """Open a row of choices that stand side by side where there is room."""
    return st.container(key=name, horizontal=True, vertical_alignment="bottom")


def render_method(title: str, notes: Sequence[str]) -> None:
    """Draw how something is told, behind a click; small."""
    summary = tag("summary", escape(title))
    render_html(tag("details", summary, write_notes(notes)))


def render_fold(title: str, *markup: str) -> None:
    """Draw a block that opens on a click on its title; without markup, the title."""
    if not any(markup):
        render_heading(title)
        return
    render_html(_fold(title, "".join(markup)))


def write_notes(notes: Sequence[str]) -> str:
    """Return the markup of notes, a sentence each."""
    return "".join(tag("p", write_sentence(note), class_="note") for note in notes)


def _write_heading(title: str, subtitle: str) -> str:
    under = tag("p", write_sentence(subtitle), class_="subtitle") if subtitle else ""
    return tag("h2", write_sentence(title)) + under


def render_chart(screen: Screen, chart: Chart) -> None:
    """Draw a chart: title, subtitle, picture, note, table one click away, source.

    Args:
        screen: Language, plan and snapshot.
        chart: What to draw.
    """
    role = "group" if chart.is_linked else "img"
    figure = tag("div", chart.figure, role=role, aria_label=chart.alt, class_="picture")
    with st.container(key=f"block_{chart.name}", gap="xsmall"):
        if chart.is_folded:
            under = tag("p", write_sentence(chart.subtitle), class_="subtitle")
            under += write_legend(chart.legend) if chart.legend else ""
            render_html(_fold(chart.title, under + figure + _write_foot(screen, chart)))
            return
        head = _write_heading(chart.title, chart.subtitle)
        head += write_legend(chart.legend) if chart.legend else ""
        block = tag("div", head, figure, class_="block")
        render_html(block + tag("div", _write_foot(screen, chart), class_="under"))


def _write_foot(screen: Screen, chart: Chart) -> str:
    """Write what stands under a picture: note, table one click away, source."""
    summary = tag("summary", escape(screen.words("kit")("block.table")))
    note = tag("p", write_sentence(chart.note), class_="note") if chart.note else ""
    note += tag("p", escape(chart.hint), class_="note hint") if chart.hint else ""
    table = tag("details", summary, chart.table, class_="rows")
    menu = write_picture_menu(screen, chart.name)
    return note + table + menu + write_source(screen, chart.source)


def _fold(title: str, markup: str) -> str:
    """Write a block behind its title, which stays readable and is printed."""
    # A click on the title opens the block: a link in it would lead away instead.
    summary = tag("summary", tag("h2", write_sentence(title, is_inside=True)))
    return tag("details", summary, markup, class_="fold block")


def render_folded(title: str, subtitle: str, markup: str) -> None:
    """Draw a block that is no chart behind its title: what few readers ask for."""
    under = tag("p", write_sentence(subtitle), class_="subtitle")
    render_html(_fold(title, under + markup))


def write_legend(areas: Mapping[str, str]) -> str:
    """Return the markup of a legend: names of areas, each with its colour."""
    names = (
        tag("span", escape(name), class_=f"area {code}") for code, name in areas.items()
    )
    return tag("p", *names, class_="legend")


def write_source(screen: Screen, name: str = "block.plan_source") -> str:
    """Return the markup of a caption: source, by the name of its text, and day."""
    say = screen.words("kit")
    source = say(name, plan=screen.plan_name)
    line = say("block.source", source=source, day=say_published(screen))
    return tag("p", escape(line), class_="source")
