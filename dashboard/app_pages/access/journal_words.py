"""Entries of the journal in people's words: who, what, and what belongs to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pazanga.access.mapping import parse_municipalities
from pazanga.access.roles import ROLES, say_where
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.kit.screen import Screen

EVENTS: Final = frozenset(
    {
        "asked",
        "exported",
        "loaded",
        "login",
        "login_refused",
        "logout",
        "looked_as",
        "mapped",
        "published",
        "rolled_back",
        "sql",
        "token_created",
        "token_revoked",
        "withdrawn",
    }
)
_COMMON: Final = frozenset({"at", "who", "event", "run_id", "municipalities"})
"""What stands in columns of its own, or beside something else."""
_PLAIN: Final = frozenset(
    {
        "command",
        "days",
        "file",
        "path",
        "plan",
        "rules",
        "sha256",
        "snapshot",
        "sql",
        "token",
        "tool",
    }
)
_CALLERS: Final = frozenset({"command", "nobody", "person", "token"})
_WAYS: Final = frozenset({"api", "command", "file", "mcp", "page"})
_REASONS: Final = frozenset({"no_question", "rules"})


def say_who(who: str, screen: Screen) -> str:
    """Describe who did something: a kind of caller, and their pseudonym."""
    kind, _, code = who.partition(":")
    if kind in _CALLERS:
        return screen.words("access")(f"who.{kind}", code=code)
    return who


def say_event(event: str, screen: Screen) -> str:
    """Describe what was done."""
    # A newer program may have written what this one does not know.
    return screen.words("access")(f"event.{event}") if event in EVENTS else event


def say_more(event: Mapping[str, Any], screen: Screen) -> str:
    """Describe what belongs to an event; empty where nothing does."""
    return " · ".join(_list_parts(event, screen))


def _list_parts(event: Mapping[str, Any], screen: Screen) -> Iterator[str]:
    say = screen.words("access")
    if event["event"] == "looked_as" and "role" not in event:
        yield say("more.own_role")
    for name, value in event.items():
        is_beside = name in _COMMON or (name == "sha256" and "sql" in event)
        if name == "role" and value in ROLES:
            yield _say_role(event, screen)
        elif not is_beside:
            said = _write_value(value)
            yield say(_choose_text(name, said), name=name, value=said)


def _choose_text(name: str, said: str) -> str:
    """Return the key of the text for what belongs to an event."""
    if name == "way" and said in _WAYS:
        return f"way.{said}"
    if name == "why":
        return f"why.{said if said in _REASONS else 'answer'}"
    if name == "rules" and not said:
        return "more.no_rules"
    return f"more.{name if name in _PLAIN else 'other'}"


def _say_role(event: Mapping[str, Any], screen: Screen) -> str:
    codes = parse_municipalities(event.get("municipalities"))
    return screen.words("access")(
        "more.role",
        value=text("pazanga.access", f"roles.{event['role']}", screen.language),
        where=say_where(codes or {"–"}, screen.language),
    )


def _write_value(value: Any) -> str:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return ", ".join(map(_write_value, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
