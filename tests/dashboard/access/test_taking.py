"""What readers take away stands in the journal before they have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from closed_server import Browser, build_app

from pazanga.access import reader
from pazanga.access.journal import read_events
from pazanga.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_files_that_are_taken_away_are_recorded(browser: Browser) -> None:
    browser.log_in()
    assert browser.ask("/media/kept/i%C5%A1laidos.xlsx", "HEAD").status == 200
    assert browser.ask("/media/kept/i%C5%A1laidos.xlsx").status == 200
    assert browser.ask("/spending").status == 200
    folder = browser.settings.access_dir
    taken, came = read_events(folder, 9)
    assert (taken["event"], taken["way"]) == ("exported", "file")
    assert taken["file"] == "išlaidos.xlsx"
    assert taken["who"] == came["who"]


@pytest.mark.parametrize("is_public", [True, False])
def test_what_is_public_is_taken_by_nobody_in_particular(
    refreshed: Settings, tmp_path: Path, *, is_public: bool
) -> None:
    home = tmp_path / "home"
    settings = Settings(home=home, data=refreshed.data, is_public=is_public)
    browser = Browser(settings, build_app(settings))
    assert browser.ask("/media/kept/a.xlsx").status == 200
    taken = [(one["who"], one["file"]) for one in read_events(settings.access_dir, 9)]
    assert taken == [("nobody", "a.xlsx")] * is_public


def test_a_file_that_cannot_be_recorded_is_not_given(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.log_in()

    def fail(*_: Any, **__: Any) -> None:  # noqa: ANN401
        raise OSError(28, "journal")

    monkeypatch.setattr(reader, "record_event", fail)
    with pytest.raises(OSError, match="journal"):
        browser.ask("/media/kept/a.xlsx")
