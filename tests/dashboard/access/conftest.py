"""A login system, and a server that asks it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from closed_server import ADDRESS, PAYMENT, Browser, build_app, write_rules
from login_system import CLIENT, SECRET, LoginSystem, run_login_system

from dashboard.kit.snapshot import find_shown
from pazanga.settings import Settings
from pazanga.settings.logins import LoginSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def _system() -> Iterator[LoginSystem]:
    with run_login_system() as system:
        yield system


@pytest.fixture
def login_system(_system: LoginSystem) -> Iterator[LoginSystem]:
    kept = dict(vars(_system))
    _system.claims = {"sub": "ona", "name": "Ona", "groups": ["a"]}
    _system.token, _system.asked, _system.metadata = {}, [], {}
    yield _system
    vars(_system).update(kept)


@pytest.fixture
def closed_settings(
    login_system: LoginSystem, refreshed: Settings, tmp_path: Path
) -> Settings:
    """The tiny plan behind a login; analysts of Birštonas come in."""
    shutil.copytree(refreshed.home, tmp_path / "home")
    settings = Settings(
        home=tmp_path / "home",
        data=refreshed.data,
        load_page="1",
        logins=LoginSettings(
            issuer=login_system.address,
            client_id=CLIENT,
            client_secret=SECRET,
            address=ADDRESS,
        ),
    )
    write_rules(settings)
    return settings


@pytest.fixture
def browser(closed_settings: Settings) -> Browser:
    return Browser(closed_settings, build_app(closed_settings))


@pytest.fixture(scope="session")
def paid_home(
    refreshed: Settings,
    feed_workbooks: Callable[..., None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The plan of Birštonas (12), with a payment; each audience has its copy."""
    home = tmp_path_factory.mktemp("paid") / "home"
    shutil.copytree(refreshed.home, home)
    settings = replace(refreshed, home=home)
    feed_workbooks(settings, {"spending": [PAYMENT]})
    for audience in ("public", "12", "19"):
        find_shown(replace(settings, audience=audience))
    return home


@pytest.fixture
def paid(closed_settings: Settings, paid_home: Path) -> Settings:
    """That plan behind a login; a test may change its rules."""
    shutil.rmtree(closed_settings.home)
    shutil.copytree(paid_home, closed_settings.home)
    write_rules(closed_settings)
    return closed_settings
