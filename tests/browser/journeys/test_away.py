"""What a page says while its server stops or starts anew, without any server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import dashboard

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.browser

BOOT = Path(dashboard.__file__).parent / "server" / "boot.js"
PAGE = (
    '<!doctype html><meta charset="utf-8"><script src="/boot.js"></script><main></main>'
)
SPEAK = """said => {
    const dialog = document.createElement("div");
    dialog.setAttribute("role", "dialog");
    dialog.innerHTML = `<h2>Connection error</h2><p>${said}</p><p>Other words</p>`;
    document.body.append(dialog);
}"""
CHANGE = "said => document.querySelector('p').firstChild.data = said"
GONE = "Streamlit server is not responding. Are you connected to the internet?"


@pytest.mark.parametrize(
    ("query", "title", "said"),
    [
        ("", "Nėra ryšio", "Puslapis grįš pats su tuo, kas pasirinkta."),
        ("?lang=en", "No connection", "The page comes back by itself"),
    ],
)
def test_reader_is_told_that_the_page_comes_back(
    browser: Browser, query: str, title: str, said: str
) -> None:
    def answer(route: Route) -> None:
        is_script = route.request.url.endswith("/boot.js")
        route.fulfill(
            body=BOOT.read_text("utf-8") if is_script else PAGE,
            content_type=f"text/{'javascript' if is_script else 'html'}; charset=utf-8",
        )

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto(f"http://pazanga.test/{query}")
    page.evaluate(SPEAK, GONE)
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("h2")).to_have_text(title)
    expect(dialog.locator("p").first).to_contain_text(said)
    # As long as there is no connection it is said in other words, in the same place.
    page.evaluate(CHANGE, "Connection timed out.")
    expect(dialog.locator("p").first).to_contain_text(said)
    expect(dialog.locator("p").last).to_have_text("Other words")
    page.close()
