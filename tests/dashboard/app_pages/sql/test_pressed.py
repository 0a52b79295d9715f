"""What Streamlit keeps of a pressed button, where we read it."""

from __future__ import annotations

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
)

from dashboard.app_pages.sql.pressed import holds_press, is_button_waiting


def make_states(*, is_pressed: bool) -> WidgetStates:
    button = WidgetState(id="sql_stop", trigger_value=is_pressed)
    typed = WidgetState(id="sql", string_value="select 1")
    return WidgetStates(widgets=[typed, button])


@pytest.mark.parametrize("is_pressed", [True, False])
@pytest.mark.parametrize("fragment", ["page", None])
def test_pressed_button_is_seen(fragment: str | None, *, is_pressed: bool) -> None:
    requests = ScriptRequests()
    assert not holds_press(requests)
    states = make_states(is_pressed=is_pressed)
    assert requests.request_rerun(RerunData(widget_states=states, fragment_id=fragment))
    assert holds_press(requests) == is_pressed


def test_press_is_kept_when_something_else_is_asked_for() -> None:
    requests = ScriptRequests()
    for is_pressed in (True, False):
        states = make_states(is_pressed=is_pressed)
        requests.request_rerun(RerunData(widget_states=states, fragment_id="page"))
    assert holds_press(requests)


def test_press_that_was_heard_is_none() -> None:
    requests = ScriptRequests()
    requests.request_rerun(RerunData(widget_states=make_states(is_pressed=True)))
    assert requests.on_scriptrunner_yield() is not None
    assert not holds_press(requests)


def test_without_a_page_nobody_presses() -> None:
    assert not is_button_waiting()
