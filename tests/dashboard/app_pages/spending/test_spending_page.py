from __future__ import annotations

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.spending.queries import query_totals
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.formats import format_money_short
from dashboard.kit.texts import Words


def test_spending_page_shows_the_sum_of_its_query(
    run_page: RunPage, snapshot: str
) -> None:
    app = run_page("spending")
    totals = query_totals(snapshot, SpendingFilter("birstonas"))
    figure = format_money_short(totals["net_eur"], "lt")
    assert f">{figure}</dd>" in read_text(app)


def test_spending_page_narrows_to_the_share_of_an_area(run_page: RunPage) -> None:
    app = run_page("spending", lang="en")
    app.multiselect(key="area").set_value(["culture"]).run()
    assert "€300" in read_text(app)
    assert "split equally" in read_text(app)


def test_spending_page_escapes_what_the_document_says(run_page: RunPage) -> None:
    body = read_text(run_page("spending"))
    assert "&lt;b&gt;erdvė&lt;/b&gt;" in body
    assert "<b>erdvė</b>" not in body


def test_spending_page_says_that_schools_share_the_cost(run_page: RunPage) -> None:
    app = run_page("spending")
    app.multiselect(key="school").set_value(["G2"]).run()
    assert Words("spending", "lt")("note.school") in read_text(app)


def test_spending_page_offers_to_loosen_the_best_filter(run_page: RunPage) -> None:
    app = run_page("spending")
    app.multiselect(key="area").set_value(["culture"])
    app.multiselect(key="category").set_value(["competence"]).run()
    assert Words("kit", "lt")("state.empty.title") in read_text(app)
    app.button(key="loosen").click().run()
    assert Words("kit", "lt")("state.empty.title") not in read_text(app)


def test_spending_page_proposes_the_word_that_was_meant(run_page: RunPage) -> None:
    app = run_page("spending")
    app.text_input(key="search").set_value("robatika").run()
    app.button(key="propose_0").click().run()
    assert app.text_input(key="search").value == "robotikos"
    assert "Robotikos kabinetas" in read_text(app)


def test_spending_page_clears_all_filters_at_once(run_page: RunPage) -> None:
    app = run_page("spending")
    app.multiselect(key="area").set_value(["culture"])
    app.text_input(key="search").set_value("erdvė").run()
    app.button(key="clear").click().run()
    assert app.multiselect(key="area").value == []
    assert app.text_input(key="search").value == ""


def test_spending_page_never_writes_unknown_vat_as_zero(run_page: RunPage) -> None:
    app = run_page("spending", plan="kalvarija")
    body = read_text(app)
    assert Words("spending", "lt")("figure.gross_unknown", count=2) in body
    assert "0,00" not in body.replace("10,00", "").replace("20,00", "").replace(
        "30,00", ""
    )


@pytest.mark.parametrize("grouping", ["activity", "category", "area"])
def test_spending_page_compares_by_each_grouping(
    run_page: RunPage, grouping: str
) -> None:
    app = run_page("spending")
    app.selectbox(key="by").set_value(grouping).run()
    assert not app.exception
    assert Words("kit", "lt")("state.failed.title") not in read_text(app)
