from decimal import Decimal

import pytest

from etl.plans.content.document import parse_lines
from etl.plans.form.costs.text import read_cost_text

ROW = """
1. Salė

STEAM

Vaikai mokysis drauge ir padės vieni kitiems kasdien

2025 m.

Planai

5000,00

1050,00
"""


@pytest.mark.parametrize(
    ("heading", "net"),
    [
        pytest.param("Išlaidos Eur\nbe PVM\n\nPVM suma", "5000.00", id="euro"),
        pytest.param("Išlaidos,\ntūkst. Eur\nbe PVM\n\nPVM", None, id="thousands"),
        pytest.param("Išlaidos be PVM, mln. Eur\n\nPVM", None, id="millions"),
        pytest.param("Išlaidos be PVM, LTL\n\nPVM", None, id="litas"),
        pytest.param("(tūkst. Eur)\n\nbe PVM\n\nPVM", None, id="above_headings"),
        pytest.param(
            f"(sumos nurodytos tūkst. eurų)\n\n{'Žodis ' * 20}\n\nbe PVM\n\nPVM",
            None,
            id="far_above_headings",
        ),
        pytest.param(
            f"Litais\n\n{'Žodis ' * 20}\n\nbe PVM\n\nPVM", None, id="litas_above"
        ),
        pytest.param(
            f"21,5\ntūkst. mokinių\n\n{'Žodis ' * 20}\n\nbe PVM\n\nPVM",
            "5000.00",
            id="other_thousands",
        ),
        pytest.param("„Tūkstantmečio mokyklos“\n\nbe PVM\n\nPVM", "5000.00", id="name"),
        pytest.param("Krepšelis 21,5 mln. Eur be PVM\n\nPVM", "5000.00", id="a_sum"),
    ],
)
def test_unit_in_the_headings_of_a_text_stops_its_costs(
    heading: str, net: str | None
) -> None:
    found = read_cost_text(parse_lines(f"6. Lentelė\n\n{heading}\n{ROW}"))
    [row] = found.rows
    assert row.net.amount == (None if net is None else Decimal(net))
    assert list(found.reported) == ([] if net else ["cost_table_unread"])
