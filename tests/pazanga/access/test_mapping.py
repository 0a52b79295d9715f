"""Which claims give which role; a file that is not understood gives nobody any."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pazanga.access.mapping import read_claim, read_mapping
from pazanga.access.reader import Visitor
from pazanga.access.roles import ANYWHERE, DOORS, ROLES, Door, Role, includes
from pazanga.errors import AccessError
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

RULE = """
[[rules]]
name = "skyrius"
claim = "groups"
values = ["a", "b"]
role = "editor"
municipalities = ["12"]
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "access.toml"
    path.write_text(text, encoding="utf-8")
    return path


def ask(tmp_path: Path, text: str, claims: dict[str, object] | None) -> Visitor:
    grants = read_mapping(write(tmp_path, text)).find_grants(claims)
    return Visitor("login" if claims is not None else "nobody", grants=grants)


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"groups": ["x", "b"]}, "editor"),
        ({"groups": "a"}, "editor"),
        ({"groups": ["A"]}, None),
        ({"groups": ["ab"]}, None),
        ({"groups": "a,b"}, None),
        ({"groups": {"a": "a"}}, None),
        ({"groups": [["a"]]}, None),
        ({"groups": None}, None),
        ({}, None),
        (None, None),
    ],
)
def test_a_claim_gives_a_role_only_by_a_whole_text(
    tmp_path: Path, claims: dict[str, object] | None, role: str | None
) -> None:
    grants = ask(tmp_path, RULE, claims).grants
    assert [grant.role for grant in grants] == ([role] if role else [])


def test_claims_within_claims_are_found() -> None:
    claims = {"realm_access": {"roles": ["x"]}, "a.b": "whole name"}
    assert read_claim(claims, "realm_access.roles") == {"x"}
    assert read_claim(claims, "a.b") == {"whole name"}
    assert read_claim(claims, "realm_access.roles.x") == frozenset()


@pytest.mark.parametrize("verified", [True, False, "true", 1, None])
def test_an_address_counts_only_when_it_was_verified(
    tmp_path: Path, verified: object
) -> None:
    rule = RULE.replace('"groups"', '"email"').replace('["a", "b"]', '["a@b.lt"]')
    claims = {"email": "a@b.lt", "email_verified": verified}
    assert bool(ask(tmp_path, rule, claims).grants) is (verified is True)


@pytest.mark.parametrize("who", ["anyone", "logged-in"])
def test_everybody_can_be_meant(tmp_path: Path, who: str) -> None:
    rule = f"""
    [[rules]]
    name = "visi"
    who = "{who}"
    role = "viewer"
    municipalities = "all"
    """
    assert ask(tmp_path, rule, {}).may("pages")
    assert ask(tmp_path, rule, None).may("pages") is (who == "anyone")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "rules = 1",
        "rules = []",
        "[[rules]]",
        "not toml",
        RULE + "[other]\n",
        RULE + RULE,
        RULE.replace("editor", "root"),
        RULE.replace('["12"]', '"12"'),
        RULE.replace('["12"]', "[]"),
        RULE.replace('["12"]', "[12]"),
        RULE.replace('["12"]', '["../12"]'),
        RULE.replace('["12"]', '["12-13"]'),
        RULE.replace('["a", "b"]', "[]"),
        RULE.replace('["a", "b"]', '["a", 1]'),
        RULE.replace('["a", "b"]', '"a"'),
        RULE.replace('claim = "groups"', ""),
        RULE.replace('claim = "groups"', 'who = "anyone"'),
        RULE.replace('claim = "groups"', 'who = "everyone"'),
        RULE + 'admin = "true"\n',
        RULE.replace('name = "skyrius"', ""),
    ],
)
def test_a_file_that_is_not_understood_lets_nobody_in(
    tmp_path: Path, wrong: str
) -> None:
    path = write(tmp_path, wrong)
    with pytest.raises(AccessError) as error:
        read_mapping(path)
    for language in LANGUAGES:
        assert str(path) in error.value.text(language)


def test_a_missing_file_lets_nobody_in(tmp_path: Path) -> None:
    with pytest.raises(AccessError):
        read_mapping(tmp_path / "access.toml")


def test_a_change_counts_at_once(tmp_path: Path) -> None:
    assert ask(tmp_path, RULE, {"groups": ["a"]}).may("load")
    assert not ask(tmp_path, RULE.replace('"a", ', ""), {"groups": ["a"]}).may("pages")


def test_a_change_of_the_same_size_counts_too(tmp_path: Path) -> None:
    path = write(tmp_path, RULE)
    assert read_mapping(path).find_grants({"groups": "a"})
    path.write_text(RULE.replace('"a"', '"c"'), encoding="utf-8")
    os.utime(path, ns=(0, 0))
    assert not read_mapping(path).find_grants({"groups": "a"})


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("asked", [ANYWHERE, "12", "19", "all", "", None])
def test_each_role_passes_its_doors_in_its_municipalities(
    tmp_path: Path, role: Role, door: Door, asked: str | None
) -> None:
    reader = ask(tmp_path, RULE.replace("editor", role), {"groups": "a"})
    decision = reader.decide(door, asked)
    assert decision.is_allowed is (
        includes(role, DOORS[door]) and asked in {ANYWHERE, "12"}
    )
    for language in LANGUAGES:
        said = decision.describe(language)
        assert ("skyrius" in said) is (decision.grant is not None)


def test_roles_of_two_rules_do_not_mix(tmp_path: Path) -> None:
    other = RULE.replace("skyrius", "kita").replace("12", "19")
    both = RULE + other.replace("editor", "viewer")
    reader = ask(tmp_path, both, {"groups": "a"})
    assert reader.may("load", "12")
    assert not reader.may("load", "19")
    assert reader.may("pages", "19")
    assert reader.find_audience() == "12"


def test_who_sees_what_is_restricted(tmp_path: Path) -> None:
    viewer = ask(tmp_path, RULE.replace("editor", "viewer"), {"groups": "a"})
    analyst = ask(tmp_path, RULE.replace('["12"]', '["19", "12"]'), {"groups": "a"})
    everywhere = ask(tmp_path, RULE.replace('["12"]', '"all"'), {"groups": "a"})
    nobody = ask(tmp_path, RULE, None)
    found = [r.find_audience() for r in (viewer, analyst, everywhere, nobody)]
    assert found == ["public", "12-19", "", "public"]
