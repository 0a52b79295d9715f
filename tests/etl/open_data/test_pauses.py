from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from etl.open_data.arriving import fetch_turned_on
from etl.open_data.pauses import read_pause, write_pause
from pazanga.errors import TemporaryError

if TYPE_CHECKING:
    from pazanga.settings import Settings
    from tests.etl.open_data.conftest import Answer, Site

KEY = "open_data:schools"


def pause(settings: Settings, now: datetime) -> TemporaryError:
    error = TemporaryError("busy", address="https://x", count=5, status=503)
    write_pause(settings, KEY, error, now)
    return error


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, True), (14, True), (15, False), (-1, False)]
)
def test_site_is_left_alone_for_a_quarter_of_an_hour(
    settings: Settings, now: datetime, minutes: int, *, expected: bool
) -> None:
    error = pause(settings, now)
    found = read_pause(settings, KEY, now + timedelta(minutes=minutes))
    assert (found is not None) is expected
    assert not found or found.text("lt") == error.text("lt")
    assert read_pause(settings, "open_data:pupils", now) is None


def test_other_settings_are_worth_another_try(
    settings: Settings, now: datetime
) -> None:
    pause(settings, now)
    other = replace(settings.open_data, portal_address="https://mirror.example.org")
    assert read_pause(replace(settings, open_data=other), KEY, now) is None


@pytest.mark.parametrize("content", ["", "[]", "{", '{"open_data:schools": 1}', "é"])
def test_damaged_pauses_are_none(
    settings: Settings, now: datetime, content: str
) -> None:
    pause(settings, now)
    path = settings.home / "open_data" / "paused.json"
    path.write_text(content, encoding="utf-16")
    assert read_pause(settings, KEY, now) is None


def test_site_that_does_not_answer_is_asked_for_one_thing_only(
    settings: Settings, site: Site, answer: type[Answer], now: datetime
) -> None:
    site.respond = lambda _: answer(status=503, headers={"Retry-After": "9999"})
    failed = fetch_turned_on(settings, now)
    assert set(failed) == {
        KEY,
        "open_data:pupils",
        "open_data:statistics-S9R001_M9000001",
    }
    assert len(site.asked) == 2  # the portal once, the statisticians once
    assert set(fetch_turned_on(settings, now + timedelta(minutes=5))) == set(failed)
    assert len(site.asked) == 3  # pupils were not asked for before
