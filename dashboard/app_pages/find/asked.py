"""A question above the results of a search: how it was read, and its answer."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from dashboard.app_pages.find.asked_chips import write_chips, write_choices
from dashboard.app_pages.find.asked_exams import describe_exams
from dashboard.app_pages.find.asked_money import describe_money
from dashboard.app_pages.find.asked_promises import (
    describe_comparison,
    describe_per_pupil,
    describe_schools,
    describe_targets,
)
from dashboard.app_pages.find.asked_things import describe_thing
from dashboard.kit.blocks.blocks import write_notes
from dashboard.kit.html import tag
from dashboard.kit.links import write_link
from dashboard.kit.plans import query_plans
from dashboard.kit.proofs.sentence import write_sentence
from dashboard.kit.questions.places import list_parameters

if TYPE_CHECKING:
    from dashboard.app_pages.find.asked_answer import AskedAnswer
    from dashboard.kit.questions.lexicon import Lexicon
    from dashboard.kit.questions.metrics import Measure
    from dashboard.kit.questions.reading import AskedQuestion
    from dashboard.kit.screen import Screen


def write_asked(reading: AskedQuestion, lexicon: Lexicon, screen: Screen) -> str:
    """Write how a question was read, and its answer or why there is none.

    Args:
        reading: What `read_question` gives.
        lexicon: Words and names.
        screen: Language and plan on screen.
    """
    if reading.measure and reading.is_answered:
        body = _write_answer(reading, reading.measure, screen)
        chips = write_chips(reading, lexicon, screen)
        return tag("section", chips, body, class_="asked")
    if not reading.is_asked and not reading.options:
        return ""
    said = tag("p", escape(_say_trouble(reading, screen)), class_="answer")
    chips = write_chips(reading, lexicon, screen) if reading.measure else ""
    choices = write_choices(reading, lexicon, screen)
    return tag("section", chips, said, choices, class_="asked")


def _write_answer(reading: AskedQuestion, measure: Measure, screen: Screen) -> str:
    there = _turn_to_plan(screen, reading.plan_codes[0])
    answer = find_answer(reading, measure, there)
    items = [tag("li", item) for item in answer.items]
    page = screen.words(measure.page)("menu.name")
    words = escape(screen.words("find.asked")("more", page=page))
    parameters = {**list_parameters(reading), **answer.parameters}
    link = write_link(there, measure.page, words, **parameters)
    return (
        tag("p", write_sentence(answer.sentence, there), class_="answer")
        + (tag("ul", *items) if items else "")
        + write_notes(answer.notes)
        + tag("p", link, class_="more")
    )


def find_answer(
    reading: AskedQuestion, measure: Measure, screen: Screen
) -> AskedAnswer:
    """Find the answer to a question, from the queries of the page that shows it.

    Args:
        reading: The question.
        measure: What it asks for.
        screen: Language and plan of the question.
    """
    code, page = measure.code, measure.page
    if measure.is_thing:
        answer = describe_thing(reading, code, screen)
    elif page == "targets":
        answer = describe_targets(reading, code, screen)
    elif page == "schools":
        answer = describe_schools(screen)
    elif code == "per_pupil":
        answer = describe_per_pupil(screen)
    elif page == "municipalities":
        answer = describe_comparison(reading, screen)
    elif page == "exams":
        answer = describe_exams(reading, code, screen)
    else:
        answer = describe_money(reading, code, screen)
    return answer


def _turn_to_plan(screen: Screen, plan: str) -> Screen:
    """Return the screen of a plan, without what was chosen for another question."""
    plans = query_plans(screen.snapshot.path, screen.language)
    names = dict(plans.select("plan_code", "plan_name").iter_rows())
    return replace(screen, plan_code=plan, plan_name=names[plan], choices=())


def _say_trouble(reading: AskedQuestion, screen: Screen) -> str:
    """Describe why a question has no answer, with the words that stand in the way."""
    say = screen.words("find.asked")
    names = dict.fromkeys(option.name for option in reading.options)
    given = " ".join(reading.words)
    if reading.trouble == "unplaced":
        quoted = (say("quoted", word=word) for word in dict.fromkeys(reading.words))
        given = ", ".join(quoted)
    return say(f"trouble.{reading.trouble}", words=given, names=", ".join(names))
