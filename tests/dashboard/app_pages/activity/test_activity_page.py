"""The page of one activity: answer, figures, period, money, ties, what is not known."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pytest
from shown_page import RunPage, read_rows, read_text

from dashboard.app_pages.activity.facts import write_cost_row, write_purpose
from dashboard.app_pages.activity.period import view_period
from dashboard.app_pages.activity.queries import query_activity, query_names
from dashboard.app_pages.activity.summary import list_figures, write_answer
from dashboard.app_pages.activity.tables import (
    write_findings,
    write_links,
    write_revisions,
)
from dashboard.kit.formats import format_money, format_money_short
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown


def make_screen(snapshot: str, day: str, language: str = "lt") -> Screen:
    published = datetime.fromisoformat(day).replace(tzinfo=UTC)
    shown = Shown(snapshot, published)
    return Screen(language, shown, "kaunas", "Kauno m. sav.")  # type: ignore[arg-type]


def test_activity_page_shows_the_one_that_is_asked_for(run_page: RunPage) -> None:
    body = read_text(run_page("activity", plan="birstonas", key="birstonas:2:1"))
    assert '<dl class="facts">' in body
    assert "600,00" in body
    assert "50\u00a0%" in body
    assert 'aria-current="page">Veikla 2<' in body
    assert "=Ąžuolų &lt;b&gt;erdvė&lt;/b&gt;" in body


def test_activity_page_offers_a_choice_when_none_is_asked_for(
    run_page: RunPage,
) -> None:
    app = run_page("activity", plan="birstonas")
    assert '<dl class="facts">' not in read_text(app)
    app.selectbox(key="key").set_value("birstonas:2:1").run()
    assert '<dl class="facts">' in read_text(app)


def test_activity_of_another_plan_is_said(run_page: RunPage) -> None:
    app = run_page("activity", plan="kalvarija", key="birstonas:2:1")
    said = [block.body for block in app.get("html") if '"notice-line"' in block.body]
    assert len([one for one in said if "birstonas:2:1" in one]) == 1


@pytest.mark.parametrize("lang", ["lt", "en"])
def test_activity_page_shows_payments_as_they_were_reported(
    run_fed: RunPage, lang: str
) -> None:
    app = run_fed("activity", plan="birstonas", key="birstonas:1:1", lang=lang)
    body = read_text(app)
    assert format_money(Decimal(300), lang) in body  # type: ignore[arg-type]
    assert "1/2024-06-10/700.00" in body
    assert "failas.xlsx" in body
    assert "code=G1" in body or "G1 mokykla" in body
    assert app.get("download_button")


@pytest.mark.parametrize("lang", ["lt", "en"])
@pytest.mark.parametrize("key", ["kaunas:14.2:2", "kaunas:53:1", "kaunas:2.1:1"])
def test_rows_that_do_not_count_are_shown_too(
    run_bundled: RunPage, key: str, lang: str
) -> None:
    app = run_bundled("activity", plan="kaunas", key=key, lang=lang)
    assert not app.exception
    assert '<dl class="facts">' in read_text(app)


def test_every_activity_of_a_plan_has_an_answer(bundled: str) -> None:
    screen = make_screen(bundled, "2026-11-29")
    for plan in ("kaunas", "anyksciai"):
        for key in query_names(bundled, plan):
            activity = query_activity(bundled, key, "lt")
            answer = write_answer(activity, screen)
            assert answer.endswith((".", "”")), key
            assert "None" not in answer
            assert "{" not in answer
            assert 1 <= len(list_figures(activity, screen)) <= 4


def test_answer_names_the_printed_cost_and_the_schools(bundled: str) -> None:
    screen = make_screen(bundled, "2025-06-01")
    schools = read_rows("activity_schools")
    for row in read_rows("activities"):
        if row["cost_role"] != "counted":
            continue
        key = f"kaunas:{row['activity_number']}:{row['occurrence']}"
        activity = query_activity(bundled, key, "lt")
        answer = write_answer(activity, screen)
        assert format_money_short(Decimal(row["net_eur"]), "lt") in answer
        listed = {
            one["school_code"]
            for one in schools
            if one["role"] == "implementing"
            and one["activity_number"] == row["activity_number"]
            and one["occurrence"] == row["occurrence"]
        }
        assert {
            one["school_code"] for one in activity.list_schools("implementing")
        } == (listed)


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-04-30", "ją įgyvendina"), ("2026-05-01", "ją turėjo įgyvendinti")],
)
def test_answer_speaks_of_an_ended_plan_in_the_past(
    bundled: str, day: str, said: str
) -> None:
    activity = query_activity(bundled, "kaunas:1:1", "lt")
    assert said in write_answer(activity, make_screen(bundled, day))


def test_purpose_names_policy_areas_schools_and_indicators(
    screen: Screen, snapshot: str
) -> None:
    activity = query_activity(snapshot, "birstonas:2:1", screen.language)
    markup = write_purpose(activity, screen)
    assert "G1 G1 mokykla" in markup
    assert "G2 G2 mokykla" in markup
    assert "1. Rodiklis 1" in markup
    assert markup.count('class="area') == 2


def test_facts_say_what_is_not_stated(screen: Screen, snapshot: str) -> None:
    activity = query_activity(snapshot, "birstonas:4:1", screen.language)
    purpose = write_purpose(activity, screen).count('class="missing"')
    assert purpose == len(["implementing", "indicators", "tasks"])
    printed = write_cost_row(activity, screen).count('class="missing"')
    assert printed == len(["vat", "gross", "period"])


def test_activity_without_a_period_has_no_picture_of_it(
    screen: Screen, snapshot: str
) -> None:
    activity = query_activity(snapshot, "birstonas:4:1", screen.language)
    assert view_period(activity, screen) is None
    activity = query_activity(snapshot, "birstonas:2:1", screen.language)
    chart = view_period(activity, screen)
    assert chart is not None
    assert 'class="span main" style="left:24.90%;width:49.93%"' in chart.figure


def test_links_of_every_kind_lead_to_their_rows(bundled: str) -> None:
    """Parts, parents, numbers printed twice and costs held elsewhere, both ways."""
    screen = make_screen(bundled, "2026-11-29")

    def list_kinds(key: str) -> dict[str, set[str]]:
        links = query_activity(bundled, key, "lt").links
        kinds = {kind: set[str]() for kind in links["link_kind"]}
        for row in links.to_dicts():
            kinds[row["link_kind"]].add(row["related_number"])
        return kinds

    assert list_kinds("kaunas:55:1")["part"] == {"55.1", "55.2"}
    assert list_kinds("kaunas:55.1:1")["parent"] == {"55"}
    assert list_kinds("kaunas:61.2:1")["cost_in"] == {"54"}
    assert list_kinds("kaunas:54:1")["cost_of"] == {"61.2"}
    assert list_kinds("kaunas:14.2:1")["same_number"] == {"14.2"}
    named = {
        row["related_number"]
        for row in read_rows("activity_links")
        if row["activity_number"] == "1"
    }
    assert list_kinds("kaunas:1:1")["related"] == named
    markup = write_links(query_activity(bundled, "kaunas:61.2:1", "lt").links, screen)
    assert "key=kaunas%3A54%3A1" in markup


def test_findings_are_those_of_the_row_and_of_no_other(bundled: str) -> None:
    screen = make_screen(bundled, "2026-11-29")
    second = query_activity(bundled, "kaunas:14.2:2", "lt").findings
    assert second["rule_code"].to_list() == ["number_out_of_order"]
    markup = write_findings(
        query_activity(bundled, "kaunas:49:1", "lt").findings, screen
    )
    assert markup.count("<li>") == len(
        [row for row in read_rows("findings") if row["subject"] == "49"]
    )


@pytest.mark.parametrize(
    ("kind", "key", "column", "old", "named", "shown"),
    [
        (
            "spending",
            "UAB Pavyzdys · SF-1 · 2024-05-31 · executed",
            "net_eur",
            "100.50",
            ">UAB Pavyzdys · SF-1 · 2024-05-31<",
            "100,50",
        ),
        (
            "plan_changes",
            "T-12 · activity · 3 · net_eur",
            "new_value",
            "7.00",
            ">Sprendimas T-12<",
            "7,00",
        ),
        (
            "outcomes",
            "3 · 2026-06-30",
            "outcome_code",
            "cut",
            "2026-06-30 duomenimis",
            "atsisakyta",
        ),
    ],
)
def test_what_was_corrected_is_named_without_codes(
    kind: str, key: str, column: str, old: str, named: str, shown: str
) -> None:
    row = {
        "fact_kind": kind,
        "fact_key": key,
        "column_name": column,
        "old_value_text": old,
        "new_value_text": None,
        "revised_at": datetime(2026, 7, 1, 9, tzinfo=UTC).replace(tzinfo=None),
        "old_source_file": "a.xlsx",
        "old_source_row": 2,
        "source_file": "b.xlsx",
        "source_row": 3,
    }
    table = write_revisions(pl.DataFrame([row]), make_screen("", "2026-11-30"))
    assert named in table
    assert shown in table
    assert not any(code in table for code in ("executed", "activity ·", ">cut<"))
