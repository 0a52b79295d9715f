"""Figures of slides with something beside them: none is taken, each is named."""

from decimal import Decimal

import pytest

from etl.plans.content.document import PlanDocument, parse_lines
from etl.plans.findings.model import PlanFacts
from etl.plans.findings.registry import find_all
from etl.plans.slides.extract import extract_slides

BASKET = "TŪM krepšelis be PVM\n1 000 000 Eur"
SLIDES = """PAŽANGOS PLANAS

STEAM ugdymas (MVP)
{share}

Kultūrinis ugdymas (I)

20%

{basket}

Lyderystė veikiant (I)
30 proc.

{end}
"""


def read(share: str = "50 %", basket: str = BASKET, end: str = "") -> PlanFacts:
    text = SLIDES.format(share=share, basket=basket, end=end)
    return extract_slides(PlanDocument("slides.txt", "0" * 64, parse_lines(text)))


def amounts(facts: PlanFacts) -> list[Decimal | None]:
    return [row["net_eur"] for row in facts.table("activities")]


def rules(facts: PlanFacts) -> set[str]:
    kept = ("_unreadable", "share", "amount_left", "amount_marked")
    return {
        str(r["rule"]) for r in find_all(facts) if any(k in r["rule"] for k in kept)
    }


@pytest.mark.parametrize(
    "basket",
    [
        "TŪM krepšelis be PVM 2024 m.\n600 000\n\nTŪM krepšelis be PVM 2025 m.\n4 Eur",
        "TŪM krepšelis be PVM\n600 000 Eur\n\nTŪM krepšelis be PVM\n400 000 Eur",
        "TŪM krepšelis be PVM\n600 000 Eur (2024 m.)\n400 000 Eur (2025 m.)",
        "TŪM krepšelis be PVM 2024\n600 000 Eur",
        "TŪM krepšelis be PVM: 600 000 + 400 000 Eur",
        "TŪM krepšelis be PVM 600 000 Eur/mok.",
        "TŪM krepšelis be PVM 600 000 Eur vienai mokyklai",
        "Vienos mokyklos krepšelis be PVM 600 000 Eur",
        "2024 m. krepšelis be PVM 600 000 Eur",
        "TŪM krepšelis be PVM, šimtais eurų: 6 000 Eur",
        "TŪM krepšelis be PVM apie 600 000 Eur",
        "TŪM krepšelis be PVM iki 600 000 Eur",
        "TŪM krepšelis be PVM -600 000 Eur",
        "TŪM krepšelis be PVM 12 345 67 Eur",
        "TŪM krepšelis be PVM 600.000 Eur",
        "TŪM krepšelis be PVM 600 000 USD",
        "TŪM krepšelis be PVM 600 000",
    ],
)
def test_doubtful_basket_gives_no_amount_and_is_said(basket: str) -> None:
    facts = read(basket=basket)
    assert amounts(facts) == [None, None, None]
    assert facts.table("plan_totals")[0]["net_eur"] is None
    assert "total_unreadable" in rules(facts)


@pytest.mark.parametrize(
    "basket",
    [
        "Bendras TŪM programos krepšelis be PVM: 600.000,00 Eur",
        "Zarasų rajono savivaldybės krepšelis be PVM – € 600 000",
        "TŪM krepšelis be PVM 600\u202f000 eurų",
        "TŪM krepšelis be PVM 600 000 Eur\n\nTŪM krepšelis be PVM 600000,00 Eur",
        "TŪM krepšelis be PVM 0,6 mln. Eur",
    ],
)
def test_basket_is_read_as_people_print_it(basket: str) -> None:
    assert amounts(read(basket=basket)) == [300_000, 120_000, 180_000]


@pytest.mark.parametrize(
    "share",
    [
        *("apie 50 %", "iki 50 %", "40–50 %", "40 % – 50 %", "150 %", "500 ‰"),
        *("50 proc. punktų", "50 %, iš jų 10 % savivaldybės", "50 % (400 000 Eur)"),
        *("25 % 2024 m.\n25 % 2025 m.", "50.0.1 %", "５0 %", "-50 %"),
    ],
)
def test_doubtful_share_gives_no_amount_and_is_said(share: str) -> None:
    facts = read(share=share)
    assert amounts(facts) == [None, 200_000, 300_000]
    assert "amount_unreadable" in rules(facts)


@pytest.mark.parametrize(
    ("end", "rule"),
    [
        ("Likusi dalis – kitos lėšos", "share_unknown"),
        ("Dar X proc. nežinoma", "share_unknown"),
        ("10 proc. lėšų bus tikslinama", "share_unknown"),
        ("Įtraukusis ugdymas (MVP) – tikslinama", "share_unknown"),
        ("Sveikatos ugdymas (MVP)\n10 %", "amount_left_over"),
        ("Kitoms veikloms skiriama 10 % krepšelio", "amount_left_over"),
        ("Krepšelis su PVM 1 210 000 Eur", "amount_left_over"),
        ("Savivaldybė prisideda 50 tūkst.", "amount_left_over"),
    ],
)
def test_part_that_no_activity_has_is_said(end: str, rule: str) -> None:
    facts = read(end=end)
    assert amounts(facts) == [500_000, 200_000, 300_000]
    assert rule in rules(facts)


@pytest.mark.parametrize(
    "end", ["", "Pasiekimus gerins 80 proc. mokinių", "2024–2026 m.", "8 klasėse 20 %"]
)
def test_figures_that_are_no_money_are_not_reported(end: str) -> None:
    assert rules(read(end=end)) == set()
