"""The overview's news: what is known, what needs attention, what changed."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.overview import news as view
from dashboard.app_pages.overview import news_queries as news
from dashboard.headless.markup import parse_markup
from dashboard.kit.texts import Words
from dashboard.kit.typography import JOINER
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings
    from pazanga.texts import Language


@pytest.mark.parametrize(
    ("plan", "has_earlier", "key"),
    [
        ("birstonas", 1, "changes.title"),
        ("kalvarija", 1, "changes.none"),
        ("kalvarija", 0, "changes.first"),
    ],
)
def test_changes_are_those_of_the_plan(
    screen: Screen, fed_settings: Settings, plan: str, has_earlier: int, key: str
) -> None:
    path = str(read_current(fed_settings.warehouse_dir).path)
    changed = {
        "changed_at": datetime(2025, 2, 1, 6),  # noqa: DTZ001 - as the database says
        "has_earlier": has_earlier,
    }
    title = view.write_changes_title(news.query_changes(path, plan), changed, screen)
    say = Words("overview", screen.language)
    assert title.startswith(say(key, moment="", count=3)[:10])
    assert "2025-02-01 08:00" in title.replace(JOINER, "")


@pytest.mark.parametrize("language", ["lt", "en"])
def test_overview_tells_the_news(run_fed: RunPage, language: Language) -> None:
    text, say = read_text(run_fed(lang=language)), Words("overview", language)
    assert say("attention.late", count=1) in parse_markup(text).text
    assert "failas.xlsx" in text
    assert "900,00" in text or "900.00" in text


@pytest.mark.parametrize("language", ["lt", "en"])
def test_overview_without_payments_says_that_nothing_is_known(
    run_page: RunPage, language: Language
) -> None:
    text, say = read_text(run_page(lang=language)), Words("overview", language)
    assert escape(say("figure.spent_unknown")) in text
    assert escape(say("unknown.remedy", page="")[:10]) in text
    assert say("attention.late", count=1) not in parse_markup(text).text
    assert say("changes.first", moment="")[:20] in text
