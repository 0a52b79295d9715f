"""Spent money beside the plan: queries, words and the section on its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import SpendingFilter
from dashboard.published import Shown
from dashboard.queries import absorption as queries
from dashboard.queries.activities import fetch_activity
from dashboard.views import absorption as view
from dashboard.views import absorption_charts as charts
from dashboard.views.activity import write_activity
from dashboard.words import Words
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.screen import Screen
    from warehouse.settings import Settings

RunPage = Callable[..., AppTest]
WHOLE = SpendingFilter("birstonas")


@pytest.fixture(scope="session")
def fed(fed_settings: Settings) -> str:
    """Path of the snapshot that holds payments."""
    return str(read_current(fed_settings.warehouse_dir).path)


@pytest.fixture
def fed_screen(screen: Screen, fed: str) -> Screen:
    """The screen of a reader of the snapshot that holds payments."""
    return replace(screen, snapshot=Shown(fed, screen.snapshot.published_at))


def read_text(app: AppTest) -> str:
    return "\n".join(block.body for block in app.get("html"))


def test_totals_compare_net_with_net(fed: str) -> None:
    totals = queries.fetch_totals(fed, WHOLE)
    assert totals["in_force_net_eur"] == Decimal(2150)
    assert totals["executed_net_eur"] == Decimal(900)
    assert totals["revised_net_eur"] == Decimal(950)
    assert totals["approved_net_eur"] is None
    assert totals["executed_ratio"] == pytest.approx(900 / 2150)


def test_totals_of_a_plan_without_payments_are_unknown(fed: str) -> None:
    totals = queries.fetch_totals(fed, SpendingFilter("kalvarija"))
    assert totals["reported_until_date"] is None
    assert totals["executed_net_eur"] is None


def test_payment_of_several_areas_is_split_as_its_plan(fed: str) -> None:
    culture = SpendingFilter("birstonas", area=("culture",))
    totals = queries.fetch_totals(fed, culture)
    assert totals["executed_net_eur"] == Decimal(100)
    assert totals["in_force_net_eur"] == Decimal(300)


def test_months_add_up_and_skip_none(fed: str) -> None:
    months = queries.fetch_months(fed, WHOLE, "lt")
    assert months.height == 8
    assert months["executed_net_eur"].sum() == Decimal(900)
    assert months["so_far_net_eur"][-1] == Decimal(900)
    assert months["executed_net_eur"].to_list().count(Decimal(0)) == 6


def test_attention_names_what_is_late_first(fed: str) -> None:
    rows = queries.fetch_attention(fed, WHOLE).to_dicts()
    found = {row["activity_number"]: row["status_code"] for row in rows}
    assert found == {"1": "late", "2": "at_risk"}
    assert rows[0]["activity_number"] == "1"


def test_answer_says_until_when_and_how_much(fed_screen: Screen, fed: str) -> None:
    answer = view.write_answer(queries.fetch_totals(fed, WHOLE), fed_screen)
    expected = {
        "lt": "Iki 2025-01-20 panaudota 900 € iš 2 tūkst. € – 42 proc. plano",
        "en": "€900 of €2k was spent by 2025-01-20: 42% of the plan",
    }
    assert answer.replace("\u00a0", " ") == expected[fed_screen.language]


@pytest.mark.parametrize("split", ["area", "category", "activity"])
def test_chart_tells_shares_without_the_picture(
    fed_screen: Screen, fed: str, split: queries.Split
) -> None:
    language = fed_screen.language
    groups = queries.fetch_groups(fed, WHOLE, language, split, largest=12)
    chart = charts.view_groups(groups, split, fed_screen, "")
    assert "%" in chart.alt
    assert isinstance(chart.figure, str)
    assert chart.figure.count('class="bar planned"') == groups["group_key"].n_unique()
    assert "<b>erdvė" not in chart.figure + chart.table


def test_bars_are_as_long_as_their_amounts(fed_screen: Screen, fed: str) -> None:
    groups = queries.fetch_groups(fed, WHOLE, "lt", "area", largest=12)
    figure = charts.view_groups(groups, "area", fed_screen, "").figure
    widths = re.findall(r'class="steam" style="width:([\d.]+)%"', str(figure))
    assert [float(width) for width in widths] == pytest.approx(
        [100, 100 * 800 / 1350], abs=0.001
    )


def test_schools_have_no_share_of_the_plan(fed_screen: Screen, fed: str) -> None:
    groups = queries.fetch_groups(fed, WHOLE, "lt", "school", largest=12)
    chart = charts.view_schools(groups, fed_screen, "")
    assert "%" not in chart.table
    assert Words("absorption", fed_screen.language)("school.none") in chart.table


def test_forecast_needs_six_months_and_says_so(fed_screen: Screen, fed: str) -> None:
    forecast = queries.fetch_forecast(fed, "birstonas", "lt")
    assert forecast["forecast_status"].unique().to_list() == ["forecast"]
    more = 2 * 5 * Decimal("16.67")
    assert forecast["all_forecast_net_eur"][0] == Decimal(900) + more
    title = view.write_forecast_title(forecast, fed_screen)
    assert "2025-06-30" in title
    bare = queries.fetch_forecast(fed, "kalvarija", "lt")
    assert view.write_forecast(bare, fed_screen) == ""


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("split", ["area", "category", "activity", "school", "month"])
def test_spending_page_shows_what_is_spent(
    run_fed: RunPage, language: str, split: str
) -> None:
    app = run_fed("spending", lang=language)
    app.segmented_control(key="absorption").set_value(split).run()
    text = read_text(app)
    say = Words("absorption", "lt" if language == "lt" else "en")
    assert not app.exception
    assert say("late.title", count=1) in text
    assert 'class="pairs' in text
    assert say("none") not in text


@pytest.mark.parametrize("language", ["lt", "en"])
def test_spending_page_says_how_to_load_payments(
    run_fed: RunPage, language: str
) -> None:
    app = run_fed("spending", lang=language)
    app.selectbox(key="plan").set_value("kalvarija").run()
    text = read_text(app)
    say = Words("absorption", "lt" if language == "lt" else "en")
    assert escape(say("none")) in text
    assert Words("common", "lt")("state.failed.title") not in text


def test_filter_that_leaves_no_payment_is_no_failure(run_fed: RunPage) -> None:
    app = run_fed("spending")
    app.multiselect(key="category").set_value(["competence"]).run()
    text = read_text(app)
    assert Words("common", "lt")("state.failed.title") not in text
    assert Words("absorption", "lt")("figure.not_reported") in text


@pytest.mark.parametrize("page", ["overview", "spending", "targets", "quality"])
def test_made_up_data_are_named_above_every_page(run_fed: RunPage, page: str) -> None:
    assert 'class="synthetic"' in read_text(run_fed(page))


def test_real_data_have_no_such_banner(run_page: RunPage) -> None:
    assert 'class="synthetic"' not in read_text(run_page())


def test_spending_without_a_school_is_said_but_never_ranked(
    fed_screen: Screen, fed: str
) -> None:
    groups = queries.fetch_groups(fed, WHOLE, fed_screen.language, "school", largest=12)
    assert groups["group_key"].unique(maintain_order=True).to_list() == ["G1", ""]
    title = charts.view_schools(groups, fed_screen, "").title.replace("\u00a0", " ")
    assert (
        title
        == {
            "lt": "Daugiausia panaudojo G1 G1 mokykla – 700 €; "
            "mokykla nenurodyta prie 200 €",
            "en": "G1 G1 mokykla has spent the most: €700; "
            "€200 is reported without a school",
        }[fed_screen.language]
    )
    bare = groups.filter(groups["group_key"] == "")
    assert "G1" not in charts.view_schools(bare, fed_screen, "").title


def test_forecast_names_the_areas_that_would_exceed_their_plan(
    fed_screen: Screen, fed: str
) -> None:
    forecast = queries.fetch_forecast(fed, "birstonas", fed_screen.language)
    assert view.list_forecast_notes(forecast, fed_screen) == []
    beyond = forecast.with_columns(forecast_ratio=forecast["forecast_ratio"] + 1)
    [note] = view.list_forecast_notes(beyond, fed_screen)
    assert "STEAM" in note


@pytest.mark.parametrize("is_filtered", [True, False])
def test_late_and_forecast_say_that_filters_do_not_change_them(
    run_fed: RunPage, *, is_filtered: bool
) -> None:
    app = run_fed("spending")
    if is_filtered:
        app.multiselect(key="area").set_value(["steam"]).run()
    text, say = read_text(app), Words("absorption", "lt")
    assert (escape(say("late.whole")) in text) is is_filtered
    assert (escape(say("forecast.whole")) in text) is is_filtered


def test_lateness_without_periods_is_not_told(fed_screen: Screen, fed: str) -> None:
    assert queries.count_untold(fed, WHOLE) == 3
    none_late = queries.fetch_attention(fed, WHOLE).clear()
    say = Words("absorption", fed_screen.language)
    told = view.write_late_title(none_late, 0, fed_screen)
    untold = view.write_late_title(none_late, 3, fed_screen)
    assert (told, untold) == (say("late.title_none"), say("late.title_untold"))


def test_activity_in_detail_says_what_is_spent(fed_screen: Screen, fed: str) -> None:
    say = Words("absorption", fed_screen.language)
    common = Words("common", fed_screen.language)

    def write(number: str, plan: str = "birstonas") -> str:
        activity = fetch_activity(fed, f"{plan}:{number}:1", fed_screen.language)
        return write_activity(activity, fed_screen)

    assert "700" in write("1")
    assert common("status.late") in write("1")
    assert say("figure.not_reported") in write("4")
    assert say("activity.pace_unknown") in write("4")
    spent = Words("spending", fed_screen.language)("detail.spent")
    assert spent not in write("1", plan="kalvarija")


def test_school_filter_shows_what_the_chosen_school_spent(
    fed_screen: Screen, fed: str
) -> None:
    language = fed_screen.language
    chosen = replace(WHOLE, school=("G1",))
    groups = queries.fetch_groups(fed, chosen, language, "school", largest=12)
    assert groups["group_key"].unique().to_list() == ["G1"]
    title = charts.view_schools(groups, fed_screen, "").title
    say = Words("absorption", language)
    amount = {"lt": "700\u00a0€", "en": "€700"}[language]
    assert title == say("school.title_one", first="G1 G1 mokykla", amount=amount)


def test_chosen_school_without_payments_is_no_failure(run_fed: RunPage) -> None:
    app = run_fed("spending")
    app.segmented_control(key="absorption").set_value("school").run()
    app.multiselect(key="school").set_value(["G2"]).run()
    text, say = read_text(app), Words("absorption", "lt")
    assert escape(say("school.nothing")) in text
    assert escape(say("school.whole")) in text
    assert Words("common", "lt")("state.failed.title") not in text
