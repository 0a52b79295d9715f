"""Reasons of decisions: true, in whole words, in both languages."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from pazanga.access.reader import ReaderKind, Visitor
from pazanga.access.roles import ANYWHERE, DOORS, ROLES, Door, Grant, Role
from pazanga.texts import LANGUAGES, Language

CODES = {*ROLES, "login", "token", "look", "nobody"}
KINDS: tuple[ReaderKind, ...] = get_args(ReaderKind)


def has_nested_quotes(said: str) -> bool:
    depths, depth = [0], 0
    for letter in said:
        # The Lithuanian closing mark is the English opening one.
        depth += {"„": 1, "“": -1}.get(letter, 0)
        depths.append(depth)
    return max(depths) > 1 or depth != 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [None, *ROLES])
def test_a_reason_is_whole_words(kind: ReaderKind, role: Role | None) -> None:
    rule = "look" if kind == "look" else "skyrius"
    grants = (Grant(role, frozenset({"12"}), rule),) if role else ()
    for door, asked in product(DOORS, (ANYWHERE, "12", "19", "all", "")):
        decision = Visitor(kind, grants=grants).decide(door, asked)
        said = decision.describe("lt")
        assert not has_nested_quotes(said), said
        assert not CODES & {*said.replace("„", " ").replace("“", " ").split()}, said
        assert "12" not in said
        assert decision.describe("en") != said


def ask(kind: ReaderKind, door: Door, asked: str, language: Language) -> str:
    grants = (Grant("editor", frozenset({"12"}), "skyrius"),)
    return Visitor(kind, grants=grants).decide(door, asked).describe(language)


def test_a_role_for_another_municipality_is_said_to_be_one() -> None:
    said = ask("login", "load", "19", "en")
    assert "no access rule gives you a role" not in said
    assert "Kaunas City" in said
    assert "Kauno miesto savivaldybė" in ask("login", "load", "19", "lt")


def test_who_sees_without_a_login_is_told_why() -> None:
    for language in LANGUAGES:
        assert "skyrius" in ask("nobody", "pages", ANYWHERE, language)
        assert "skyrius" not in ask("nobody", "admin", ANYWHERE, language)


def test_a_token_is_no_rule() -> None:
    assert ask("token", "admin", ANYWHERE, "en").startswith("The token “skyrius”")
    assert ask("token", "admin", ANYWHERE, "lt").startswith("Prieigos raktas „skyrius“")
