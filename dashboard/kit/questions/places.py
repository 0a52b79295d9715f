"""Where a question is answered, and how the same question is asked in other words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dashboard.kit.pages import ITEM_PAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.kit.questions.lexicon import Lexicon, Meaning
    from dashboard.kit.questions.metrics import Measure
    from dashboard.kit.questions.reading import AskedQuestion

_PARAMETERS: Final[Mapping[str, str]] = {"word": "search", **ITEM_PAGES}
"""Parameter of a dimension where it is called otherwise; a school has two."""


def list_parameters(reading: AskedQuestion) -> dict[str, tuple[str, ...]]:
    """List the parameters of the page that answers a question, beside the plan.

    Args:
        reading: A question that was understood.
    """
    measure = reading.measure
    if measure is None:
        return {}
    parameters = dict(measure.parameters)
    for dimension in measure.takes:
        if codes := reading.list_codes(dimension):
            is_own = measure.is_thing or dimension == "word"
            name = _PARAMETERS[dimension] if is_own else dimension
            parameters[name] = (" ".join(codes),) if dimension == "word" else codes
    return parameters


def write_question(reading: AskedQuestion, lexicon: Lexicon, plan: str) -> str:
    """Write a question that is read the same.

    Args:
        reading: A question with a measure.
        lexicon: Words and names.
        plan: Code of the plan on screen, which need not be named.
    """
    if reading.measure is None:
        return reading.typed
    question = reading.measure.questions[lexicon.language]
    words = [value.asked for value in reading.values]
    if reading.plan_codes != (plan,):
        words += [lexicon.find_plan_name(code) for code in reading.plan_codes]
    if not words or reading.measure.is_thing:
        return " ".join([question, *words])
    return f"{question}: {', '.join(words)}"


def drop_value(reading: AskedQuestion, value: Meaning) -> AskedQuestion:
    """Return the question without one of the values that narrow it."""
    return replace(reading, values=tuple(v for v in reading.values if v != value))


def change_value(
    reading: AskedQuestion, value: Meaning, other: Meaning
) -> AskedQuestion:
    """Return the question with another value in the place of one."""
    values = (other if v == value else v for v in reading.values)
    return replace(reading, values=tuple(values))


def list_measures(reading: AskedQuestion, lexicon: Lexicon) -> Sequence[Measure]:
    """List the other measures that the same values narrow."""
    named = {value.dimension for value in reading.values}
    return [
        measure
        for measure in lexicon.metrics.measures.values()
        if not measure.is_thing
        and measure.code not in {"comparison", "executed_by"}
        and measure != reading.measure
        and named <= set(measure.takes)
    ]
