"""The page of one school: figures against the package, what is withheld or unknown."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pytest
from shown_page import RunPage, read_rows, read_text, unlink

from dashboard.app_pages.school.activities import write_activities
from dashboard.app_pages.school.queries import query_names, query_school
from dashboard.app_pages.school.results import (
    count_series,
    take_series,
    write_exams,
    write_figures,
)
from dashboard.app_pages.school.summary import list_figures, write_answer
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown


@pytest.fixture
def kaunas(bundled: str) -> Screen:
    """The screen of a reader of the bundled plan after its end."""
    shown = Shown(bundled, datetime(2026, 11, 29, tzinfo=UTC))
    return Screen("lt", shown, "kaunas", "Kauno m. sav.")


@pytest.mark.parametrize("lang", ["lt", "en"])
@pytest.mark.parametrize("code", ["G5", "T34"])
def test_school_page_shows_the_one_that_is_asked_for(
    run_bundled: RunPage, lang: str, code: str
) -> None:
    app = run_bundled("school", plan="kaunas", code=code, lang=lang)
    assert not app.exception
    body = read_text(app)
    assert f'aria-current="page">{code}<' in body
    assert "activity?" in body


def test_school_page_offers_a_choice_when_none_is_asked_for(
    run_bundled: RunPage,
) -> None:
    app = run_bundled("school", plan="kaunas")
    app.selectbox(key="code").set_value("G1").run()
    assert 'aria-current="page">G1<' in read_text(app)


@pytest.mark.few(1)
@pytest.mark.parametrize(("plan", "code"), [("kaunas", "G99"), ("anyksciai", "G5")])
def test_school_that_is_not_in_the_plan_is_said(
    run_bundled: RunPage, plan: str, code: str
) -> None:
    app = run_bundled("school", plan=plan, code=code)
    said = [block.body for block in app.get("html") if '"notice-line"' in block.body]
    assert len([one for one in said if code in one]) == 1


def test_counts_are_those_of_the_package(bundled: str) -> None:
    """Rows that count, each once a role; alone where nobody else implements."""
    cost = {
        (row["activity_number"], row["occurrence"]): Decimal(row["net_eur"])
        for row in read_rows("activities")
        if row["cost_role"] == "counted"
    }
    schools = defaultdict(set)
    for row in read_rows("activity_schools"):
        key = row["activity_number"], row["occurrence"]
        if key in cost:
            schools[row["role"], key].add(row["school_code"])
    for code in query_names(bundled, "kaunas"):
        row = query_school(bundled, "kaunas", code, "lt").row
        named = [
            key
            for (role, key), codes in schools.items()
            if role == "implementing" and code in codes
        ]
        alone = [key for key in named if schools["implementing", key] == {code}]
        assert row["implementing_count"] == len(named)
        assert row["alone_count"] == len(alone)
        assert (row["implementing_net_eur"] or 0) == sum(cost[key] for key in named)
        assert (row["alone_net_eur"] or 0) == sum(cost[key] for key in alone)


def test_every_school_has_an_answer_and_figures(bundled: str, kaunas: Screen) -> None:
    for code in query_names(bundled, "kaunas"):
        school = query_school(bundled, "kaunas", code, "lt")
        answer = write_answer(school, kaunas)
        assert answer.endswith(".")
        assert "None" not in answer
        assert len(list_figures(school, kaunas)) == 4


def test_few_pupils_are_withheld_with_their_share(bundled: str, kaunas: Screen) -> None:
    printed = {
        (row["school_code"], row["figure"]): row["printed"]
        for row in read_rows("school_figures")
    }
    for code in query_names(bundled, "kaunas"):
        figures = query_school(bundled, "kaunas", code, "lt").figures
        if figures.is_empty():
            continue
        markup = unlink(write_figures(figures, code, kaunas))
        count = printed[code, "sen_pupil_count"]
        is_small = 1 <= int(count) <= 4
        assert markup.count("neskelbiama") == (2 if is_small else 0)
        assert (f">{printed[code, 'sen_pupil_share']}" in markup) is not is_small


def test_exams_stand_by_year_with_their_size(run_fed: RunPage) -> None:
    body = read_text(run_fed("school", plan="birstonas", code="G1"))
    assert "80 mokinių" in body
    assert "60 mokinių" in body
    small = read_text(run_fed("school", plan="birstonas", code="G2"))
    assert "neskelbiama: mažiau kaip 5" in small
    assert "99" not in small.split("Egzaminų rezultatai")[1].split("<h2")[0]


def test_exams_hold_every_printed_figure(bundled: str, kaunas: Screen) -> None:
    school = query_school(bundled, "kaunas", "G5", "lt")
    markup = write_exams(school.exams, "G5", kaunas)
    expected = [row for row in read_rows("exam_results") if row["school_code"] == "G5"]
    assert school.exams.height == len(expected)
    assert markup.count("<td") - markup.count(">–<") >= len(expected)


def test_money_of_the_whole_activity_is_told_apart_from_the_school(
    run_fed: RunPage,
) -> None:
    body = read_text(run_fed("school", plan="birstonas", code="G1"))
    assert "Iš jų šiai mokyklai" in body
    assert "nepadalytos" in body


def test_activities_lead_to_their_pages(bundled: str, kaunas: Screen) -> None:
    school = query_school(bundled, "kaunas", "G5", "lt")
    rows = school.select_activities(counted=True)
    markup = write_activities(rows, "G1", kaunas)
    assert markup.count('href="activity?') == rows.height
    assert rows["is_alone"].to_list() == sorted(rows["is_alone"], reverse=True)


def test_first_series_keep_all_their_years() -> None:
    rows = [
        {"exam_code": exam, "measure_code": "share", "subject_code": subject, "y": year}
        for exam, subject in (("VBE", "lt"), ("VBE", None), ("PUPP", "lt"))
        for year in (2024, 2025)
    ]
    exams = pl.DataFrame(rows)
    assert count_series(exams) == 3
    assert take_series(exams, 2).rows() == exams.head(4).rows()
    assert take_series(exams, 3).rows() == exams.rows()
