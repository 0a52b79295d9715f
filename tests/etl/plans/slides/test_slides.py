from collections.abc import Callable
from decimal import Decimal

import pytest

from etl.plans.content.document import PlanDocument, parse_lines
from etl.plans.findings.model import PlanFacts
from etl.plans.slides.extract import are_slides, extract_slides

SLIDES = """ Zarasų rajono savivaldybės komanda

PAŽANGOS PLANAS

Veiklų balansas „minkštųjų“ ir infrastruktūros veiklų atžvilgiu: (75% - 25%)

STEAM ugdymas (MVP)
50.5%

Kultūrinis ugdymas (MVP)
24,5 % Kultūrinis ugdymas (I)

20%

TŪM krepšelis be PVM
1 000 000,10 Eur

Lyderystė veikiant (I)
5%
"""


@pytest.fixture
def read() -> Callable[[str], PlanFacts]:
    return lambda text: extract_slides(_document(text))


def _document(text: str) -> PlanDocument:
    return PlanDocument("slides.txt", "0" * 64, parse_lines(text))


def test_slides_give_an_activity_per_share(read: Callable[[str], PlanFacts]) -> None:
    facts = read(SLIDES)
    assert [
        (row["activity_number"], row["title"], row["cost_category"], row["net_eur"])
        for row in facts.table("activities")
    ] == [
        ("1", "STEAM ugdymas (MVP)", None, Decimal("505000.05")),
        ("2", "Kultūrinis ugdymas (MVP)", None, Decimal("245000.02")),
        ("3", "Kultūrinis ugdymas (I)", "infrastructure", Decimal("200000.02")),
        ("4", "Lyderystė veikiant (I)", "infrastructure", Decimal("50000.01")),
    ]
    areas = [row["policy_area"] for row in facts.table("activity_policy_areas")]
    assert areas == ["steam", "culture", "culture", "leadership"]
    assert (facts.title, facts.municipality_printed) == (
        "PAŽANGOS PLANAS",
        "Zarasų rajono savivaldybės",
    )


def test_slides_print_no_vat(read: Callable[[str], PlanFacts]) -> None:
    facts = read(SLIDES)
    assert all("vat_eur" not in row for row in facts.table("activities"))
    assert facts.table("plan_totals") == [
        {"total_kind": "grand", "net_eur": Decimal("1000000.10"), "source_line": 16}
    ]


@pytest.mark.parametrize(
    ("text", "rule", "differences"),
    [
        pytest.param(SLIDES, "shares_not_whole", [], id="whole"),
        pytest.param(
            SLIDES.replace("50.5%", "49.5%"),
            "shares_not_whole",
            [Decimal("-1.0")],
            id="not_whole",
        ),
        pytest.param(SLIDES, "balance_differs", [], id="balanced"),
        pytest.param(
            SLIDES.replace("75% - 25%", "74% - 26%"),
            "balance_differs",
            [Decimal("-1.0"), Decimal(1)],
            id="unbalanced",
        ),
        pytest.param(
            SLIDES.replace("(75% - 25%)", ""), "balance_differs", [], id="no_balance"
        ),
    ],
)
def test_slides_check_their_shares(
    text: str,
    rule: str,
    differences: list[Decimal],
    read: Callable[[str], PlanFacts],
) -> None:
    found = [finding.difference for finding in read(text).reported[rule]]
    assert found == differences


def test_slides_mark_what_is_not_printed(read: Callable[[str], PlanFacts]) -> None:
    reported = read(SLIDES).reported
    assert [finding.found for finding in reported["derived_amount"]] == [
        "50.5%",
        "24,5 %",
        "20%",
        "5%",
    ]
    assert [finding.line for finding in reported["number_given"]] == [7]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(SLIDES, True, id="slides"),
        pytest.param(SLIDES.replace("krepšelis", "suma"), False, id="no_basket"),
        pytest.param("STEAM ugdymas (MVP) 5%", False, id="one_share"),
        pytest.param("Labas rytas", False, id="something_else"),
    ],
)
def test_slides_are_told_by_shares_and_basket(text: str, *, expected: bool) -> None:
    assert are_slides(_document(text)) is expected
