from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import TargetFilter
from dashboard.formats import format_amount
from dashboard.queries.indicators import fetch_indicator
from dashboard.queries.targets import fetch_indicators, fetch_totals
from dashboard.views.targets import label_indicators
from dashboard.words import Words

if TYPE_CHECKING:
    from warehouse.messages import Language

RunPage = Callable[..., AppTest]


def read_text(app: AppTest) -> str:
    return "\n".join(block.body for block in app.get("html"))


@pytest.mark.parametrize("language", ["lt", "en"])
def test_targets_page_says_how_many_promises_and_what_is_known(
    run_bundled: RunPage, bundled: str, language: Language
) -> None:
    name = {"lt": "Kauno m. sav.", "en": "Kaunas City"}[language]
    body = read_text(run_bundled("targets", lang=language, plan=name))
    totals = fetch_totals(bundled, TargetFilter("kaunas"))
    answer = Words("targets", language)(
        "answer.unmeasured_unclear",
        count=totals["chosen_count"],
        unclear=totals["no_baseline_count"],
    )
    assert f'<p class="answer">{answer}</p>' in body
    assert Words("common", language)("status.not_measured") in body


def test_targets_page_never_mixes_units_on_one_scale(run_bundled: RunPage) -> None:
    body = read_text(run_bundled("targets"))
    chart = body.partition('class="dumbbells"')[2].partition("<details")[0]
    assert "45,61" in chart
    assert "13,2<" not in chart
    assert "210<" not in chart


def test_targets_page_keeps_listed_indicators_apart(run_bundled: RunPage) -> None:
    body = read_text(run_bundled("targets"))
    say = Words("targets", "lt")
    chosen, listed = body.split(say("listed.title", count=8))
    assert "Pareigybės dalis, tenkanti" in listed
    assert "Pareigybės dalis, tenkanti" not in chosen


@pytest.mark.parametrize("number", ["2", "4", "10", "21", "24"])
def test_targets_page_shows_one_indicator_with_its_money(
    run_bundled: RunPage, bundled: str, number: str
) -> None:
    app = run_bundled("targets")
    app.selectbox(key="indicator").set_value(number).run()
    body = read_text(app)
    row = fetch_indicator(bundled, "kaunas", number, "lt").row
    assert '<dl class="facts">' in body
    assert format_amount(row["net_eur"], "lt") in body
    assert Words("common", "lt")("state.failed.title") not in body


def test_targets_page_says_that_sums_overlap(run_bundled: RunPage) -> None:
    app = run_bundled("targets", lang="en")
    app.selectbox(key="indicator").set_value("2").run()
    assert "must not be added" in read_text(app)


def test_targets_page_opens_the_indicator_of_its_address(
    run_bundled: RunPage, bundled: str
) -> None:
    indicators = fetch_indicators(bundled, TargetFilter("kaunas"))
    label = label_indicators(indicators)["21"]
    app = run_bundled("targets", indicator=label)
    assert app.selectbox(key="indicator").value == "21"
    assert "bent 9" in read_text(app)


def test_targets_page_narrows_and_loosens(run_bundled: RunPage) -> None:
    app = run_bundled("targets")
    app.multiselect(key="group").set_value(["mandatory"])
    app.multiselect(key="direction").set_value(["decrease"]).run()
    assert '<dd class="value">1</dd>' in read_text(app)
    app.text_input(key="indicator_search").set_value("nesamas").run()
    assert Words("common", "lt")("state.empty.title") in read_text(app)
    app.button(key="loosen").click().run()
    assert Words("common", "lt")("state.empty.title") not in read_text(app)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_targets_page_of_a_plan_without_indicators_says_so(
    run_bundled: RunPage, language: Language
) -> None:
    name = {"lt": "Anykščių r. sav.", "en": "Anykščiai District"}[language]
    app = run_bundled("targets", lang=language, plan=name)
    body = read_text(app)
    assert Words("targets", language)("answer.none") in body
    assert "0" not in body.partition("<footer")[0].partition("answer")[2][:400]
