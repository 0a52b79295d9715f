from decimal import Decimal

import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.wrapped_words import learn_words
from etl.plans.form.costs.activity_costs import cost_of
from etl.plans.form.costs.cells import split_cells
from etl.plans.form.costs.money_cells import (
    MoneyCells,
    find_money_cells,
    read_money,
)

KNOWN = learn_words(())


def money(cells: str) -> MoneyCells:
    """Cells given as lines (`|`) and cells (` / `), after a documents column."""
    parts = tuple(tuple(cell.split("|")) for cell in cells.split(" / "))
    return MoneyCells(parts, 1, frozenset(), before=1, follows_documents=True)


@pytest.mark.parametrize(
    ("cells", "net", "vat", "note"),
    [
        pytest.param(
            "12013|9,15 / 2522|9,22", "120139.15", "25229.22", None, id="both"
        ),
        pytest.param("1097|54,54 0,00", "109754.54", "0.00", None, id="one_cell"),
        pytest.param("1061|000,7|0", "1061000.70", None, None, id="vat_missing"),
        pytest.param(
            "0,00|įtrauk|ta|prie|14.1. / 0,00",
            "0.00",
            "0.00",
            "įtraukta prie 14.1.",
            id="paid_elsewhere",
        ),
        pytest.param(
            "Įtrau|kta į|50.|veikl|ą / 0,00",
            None,
            "0.00",
            "Įtraukta į 50. veiklą",
            id="no_amount",
        ),
        pytest.param(
            "3.1.|veikl|a|(įtrau|kta) / 0,00",
            None,
            "0.00",
            "3.1. veikla (įtraukta)",
            id="number_is_no_amount",
        ),
        pytest.param(
            "4078|9,10|(įskai|čiuot|a|55.2.|1|veikl|a) / 0,00",
            "40789.10",
            "0.00",
            "(įskaičiuota 55.2.1 veikla)",
            id="includes_a_part",
        ),
        pytest.param("– / 15,00", None, "15.00", None, id="dash"),
    ],
)
def test_cost_cells_are_net_vat_and_note(
    cells: str, net: str | None, vat: str | None, note: str | None
) -> None:
    cost = cost_of(read_money(money(cells), KNOWN))
    assert cost.net == (None if net is None else Decimal(net))
    assert cost.vat == (None if vat is None else Decimal(vat))
    assert cost.note == note
    assert cost.is_elsewhere == (not cost.net and "įtraukta" in str(note).lower())


@pytest.mark.parametrize(
    ("cells", "net", "vat"),
    [
        pytest.param("Planai / 80|00,00 / 1680|,00", "8000.00", "1680.00", id="both"),
        pytest.param("Planai / 8000,00", "8000.00", None, id="vat_missing"),
        pytest.param("Planai / 8.000,00 / 1.680,00", "8000.00", "1680.00", id="dots"),
        pytest.param("Planai / apie 8000 / 1680,00", None, "1680.00", id="about"),
        pytest.param("Planai / (8000,00) / 1680,00", None, "1680.00", id="brackets"),
        pytest.param("Planai / 8000,00 / n. d.", "8000.00", None, id="vat_in_words"),
        pytest.param("Planai / Tikslinama / 1680,00", None, None, id="net_in_words"),
        pytest.param("Tikslinama / 1680,00", None, None, id="no_documents"),
        pytest.param("– / 8000,00", None, None, id="dash_may_be_documents"),
        pytest.param("1200,50 / 8000,00", None, None, id="number_may_be_documents"),
        pytest.param("8000,00 / 1680,00", "8000.00", "1680.00", id="vat_of_net"),
        pytest.param("Planai / 8000,00 9000,00", None, None, id="two_amounts"),
        pytest.param("Planai / 8000,00 1680,00", "8000.00", "1680.00", id="one_line"),
        pytest.param("Metų planai 8000,00 1680,00", "8000.00", "1680.00", id="glued"),
        pytest.param("Metų planai 1 8000,00 1680,00", None, None, id="glued_number"),
        pytest.param("Metų planai 8000,00", None, None, id="glued_one"),
    ],
)
def test_text_shows_which_cell_is_net_or_none_is_read(
    cells: str, net: str | None, vat: str | None
) -> None:
    text = f"2025|m.|I-IV|ketv. / {cells}".replace(" / ", "\n\n").replace("|", "\n")
    found = find_money_cells(split_cells(parse_lines(text)), ())
    readings = read_money(found, KNOWN)
    expected = [None if printed is None else Decimal(printed) for printed in (net, vat)]
    assert [one.amount for one in readings] == expected
