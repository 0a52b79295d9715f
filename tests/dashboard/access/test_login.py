"""Logins: what a login system gets wrong, or somebody makes of it, lets nobody in."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from closed_server import Browser, build_app, keep_few
from joserfc.jwk import OctKey, RSAKey

from dashboard.access import login
from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.server.on_request.jobs import start_job
from pazanga.access import sessions
from pazanga.access.journal import read_events
from pazanga.errors import SettingError
from pazanga.processes.process import write_environment
from pazanga.settings import read_settings

if TYPE_CHECKING:
    from login_system import LoginSystem

    from pazanga.settings import Settings

SESSION = "pazanga"


def is_in(browser: Browser) -> bool:
    return browser.ask("/spending").status == 200


def test_a_login_leads_back_to_the_page(browser: Browser) -> None:
    first = browser.ask("/spending?plan=birstonas")
    assert first.status == 303
    assert first.target == "/login?next=%2Fspending%3Fplan%3Dbirstonas"
    back = browser.log_in("%2Fspending%3Fplan%3Dbirstonas")
    assert back.target == "http://localhost:8501/spending?plan=birstonas"
    assert browser.ask("/spending?plan=birstonas").body == "page of Ona"
    assert browser.connect()


def test_the_cookie_is_for_this_host_and_no_script(browser: Browser) -> None:
    cookies = browser.log_in().headers["set-cookie"]
    said = next(cookie for cookie in cookies if "pazanga=" in cookie)
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part in said
    assert "Domain" not in said
    assert len(said) < 200


def test_what_is_asked_is_bound_to_the_question(
    browser: Browser, login_system: LoginSystem
) -> None:
    browser.log_in()
    asked = login_system.asked[-1]
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://localhost:8501/login/return"
    assert len(asked["state"]) > 20
    assert len(asked["nonce"]) >= 20


@pytest.mark.parametrize(
    "token",
    keep_few(
        [
            {"aud": "somebody-else"},
            {"iss": "https://evil.example"},
            {"exp": -3600},
            {"nonce": "another"},
            {"aud": ["somebody-else"]},
            {"aud": "somebody-else", "azp": "pazanga"},
            {"aud": None},
            {"iss": None},
            {"exp": None},
            {"iat": 36_000},
            {"nbf": 36_000},
            {"nonce": None},
            {"sub": None},
            {"sub": ""},
            {"azp": "somebody-else"},
            {"at_hash": "wrong"},
        ],
        4,
    ),
)
def test_a_wrong_token_lets_nobody_in(
    browser: Browser, login_system: LoginSystem, token: dict[str, Any]
) -> None:
    # Moments are seconds from now.
    login_system.token = {
        name: int(time.time()) + value if isinstance(value, int) else value
        for name, value in token.items()
    }
    assert browser.log_in().status == 403
    assert SESSION not in browser.cookies
    assert not is_in(browser)
    events = read_events(browser.settings.access_dir, 1)
    assert events[0]["event"] == "login_refused"


def test_a_forged_signature_lets_nobody_in(
    browser: Browser, login_system: LoginSystem
) -> None:
    login_system.signed_by = RSAKey.generate_key(2048, {"kid": "a"}, private=True)
    assert browser.log_in().status == 403
    assert not is_in(browser)


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_a_signature_without_a_key_pair_lets_nobody_in(
    browser: Browser, login_system: LoginSystem, algorithm: str
) -> None:
    # The public key as a shared secret is the classic way to forge one.
    login_system.header = {"alg": algorithm, "kid": "a"}
    public = json.dumps(login_system.key.as_dict(private=False)).encode()
    login_system.signed_by = OctKey.import_key(public)
    assert browser.log_in().status == 403
    assert not is_in(browser)


def test_a_code_counts_once(browser: Browser) -> None:
    back = browser.start_login()
    question = dict(browser.cookies)
    assert browser.ask(back).status == 303
    browser.cookies = question
    assert browser.ask(back).status == 403
    assert not is_in(browser)


def test_an_answer_to_another_browser_opens_nothing(browser: Browser) -> None:
    # Somebody sends a victim the address of their own login (fixation, login CSRF).
    back = browser.start_login()
    browser.cookies = {}
    assert browser.ask(back).status == 403
    browser.start_login()
    assert browser.ask(back).status == 403
    assert not is_in(browser)


@pytest.mark.parametrize("part", ["state", "code"])
def test_a_changed_answer_opens_nothing(browser: Browser, part: str) -> None:
    parts = urlsplit(browser.start_login())
    given = {name: values[0] for name, values in parse_qs(parts.query).items()}
    given[part] = "x" * len(given[part])
    query = "&".join(f"{name}={value}" for name, value in given.items())
    assert browser.ask(f"{parts.path}?{query}").status == 403
    assert not is_in(browser)


def test_a_cookie_set_before_the_login_is_not_taken_over(browser: Browser) -> None:
    fixed = "A" * 43
    browser.cookies[SESSION] = fixed
    browser.log_in()
    assert browser.cookies[SESSION] != fixed
    browser.cookies = {SESSION: fixed}
    assert not is_in(browser)


def test_a_new_login_ends_the_session_before(browser: Browser) -> None:
    browser.log_in()
    before = browser.cookies[SESSION]
    browser.log_in()
    assert is_in(browser)
    browser.cookies = {SESSION: before}
    assert not is_in(browser)


@pytest.mark.parametrize(
    "wanted",
    keep_few(
        [
            "https://evil.example/",
            "//evil.example/spending",
            "%2F%2Fevil.example",
            "/\\evil.example",
            "/%5Cevil.example",
            "javascript:alert(1)",
            "/spending%0d%0aSet-Cookie:x=y",
            "spending",
            "/unknown",
            "/logout",
            "/login",
            "",
        ],
        3,
    ),
)
def test_a_login_leads_to_no_other_place(browser: Browser, wanted: str) -> None:
    assert browser.log_in(wanted).target == "http://localhost:8501/"


def test_cookies_under_https_are_bound_to_the_host(closed_settings: Settings) -> None:
    assert closed_settings.logins
    logins = replace(closed_settings.logins, address="https://localhost:8501")
    settings = replace(closed_settings, logins=logins)
    browser = Browser(settings, build_app(settings))
    (asked,) = browser.ask("/login").headers["set-cookie"]
    given = browser.log_in().headers["set-cookie"]
    for said in (asked, *given):
        assert said.startswith("__Host-pazanga")
        assert "Secure" in said
        assert "Domain" not in said


def test_processes_of_the_server_need_no_secret_and_the_server_does(
    closed_settings: Settings,
) -> None:
    assert closed_settings.logins
    given = {
        "PAZANGA_AUTH": "oidc",
        "PAZANGA_OIDC_ISSUER": closed_settings.logins.issuer,
        "PAZANGA_OIDC_CLIENT_ID": "pazanga",
        "PAZANGA_OIDC_CLIENT_SECRET": "x",
    }
    environment = write_environment(closed_settings, given)
    settings = read_settings(environment)
    assert settings.logins
    assert not settings.logins.client_secret
    with pytest.raises(SettingError, match="PAZANGA_OIDC_CLIENT_SECRET_FILE"):
        build_app(settings)
    given |= os.environ
    job = start_job(closed_settings, "lt", given, ["path"], longest_seconds=600)
    assert job.end().exit_code == 0


@pytest.mark.slow
def test_a_command_draws_all_of_a_page_where_people_log_in(
    closed_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAZANGA_AUTH", "oidc")
    monkeypatch.setenv("PAZANGA_OIDC_ISSUER", "https://login.example.lt")
    monkeypatch.setenv("PAZANGA_OIDC_CLIENT_ID", "pazanga")
    page = run_page(closed_settings, parse_address("/changes?lang=en"))
    assert not page.screen.snapshot.audience
    assert os.environ["PAZANGA_AUTH"] == "oidc"


def test_refusals_push_nothing_else_out_of_the_journal(
    closed_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login, "MOST_REFUSALS", 2)
    browser = Browser(closed_settings, build_app(closed_settings))
    for _ in range(5):
        assert browser.ask("/login/return?code=a&state=b").status == 403
    assert len(read_events(closed_settings.access_dir, 9)) == 2


def test_sixty_groups_fit(browser: Browser, login_system: LoginSystem) -> None:
    groups = [f"{number:08d}-0000-4000-8000-000000000000" for number in range(60)]
    login_system.claims["groups"] = [*groups, "a"]
    assert browser.log_in().status == 303
    assert is_in(browser)
    # The browser holds no claims, whatever their number.
    assert len(browser.cookies[SESSION]) == 43


def test_nothing_but_what_rules_look_at_is_kept(
    browser: Browser, login_system: LoginSystem
) -> None:
    login_system.claims |= {"email": "ona@example.lt", "birthdate": "1990-01-01"}
    browser.log_in()
    folder = browser.settings.access_dir / sessions.FOLDER
    (kept,) = (json.loads(path.read_text()) for path in folder.glob("*.json"))
    assert kept["claims"] == {"groups": ["a"]}
    (path,) = browser.settings.access_dir.glob("journal-*.jsonl")
    journal = path.read_text()
    for personal in ("ona", "Ona", "example.lt"):
        assert personal not in journal


def test_a_person_without_a_rule_is_told_so(
    browser: Browser, login_system: LoginSystem
) -> None:
    login_system.claims["groups"] = ["b"]
    browser.log_in()
    answer = browser.ask("/spending")
    assert answer.status == 403
    assert "jokia prieigos taisyklė" in answer.body
    assert "no access rule" in answer.body
    assert not browser.connect()


@pytest.mark.parametrize("has_logout", [True, False])
def test_a_logout_ends_every_copy_of_the_cookie(
    browser: Browser, login_system: LoginSystem, *, has_logout: bool
) -> None:
    login_system.has_logout = has_logout
    browser.log_in()
    copied = dict(browser.cookies)
    left = browser.send("/logout")
    # By a page that goes on: browsers let no redirect of a form lead to another site.
    assert left.target == ("" if has_logout else "http://localhost:8501/logout?ended")
    (onward,) = left.headers.get("refresh", [""])
    assert onward.startswith(f"0; url={login_system.address}") is has_logout
    assert SESSION not in browser.cookies
    browser.cookies = copied
    assert not is_in(browser)
    assert not browser.connect()
    assert browser.ask("/logout?ended").status == 200
    events = [event["event"] for event in read_events(browser.settings.access_dir, 2)]
    assert events == ["logout", "login"]


def test_a_role_taken_away_is_gone_at_the_next_request(
    browser: Browser, closed_settings: Settings
) -> None:
    browser.log_in()
    assert is_in(browser)
    rules = closed_settings.access_rules
    rules.write_text(rules.read_text().replace('["a"]', '["somebody-else"]'))
    assert browser.ask("/spending").status == 403
    assert browser.ask("/api/v1/").status == 403
    assert not browser.connect()


@pytest.mark.parametrize("damage", keep_few(["", "[[rules]]\n", "\x00"], 1))
def test_damaged_rules_let_nobody_in(
    browser: Browser, closed_settings: Settings, damage: str
) -> None:
    browser.log_in()
    closed_settings.access_rules.write_text(damage)
    assert not is_in(browser)
    assert browser.ask("/api/v1/").status == 401


def test_a_session_ends_by_itself(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.log_in()
    later = time.time() + 8 * 3600 + 1
    monkeypatch.setattr(sessions.time, "time", lambda: later)
    assert not is_in(browser)


@pytest.mark.parametrize(
    "metadata",
    keep_few(
        [
            {"issuer": "https://evil.example"},
            {"token_endpoint": None},
            {"jwks_uri": "file:///etc/passwd"},
        ],
        1,
    ),
)
def test_another_login_system_is_not_asked(
    browser: Browser, login_system: LoginSystem, metadata: dict[str, Any]
) -> None:
    login_system.metadata = metadata
    assert browser.ask("/login").status == 503


def test_two_cookies_of_one_name_are_none(browser: Browser) -> None:
    browser.log_in()
    own = browser.cookies[SESSION]
    browser.cookies = {"x": f"1; {SESSION}=zzz; {SESSION}={own}"}
    assert not is_in(browser)
