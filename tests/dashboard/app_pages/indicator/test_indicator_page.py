"""The page of one indicator: figures, the way there, and what is asked in vain."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.indicator.queries import query_indicator, query_overlap
from dashboard.app_pages.indicator.summary import says_more
from dashboard.kit.formats import format_amount
from dashboard.kit.texts import Words

if TYPE_CHECKING:
    from pazanga.texts import Language


@pytest.mark.parametrize("number", ["2", "4", "10", "21", "24", "x1"])
def test_page_shows_one_indicator_with_its_money(
    run_bundled: RunPage, bundled: str, number: str
) -> None:
    body = read_text(run_bundled("indicator", number=number))
    row = query_indicator(bundled, "kaunas", number, "lt").row
    assert '<dl class="facts">' in body
    assert row["net_eur"] is None or format_amount(row["net_eur"], "lt") in body
    assert Words("kit", "lt")("state.failed.title") not in body


@pytest.mark.parametrize("language", ["lt", "en"])
def test_page_says_the_way_to_it(run_bundled: RunPage, language: Language) -> None:
    body = read_text(run_bundled("indicator", number="4", lang=language))
    title = Words("indicator", language)("title", number="4")
    assert f'aria-current="page">{title}<' in body


def test_page_says_that_sums_overlap(run_bundled: RunPage) -> None:
    app = run_bundled("indicator", lang="en", number="2")
    assert "must not be added" in read_text(app)


def test_page_offers_a_choice_when_none_is_asked_for(run_bundled: RunPage) -> None:
    app = run_bundled("indicator")
    assert '<dl class="facts">' not in read_text(app)
    app.selectbox(key="number").set_value("21").run()
    assert "bent 9" in read_text(app)


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        ("83,01", "83.01", False),
        ("83,01 %", "83.01", False),
        ("1 200", "1200", False),
        ("−2,5", "-2.5", False),
        ("83,01", "83.02", True),
        ("83,01", None, True),
        ("ne mažiau kaip 83,01", "83.01", True),
        ("83,01 (2022 m.)", "83.01", True),
        ("", "83.01", False),
        (None, "83.01", False),
    ],
)
def test_printed_cell_is_quoted_where_it_says_more_than_its_number(
    printed: str | None, value: str | None, *, expected: bool
) -> None:
    assert says_more(printed, Decimal(value) if value else None) is expected


@pytest.mark.parametrize(("plan", "number"), [("kaunas", "99"), ("anyksciai", "4")])
def test_indicator_that_a_plan_has_not_is_said(
    run_bundled: RunPage, plan: str, number: str
) -> None:
    app = run_bundled("indicator", plan=plan, number=number)
    said = [block.body for block in app.get("html") if '"notice-line"' in block.body]
    assert len([one for one in said if number in one]) == 1
    assert '<dl class="facts">' not in read_text(app)


@pytest.mark.parametrize("number", ["2", "3", "22"])
def test_indicator_sums_its_activities_and_its_areas_to_one_amount(
    bundled: str, number: str
) -> None:
    indicator = query_indicator(bundled, "kaunas", number, "lt")
    counted = indicator.activities.filter(indicator.activities["is_counted"])
    amounts = {
        Decimal(indicator.row["net_eur"]),
        Decimal(counted["net_eur"].sum()),
        Decimal(indicator.policy_areas["net_eur"].sum()),
        Decimal(indicator.activities["all_net_eur"][0]),
    }
    assert len(amounts) == 1
    assert counted.height == indicator.row["activity_count"]


def test_indicator_keeps_every_baseline_and_finding(bundled: str) -> None:
    indicator = query_indicator(bundled, "kaunas", "3", "en")
    assert indicator.values["period"].to_list() == ["2020-2021", "2021-2022"]
    gap = query_indicator(bundled, "kaunas", "13", "en")
    assert "gap_target_differs" in gap.findings["rule_code"].to_list()
    assert gap.findings["rule_title"].str.contains("gap").any()


def test_overlap_counts_indicators_of_an_activity(bundled: str) -> None:
    assert (query_overlap(bundled, "kaunas") or 0) > 5
    assert query_overlap(bundled, "anyksciai") is None
