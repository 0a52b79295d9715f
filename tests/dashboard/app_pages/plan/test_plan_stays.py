"""What the page of the plan says of what stays after it."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.activity.outcome import write_outcome
from dashboard.app_pages.activity.queries import query_activity
from dashboard.app_pages.plan import stays as view
from dashboard.app_pages.plan.stays_queries import query_stays
from dashboard.kit.phrases import say_outcome
from dashboard.kit.texts import Words
from pazanga import local_time
from pazanga.settings import Settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.app_pages.plan.stays_queries import PlanStays
    from dashboard.kit.screen import Screen
    from pazanga.texts import Language


LAST_DAY = date(2025, 6, 30)
DAY = date(2025, 9, 30)


def say(number: str, outcome: str, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    plain = {"plan_code": "birstonas", "activity_number": number, "as_of": DAY}
    return {**plain, "outcome": outcome, **cells}


ROWS = [
    say("1", "done", evidence="<b>T-1</b>"),
    say(
        "2",
        "continues",
        owner="Švietimo skyrius",
        yearly_cost_eur=Decimal("1200.50"),
        funded_until=date(2026, 12, 31),
    ),
    say("2", "cut", as_of=date(2025, 8, 1)),
]


@pytest.fixture(scope="module")
def said_settings(
    shown_settings: Settings,
    feed_workbooks: Callable[..., None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    """The two plans, with what became of some activities; only to be read."""
    home = tmp_path_factory.mktemp("said") / "home"
    shutil.copytree(shown_settings.home, home)
    settings = Settings(home=home, data=shown_settings.data)
    feed_workbooks(settings, {"outcomes": ROWS})
    return settings


@pytest.fixture(scope="module")
def said(said_settings: Settings) -> str:
    return str(read_current(said_settings.warehouse_dir).path)


@pytest.fixture(scope="module")
def stays(said: str) -> PlanStays:
    return query_stays(said, "birstonas", LAST_DAY)


def test_what_stays_is_summed_once_by_who_pays(stays: PlanStays) -> None:
    totals = stays.totals
    assert (totals["staying_count"], totals["done_count"], totals["cut_count"]) == (
        1,
        1,
        0,
    )
    assert totals["yearly_cost_eur"] == Decimal("1200.50")
    assert stays.year == 2026
    assert stays.owners.rows() == [
        ("Švietimo skyrius", 1, Decimal("1200.50"), 0, 1),
    ]


def test_every_activity_is_answered_or_named_as_not(stays: PlanStays) -> None:
    unanswered = stays.unanswered["activity_number"].to_list()
    assert not {"1", "2"} & set(unanswered)
    counts = stays.totals["activity_count"], stays.totals["answered_count"]
    assert len(unanswered) == counts[0] - counts[1] > 0


def test_sentences_say_what_is_known(stays: PlanStays, screen: Screen) -> None:
    word = say_outcome("done", screen)
    assert word in view.write_answered(stays, screen)
    assert "1" in view.write_title(stays, screen)
    assert "&lt;b&gt;T-1" in view.write_ended(stays, screen)
    assert "Švietimo skyrius" in view.write_staying(stays.staying, screen)
    links = view.write_unanswered(stays, screen).count("<a ")
    assert links == stays.unanswered.height


@pytest.mark.parametrize(
    ("today", "has_ended"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)]
)
def test_funding_that_ended_is_said(
    stays: PlanStays,
    screen: Screen,
    monkeypatch: pytest.MonkeyPatch,
    today: date,
    *,
    has_ended: bool,
) -> None:
    monkeypatch.setattr(view, "find_today", lambda: today)
    ended = screen.words("plan")("stays.funding_ended")
    assert (ended in view.write_staying(stays.staying, screen)) == has_ended


def test_an_activity_says_what_became_of_it(said: str, screen: Screen) -> None:
    activity = query_activity(said, "birstonas:2:1", screen.language)
    markup = write_outcome(activity, screen)
    assert say_outcome("continues", screen) in markup
    assert "Švietimo skyrius" in markup
    assert say_outcome("cut", screen) not in markup


def test_an_activity_nobody_reported_on_says_how(snapshot: str, screen: Screen) -> None:
    activity = query_activity(snapshot, "birstonas:1:1", screen.language)
    none = screen.words("activity")("outcome.none")
    activity.row["plan_last_date"] = date(2100, 1, 1)
    assert write_outcome(activity, screen) == ""
    activity.row["plan_last_date"] = date(2020, 1, 1)
    said = write_outcome(activity, screen)
    assert none in said
    # A command is for who runs the program, not for who reads a page.
    assert "<code" not in said
    activity.row["cost_role"] = "rolled_up"
    assert write_outcome(activity, screen) == ""


@pytest.mark.parametrize("language", ["lt", "en"])
def test_page_says_what_stays_and_what_nobody_said(
    said_settings: Settings,
    run_page: RunPage,
    run_fed: RunPage,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    monkeypatch.setattr(local_time, "find_today", lambda: date(2026, 1, 1))
    words = Words("plan", language)
    body = read_text(run_fed("plan", lang=language))
    assert words("stays.title_silent") in body
    monkeypatch.setenv("PAZANGA_HOME", str(said_settings.home))
    body = read_text(run_page("plan", lang=language))
    assert Words("kit", language)("state.failed.title") not in body
    assert words("stays.owners", year=2026) in body
