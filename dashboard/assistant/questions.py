"""Questions in words, and things by name, as the field above every page reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.assistant.calls import ToolAnswer
from dashboard.assistant.figures import prove, write_state
from dashboard.kit.finding.entries import query_index
from dashboard.kit.pages import FIND_PAGE
from dashboard.kit.proofs.proof import PAGE
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.questions.names import query_lexicon
from dashboard.kit.questions.places import list_parameters
from dashboard.kit.questions.reading import read_question

if TYPE_CHECKING:
    from dashboard.assistant.calls import ToolCall
    from dashboard.kit.questions.reading import AskedQuestion
    from dashboard.kit.screen import Screen

MOST_FOUND: Final = 50
FOUND: Final = 20


def ask(call: ToolCall) -> ToolAnswer:
    """Read a question in words; answer with its figure, where it asks for one."""
    screen = call.make_screen()
    lexicon = query_lexicon(call.shown.path, call.language)
    typed = call.arguments["question"]
    reading = read_question(typed, lexicon, screen.plan_code)
    if reading.measure is None or not reading.is_answered:
        return ToolAnswer(
            call.write_url(screen, FIND_PAGE, search=typed), _say_trouble(reading)
        )
    there = call.make_screen(reading.plan_codes[0])
    measure, parameters = reading.measure, list_parameters(reading)
    address = call.write_url(there, measure.page, **parameters)
    data: dict[str, Any] = {
        "understood": True,
        "measure": measure.names[call.language],
        "unit": measure.unit,
        "plans": list(reading.plan_codes),
        "filters": {name: list(codes) for name, codes in parameters.items()},
        "metric": measure.figure or None,
    }
    if not measure.figure:
        return ToolAnswer(address, data, (call.explain("notes.on_page"),))
    return ToolAnswer(address, data | {"figures": _prove_all(call, reading)})


def _prove_all(call: ToolCall, reading: AskedQuestion) -> list[dict[str, Any]]:
    measure = reading.measure
    figure = read_figures()[measure.figure if measure else ""]
    chosen = {
        name: codes
        for name, codes in list_parameters(reading).items()
        if name in figure.parameters
    }
    screens = map(call.make_screen, reading.plan_codes)
    return [
        {
            "plan": screen.plan_code,
            "plan_name": screen.plan_name,
            **write_state(prove(call, figure, screen, chosen)),
            "proof": call.write_url(screen, PAGE, figure=figure.name, **chosen),
        }
        for screen in screens
    ]


def _say_trouble(reading: AskedQuestion) -> dict[str, Any]:
    return {
        "understood": False,
        "trouble": reading.trouble or "nothing",
        "words": list(reading.words),
        "may_mean": [
            {"kind": one.dimension, "code": one.code, "name": one.name}
            for one in reading.options
        ],
        "may_ask": [one.code for one in reading.measures],
    }


def find(call: ToolCall) -> ToolAnswer:
    """Find things by words in any of their forms, the nearest first."""
    screen, words = call.make_screen(), call.arguments["words"]
    index = query_index(call.shown.path, call.language)
    found = index.find(words, screen.plan_code)
    limit = call.arguments.get("limit", FOUND)
    data = {
        "count": len(found),
        "found": [
            {
                "kind": entry.kind,
                "name": entry.name,
                "plan": entry.plan_code or None,
                "detail": entry.detail or None,
                "values": dict(entry.values),
                "address": call.write_url(
                    _turn(call, screen, entry.plan_code), entry.page, **entry.values
                ),
            }
            for entry in found[:limit]
        ],
        "perhaps": [] if found else index.propose(words),
    }
    return ToolAnswer(call.write_url(screen, FIND_PAGE, search=words), data)


def _turn(call: ToolCall, screen: Screen, plan: str) -> Screen:
    return call.make_screen(plan) if plan and plan != screen.plan_code else screen
