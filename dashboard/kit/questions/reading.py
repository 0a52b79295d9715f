"""A question, read: which measure, narrowed by what, and what could not be placed.

Nothing is guessed. A word that has no place, that may mean two things, or that a
measure cannot be narrowed by, leaves the question without an answer, and is named.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from dashboard.kit.questions.lexicon import (
    LONGEST,
    WORD,
    Lexicon,
    Meaning,
    fold_code,
)
from dashboard.kit.search.patterns import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.kit.questions.metrics import Measure

Trouble = Literal[
    "", "unplaced", "ambiguous", "measures", "nothing", "misfit", "plans", "not_loaded"
]

MOST_LETTERS: Final = 200
"""Letters of a question; more of them are no question."""

_PUNCTUATION: Final = frozenset(" \t\r\n?!.,:;'\"„“”‘’«»()–—-/&%€\u00a0")
_ASKING: Final = frozenset({"how", "much", "many", "which", "what", "compare"})
_AND: Final = frozenset({"ir", "bei", "and", "the"})
_MANY_WORDS: Final = 3
"""Words of titles that a question may hold, at most."""


@dataclass(frozen=True)
class AskedQuestion:
    """What a question was read as.

    Attributes:
        typed: The question.
        plan_codes: Plans it is about; that on screen where it names none.
        measure: What is asked for; None where that is not known.
        values: What narrows it, in the order of the question.
        trouble: Why there is no answer; empty where there is one.
        words: The words that stand in the way.
        options: What an ambiguous word may mean.
        measures: What an ambiguous question may ask for.
        is_asked: Whether it is a question at all, and not words to look for.
    """

    typed: str
    plan_codes: tuple[str, ...]
    measure: Measure | None = None
    values: tuple[Meaning, ...] = ()
    trouble: Trouble = ""
    words: tuple[str, ...] = ()
    options: tuple[Meaning, ...] = ()
    measures: tuple[Measure, ...] = ()
    is_asked: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether the whole question was understood."""
        return self.measure is not None and not self.trouble

    def list_codes(self, dimension: str) -> tuple[str, ...]:
        """List the codes that narrow the measure in a dimension."""
        codes = [v.code for v in self.values if v.dimension == dimension]
        return tuple(dict.fromkeys(codes))


@dataclass
class _Found:
    """A word or phrase of the question with what it may mean."""

    words: tuple[str, ...]
    meanings: list[Meaning] = field(default_factory=list)

    def list_ideas(self) -> set[str]:
        return {one.code for one in self.meanings if one.kind == "idea"}

    def list_dimensions(self) -> set[str]:
        return {one.dimension for one in self.meanings if one.kind == "value"}


def read_question(typed: str, lexicon: Lexicon, plan: str) -> AskedQuestion:
    """Read a question.

    Args:
        typed: What a reader typed.
        lexicon: Words and names.
        plan: Code of the plan on screen.
    """
    blank = AskedQuestion(typed, (plan,))
    if not typed.strip() or len(typed) > MOST_LETTERS:
        return blank
    found = list(_find_meanings(_split(typed), lexicon))
    plans, missing = _choose_plans(found, plan)
    _settle(found, lexicon, plans, plan)
    ideas = frozenset(m.code for one in found for m in one.meanings if m.kind == "idea")
    is_question = bool(ideas & _ASKING) or typed.rstrip().endswith("?")
    reading = replace(blank, plan_codes=plans, is_asked=is_question)
    unplaced = [
        word
        for one in found
        for word in one.words
        if not one.meanings or one.meanings[0].kind == "refused"
    ]
    if unplaced:
        return replace(reading, trouble="unplaced", words=tuple(unplaced))
    for one in found:
        several = tuple(m for m in one.meanings if m.kind == "value")
        if len(several) > 1 and "plan" not in one.list_dimensions():
            return replace(
                reading, trouble="ambiguous", words=one.words, options=several
            )
    if not _are_listed(found, lexicon):
        return replace(reading, trouble="nothing")
    if missing:
        return replace(reading, trouble="not_loaded", options=tuple(missing))
    values = tuple(
        dict.fromkeys(
            m
            for one in found
            for m in one.meanings
            if m.kind == "value" and m.dimension != "plan"
        )
    )
    owners = {value.plan_code for value in values} - {""}
    if len(owners) == 1 and not any(map(_names_plan, found)):
        reading = replace(reading, plan_codes=tuple(owners))
    return _choose_measure(replace(reading, values=values), ideas, lexicon)


def _are_listed(found: Sequence[_Found], lexicon: Lexicon) -> bool:
    """Whether values of one dimension stand in a list: `kultūrai ir STEAM`.

    Else one is related to another, as in `kiek kultūros lėšų skirta STEAM`, and their
    sum is no answer.
    """
    for code, dimension in lexicon.metrics.dimensions.items():
        places = [i for i, one in enumerate(found) if code in one.list_dimensions()]
        if code in {"word", "plan"} or not places:
            continue
        between = found[places[0] : places[-1]]
        if not all(
            code in one.list_dimensions()
            or dimension.noun in one.list_ideas()
            or (_is_noise(one) and fold_text(one.words[0]) in _AND)
            for one in between
        ):
            return False
    return True


def _names_plan(found: _Found) -> bool:
    return "plan" in found.list_dimensions()


def _split(typed: str) -> list[str]:
    """Split a question into words; a sign that is no punctuation is a word, too."""
    words: list[str] = []
    place = 0
    for match in WORD.finditer(typed):
        words += [s for s in typed[place : match.start()] if s not in _PUNCTUATION]
        words.append(fold_code(match[0]))
        place = match.end()
    return words + [s for s in typed[place:] if s not in _PUNCTUATION]


def _find_meanings(words: Sequence[str], lexicon: Lexicon) -> Iterable[_Found]:
    place = 0
    while place < len(words):
        found = _find_longest(words[place : place + LONGEST], lexicon)
        yield found
        place += len(found.words)


def _find_longest(words: Sequence[str], lexicon: Lexicon) -> _Found:
    """Find the longest phrase that these words begin with; one word if none."""
    for count in range(len(words), 0, -1):
        if meanings := lexicon.find(words[:count]):
            return _Found(tuple(words[:count]), meanings)
    return _Found((words[0],))


def _choose_plans(
    found: Sequence[_Found], plan: str
) -> tuple[tuple[str, ...], list[Meaning]]:
    """Choose the plans a question names, and list municipalities without one."""
    plans: list[str] = []
    missing: list[Meaning] = []
    for one in found:
        named = [m for m in one.meanings if m.dimension == "plan"]
        loaded = [m for m in named if m.plan_code]
        plans += [m.plan_code for m in loaded]
        missing += named if named and not loaded else []
    return tuple(dict.fromkeys(plans)) or (plan,), missing


def _settle(
    found: list[_Found], lexicon: Lexicon, plans: Sequence[str], plan: str
) -> None:
    """Decide what each word means, by the plans and by the words beside it."""
    named = any(map(_names_plan, found))
    for one in found:
        if any(m.plan_code and m.dimension != "plan" for m in one.meanings):
            one.meanings = _keep_nearest(one.meanings, plans, plan, is_named=named)
    _settle_numbers(found, lexicon)
    _settle_schools(found, lexicon, plans)
    words = [one for one in found if not one.meanings]
    typed = [word for one in words for word in one.words]
    if typed and len(typed) <= _MANY_WORDS:
        for one in words:
            if lexicon.is_in_titles(one.words, plans[0]):
                word = one.words[0].lower()
                one.meanings = [Meaning("value", word, "word", word, word)]
    for one in found:
        topics = [m for m in one.meanings if m.dimension == "word"]
        if topics and not lexicon.is_in_titles([topics[0].code], plans[0]):
            one.meanings = []


def _keep_nearest(
    meanings: list[Meaning], plans: Sequence[str], plan: str, *, is_named: bool
) -> list[Meaning]:
    """Keep what belongs to the plans named, else to the only plan that has it."""
    free = [m for m in meanings if not m.plan_code]
    near = [m for m in meanings if m.plan_code in plans]
    others = {m.plan_code for m in meanings} - {"", plan}
    if near or is_named or len(others) != 1:
        return free + near
    return free + [m for m in meanings if m.plan_code in others]


def _settle_numbers(found: Sequence[_Found], lexicon: Lexicon) -> None:
    """Decide what a number names by the noun beside it: `rodiklis 4`, `4 veikla`.

    Before a noun in the plural it counts, and names nothing: `4 veikloms`.
    """
    known = [d for d in lexicon.metrics.dimensions.values() if d.singular]
    said = [one for one in found if not _is_noise(one)]
    for place, one in enumerate(said):
        if not one.list_dimensions() & {d.code for d in known}:
            continue
        before = said[place - 1].list_ideas() if place else set()
        after = said[place + 1].list_ideas() if said[place + 1 :] else set()
        named = {d.code for d in known if d.noun in before}
        if not named and any(d.noun in after for d in known):
            noun = fold_text(said[place + 1].words[0])
            named = {d.code for d in known if noun in d.singular}
            one.meanings = [m for m in one.meanings if m.dimension in named]
        elif named:
            kept = [m for m in one.meanings if m.dimension in named]
            one.meanings = kept or one.meanings


def _is_noise(one: _Found) -> bool:
    return bool(one.meanings) and all(m.kind == "noise" for m in one.meanings)


def _settle_schools(
    found: Sequence[_Found], lexicon: Lexicon, plans: Sequence[str]
) -> None:
    """Find schools by words of their names, where the question speaks of a school."""
    has_noun = any(m.code == "school" for one in found for m in one.meanings)
    named = [
        (one, schools)
        for one in found
        if not one.meanings
        and (
            schools := [
                m for m in lexicon.find_schools(one.words[0]) if m.plan_code in plans
            ]
        )
    ]
    if not named or not (has_noun or len(named) > 1):
        return
    shared = [m for m in named[0][1] if all(m in schools for _, schools in named)]
    for one, schools in named:
        one.meanings = shared or schools


def _choose_measure(
    reading: AskedQuestion, ideas: frozenset[str], lexicon: Lexicon
) -> AskedQuestion:
    dimensions = {value.dimension for value in reading.values}
    if "exam" in dimensions:
        ideas |= {"exam"}
    known = lexicon.metrics.dimensions
    nouns = frozenset(known[name].noun for name in dimensions) | {"municipality"}
    asked = [
        measure
        for measure in lexicon.metrics.measures.values()
        if any(ask.is_met(_say_how(ideas, measure), nouns) for ask in measure.asks)
    ]
    fit = [measure for measure in asked if _fits(measure, reading)]
    is_asked = reading.is_asked
    if len(fit) == 1:
        chosen = replace(reading, measure=fit[0], is_asked=True)
        is_many = len(reading.plan_codes) > 1
        if is_many != (fit[0].code == "comparison"):
            return replace(chosen, trouble="plans")
        return chosen
    if fit:
        return replace(reading, trouble="measures", measures=tuple(fit), is_asked=True)
    figures = [measure for measure in asked if not measure.is_thing]
    if figures:
        wrong = [v for v in reading.values if v.dimension not in figures[0].takes]
        return replace(
            reading,
            measure=figures[0],
            trouble="misfit",
            options=tuple(wrong),
            is_asked=True,
        )
    return replace(reading, trouble="nothing", is_asked=is_asked)


def _say_how(ideas: frozenset[str], measure: Measure) -> frozenset[str]:
    """Replace the English `how much`, `how many` by the Lithuanian word for both."""
    fitting = {"many"} if measure.unit == "count" else {"much"}
    return ideas - fitting | {"how"} if ideas & fitting else ideas


def _fits(measure: Measure, reading: AskedQuestion) -> bool:
    """Whether a measure can be narrowed by what the question names."""
    dimensions = {value.dimension for value in reading.values}
    if measure.is_thing:
        return dimensions == {measure.takes[0]} and len(reading.values) == 1
    return dimensions <= set(measure.takes)
