"""The journal as admins read it: words of people, in both languages."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.app_pages.access.journal_words import (
    EVENTS,
    say_event,
    say_more,
    say_who,
)
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown
from pazanga.access.roles import ROLES

if TYPE_CHECKING:
    from pazanga.texts import Language

ROOT = Path(__file__).resolve().parents[3]
ENTRIES: list[tuple[dict[str, Any], str, str]] = [
    ({"event": "login", "rules": ["skyrius"]}, "pagal taisykles: skyrius", "skyrius"),
    ({"event": "login", "rules": []}, "nė viena taisyklė", "no rule"),
    ({"event": "login_refused", "why": "no_question"}, "nelaukta", "not asked for"),
    ({"event": "login_refused", "why": "BadSignatureError"}, "netinkamas", "not right"),
    (
        {"event": "exported", "way": "file", "file": "a.xlsx"},
        "iš puslapio · failas „a.xlsx“",
        "from a page · file “a.xlsx”",
    ),
    ({"event": "exported", "way": "api", "path": "/api/v1"}, "per programų", "through"),
    (
        {"event": "sql", "way": "mcp", "sql": "select 1", "sha256": "0" * 64},
        "per asistentą · select 1",
        "through an assistant · select 1",
    ),
    (
        {"event": "token_created", "token": "bi", "days": 90},
        "raktas „bi“ · galioja dienų: 90",
        "token “bi” · days it holds: 90",
    ),
    ({"event": "looked_as"}, "vėl savo vaidmeniu", "as themselves again"),
    ({"event": "newer", "colour": ["a", 1]}, "colour: a, 1", "colour: a, 1"),
    ({"event": "published", "snapshot": "s", "run_id": "r"}, "s", "s"),
    ({"event": "logout"}, "", ""),
]


def make_screen(language: Language) -> Screen:
    return Screen(language, Shown("", datetime.now(UTC)), "birstonas", "Birštono sav.")


@pytest.mark.parametrize(("entry", "lithuanian", "english"), ENTRIES)
def test_an_entry_is_said_in_words(
    entry: dict[str, Any], lithuanian: str, english: str
) -> None:
    assert lithuanian in say_more(entry, make_screen("lt"))
    assert english in say_more(entry, make_screen("en"))


@pytest.mark.parametrize(
    ("who", "lithuanian", "english"),
    [
        ("person:4f1c", "asmuo 4f1c", "person 4f1c"),
        ("token:ab12", "raktas ab12", "token ab12"),
        ("command", "komandų eilutė", "command line"),
        ("nobody", "neprisijungęs", "nobody"),
        ("robot:1", "robot:1", "robot:1"),
    ],
)
def test_callers_are_said_in_words(who: str, lithuanian: str, english: str) -> None:
    assert say_who(who, make_screen("lt")) == lithuanian
    assert say_who(who, make_screen("en")) == english


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("codes", ["all", ["12"], ["12", "19"]])
def test_roles_and_municipalities_have_their_names(
    role: str, codes: str | list[str]
) -> None:
    for event in ("looked_as", "token_created"):
        entry = {"event": event, "role": role, "municipalities": codes}
        said = say_more(entry, make_screen("lt"))
        assert f"„{role}“" not in said
        assert ("Birštono savivaldybė" in said) is ("12" in codes)
        assert ("Kauno miesto savivaldybė" in said) is ("19" in codes)
        assert not any(letter.isdigit() for letter in said)


def test_every_event_that_is_recorded_has_words() -> None:
    recording = {"record_event": 2, "record_command": 1, "record": 1, "record_load": 1}
    found = set()
    for package in ("dashboard", "etl", "pazanga"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                called = node.func
                name = getattr(called, "id", getattr(called, "attr", ""))
                given = [*node.args[recording.get(name, 9) :], None][0]
                # Calls through a thread have the function first.
                words = [one for one in node.args if isinstance(one, ast.Constant)]
                is_threaded = name == "run_sync" and "record_event" in ast.unparse(node)
                one = words[0] if is_threaded and words else given
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    found.add(one.value)
    assert {"login", "logout", "exported", "loaded", "published", "asked"} <= found
    assert found == EVENTS
    for event in EVENTS:
        assert say_event(event, make_screen("lt")) != event
        assert say_event(event, make_screen("en")) != say_event(
            event, make_screen("lt")
        )
