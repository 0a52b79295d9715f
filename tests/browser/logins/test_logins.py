"""A login in a browser: what a role sees, what it loses at once, and what is kept."""

from __future__ import annotations

import re
import shutil
import socket
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from closed_server import PAYMENT, write_rules
from login_system import CLIENT, SECRET, LoginSystem, run_login_system
from playwright.sync_api import expect

from pazanga.access.journal import read_events
from pazanga.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pazanga.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ACTIVITY = "/activity?plan=birstonas&key=birstonas:1:1&lang=en"


@pytest.fixture
def system() -> Iterator[LoginSystem]:
    with run_login_system() as running:
        running.claims = {"sub": "ona", "name": "Ona", "groups": ["a"]}
        yield running


@pytest.fixture
def closed(
    refreshed: Settings,
    feed_workbooks: Callable[..., None],
    system: LoginSystem,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Settings:
    """The plan of Birštonas with a payment, behind a login of viewers."""
    shutil.copytree(refreshed.home, tmp_path / "home")
    feed_workbooks(replace(refreshed, home=tmp_path / "home"), {"spending": [PAYMENT]})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {
        "PAZANGA_HOME": str(tmp_path / "home"),
        "PAZANGA_AUTH": "oidc",
        "PAZANGA_ADDRESS": f"http://127.0.0.1:{port}",
        "PAZANGA_OIDC_ISSUER": system.address,
        "PAZANGA_OIDC_CLIENT_ID": CLIENT,
        "PAZANGA_OIDC_CLIENT_SECRET": SECRET,
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = read_settings(given)
    write_rules(settings, "viewer")
    return settings


@pytest.fixture
def tab(
    closed: Settings,
    start_server: Callable[..., Any],
    read_from: Callable[..., Any],
) -> Any:  # noqa: ANN401 - a tab
    assert closed.logins
    port = int(closed.logins.address.rpartition(":")[2])
    return read_from(start_server(closed.home, port))


def test_what_a_reader_sees_follows_their_role(closed: Settings, tab: Any) -> None:  # noqa: ANN401
    page = tab.open(ACTIVITY)
    assert page.url.endswith(ACTIVITY.removesuffix("&lang=en") + "&lang=en")
    foot = page.locator(".account")
    expect(foot).to_contain_text("Ona")
    expect(foot).to_contain_text("viewer")
    expect(page.get_by_text("restricted").first).to_be_attached()
    assert "ZX UAB" not in page.content()
    # Another role shows more, without a word from the reader.
    write_rules(closed, "analyst")
    expect(page.get_by_text("ZX UAB").first).to_be_attached()
    with page.expect_download() as taken:
        page.locator(".st-key-downloads button, .st-key-downloads a").first.click()
    name = taken.value.suggested_filename
    event = read_events(closed.access_dir, 1)[0]
    assert (event["event"], event["file"]) == ("exported", name)
    # A role that is gone takes what is on screen with it.
    write_rules(closed, "viewer", '["19"]')
    expect(page.get_by_text("ZX UAB")).to_have_count(0)
    write_rules(closed, "viewer")
    closed.access_rules.write_text(
        closed.access_rules.read_text().replace('["a"]', '["b"]')
    )
    expect(page.get_by_text("no access rule gives you a role")).to_be_visible()
    assert "Birštono" not in page.locator("[data-testid=stMain]").inner_text()


def test_doors_of_other_roles_say_so_and_a_logout_closes_all(
    closed: Settings,
    tab: Any,  # noqa: ANN401
) -> None:
    page = tab.open("/sql?lang=en")
    expect(page.get_by_text("needs at least “analyst”")).to_be_visible()
    write_rules(closed, "admin", '"all"')
    page = tab.open("/access?lang=en")
    expect(page.get_by_text("by the rules: viewer")).to_be_visible()
    page.get_by_role("button", name=re.compile("viewer")).first.click()
    expect(page.locator(".account")).to_contain_text("You look as another role")
    page.get_by_role("button", name="Look as yourself again").click()
    expect(page.locator(".account")).to_contain_text("admin")
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("link", name="back").click()
    expect(page.get_by_text("You are logged out.")).to_be_visible()
    assert not [one for one in page.context.cookies() if one["name"] == "pazanga"]
