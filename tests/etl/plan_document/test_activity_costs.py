from decimal import Decimal

import pytest

from etl.sources.plan_document.activity_costs import Cost, CostTree, read_cost
from etl.sources.plan_document.wrapped_words import learn_words

KNOWN = learn_words(())


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
def test_read_cost_reads_net_vat_and_note(
    cells: str, net: str | None, vat: str | None, note: str | None
) -> None:
    cost = read_cost([cell.split("|") for cell in cells.split(" / ")], KNOWN)
    assert cost.net == (None if net is None else Decimal(net))
    assert cost.vat == (None if vat is None else Decimal(vat))
    assert cost.note == note
    assert cost.is_elsewhere == (not cost.net and "įtraukta" in str(note).lower())


def roles(rows: dict[str, str]) -> dict[str, str]:
    """Roles of rows given as `number: net vat [elsewhere]`; `-` is not printed."""
    tree = CostTree({})
    for number, printed in rows.items():
        net, vat, *note = (*printed.split(), *("-" if not printed else "").split() * 2)
        tree.costs[number, 1] = Cost(
            None if net == "-" else Decimal(net),
            None if vat == "-" else Decimal(vat),
            None,
            is_elsewhere=note == ["elsewhere"],
        )
        if "." in number:
            tree.children[number.rpartition(".")[0], 1].append((number, 1))
    return {number: role for (number, _), role in tree.roles().items()}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            {"1": "30 6", "1.1": "10 2", "1.2": "20 4"},
            "rolled_up counted counted",
            id="parts_add_up",
        ),
        pytest.param(
            {"1": "30 6", "1.1": "10 2", "1.2": "19 4"},
            "counted included included",
            id="parts_differ",
        ),
        pytest.param(
            {"1": "30 6", "1.1": "10 2", "1.2": "20 3"},
            "counted included included",
            id="only_vat_differs",
        ),
        pytest.param(
            {"1": "30 -", "1.1": "10 2", "1.2": "20 4"},
            "rolled_up counted counted",
            id="vat_of_the_whole_missing",
        ),
        pytest.param(
            {"1": "30 0", "1.1": "30 0", "1.1.1": "12 0"},
            "rolled_up counted included",
            id="part_of_a_part",
        ),
        pytest.param(
            {"1": "30 0", "1.1": "30 0", "1.1.1": "18 0", "1.1.2": "12 0"},
            "rolled_up rolled_up counted counted",
            id="parts_of_parts_add_up",
        ),
        pytest.param(
            {"1": "0 0 elsewhere", "1.1": "5 1"}, "elsewhere counted", id="elsewhere"
        ),
        pytest.param(
            {"1": "5 1", "1.1": "5 1", "1.2": "- 0 elsewhere"},
            "rolled_up counted elsewhere",
            id="a_part_is_paid_elsewhere",
        ),
        pytest.param({"1": "0 0", "1.1": "5 1"}, "rolled_up counted", id="zeros"),
        pytest.param({"1": "5 1", "1.1": "- -"}, "counted none", id="no_costs_below"),
        pytest.param({"1": "0 0", "1.1": "0 0"}, "counted included", id="all_zero"),
    ],
)
def test_roles_count_every_euro_once(rows: dict[str, str], expected: str) -> None:
    assert " ".join(roles(rows).values()) == expected
