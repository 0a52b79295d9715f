"""A saved view in a browser: saved, followed, left by a choice, and gone back to."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pazanga.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def writer(
    served_settings: Settings,
    tmp_path: Path,
    start_server: Callable[..., Any],
    read_from: Callable[..., Any],
) -> Any:  # noqa: ANN401 - a tab
    """A tab of somebody at this machine, who may write."""
    shutil.copytree(served_settings.home, tmp_path / "home")
    return read_from(start_server(tmp_path / "home"))


def test_view_is_saved_followed_and_left(writer: Any) -> None:  # noqa: ANN401
    page = writer.open("/spending?area=steam")
    page.locator(".st-key-keep button", has_text="Išsaugoti rodinį").click()
    page.locator(".st-key-view_name input").fill("Tarybai")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Visi rodiniai – apžvalgoje").click()
    page.get_by_role("link", name="Tarybai").click()
    view = re.compile(r"/spending\?plan=kaunas&view=[0-9a-f]{16}&area=steam$")
    expect(page).to_have_url(view)
    name = page.get_by_text("Rodinys „Tarybai“")
    expect(name).to_be_visible()
    writer.choose("school", "G5 ·")
    expect(page).to_have_url(f"{writer.url}/spending?plan=kaunas&area=steam&school=G5")
    expect(name).not_to_be_visible()
    page.go_back()
    expect(page).to_have_url(view)
    expect(name).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r":\d+/(\?.*)?$"))
    assert writer.complaints == []
