"""A real server on the bundled data, and a real Chromium that reads it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from etl.refresh.refresh import refresh
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pathlib import Path

SERVE = """
import os, sys
from pathlib import Path
from dashboard.server.server import serve
from pazanga.settings import read_settings
serve(read_settings(os.environ, home=Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]))
"""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PHONE = "Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36"

# A page run may have to wait for a processor that other tests keep busy.
expect.set_options(timeout=30_000)

StartServer = Callable[..., "Server"]


@dataclass
class Server:
    """A running dashboard."""

    process: subprocess.Popen[str]
    url: str

    def stop(self) -> int:
        self.process.terminate()
        with self.process:
            return self.process.wait(timeout=15)


@dataclass
class Reader:
    """A browser tab, and what it complained about."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.url + path)
        self.page.wait_for_selector("footer.foot, .notice", timeout=30_000)
        return self.page

    def choose(self, name: str, option: str) -> None:
        """Choose one more option of a filter."""
        field = self.page.locator(f".st-key-{name} input")
        # A list that is open closes when the page scrolls.
        field.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)
        field.click()
        self.page.get_by_role("option", name=option).first.click()
        self.page.keyboard.press("Escape")

    def pick(self, name: str, option: str, typed: str) -> None:
        """Pick one of a long list; typing brings it up."""
        field = self.page.locator(f".st-key-{name} input")
        field.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)
        field.click()
        field.fill(typed)
        self.page.get_by_role("option", name=option).first.click()

    def read_figure(self, place: int = 0) -> str:
        return self.page.locator("dl.figures dd.value").nth(place).inner_text()


def start(home: Path, port: int = 0) -> Server:
    command = [sys.executable, "-c", SERVE, str(home), str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=PROJECT_ROOT, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    url = next(word for word in line.split() if word.startswith("http"))
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))):
        return Server(process, url)


@pytest.fixture(scope="session")
def served_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse of the bundled plans."""
    home = tmp_path_factory.mktemp("served")
    settings = Settings(home=home, data=PROJECT_ROOT / "data")
    refresh(settings)
    return settings


@pytest.fixture(scope="session")
def served_snapshot(served_settings: Settings) -> str:
    """Path of the snapshot the server shows."""
    return str(read_current(served_settings.warehouse_dir).path)


@pytest.fixture(scope="session")
def server(served_settings: Settings) -> Iterator[Server]:
    """One server for all browser tests."""
    running = start(served_settings.home)
    yield running
    running.stop()


@pytest.fixture
def start_server() -> Iterator[StartServer]:
    """Start servers of a test's own; they are stopped after it."""
    started: list[Server] = []

    def start_one(home: Path, port: int = 0) -> Server:
        started.append(start(home, port))
        return started[-1]

    yield start_one
    for one in started:
        one.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without calls of its own to the network."""
    path = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


def open_reader(browser: Browser, server: Server, **options: object) -> Reader:
    context = browser.new_context(locale="lt-LT", accept_downloads=True, **options)  # type: ignore[arg-type]
    reader = Reader(context.new_page(), server.url)
    reader.page.on(
        "console",
        lambda said: said.type == "error" and reader.complaints.append(said.text),
    )
    reader.page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    reader.page.on(
        "request",
        lambda sent: (
            sent.url.startswith(("http", "ws"))
            and server.url.split("://")[1] not in sent.url
            and reader.complaints.append(f"asked {sent.url}")
        ),
    )
    return reader


@pytest.fixture(scope="module")
def serve_module() -> Iterator[Callable[[Path], Server]]:
    """Start servers for the tests of a module; they are stopped after them."""
    started: list[Server] = []

    def start_one(home: Path) -> Server:
        started.append(start(home))
        return started[-1]

    yield start_one
    for one in started:
        one.stop()


@pytest.fixture
def read_from(browser: Browser) -> Iterator[Callable[[Server], Reader]]:
    """Open tabs on servers of a test's own."""
    opened: list[Reader] = []

    def open_one(server: Server) -> Reader:
        size = {"width": 1440, "height": 1000}
        opened.append(open_reader(browser, server, viewport=size))
        return opened[-1]

    yield open_one
    for tab in opened:
        tab.page.context.close()


@pytest.fixture
def reader(browser: Browser, server: Server) -> Iterator[Reader]:
    """A tab on a desk."""
    tab = open_reader(browser, server, viewport={"width": 1440, "height": 1000})
    yield tab
    tab.page.context.close()


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Reader]:
    """A tab on a phone."""
    tab = open_reader(
        browser,
        server,
        viewport={"width": 390, "height": 844},
        user_agent=PHONE,
        has_touch=True,
    )
    yield tab
    tab.page.context.close()
