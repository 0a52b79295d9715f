"""Every role, for every municipality, at every door: each cell is tried."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Final

import pytest
from closed_server import Browser, build_app, keep_few, write_rules
from run_apart import run_apart

from dashboard.assistant.desk import Desk, ToolCaller
from dashboard.kit.snapshot import find_shown
from pazanga.access.mapping import read_mapping
from pazanga.access.reader import ReaderKind, Visitor
from pazanga.access.roles import DOORS, ROLES, Role, includes
from pazanga.access.tokens import create_token, revoke_token

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet
    from login_system import LoginSystem

    from pazanga.settings import Settings

WHERE: Final = {"12": '["12"]', "19": '["19"]', "all": '"all"'}
QUERY: Final = json.dumps({"sql": "select supplier from marts.fct_expenditure"})
JSON: Final = {"content_type": "application/json"}
DOOR_ADDRESSES: Final = [
    ("/spending", "GET", "pages"),
    ("/chart/spending/x.png", "GET", "pages"),
    ("/chart/sql/x.png", "GET", "sql"),
    ("/answers/x", "GET", "sql"),
    ("/chart/access/x.png", "GET", "admin"),
    ("/media/x.xlsx", "GET", "pages"),
    ("/metrics", "GET", "pages"),
    ("/find", "GET", "pages"),
    ("/proof", "GET", "pages"),
    ("/api/v1/tables", "GET", "api"),
    ("/api/v1/tables/marts/fct_expenditure/rows.csv", "GET", "api"),
    ("/api/v1/sql", "POST", "api"),
    ("/mcp", "POST", "mcp"),
    ("/_stcore/upload_file/a/b", "PUT", "load"),
]
FEW: Final = {
    ("login", "viewer", "12"),
    ("login", "analyst", "12"),
    ("token", "analyst", "19"),
    ("login", "editor", "all"),
}
"""Cells that every run tries; the others take a minute."""
ROWS: Final = "/api/v1/tables/marts/fct_expenditure/rows.json"


def list_cells(*kinds: ReaderKind) -> list[ParameterSet]:
    return [
        pytest.param(*cell, marks=() if cell in FEW else pytest.mark.slow)
        for cell in product(kinds, ROLES, WHERE)
    ]


@pytest.mark.parametrize(("kind", "role", "where"), list_cells("login", "token"))
def test_each_role_passes_its_doors_and_no_other(
    paid: Settings, kind: str, role: Role, where: str
) -> None:
    browser = Browser(paid, build_app(paid))
    given = {}
    if kind == "login":
        write_rules(paid, role, WHERE[where])
        browser.log_in()
    else:
        token = create_token(paid.access_dir, "t", role, frozenset({where}), 1)
        given = {"authorization": f"Bearer {token}"}
    for address, method, door in DOOR_ADDRESSES:
        body = QUERY.encode() if method == "POST" else b""
        own = {"origin": "http://localhost:8501"} if method == "PUT" else JSON
        answer = browser.ask(address, method, body, **given, **own)
        is_open = includes(role, DOORS[door])  # type: ignore[index]
        assert (answer.status not in {401, 403}) is is_open, (address, answer.body)
        if not is_open and door in {"api", "mcp"}:
            said = json.loads(answer.body)
            assert said["type"].endswith("#forbidden")
            assert ("t" if kind == "token" else role) in said["detail"]
    # What a supplier is called is in the answer of those alone who may see it.
    answer = browser.ask(ROWS, **given)
    sees = includes(role, "analyst") and where in {"12", "all"}
    assert ("ZX UAB" in answer.body) is sees
    assert ("restricted" in answer.body) is (includes(role, "analyst") and not sees)
    answer = browser.ask("/api/v1/sql", "POST", QUERY.encode(), **given, **JSON)
    assert ("ZX UAB" in answer.body) is sees


@pytest.mark.parametrize(("address", "method", "door"), keep_few(DOOR_ADDRESSES, 3))
def test_nobody_passes_without_a_login(
    browser: Browser, address: str, method: str, door: str
) -> None:
    origin = {"origin": "http://localhost:8501"} if method == "PUT" else JSON
    answer = browser.ask(address, method, b"{}", **origin)
    pages = {"/spending", "/find", "/proof"}
    expected = 303 if address in pages else 403 if door == "load" else 401
    assert answer.status == expected
    if door in {"api", "mcp"}:
        assert answer.headers["www-authenticate"][0].startswith("Bearer")


@pytest.mark.parametrize(
    "authorization",
    keep_few(
        [
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Basic YTpi",
            "bearer pzg_" + "A" * 43,
            "Bearer null",
        ],
        2,
    ),
)
def test_a_wrong_token_is_refused_beside_a_good_cookie(
    browser: Browser, authorization: str
) -> None:
    browser.log_in()
    assert browser.ask("/api/v1/", authorization=authorization).status == 401


def test_a_revoked_token_is_refused_at_once(browser: Browser) -> None:
    folder = browser.settings.access_dir
    given = create_token(folder, "t", "analyst", frozenset({"all"}), 1)
    assert browser.ask("/api/v1/", authorization=f"Bearer {given}").status == 200
    revoke_token(folder, "t")
    assert browser.ask("/api/v1/", authorization=f"Bearer {given}").status == 401


def test_a_kept_answer_of_another_audience_is_not_confirmed(paid: Settings) -> None:
    browser = Browser(paid, build_app(paid))
    tokens = {
        where: create_token(paid.access_dir, where, "analyst", frozenset({where}), 1)
        for where in WHERE
    }
    tags = {}
    for where, token in tokens.items():
        answer = browser.ask(ROWS, authorization=f"Bearer {token}")
        tags[where] = answer.headers["etag"][0]
        assert "private" in answer.headers["cache-control"][0]
        assert {"Authorization", "Cookie"} <= {
            part.strip() for line in answer.headers["vary"] for part in line.split(",")
        }
    assert len(set(tags.values())) == len(tags)
    asked = {"authorization": f"Bearer {tokens['19']}"}
    assert browser.ask(ROWS, **asked, if_none_match=tags["12"]).status == 200
    assert browser.ask(ROWS, **asked, if_none_match=tags["19"]).status == 304


async def _ask_tool(paid: Settings, caller: ToolCaller) -> str:
    told = await Desk(paid).take(
        "run_sql", {"sql": "select supplier from marts.fct_expenditure"}, caller
    )
    return told.text


@pytest.mark.parametrize(("kind", "role", "where"), list_cells("login"))
def test_tools_and_pages_read_the_file_of_their_reader(
    paid: Settings, kind: ReaderKind, role: Role, where: str
) -> None:
    write_rules(paid, role, WHERE[where])
    grants = read_mapping(paid.access_rules).find_grants({"groups": ["a"]})
    reader = Visitor(kind, "person:1", grants)
    caller = ToolCaller("en", way="http", reader=reader)
    sees = includes(role, "analyst") and where in {"12", "all"}
    assert ("ZX UAB" in run_apart(_ask_tool(paid, caller))) is sees
    # What pages, charts and reports read.
    shown = find_shown(reader.narrow(paid))
    assert shown.audience == ("" if sees and where == "all" else reader.find_audience())
    assert ("audiences" in shown.path) is (shown.audience != "")


@pytest.mark.parametrize("role", keep_few(ROLES[::-1], 2))
def test_only_an_admin_of_all_looks_as_another_role(
    closed_settings: Settings, login_system: LoginSystem, role: Role
) -> None:
    assert login_system.claims["groups"] == ["a"]
    write_rules(closed_settings, role, '"all"')
    browser = Browser(closed_settings, build_app(closed_settings))
    browser.log_in()
    before = browser.ask("/api/v1/").status
    to = browser.send("/look-as?role=viewer&municipalities=12&lang=en").target
    assert to == "http://localhost:8501/?lang=en"
    after = browser.ask("/api/v1/").status
    assert after == (403 if role == "admin" else before)
    assert browser.send("/look-as?lang=evil").target == "http://localhost:8501/"
    assert browser.ask("/api/v1/").status == before


def test_looking_never_gives_more(
    closed_settings: Settings, login_system: LoginSystem
) -> None:
    assert login_system.address
    write_rules(closed_settings, "admin", '["12"]')
    browser = Browser(closed_settings, build_app(closed_settings))
    browser.log_in()
    browser.send("/look-as?role=admin&municipalities=all")
    session = next((closed_settings.access_dir / "sessions").glob("*.json"))
    assert json.loads(session.read_text())["look"] == {}
