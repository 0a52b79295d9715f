"""Figures of a target that a decision changed lead to the target that is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.verify.page_figures import list_shown, verify_figures

if TYPE_CHECKING:
    from pazanga.settings import Settings


@pytest.mark.few(1)
@pytest.mark.parametrize("address", ["/targets", "/indicator?number=1"])
def test_changed_targets_are_proved(compared_settings: Settings, address: str) -> None:
    joint = "&" if "?" in address else "?"
    page = run_page(compared_settings, parse_address(f"{address}{joint}lang=lt"))
    shown = [*dict.fromkeys(list_shown(page))]
    assert any("target_in_force_value" in one.name for one in shown)
    found = verify_figures(compared_settings, shown, page.screen.language)
    assert [one for one in found if one.verdict != "same"] == []
