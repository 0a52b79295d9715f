"""Questions of both languages are read as they should be, or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import unquote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.kit.address import PARAMETERS
from dashboard.kit.pages import PAGES
from dashboard.kit.questions.lexicon import Lexicon, NamedThing
from dashboard.kit.questions.metrics import read_metrics
from dashboard.kit.questions.names import query_lexicon
from dashboard.kit.questions.places import list_parameters, write_question
from dashboard.kit.questions.reading import MOST_LETTERS, AskedQuestion, read_question

if TYPE_CHECKING:
    from pazanga.texts import Language

PLAN: Final = "kaunas"
RIGHT: Final = 0.9
QUESTIONS: Final[dict[str, dict[str, str]]] = tomllib.loads(
    Path(__file__).with_name("questions.toml").read_text("utf-8")
)
"""By language: each question with its measure and address, or why it has no answer."""


def say_reading(reading: AskedQuestion) -> str:
    """`planned /spending?area=culture`; of what is not answered, why."""
    if reading.measure is None or not reading.is_answered:
        return reading.trouble or "nothing"
    parameters: dict[str, tuple[str, ...]] = {}
    if reading.plan_codes != (PLAN,):
        parameters["plan"] = reading.plan_codes
    parameters |= list_parameters(reading)
    query = unquote(urlencode(parameters, doseq=True))
    address = f"/{reading.measure.page}?{query}"
    return f"{reading.measure.code} {address.rstrip('?')}"


@pytest.mark.parametrize("language", ["lt", "en"])
def test_questions_are_read_right_or_not_at_all(bundled: str, language: str) -> None:
    spoken = cast("Language", language)
    lexicon = query_lexicon(bundled, spoken)
    expected = QUESTIONS[language]
    said = {
        typed: say_reading(read_question(typed, lexicon, PLAN)) for typed in expected
    }
    wrong = {
        typed: (read, expected[typed])
        for typed, read in said.items()
        if read != expected[typed]
    }
    answered_wrongly = {typed: pair for typed, pair in wrong.items() if "/" in pair[0]}
    assert answered_wrongly == {}
    assert len(wrong) <= (1 - RIGHT) * len(expected), wrong


@pytest.mark.parametrize("language", ["lt", "en"])
def test_question_in_other_words_is_read_the_same(bundled: str, language: str) -> None:
    lexicon = query_lexicon(bundled, cast("Language", language))
    for typed in QUESTIONS[language]:
        reading = read_question(typed, lexicon, PLAN)
        if not reading.is_answered:
            continue
        again = read_question(write_question(reading, lexicon, PLAN), lexicon, PLAN)
        assert say_reading(again) == say_reading(reading), typed


@given(st.text(max_size=MOST_LETTERS * 2))
def test_anything_may_be_asked(bundled: str, typed: str) -> None:
    reading = read_question(typed, query_lexicon(bundled, "lt"), PLAN)
    assert reading.measure is None or len(typed) <= MOST_LETTERS


def make_lexicon() -> Lexicon:
    """Two plans; two schools of the first share a word of their name."""
    names = [
        ("plan", "a", "a", "", "Pirmo m. sav.", "First City"),
        ("plan", "b", "b", "", "Antro r. sav.", "Second District"),
        ("school", "G1", "a", "G1", "Jono Basanavičiaus gimnazija", ""),
        ("school", "G2", "a", "G2", "Jono Jablonskio gimnazija", ""),
        ("school", "G3", "b", "G3", "Trečia mokykla", ""),
        ("activity", "a:1:1", "a", "1", "Robotikos kabinetas", ""),
    ]
    return Lexicon(read_metrics(), [NamedThing(*name) for name in names], "lt")


def test_name_that_two_schools_share_is_asked_back() -> None:
    reading = read_question("kiek skirta Jono gimnazijai", make_lexicon(), "a")
    assert reading.trouble == "ambiguous"
    assert [option.code for option in reading.options] == ["G1", "G2"]
    clear = read_question("kiek skirta Jono Jablonskio gimnazijai", make_lexicon(), "a")
    assert clear.list_codes("school") == ("G2",)


def test_thing_that_one_other_plan_has_leads_to_that_plan() -> None:
    reading = read_question("kiek skirta G3", make_lexicon(), "a")
    assert (reading.plan_codes, reading.trouble) == (("b",), "")
    named = read_question("kiek skirta G3 Pirmo m. sav.", make_lexicon(), "a")
    assert named.words == ("G3",)


@pytest.mark.parametrize("plan", ["a", "b"])
@pytest.mark.parametrize("typed", ["mokykla G1", "rodiklis 4", "kiek skirta G1"])
def test_code_that_plans_share_is_that_of_the_plan_on_screen(
    plan: str, typed: str
) -> None:
    names = [
        (kind, code, owner, code, f"{code} {owner}", "")
        for kind, code in (("school", "G1"), ("indicator", "4"))
        for owner in ("a", "b")
    ]
    plans = [
        ("plan", "a", "a", "", "Pirmo m. sav.", "First City"),
        ("plan", "b", "b", "", "Antro r. sav.", "Second District"),
    ]
    things = [NamedThing(*name) for name in (*plans, *names)]
    reading = read_question(typed, Lexicon(read_metrics(), things, "lt"), plan)
    assert reading.is_answered
    assert reading.plan_codes == (plan,)
    assert [value.plan_code for value in reading.values] == [plan]


def test_page_and_dimensions_of_each_measure_are_known() -> None:
    metrics = read_metrics()
    ideas = set(metrics.ideas)
    for measure in metrics.measures.values():
        assert measure.page in PAGES
        assert set(measure.takes) <= set(metrics.dimensions)
        assert set(measure.parameters) <= set(PARAMETERS)
        for ask in measure.asks:
            assert ask.needed | ask.allowed <= ideas
