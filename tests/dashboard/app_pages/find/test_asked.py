"""Questions are answered with the figure that the page of it shows, or not at all."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from shown_page import RunPage, read_text

from dashboard.kit.formats import format_money
from pazanga.settings import Settings
from warehouse.connection import open_snapshot, query_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from pazanga.texts import Language


FACTS = (
    "select sum(facts.net_eur) from marts.fct_planned_cost as facts"
    " inner join marts.dim_activity using (activity_key)"
    " where facts.plan_code = 'kaunas'"
)
OF_SCHOOL = (
    " and activity_key in (select activity_key from marts.bridge_activity_school"
    " where school_code = 'G5' and role = 'implementing')"
)


@pytest.fixture
def run_scored(
    shown_settings: Settings,
    feed_workbooks: Callable[..., None],
    run_page: RunPage,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> RunPage:
    """Open pages on average scores of two schools in one year, of one in another."""
    home = tmp_path / "home"
    shutil.copytree(shown_settings.home, home)
    scores = [("2021-2022", "G1", "55"), ("2022-2023", "G1", "61.5")]
    rows = [
        {
            "plan_code": "birstonas",
            "school_code": school,
            "exam": "VBE",
            "measure": "mean_score",
            "subject": "math",
            "school_year": year,
            "value": Decimal(value),
            "candidates_count": 50,
        }
        for year, school, value in [*scores, ("2022-2023", "G2", "59")]
    ]
    feed_workbooks(Settings(home=home, data=shown_settings.data), {"exams": rows})
    monkeypatch.setenv("PAZANGA_HOME", str(home))
    return run_page


def read_asked(run: RunPage, typed: str, **more: Any) -> str:  # noqa: ANN401
    body = read_text(run("find", search=typed, **more))
    found = re.search(r'<section class="asked">(.*?)</section>', body, re.DOTALL)
    return (
        unescape(found[1]).replace("\u00a0", " ").replace("\u2060", "") if found else ""
    )


@pytest.mark.parametrize(
    ("typed", "language", "said", "address"),
    [
        ("kiek skirta STEAM", "lt", "1 350,00 €", "spending?plan=birstonas&area=steam"),
        (
            "how much is planned for STEAM in 2024",
            "en",
            "€1,300.00",
            "spending?lang=en&plan=birstonas&area=steam&year=2024",
        ),
        (
            "kiek skirta su PVM kultūrai",
            "lt",
            "363,00 €",
            "spending?plan=birstonas&area=culture",
        ),
        ("kiek veiklų turi G1", "lt", "2 veiklos", "spending?plan=birstonas&school=G1"),
        ("kas brangiausia", "lt", "Robotikos kabinetas", "sort=amount"),
        (
            "kuri sritis gauna daugiausia",
            "lt",
            "STEAM ugdymas, 1 350,00 €",
            "spending?",
        ),
        ("kiek rodiklių", "lt", "2 rodikliai", "targets?plan=birstonas"),
        ("kiek mokyklų", "lt", "2 mokyklos", "schools?plan=birstonas"),
        ("rodiklis 1", "lt", "Rodiklis 1 – ", "indicator?plan=birstonas&number=1"),
        ("mokykla G1", "lt", "G1 mokykla", "school?plan=birstonas&code=G1"),
        ("veikla 5.1", "lt", "Pirma dalis", "key=birstonas%3A5.1%3A1"),
    ],
)
def test_question_is_answered_with_the_figure_of_its_page(
    run_page: RunPage, typed: str, language: Language, said: str, address: str
) -> None:
    asked = read_asked(run_page, typed, plan="birstonas", lang=language)
    assert said in asked
    assert address in asked


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("kiek išleista", "nežinoma – mokėjimų neįkelta"),
        ("kiek liko kultūrai", "nežinoma – mokėjimų neįkelta"),
        ("kokios veiklos vėluoja", "nežinoma – mokėjimų neįkelta"),
        ("kurie rodikliai atsilieka", "nežinoma – nė vienas rodiklis"),
        ("kiek skirta Vilniuje", "Nežinoma: šios savivaldybės plano"),
    ],
)
def test_what_is_not_loaded_is_not_known_and_not_zero(
    run_page: RunPage, typed: str, said: str
) -> None:
    asked = read_asked(run_page, typed, plan="birstonas")
    assert said in asked
    assert "€" not in asked


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("kiek išleista", "900,00 €"),
        ("kiek išleista kultūrai", "100,00 €"),
        ("kiek liko", "1 250,00 €"),
        ("kiek išleista 2024 m.", "2024 m. panaudota 700,00 €"),
        ("kiek išleista 2025 m.", "2025 m. panaudota 200,00 €"),
        ("kiek išleista kultūrai 2025 metais", "2025 m. panaudota 100,00 €"),
        ("kiek išleista STEAM 2024", "2024 m. panaudota 700,00 €"),
        ("kiek išleista kultūrai 2024", "2024 m. mokėjimų nepateikta"),
    ],
)
def test_what_is_reported_is_said(run_fed: RunPage, typed: str, said: str) -> None:
    assert said in read_asked(run_fed, typed, plan="birstonas")


@pytest.mark.parametrize(
    ("typed", "language", "said"),
    [
        ("VBE matematikos rezultatai G1", "lt", "30 %"),
        ("VBE maths results of G1", "en", "30%"),
        ("VBE matematikos rezultatai G1 2022-2023", "lt", "44 %"),
        ("koks vidutinis matematikos VBE balas G1", "lt", "balo duomenyse nėra"),
        ("average VBE maths score of G1", "en", "the data have no average exam score"),
        ("koks vidutinis matematikos PUPP balas G1", "lt", "rezultatų neįkelta"),
    ],
)
def test_value_of_an_exam_is_that_of_its_page(
    run_fed: RunPage, typed: str, language: Language, said: str
) -> None:
    asked = read_asked(run_fed, typed, plan="birstonas", lang=language)
    assert said in asked


def test_average_score_is_said_with_its_year_and_series(
    run_scored: RunPage,
) -> None:
    one = read_asked(
        run_scored, "koks vidutinis matematikos VBE balas G1", plan="birstonas"
    )
    assert "Matematika, balų vidurkis, 2022–2023 m. m. – 61,5" in one
    assert "series=VBE%2Fmean_score%2Fmath" in one
    every = read_asked(run_scored, "average VBE score", plan="birstonas", lang="en")
    assert "60.25 (the median school, from 59 to 61.5)" in every


def test_word_without_a_place_is_named_and_no_figure_is_given(
    run_page: RunPage,
) -> None:
    asked = read_asked(run_page, "kiek skirta kultūrai ir kosmosui", plan="birstonas")
    assert "„kosmosui“" in asked
    assert "€" not in asked


def test_number_of_two_things_is_asked_back(run_page: RunPage) -> None:
    asked = read_asked(run_page, "1", plan="birstonas")
    assert "Apie kurį klausiate?" in asked
    assert "search=Veikla+1" in asked
    assert "search=Rodiklis+1" in asked


def test_chip_leads_to_the_question_without_it(run_page: RunPage) -> None:
    asked = read_asked(run_page, "kiek skirta kultūrai G2", plan="birstonas")
    assert 'href="find?plan=birstonas&search=Kiek+skirta%3A+G2"' in asked
    assert "search=Kiek+skirta%3A+STEAM%2C+G2" in asked


def test_words_to_look_for_are_no_question(run_page: RunPage) -> None:
    assert read_asked(run_page, "robotika", plan="birstonas") == ""


@pytest.mark.parametrize(
    "typed", ["<b>kiek</b> skirta?", "(a+)+$" * 600, "kiek " * 800]
)
def test_hostile_question_is_shown_as_text(run_page: RunPage, typed: str) -> None:
    body = read_text(run_page("find", search=typed))
    assert "<b>kiek" not in body
    assert len(body) < 100_000


@pytest.mark.parametrize(
    ("typed", "language", "condition"),
    [
        ("kiek skirta kultūrai", "lt", "policy_area_code = 'culture'"),
        ("how much is planned for STEAM", "en", "policy_area_code = 'steam'"),
        ("kiek skirta įrangai", "lt", "facts.cost_category_code = 'equipment'"),
        (
            "kiek skirta įrangai kultūros srityje",
            "lt",
            "policy_area_code = 'culture' and facts.cost_category_code = 'equipment'",
        ),
        (
            "how much is planned for G5 in 2024",
            "en",
            "2024 between year(period_start_date) and year(period_end_date)"
            + OF_SCHOOL,
        ),
        (
            "kiek skirta stažuotėms",
            "lt",
            "regexp_matches(lower(title), '\\bstažuot')",
        ),
    ],
)
def test_figure_is_what_the_facts_add_up_to(
    run_bundled: RunPage,
    bundled: str,
    typed: str,
    language: Language,
    condition: str,
) -> None:
    # The numbers are taken from the facts, not from the reports that pages ask.
    frame = query_frame(open_snapshot(Path(bundled)), f"{FACTS} and {condition}", {})
    total = frame.item()
    asked = read_asked(run_bundled, typed, plan="kaunas", lang=language)
    assert total > 0
    assert format_money(total, language).replace("\u00a0", " ") in asked
