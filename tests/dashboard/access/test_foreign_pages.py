"""A page of another site changes nothing of whoever is logged in here."""

from __future__ import annotations

import json
from itertools import product
from typing import Final

from closed_server import Browser, write_rules

from pazanga.access import sessions


def is_in(browser: Browser) -> bool:
    return browser.ask("/api/v1/").status == 200


FOREIGN: Final[list[dict[str, str]]] = [
    {},
    {"origin": "null"},
    {"origin": "https://evil.example"},
    {"origin": "http://localhost:8502"},
    {"origin": "http://localhost:8501.evil.example"},
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site", "origin": "http://other.localhost:8501"},
]
"""What a page of another site sends, in old and new browsers."""
CASES: Final = list(product(("GET", "HEAD", "POST"), FOREIGN))


def test_another_site_logs_nobody_out(browser: Browser) -> None:
    browser.log_in()
    for method, headers in CASES:
        asked = browser.ask("/logout", method, **headers)
        assert asked.status == (403 if method == "POST" else 200)
        assert "set-cookie" not in asked.headers
        assert is_in(browser), (method, headers)


def test_another_site_makes_nobody_look_as_another_role(browser: Browser) -> None:
    write_rules(browser.settings, "admin", '"all"')
    browser.log_in()
    for method, headers in CASES:
        browser.ask("/look-as?role=viewer&municipalities=12", method, **headers)
        (session,) = (browser.settings.access_dir / sessions.FOLDER).glob("*.json")
        assert json.loads(session.read_text())["look"] == {}, (method, headers)
    browser.send("/look-as?role=viewer&municipalities=12")
    assert json.loads(session.read_text())["look"]["role"] == "viewer"


def test_a_link_to_the_logout_asks_first(browser: Browser) -> None:
    browser.log_in()
    asked = browser.ask("/logout", sec_fetch_site="same-origin")
    assert "Ar tikrai atsijungti?" in asked.body
    assert '<form method="post" action="/logout"' in asked.body
    assert is_in(browser)
    assert browser.send("/logout").status in {200, 303}
    assert not is_in(browser)
