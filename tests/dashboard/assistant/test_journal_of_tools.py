"""Each call of a tool is in the journal, whichever way it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.assistant.desk import ToolCaller, _record
from dashboard.assistant.tools import TOOLS
from pazanga.access.journal import read_events
from pazanga.access.reader import OPEN, Visitor
from pazanga.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

CALLERS = {
    "command": ToolCaller("lt"),
    "person:1": ToolCaller("lt", way="http", reader=Visitor("login", "person:1")),
}


@pytest.mark.parametrize("who", CALLERS)
def test_a_call_is_recorded_as_whose_it_is(tmp_path: Path, who: str) -> None:
    settings = Settings(home=tmp_path, data=tmp_path)
    settings.access_dir.mkdir()
    _record(settings, TOOLS["query_metric"], {"metric": "planned"}, CALLERS[who])
    _record(settings, TOOLS["run_sql"], {"sql": "select 1"}, CALLERS[who])
    query, called = read_events(settings.access_dir, 9)
    assert (called["who"], called["event"], called["tool"]) == (
        who,
        "asked",
        "query_metric",
    )
    assert (query["who"], query["event"], query["sql"]) == (who, "sql", "select 1")
    assert {query["way"], called["way"]} == {"mcp"}


def test_where_nobody_ever_logged_in_nothing_is_kept(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, data=tmp_path)
    for caller in (ToolCaller("lt"), ToolCaller("lt", way="http", reader=OPEN)):
        _record(settings, TOOLS["run_sql"], {"sql": "select 1"}, caller)
    assert not settings.access_dir.exists()
