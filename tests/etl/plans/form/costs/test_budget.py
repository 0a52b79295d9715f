from decimal import Decimal

import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.costs.budget import extract_budget


@pytest.mark.parametrize(
    ("text", "net", "vat", "line"),
    [
        pytest.param(
            "1.,2.\n\nMiestas\n\n21 500,00 3 655,73\n\nMiestas",
            "21500.00",
            "3655.73",
            5,
            id="one_sum_for_all",
        ),
        pytest.param(
            "Miestas\n\n1 000,00\n\n210,00\n\nMokykla 500,00 105,00",
            "1500.00",
            "315.00",
            3,
            id="a_sum_for_each",
        ),
        pytest.param(
            "Miestas 10,00 2,10\n\nMokykla 5,00 1,05\n\nIš viso 15,00 3,15",
            "15.00",
            "3.15",
            5,
            id="printed_total",
        ),
        pytest.param("Miestas 10,00", "10.00", None, 1, id="no_vat"),
    ],
)
def test_budget_gives_the_sum_of_partners(
    text: str, net: str, vat: str | None, line: int
) -> None:
    [total] = extract_budget(parse_lines(text)).rows["plan_totals"]
    assert total == {
        "total_kind": "partners",
        "net_eur": Decimal(net),
        "vat_eur": None if vat is None else Decimal(vat),
        "source_line": line,
    }


@pytest.mark.parametrize("text", ["", "Miestas\n\n2021–2030 m. Nr. 12-003"])
def test_budget_without_sums_gives_nothing(text: str) -> None:
    assert extract_budget(parse_lines(text)).rows == {"plan_totals": []}


@pytest.mark.seeds
def test_city_plan_budget(city_plan: Sections) -> None:
    [total] = extract_budget(city_plan[Section.BUDGET]).rows["plan_totals"]
    assert (total["net_eur"], total["vat_eur"]) == (
        Decimal("21500000.00"),
        Decimal("3655302.73"),
    )
