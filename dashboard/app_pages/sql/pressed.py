"""Whether a reader has pressed a button while a page still waits for something.

The one place that reads what Streamlit keeps for itself: there is no other way to ask.
Where a version keeps it elsewhere, the answer is no, and a test fails: the query then
runs to its end, or to its limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType

if TYPE_CHECKING:
    from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests


def is_button_waiting() -> bool:
    """Whether a button was pressed that the page on screen has not heard of yet.

    A page is a fragment, and Streamlit interrupts none for a button within it.
    """
    context = get_script_run_ctx()
    requests = context.script_requests if context else None
    return requests is not None and holds_press(requests)


def holds_press(requests: ScriptRequests) -> bool:
    """Whether the run that is asked for next was asked for by a button.

    Args:
        requests: What Streamlit keeps for the run of a session.
    """
    state = getattr(requests, "_state", None)
    data = getattr(requests, "_rerun_data", None)
    pressed = getattr(data, "widget_states", None)
    if state != ScriptRequestType.RERUN or pressed is None:
        return False
    return any(one.trigger_value for one in pressed.widgets)
