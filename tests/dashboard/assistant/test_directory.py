"""`/llms.txt` is true: it names what there is, and all that it links is answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from dashboard.api.operations import OPERATIONS, find_operation
from dashboard.assistant.directory import PATH, write_directory
from dashboard.assistant.tools import TOOLS
from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.kit.pages import PAGES
from dashboard.kit.proofs.registry import read_figures
from dashboard.server.server import build_app

if TYPE_CHECKING:
    from pazanga.settings import Settings
    from pazanga.texts import Language

LANGUAGES: tuple[Language, ...] = ("lt", "en")
LINK = re.compile(r"\]\((/[^)]*)\)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_directory_names_all_there_is(language: Language) -> None:
    said = write_directory(language)
    pages = {page for page in PAGES if f"(/{page}" in said or f"`/{page}?" in said}
    assert pages == set(PAGES) - {"overview"}
    assert all(f"figure={name}" in said for name in read_figures())
    assert all(f"- `{name}`:" in said for name in TOOLS)
    assert all(operation.path in said for operation in OPERATIONS)


def test_directory_is_of_one_form() -> None:
    lines = write_directory("en").splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("> ")
    assert all(
        line == "" or line.startswith(("## ", "- ")) or line.endswith((".", ":"))
        for line in lines[4:]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_the_directory_lead_to_what_is_there(language: Language) -> None:
    for link in LINK.findall(write_directory(language)):
        if link.startswith("/api/"):
            find_operation(link, "GET")
        else:
            assert parse_address(link).language == language


def test_figures_of_the_directory_have_a_page(fed_settings: Settings) -> None:
    links = [one for one in LINK.findall(write_directory("en")) if "figure=" in one]
    page = run_page(fed_settings, parse_address(links[0]))
    assert "2,150.00" in "".join(piece.markup for piece in page.pieces)


def test_server_answers_the_directory(fed_settings: Settings) -> None:
    app = build_app(fed_settings)
    assert PATH in {getattr(route, "path", "") for route in app._user_routes}
