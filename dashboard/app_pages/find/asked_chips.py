"""How a question was read, as chips; each leads to the question with another value."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.html import tag
from dashboard.kit.links import write_address, write_link
from dashboard.kit.pages import ITEM_PAGES
from dashboard.kit.phrases import shorten
from dashboard.kit.questions.places import (
    change_value,
    drop_value,
    list_measures,
    write_question,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.kit.questions.lexicon import Lexicon, Meaning
    from dashboard.kit.questions.reading import AskedQuestion
    from dashboard.kit.screen import Screen

MOST: Final = 12
"""Other values that a chip offers."""

LONG: Final = 60


def write_chips(reading: AskedQuestion, lexicon: Lexicon, screen: Screen) -> str:
    """Write what is asked for and what narrows it, each to be changed or removed."""
    say = screen.words("find.asked")
    measure = reading.measure
    if measure is None:
        return ""
    chips = []
    if not measure.is_thing:
        others = [
            _link(
                replace(reading, measure=other),
                other.names[screen.language],
                lexicon,
                screen,
            )
            for other in list_measures(reading, lexicon)
        ]
        chips.append(
            _write_chip(say("measure"), measure.names[screen.language], others)
        )
    chips.append(_write_plan(reading, lexicon, screen))
    chips += [_write_value(reading, value, lexicon, screen) for value in reading.values]
    label = tag("p", escape(say("read")), class_="note")
    return label + tag("ul", *chips, class_="chips")


def _write_plan(reading: AskedQuestion, lexicon: Lexicon, screen: Screen) -> str:
    label = lexicon.metrics.dimensions["plan"].names[screen.language]
    names = ", ".join(map(lexicon.find_plan_name, reading.plan_codes))
    others = [
        _link(
            replace(reading, plan_codes=(other.plan_code,)), other.name, lexicon, screen
        )
        for other in lexicon.list_values("plan", "")
        if not any(value.plan_code for value in reading.values)
        and len(reading.plan_codes) == 1
    ]
    return _write_chip(label, names, others)


def _write_value(
    reading: AskedQuestion, value: Meaning, lexicon: Lexicon, screen: Screen
) -> str:
    say, measure = screen.words("find.asked"), reading.measure
    label = lexicon.metrics.dimensions[value.dimension].names[screen.language]
    others = [
        _link(change_value(reading, value, other), _name(other), lexicon, screen)
        for other in lexicon.list_values(value.dimension, reading.plan_codes[0])
        if other != value and value.dimension != "word"
    ]
    if measure is None or measure.is_thing:
        return _write_chip(label, _name(value), others)
    typed = write_question(drop_value(reading, value), lexicon, screen.plan_code)
    link = tag(
        "a",
        "×",
        href=write_address(screen, "find", search=typed, kind=()),
        class_="remove",
        aria_label=say("remove", name=_name(value)),
    )
    return _write_chip(label, _name(value), others, link)


def _name(value: Meaning) -> str:
    if value.dimension in {"school", *ITEM_PAGES} and value.name != value.asked:
        return shorten(f"{value.asked} · {value.name}", LONG)
    return shorten(value.name, LONG)


def _link(reading: AskedQuestion, name: str, lexicon: Lexicon, screen: Screen) -> str:
    typed = write_question(reading, lexicon, screen.plan_code)
    return write_link(screen, "find", escape(name), search=typed, kind=())


def _write_chip(label: str, name: str, others: Sequence[str], remove: str = "") -> str:
    said = tag("span", escape(f"{label}: ")) + tag("b", escape(name))
    if others:
        links = (tag("li", other) for other in others[:MOST])
        said = tag("details", tag("summary", said), tag("ul", *links))
    return tag("li", said, remove)


def write_choices(reading: AskedQuestion, lexicon: Lexicon, screen: Screen) -> str:
    """Write what an ambiguous question may mean, each a link; nothing for others."""
    links = []
    if reading.trouble == "measures":
        links = [
            _link(
                replace(reading, measure=one),
                one.names[screen.language],
                lexicon,
                screen,
            )
            for one in reading.measures
        ]
    elif reading.trouble == "ambiguous":
        links = [_link_option(reading, one, lexicon, screen) for one in reading.options]
    return tag("ul", *(tag("li", link) for link in links)) if links else ""


def _link_option(
    reading: AskedQuestion, option: Meaning, lexicon: Lexicon, screen: Screen
) -> str:
    """Return the link to one meaning in words; to a thing where no words tell it."""
    label = lexicon.metrics.dimensions[option.dimension].names[screen.language]
    name = escape(f"{label} {_name(option)}")
    same = [one for one in reading.options if one.asked == option.asked]
    alone = {one.dimension for one in same}
    if len(same) > len(alone) and option.dimension in ITEM_PAGES:
        kept = {"search": (), "plan": option.plan_code}
        code = {ITEM_PAGES[option.dimension]: option.code}
        return write_link(screen, option.dimension, name, **kept, **code)
    words = " ".join(reading.words)
    typed = reading.typed.replace(words, f"{label} {option.asked}", 1)
    return write_link(screen, "find", name, search=typed, kind=())
