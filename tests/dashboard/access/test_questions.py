"""Questions to the login system: the browser keeps its own, sealed, for one answer."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from closed_server import Browser, build_app

from dashboard.access import questions

if TYPE_CHECKING:
    import pytest

    from pazanga.settings import Settings

COOKIE = "pazanga_login"


def test_a_late_answer_opens_nothing(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = browser.start_login()
    monkeypatch.setattr(questions, "QUESTION_SECONDS", -1)
    assert browser.ask(back).status == 403


def test_others_who_ask_push_nobody_out(
    browser: Browser, closed_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "MOST_ANSWERED", 2)
    back = browser.start_login()
    for _ in range(5):
        other = Browser(closed_settings, browser.app)
        assert other.ask("/login").status == 302
        # Answers without a question, and wrong ones, push nobody out either.
        assert other.ask("/login/return?code=a&state=b").status == 403
    assert browser.ask(back).status == 303
    assert browser.ask("/spending").status == 200


def test_a_login_goes_on_after_a_restart(
    browser: Browser, closed_settings: Settings
) -> None:
    back = browser.start_login()
    browser.app = build_app(closed_settings)
    assert browser.ask(back).status == 303
    assert browser.ask("/spending").status == 200


def test_what_the_browser_keeps_cannot_be_read_or_changed(browser: Browser) -> None:
    back = browser.start_login("%2Fspending%3Farea%3Dsteam")
    name = COOKIE
    sealed = browser.cookies[name]
    assert len(sealed) < 4_000
    padded = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    assert b"spending" not in padded
    for place in (0, len(sealed) // 2, len(sealed) - 2):
        other = "A" if sealed[place] != "A" else "B"
        browser.cookies = {name: sealed[:place] + other + sealed[place + 1 :]}
        assert browser.ask(back).status == 403
    for other in ("", "A" * 43, "gAAAAA", sealed[:-4]):
        browser.cookies = {name: other}
        assert browser.ask(back).status == 403


def test_a_page_with_a_long_address_can_be_logged_in_to(browser: Browser) -> None:
    long = "".join(f"{number:x}".zfill(8)[::-1] for number in range(7, 90_000, 99))
    back = browser.start_login(f"%2Fspending%3Fq%3D{long}")
    assert max(map(len, browser.cookies.values())) <= 4_000
    assert browser.ask(back).status == 303
