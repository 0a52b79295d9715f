"""Spent money beside the plan: queries, words and the section on its page."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.activity import summary as one
from dashboard.app_pages.activity.queries import query_activity
from dashboard.app_pages.spending import absorption as view
from dashboard.app_pages.spending import absorption_charts as charts
from dashboard.app_pages.spending import absorption_queries as queries
from dashboard.app_pages.spending.queries import query_activities
from dashboard.app_pages.spending.queries import query_totals as plan_totals
from dashboard.app_pages.spending.summary import list_figures
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.snapshot import Shown
from dashboard.kit.texts import Words
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings

WHOLE = SpendingFilter("birstonas")


@pytest.fixture(scope="session")
def fed(fed_settings: Settings) -> str:
    """Path of the snapshot that holds payments."""
    return str(read_current(fed_settings.warehouse_dir).path)


@pytest.fixture
def fed_screen(screen: Screen, fed: str) -> Screen:
    """The screen of a reader of the snapshot that holds payments."""
    return replace(screen, snapshot=Shown(fed, screen.snapshot.published_at))


def test_totals_compare_net_with_net(fed: str) -> None:
    totals = queries.query_totals(fed, WHOLE)
    assert totals["in_force_net_eur"] == Decimal(2150)
    assert totals["executed_net_eur"] == Decimal(900)
    assert totals["revised_net_eur"] == Decimal(950)
    assert totals["approved_net_eur"] is None
    assert totals["executed_ratio"] == pytest.approx(900 / 2150)


def test_totals_of_a_plan_without_payments_are_unknown(fed: str) -> None:
    totals = queries.query_totals(fed, SpendingFilter("kalvarija"))
    assert totals["reported_until_date"] is None
    assert totals["executed_net_eur"] is None


def test_payment_of_several_areas_is_split_as_its_plan(fed: str) -> None:
    culture = SpendingFilter("birstonas", area=("culture",))
    totals = queries.query_totals(fed, culture)
    assert totals["executed_net_eur"] == Decimal(100)
    assert totals["in_force_net_eur"] == Decimal(300)


def test_months_add_up_and_skip_none(fed: str) -> None:
    months = queries.query_months(fed, WHOLE, "lt")
    assert months.height == 8
    assert months["executed_net_eur"].sum() == Decimal(900)
    assert months["so_far_net_eur"][-1] == Decimal(900)
    assert months["executed_net_eur"].to_list().count(Decimal(0)) == 6


def test_plan_of_each_month_grows_to_the_sum_of_its_activities(fed: str) -> None:
    months = queries.query_months(fed, WHOLE, "lt")
    planned = months["planned_so_far_net_eur"].to_list()
    assert planned == sorted(planned)
    # Of activity 1 all of 1,000, of activity 2 215 of its 365 days.
    assert float(planned[-1]) == pytest.approx(1000 + 600 * 215 / 365)


def test_attention_names_what_is_late_first(fed: str) -> None:
    rows = queries.query_attention(fed, WHOLE).to_dicts()
    found = {row["activity_number"]: row["status_code"] for row in rows}
    assert found == {"1": "late", "2": "at_risk"}
    assert rows[0]["activity_number"] == "1"


def test_figures_say_until_when_and_how_much(fed_screen: Screen, fed: str) -> None:
    spent = queries.query_totals(fed, WHOLE)
    activities = query_activities(fed, WHOLE, fed_screen.language)
    totals = plan_totals(fed, WHOLE)
    figures = list_figures(totals, activities, spent, 1, WHOLE, fed_screen)
    said = " ".join(f"{one.label} {one.value} {one.note}" for one in figures)
    amounts = {
        "lt": ["2 tūkst. €", "900 €", "42 proc.", "1 tūkst. €", "1 veikla"],
        "en": ["€2k", "€900", "42%", "€1k", "1 activity"],
    }[fed_screen.language]
    for amount in (*amounts, "2025-01-20"):
        assert amount in said.replace("\u00a0", " ")
    labels = [one.label for one in figures]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("split", ["area", "category", "activity"])
def test_chart_tells_shares_without_the_picture(
    fed_screen: Screen, fed: str, split: queries.Split
) -> None:
    language = fed_screen.language
    groups = queries.query_groups(fed, WHOLE, language, split, largest=12)
    chart = charts.view_groups(groups, split, WHOLE, fed_screen, "")
    assert "%" in chart.alt
    assert isinstance(chart.figure, str)
    assert chart.figure.count('class="bar planned"') == groups["group_key"].n_unique()
    assert "<b>erdvė" not in chart.figure + chart.table


def test_bars_are_as_long_as_their_amounts(fed_screen: Screen, fed: str) -> None:
    groups = queries.query_groups(fed, WHOLE, "lt", "area", largest=12)
    figure = charts.view_groups(groups, "area", WHOLE, fed_screen, "").figure
    widths = re.findall(r'class="steam" style="width:([\d.]+)%"', str(figure))
    assert [float(width) for width in widths] == pytest.approx(
        [100, 100 * 800 / 1350], abs=0.001
    )


def test_schools_have_no_share_of_the_plan(fed_screen: Screen, fed: str) -> None:
    groups = queries.query_groups(fed, WHOLE, "lt", "school", largest=12)
    chart = charts.view_schools(groups, WHOLE, fed_screen, "")
    assert "%" not in chart.table
    assert (
        Words("spending.absorption", fed_screen.language)("school.none") in chart.table
    )


def test_forecast_needs_six_months_and_says_so(fed_screen: Screen, fed: str) -> None:
    forecast = queries.query_forecast(fed, "birstonas", "lt")
    assert forecast["forecast_status"].unique().to_list() == ["forecast"]
    more = 2 * 5 * Decimal("16.67")
    assert forecast["all_forecast_net_eur"][0] == Decimal(900) + more
    title = view.write_forecast_title(forecast, fed_screen)
    assert "2025-06-30" in title
    bare = queries.query_forecast(fed, "kalvarija", "lt")
    assert view.write_forecast(bare, fed_screen) == ""


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("split", ["area", "category", "activity", "school", "month"])
def test_spending_page_shows_what_is_spent(
    run_fed: RunPage, language: str, split: str
) -> None:
    app = run_fed("spending", lang=language)
    app.selectbox(key="absorption").set_value(split).run()
    text = read_text(app)
    say = Words("spending.absorption", "lt" if language == "lt" else "en")
    assert not app.exception
    assert say("late.title", count=1) in text
    assert 'class="timeline' in text if split == "month" else 'class="pairs' in text
    assert say("none") not in text


@pytest.mark.parametrize("language", ["lt", "en"])
def test_spending_page_says_how_to_load_payments(
    run_fed: RunPage, language: str
) -> None:
    app = run_fed("spending", lang=language)
    app.selectbox(key="plan").set_value("kalvarija").run()
    text = read_text(app)
    say = Words("spending.absorption", "lt" if language == "lt" else "en")
    assert escape(say("none")) in text
    assert Words("kit", "lt")("state.failed.title") not in text


def test_filter_that_leaves_no_payment_is_no_failure(run_fed: RunPage) -> None:
    app = run_fed("spending")
    app.multiselect(key="category").set_value(["competence"]).run()
    text = read_text(app)
    assert Words("kit", "lt")("state.failed.title") not in text
    assert Words("kit", "lt")("spent.not_reported") in text


@pytest.mark.parametrize("page", ["overview", "spending", "targets", "quality"])
def test_made_up_data_are_named_above_every_page(run_fed: RunPage, page: str) -> None:
    assert 'class="synthetic"' in read_text(run_fed(page))


def test_real_data_have_no_such_banner(run_page: RunPage) -> None:
    assert 'class="synthetic"' not in read_text(run_page())


def test_spending_without_a_school_is_said_but_never_ranked(
    fed_screen: Screen, fed: str
) -> None:
    groups = queries.query_groups(fed, WHOLE, fed_screen.language, "school", largest=12)
    assert groups["group_key"].unique(maintain_order=True).to_list() == ["G1", ""]
    title = charts.view_schools(groups, WHOLE, fed_screen, "").title.replace(
        "\u00a0", " "
    )
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
    assert "G1" not in charts.view_schools(bare, WHOLE, fed_screen, "").title


def test_forecast_names_the_areas_that_would_exceed_their_plan(
    fed_screen: Screen, fed: str
) -> None:
    forecast = queries.query_forecast(fed, "birstonas", fed_screen.language)
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
    text, say = read_text(app), Words("spending.absorption", "lt")
    assert (escape(say("late.whole")) in text) is is_filtered
    assert (escape(say("forecast.whole")) in text) is is_filtered


def test_lateness_without_periods_is_not_told(fed_screen: Screen, fed: str) -> None:
    assert queries.count_untold(fed, WHOLE) == 3
    none_late = queries.query_attention(fed, WHOLE).clear()
    say = Words("spending.absorption", fed_screen.language)
    coverage = queries.query_coverage(fed, "birstonas")
    silent = replace(coverage, silent_count=99)
    told = view.write_late_title(none_late, 0, coverage, WHOLE, fed_screen)
    untold = view.write_late_title(none_late, 3, coverage, WHOLE, fed_screen)
    unheard = view.write_late_title(none_late, 0, silent, WHOLE, fed_screen)
    assert told == say("late.title_none")
    assert (untold, unheard) == (say("late.title_untold"),) * 2


def test_activity_in_detail_says_what_is_spent(fed_screen: Screen, fed: str) -> None:
    common = Words("kit", fed_screen.language)

    def write(number: str, plan: str = "birstonas") -> str:
        activity = query_activity(fed, f"{plan}:{number}:1", fed_screen.language)
        figures = one.list_figures(activity, fed_screen)
        said = [figure.value + figure.note for figure in figures]
        return " ".join([*said, *one.list_notes(activity, fed_screen)])

    assert "700" in write("1")
    assert common("status.late") in write("1")
    assert common("spent.not_reported") in write("4")
    say = Words("activity", fed_screen.language)
    assert say("status.pace_unknown") in write("4")
    assert say("figure.nothing_reported") in write("1", "kalvarija")


def test_school_filter_shows_what_the_chosen_school_spent(
    fed_screen: Screen, fed: str
) -> None:
    language = fed_screen.language
    chosen = replace(WHOLE, school=("G1",))
    groups = queries.query_groups(fed, chosen, language, "school", largest=12)
    assert groups["group_key"].unique().to_list() == ["G1"]
    title = charts.view_schools(groups, WHOLE, fed_screen, "").title
    say = Words("spending.absorption", language)
    amount = {"lt": "700\u00a0€", "en": "€700"}[language]
    assert title == say("school.title_one", first="G1 G1 mokykla", amount=amount)


def test_chosen_school_without_payments_is_no_failure(run_fed: RunPage) -> None:
    app = run_fed("spending")
    app.selectbox(key="absorption").set_value("school").run()
    app.multiselect(key="school").set_value(["G2"]).run()
    text, say = read_text(app), Words("spending.absorption", "lt")
    assert escape(say("school.nothing")) in text
    assert escape(Words("spending", "lt")("note.school_spent")) in text
    assert Words("kit", "lt")("state.failed.title") not in text
