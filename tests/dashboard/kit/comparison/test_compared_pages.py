"""Pages beside something like them: headline, two marks, table, refusals."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from shown_page import read_text

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.headless.markup import parse_markup
from dashboard.kit.comparison.choice import COMPARED
from dashboard.verify.page_figures import list_shown, verify_figures

if TYPE_CHECKING:
    from shown_page import RunPage
    from streamlit.testing.v1 import AppTest

    from pazanga.settings import Settings
    from pazanga.texts import Language


def read_answer(app: AppTest) -> str:
    (answer,) = re.findall(r'<p class="answer">(.*?)</p>', read_text(app))
    said = unescape(re.sub(r"<[^>]+>", "", answer))
    return said.replace("\u00a0", " ").replace("\u2060", "")


def read_table(app: AppTest) -> list[list[str]]:
    """Cells of the table of the comparison, row after row."""
    block = next(
        one.body
        for one in app.get("html")
        if "<table" in one.body and "Skirtumas" in one.body
    )
    (table,) = re.findall(r"<table[^>]*>(.*?)</table>", block, re.DOTALL)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    return [
        [
            unescape(re.sub(r"<[^>]+>", "", cell)).replace("\u00a0", " ")
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


@pytest.mark.parametrize(
    ("page", "compared", "lt", "en"),
    [
        pytest.param(
            "spending",
            "printed",
            "Galiojančiame plane – 2 tūkst. €: 200 € daugiau negu plane iki pakeitimų "
            "(2 tūkst. €).",
            "The plan in force has €2k: €200 more than the plan before its changes "
            "(€2k).",
        ),
        pytest.param(
            "spending",
            "last-year",
            "2025-01–2025-03 panaudota 180 € – 80 € daugiau negu 2024-01–2024-03 "
            "(100 €).",
            "From 2025-01 to 2025-03, €180 was spent: €80 more than from 2024-01 to "
            "2024-03 (€100).",
        ),
        pytest.param(
            "spending",
            "like",
            "Kultūrinis ugdymas – 14,0 proc. plano: 61,1 proc. p. mažiau negu panašaus "
            "dydžio plane (Alytaus m. sav. – 75,0 proc.).",
            "Cultural education has 14.0% of the plan: 61.1 pp less than in a plan of "
            "like size (Alytus City: 75.0%).",
        ),
        pytest.param(
            "targets",
            "printed",
            "Pakeista 1 siektina reikšmė: rodiklio Nr. 1 – 90,0 proc., iki pakeitimų – "
            "80,0 proc. (+10,0 proc. p.).",
            "1 target was changed: that of indicator no. 1 is 90.0%, before it was "
            "80.0% (+10.0 pp).",
        ),
        pytest.param(
            "targets",
            "last-year",
            "Per metus reikiama kryptimi pasikeitė 1 iš 1 rodiklio, kurį galima "
            "palyginti.",
            "Within a year 1 of 1 indicator that can be compared moved the promised "
            "way.",
        ),
        pytest.param(
            "exams",
            "last-year",
            "VBE, matematika (36–100 balų): mokyklų mediana – 58,0 proc., 8,0 proc. p. "
            "didesnė negu prieš metus (50,0 proc.; 2022–2023 m. m.).",
            "VBE, mathematics (36–100 points): the median school has 58.0%, 8.0 pp "
            "more than a year before (50.0%; 2022–2023).",
        ),
        pytest.param(
            "exams",
            "like",
            "VBE, matematika (36–100 balų): mokyklų mediana – 58,0 proc., 18,0 proc. "
            "p. didesnė negu 40,0 proc. (Alytaus m. sav.; 2022–2023 m. m.).",
            "VBE, mathematics (36–100 points): the median school has 58.0%, 18.0 pp "
            "more than 40.0% (Alytus City; 2022–2023).",
        ),
    ],
)
@pytest.mark.parametrize("language", ["lt", "en"])
def test_headline_says_both_values_and_the_difference(
    run_compared: RunPage,
    page: str,
    compared: str,
    lt: str,
    en: str,
    language: Language,
) -> None:
    app = run_compared(page, plan="birstonas", compare=compared, lang=language)
    assert read_answer(app) == {"lt": lt, "en": en}[language]
    assert 'class="pairs"' in read_text(app)
    assert app.selectbox(key="compare").value == compared


def test_table_holds_both_sides_to_the_cent_and_their_sum(
    run_compared: RunPage,
) -> None:
    app = run_compared("spending", plan="birstonas", compare="printed")
    assert read_table(app) == [
        ["Sritis", "Galiojantis planas", "Iki pakeitimų", "Skirtumas"],
        ["STEAM ugdymas", "1 550,00 €", "1 350,00 €", "+200,00 €"],
        ["Lyderystė veikiant", "400,00 €", "400,00 €", "0,00 €"],
        ["Kultūrinis ugdymas", "300,00 €", "300,00 €", "0,00 €"],
        ["Įtraukusis ugdymas", "100,00 €", "100,00 €", "0,00 €"],
        ["Iš viso", "2 350,00 €", "2 150,00 €", "+200,00 €"],
    ]


@pytest.mark.few(4)
@pytest.mark.parametrize(
    "address",
    [
        "spending?compare=printed",
        "spending?compare=last-year&show=spent&absorption=activity",
        "targets?compare=last-year",
        "exams?compare=like",
        "spending?compare=printed&by=activity",
        "spending?compare=last-year",
        "spending?compare=like",
        "targets?compare=printed",
        "exams?compare=last-year",
    ],
)
def test_every_value_and_difference_leads_to_a_proof_that_holds(
    compared_settings: Settings, address: str
) -> None:
    asked = parse_address(f"/{address}&plan=birstonas&lang=lt")
    page = run_page(compared_settings, asked)
    shown = list(dict.fromkeys(list_shown(page)))
    found = verify_figures(compared_settings, shown, "lt")
    assert [one for one in found if one.verdict != "same"] == []
    (block,) = (one for one in page.pieces if 'class="pairs"' in one.markup)
    (title,) = parse_markup(block.markup).find_all(name="h2")
    cells = [
        cell
        for piece in page.pieces
        if "Skirtumas" in piece.markup
        for cell in parse_markup(piece.markup).find_all("number", "td")
        if any(letter.isdigit() for letter in cell.text)
    ]
    assert cells
    assert [one.text for one in cells if not one.find("proof")] == []
    assert title.find("proof") or not any(map(str.isdigit, title.text))


def test_activities_that_did_not_change_are_left_out(run_compared: RunPage) -> None:
    app = run_compared("spending", plan="birstonas", compare="printed", by="activity")
    assert [row[0] for row in read_table(app)[1:-1]] == ["1 Robotikos kabinetas"]


def test_filter_narrows_both_sides_and_stays_in_the_headline(
    run_compared: RunPage,
) -> None:
    app = run_compared("spending", plan="birstonas", compare="printed", area="culture")
    answer = read_answer(app)
    assert "sritis – Kultūrinis ugdymas" in answer
    assert answer.endswith("300 €: tiek pat, kiek plane iki pakeitimų.")


def test_plan_of_like_size_is_named_with_its_money(run_compared: RunPage) -> None:
    said = read_text(run_compared("spending", plan="birstonas", compare="like"))
    assert "skiriasi ne daugiau kaip du kartus: Alytaus m. sav." in said


@pytest.mark.parametrize(
    ("page", "compared", "reason"),
    [
        ("spending", "like", "Panašaus dydžio plano neįkelta: artimiausias –"),
        ("spending", "printed", "Sprendimų, kurie būtų pakeitę šio plano sumas"),
        ("spending", "last-year", "tų pačių mėnesių mokėjimų neįkelta"),
    ],
)
def test_comparison_that_has_no_data_is_refused_with_its_reason(
    run_compared: RunPage, page: str, compared: str, reason: str
) -> None:
    app = run_compared(page, plan="kalvarija", compare=compared)
    (said,) = re.findall(r'class="notice-line"[^>]*>(.*?)</p>', read_text(app))
    assert "čia palyginti negalima" in said
    assert reason in said
    assert 'class="pairs"' not in read_text(app)


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "given", [{"school": "G1"}, {"by": "activity"}, {"search": "robot"}]
)
def test_another_plan_is_no_measure_of_what_only_this_one_has(
    run_compared: RunPage, given: dict[str, str]
) -> None:
    app = run_compared("spending", plan="birstonas", compare="like", **given)
    assert "čia palyginti negalima" in read_text(app)


@pytest.mark.parametrize("page", ["targets", "exams"])
def test_what_cannot_be_compared_is_said_with_why(
    run_compared: RunPage, page: str
) -> None:
    said = read_text(run_compared(page, plan="birstonas"))
    assert "Su kuo palyginti negalima ir kodėl" in said


@pytest.mark.parametrize("page", ["spending", "targets", "exams"])
def test_unknown_comparison_is_said_and_nothing_is_compared(
    run_compared: RunPage, page: str
) -> None:
    app = run_compared(page, plan="birstonas", compare="X1")
    said = re.findall(r'class="notice-line"[^>]*>(.*?)</p>', read_text(app))
    assert len([one for one in said if "X1" in one]) == 1
    assert app.selectbox(key="compare").value == "none"


def test_codes_of_comparisons_are_those_of_the_contract() -> None:
    assert COMPARED == ("none", "printed", "last-year", "like", "programme")
