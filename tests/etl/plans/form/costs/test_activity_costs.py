from decimal import Decimal

import pytest

from etl.plans.form.costs.activity_costs import Cost, CostTree


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
