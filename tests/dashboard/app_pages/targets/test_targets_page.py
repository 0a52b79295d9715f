from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.targets.queries import query_totals
from dashboard.kit.filters import TargetFilter
from dashboard.kit.texts import Words

if TYPE_CHECKING:
    from pazanga.texts import Language


@pytest.mark.parametrize("language", ["lt", "en"])
def test_targets_page_says_how_many_promises_and_what_is_known(
    run_bundled: RunPage, bundled: str, language: Language
) -> None:
    name = {"lt": "Kauno m. sav.", "en": "Kaunas City"}[language]
    body = read_text(run_bundled("targets", lang=language, plan=name))
    totals = query_totals(bundled, TargetFilter("kaunas"))
    answer = Words("targets", language)(
        "answer.unmeasured_unclear",
        count=totals["chosen_count"],
        unclear=totals["no_baseline_count"],
    )
    assert f'<p class="answer">{answer}</p>' in body
    assert Words("kit", language)("status.not_measured") in body


def test_targets_page_never_mixes_units_on_one_scale(run_bundled: RunPage) -> None:
    body = read_text(run_bundled("targets"))
    bullets = body.partition('class="bullets"')[2].partition("<details")[0]
    rows = bullets.split('<div class="bullet">')[1:]
    assert len(rows) == 24
    assert all(row.count('class="plot"') == 1 for row in rows)


def test_targets_page_keeps_listed_indicators_apart(run_bundled: RunPage) -> None:
    body = read_text(run_bundled("targets"))
    say = Words("targets", "lt")
    chosen, listed = body.split(say("listed.title", count=8))
    assert "Pareigybės dalis, tenkanti" in listed
    assert "Pareigybės dalis, tenkanti" not in chosen


def test_targets_page_narrows_and_loosens(run_bundled: RunPage) -> None:
    app = run_bundled("targets")
    app.multiselect(key="group").set_value(["mandatory"])
    app.multiselect(key="direction").set_value(["decrease"]).run()
    assert ">1</dd>" in read_text(app)
    app.text_input(key="indicator_search").set_value("nesamas").run()
    assert Words("kit", "lt")("state.empty.title") in read_text(app)
    app.button(key="loosen").click().run()
    assert Words("kit", "lt")("state.empty.title") not in read_text(app)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_targets_page_of_a_plan_without_indicators_says_so(
    run_bundled: RunPage, language: Language
) -> None:
    name = {"lt": "Anykščių r. sav.", "en": "Anykščiai District"}[language]
    app = run_bundled("targets", lang=language, plan=name)
    body = read_text(app)
    assert Words("targets", language)("answer.none") in body
    assert "0" not in body.partition("<footer")[0].partition("answer")[2][:400]
