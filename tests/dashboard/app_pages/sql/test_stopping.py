"""A query that runs long: its reader sees so, and stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from dashboard.app_pages.sql import history
from dashboard.app_pages.sql.result import ask

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen

LONG = "select count(*) from range(1000000000000000)"


def test_what_the_reader_does_meanwhile_ends_the_query(screen: Screen) -> None:
    told = []

    def tell() -> bool:
        told.append(True)
        # What Streamlit raises when something is drawn after a click.
        raise StopException

    for _ in range(3):  # its turn comes back each time
        with pytest.raises(StopException):
            ask(screen.snapshot, LONG, {}, tell)
    assert len(told) == 3


def test_stopped_query_waits_for_its_reader(run_page: RunPage) -> None:
    app = run_page("sql", sql="select 1 as x", lang="en")
    app.session_state["_sql_stopped"] = history.make_entry("select 42 as x", {})
    assert "Answer: 1 row" in read_text(app.run())
    app.session_state["_sql_stopped"] = history.make_entry("select 1 as x", {})
    app.run()
    assert "The query was stopped" in read_text(app)
    app.button[0].click().run()
    assert "Answer: 1 row" in read_text(app)
