"""What the page of the plan says after its last day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.plan.ending import list_unknown, write_ending, write_reached
from dashboard.app_pages.plan.ending_queries import query_end
from dashboard.kit.texts import Words
from pazanga import local_time
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings
    from pazanga.texts import Language


LAST_DAY = date(2025, 6, 30)


@pytest.fixture(scope="session")
def fed(fed_settings: Settings) -> str:
    """Path of the snapshot that holds payments and measurements."""
    return str(read_current(fed_settings.warehouse_dir).path)


def test_end_sums_what_was_promised_and_paid_once(fed: str) -> None:
    totals = query_end(fed, "birstonas").totals
    assert totals["printed_net_eur"] == Decimal(2150)
    assert totals["executed_net_eur"] == Decimal(900)
    assert totals["unpaid_count"] == 3


def test_indicator_stands_where_it_was_measured_last_before_the_end(fed: str) -> None:
    rows = query_end(fed, "birstonas").indicators.to_dicts()
    found = {row["indicator_number"]: row for row in rows}
    assert found["1"]["end_value"] == Decimal(78)
    assert found["1"]["later_value"] is None
    assert found["2"]["end_status_code"] == "not_measured"


def test_end_says_what_is_not_known(screen: Screen, fed: str, snapshot: str) -> None:
    known = query_end(fed, "birstonas")
    assert "2025-01-20" in write_ending(known, LAST_DAY, screen)
    assert len(list_unknown(known, LAST_DAY, screen)) == len(
        ["paid until", "unpaid", "unmeasured"]
    )
    say = screen.words("plan")
    unknown = query_end(snapshot, "birstonas")
    assert list_unknown(unknown, LAST_DAY, screen)[0] == say("ending.no_payments")
    assert "2" in write_reached(unknown, screen)


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize(
    ("today", "is_over"), [(date(2025, 6, 30), False), (date(2025, 7, 1), True)]
)
def test_page_speaks_of_the_end_once_it_has_passed(
    run_fed: RunPage,
    monkeypatch: pytest.MonkeyPatch,
    today: date,
    language: Language,
    *,
    is_over: bool,
) -> None:
    monkeypatch.setattr(local_time, "find_today", lambda: today)
    body = read_text(run_fed("plan", lang=language))
    assert Words("kit", language)("state.failed.title") not in body
    title = Words("plan", language)("ending.unknown")
    assert (f"<strong>{title}</strong>" in body) == is_over
