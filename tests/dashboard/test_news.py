"""The overview's news: spent money, what needs attention, what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.queries import news
from dashboard.views import news as view
from dashboard.views.captions import JOINER
from dashboard.words import Words
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.screen import Screen
    from warehouse.messages import Language
    from warehouse.settings import Settings

RunPage = Callable[..., AppTest]
NOTHING = dict.fromkeys((f"{kind}_count" for kind in view.KINDS), 0)


def read_text(app: AppTest) -> str:
    return "\n".join(block.body for block in app.get("html"))


def test_attention_lists_only_what_there_is(screen: Screen) -> None:
    assert view.list_attention(NOTHING) == []
    left = {"late_left_net_eur": Decimal(1200)}
    counts = {**NOTHING, "error_count": 1, "late_count": 2, **left}
    assert view.list_attention(counts) == ["late", "error"]
    markup = view.write_attention(counts, screen)
    say = Words("overview", screen.language)
    assert say("attention.late", count=2) in markup
    assert markup.count("<li>") == 2


def test_attention_counts_late_activities_and_errors(fed_settings: Settings) -> None:
    path = str(read_current(fed_settings.warehouse_dir).path)
    counts = news.fetch_attention(path, "birstonas")
    assert (counts["late_count"], counts["error_count"]) == (1, 1)
    assert not any(news.fetch_attention(path, "kalvarija").values())


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
    title = view.write_changes_title(news.fetch_changes(path, plan), changed, screen)
    say = Words("overview", screen.language)
    assert title.startswith(say(key, moment="", count=3)[:10])
    assert "2025-02-01 08:00" in title.replace(JOINER, "")


@pytest.mark.parametrize("language", ["lt", "en"])
def test_overview_tells_the_news(run_fed: RunPage, language: Language) -> None:
    text, say = read_text(run_fed(lang=language)), Words("overview", language)
    assert say("attention.late", count=1) in text
    assert "failas.xlsx" in text
    assert "900,00" in text or "900.00" in text
    assert escape(say("absorption.subtitle")) in text


@pytest.mark.parametrize("language", ["lt", "en"])
def test_overview_without_payments_tells_none(
    run_page: RunPage, language: Language
) -> None:
    text, say = read_text(run_page(lang=language)), Words("overview", language)
    assert say("absorption.subtitle") not in text
    assert say("changes.first", moment="")[:20] in text
