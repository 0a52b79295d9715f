"""What a run of a page logs says which run, and whose session, it was."""

from __future__ import annotations

import json
import logging
from contextvars import copy_context
from itertools import count
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from dashboard.frame import page_part, run_ids, watch
from pazanga.access.reader import OPEN, Visitor
from pazanga.log import log_to_stderr, name_ids

LOGGER = logging.getLogger("dashboard.made_up")


class EndedError(Exception):
    """A run of Streamlit ends by an error, too."""


def run_part(turn: int) -> None:
    """Run the part within the frame; it looks whether the frame still holds."""

    def look() -> bool:
        LOGGER.warning("looked")
        return False

    framed = MagicMock(still_holds=look)
    with pytest.raises(EndedError):
        page_part._run.__wrapped__(framed, count(turn))  # type: ignore[attr-defined]


@pytest.mark.parametrize("reader", [OPEN, Visitor("login", "a", session="c" * 64)])
def test_a_part_that_runs_again_has_ids_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    reader: Visitor,
) -> None:
    monkeypatch.setattr("dashboard.kit.address.follow_address", MagicMock())
    monkeypatch.setattr("streamlit.rerun", MagicMock(side_effect=EndedError))
    monkeypatch.setattr(run_ids, "find_page_reader", lambda: reader)
    tab = MagicMock(session_id="tab")
    monkeypatch.setattr(run_ids, "get_script_run_ctx", lambda: tab)

    def run() -> None:
        name_ids(request="former", session="former")
        for turn in (1, 2):
            run_part(turn)

    with log_to_stderr("dashboard"):
        copy_context().run(run)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    requests, sessions = ({line[of] for line in lines} for of in ("request", "session"))
    assert len(requests - {"former"}) == 2
    (session,) = sessions
    assert session != "former"
    assert reader.session.startswith(session) is bool(reader.session)


def test_a_look_at_what_is_published_is_a_run_of_its_own_but_for_the_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def find() -> Visitor:
        LOGGER.warning("access_closed")
        return OPEN

    monkeypatch.setattr(run_ids, "find_page_reader", find)
    monkeypatch.setattr(watch, "find_page_reader", find)
    monkeypatch.setattr(watch, "read_name", lambda _: "a.duckdb")

    def run() -> None:
        name_ids(request="page")
        turns = count()
        for _ in range(3):
            watch._look.__wrapped__(  # type: ignore[attr-defined]
                Path(), "a.duckdb", OPEN, turns
            )

    with log_to_stderr("dashboard"):
        copy_context().run(run)
    first, *later = (
        json.loads(line)["request"] for line in capsys.readouterr().err.splitlines()
    )
    assert first == "page"
    assert len({first, *later}) == 3
