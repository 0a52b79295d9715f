"""Links whose addresses stand in parts lead where programs read that they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.headless.markup import parse_markup

if TYPE_CHECKING:
    from conftest import Reader

    from pazanga.settings import Settings

LINKS = """
    [...document.querySelectorAll(".st-key-page [data-testid=stHtml] a")]
    .filter((one) => one.matches(".proof, ul a"))
    .map((one) => one.getAttribute("href"))
"""


@pytest.mark.parametrize(
    "address",
    [
        "/targets?plan=kaunas",
        pytest.param("/plan?plan=kaunas", marks=pytest.mark.slow),
        pytest.param("/exams?plan=kaunas&lang=en", marks=pytest.mark.slow),
    ],
)
def test_browser_joins_addresses_as_programs_do(
    reader: Reader, served_settings: Settings, address: str
) -> None:
    page = reader.open(address)
    drawn = run_page(served_settings, parse_address(address))
    nodes = (one for piece in drawn.pieces for one in parse_markup(piece.markup).walk())
    proofs = {one.attributes["href"] for one in nodes if "proof" in one.classes}
    page.wait_for_function(f"({LINKS}).length > 20")
    shown = page.evaluate(LINKS)
    assert None not in shown
    assert proofs <= {*shown}
