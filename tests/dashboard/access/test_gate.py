"""Which door an address is, and whose cookie is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.access.gate import decide_page, find_door
from dashboard.access.readers import read_cookie
from pazanga.access.reader import Visitor
from pazanga.access.roles import EVERYWHERE, Grant

if TYPE_CHECKING:
    from pazanga.access.roles import Role


def grant(role: Role, municipality: str) -> Visitor:
    return Visitor("login", grants=(Grant(role, frozenset({municipality}), "rule"),))


def test_journal_of_all_is_for_admins_of_all() -> None:
    assert decide_page(grant("admin", EVERYWHERE), "access").is_allowed
    assert not decide_page(grant("admin", "19"), "access").is_allowed
    assert not decide_page(grant("editor", EVERYWHERE), "access").is_allowed
    assert decide_page(grant("admin", "19"), "spending").is_allowed


def test_picture_of_a_page_asks_for_what_the_page_asks() -> None:
    assert find_door("/chart/spending/areas.png") == "pages"
    assert find_door("/chart/sql/x.png") == "sql"
    assert find_door("/chart/load/x.svg") == "load"
    assert find_door("/chart/access/x.png") == "admin"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("pazanga=abc", "abc"),
        ('a={"x":"y"}; pazanga=abc', "abc"),
        ("a=1 2; pazanga=abc; b", "abc"),
        ("a=š; pazanga=abc", "abc"),
        ("xpazanga=1; pazanga=abc", "abc"),
        ("pazanga=abc; pazanga=def", ""),
        ("xpazanga=1", ""),
        ("", ""),
    ],
)
def test_cookies_of_others_hide_none_of_ours(said: str, value: str) -> None:
    assert read_cookie({"cookie": said}, "pazanga") == value
