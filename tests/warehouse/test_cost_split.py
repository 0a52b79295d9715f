"""Costs split by policy area: to the cent, empty stays empty, nothing vanishes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

AREAS = ["leadership", "inclusion", "culture", "steam"]
ACTIVITIES = "staging.stg_plan_package__activities"
LINKS = "staging.stg_plan_package__activity_policy_areas"
POLICY_AREAS = "staging.stg_reference__policy_areas"
WEIGHTED = "intermediate.int_activity_policy_areas__weighted"
COLLECTED = "intermediate.int_amounts__collected"
SPLIT = "intermediate.int_amounts__split"

Run = Callable[..., list[dict[str, Any]]]


Parts = dict[str, tuple[Decimal | None, Decimal | None]]
Cost = tuple[Decimal | None, Decimal | None, dict[str, Decimal | None]]


def split(run_model: Run, costs: list[Cost], role: str = "counted") -> list[Parts]:
    """Split costs given as net, VAT and weights by area; none where nothing counts."""
    tables: dict[str, list[dict[str, Any]]] = {
        ACTIVITIES: [
            {"activity_key": key, "cost_role": role, "net_eur": net, "vat_eur": vat}
            for key, (net, vat, _) in enumerate(costs)
        ],
        LINKS: [
            {"activity_key": key, "policy_area_code": area, "given_weight": weight}
            for key, (_, _, weights) in enumerate(costs)
            for area, weight in weights.items()
        ],
        POLICY_AREAS: [
            {"policy_area_code": area, "sort_order": order}
            for order, area in enumerate(AREAS)
        ],
    }
    tables[WEIGHTED] = run_model(WEIGHTED, tables)
    tables[COLLECTED] = run_model(COLLECTED, tables)
    parts: list[Parts] = [{} for _ in costs]
    for row in run_model(SPLIT, tables):
        amounts = (row["net_eur"], row["vat_eur"])
        parts[int(row["activity_key"])][row["policy_area_code"]] = amounts
    return parts


def equal(*areas: str) -> dict[str, Decimal | None]:
    return dict.fromkeys(areas)


@pytest.mark.parametrize(
    ("net", "vat", "weights", "expected"),
    [
        pytest.param(
            "10.00",
            "2.10",
            equal("steam"),
            {"steam": ("10.00", "2.10")},
            id="one_area_gets_all",
        ),
        pytest.param(
            "0.05",
            None,
            equal("leadership", "culture", "steam"),
            {
                "leadership": ("0.02", None),
                "culture": ("0.02", None),
                "steam": ("0.01", None),
            },
            id="cents_left_go_in_the_order_of_areas",
        ),
        pytest.param(
            "1.00",
            "0.00",
            {"culture": Decimal("0.375"), "inclusion": Decimal("0.625")},
            {"culture": ("0.37", "0.00"), "inclusion": ("0.63", "0.00")},
            id="given_weights_and_zero_vat",
        ),
        pytest.param(
            None,
            "0.01",
            equal("culture", "steam"),
            {"culture": (None, "0.01"), "steam": (None, "0.00")},
            id="empty_net_stays_empty",
        ),
        pytest.param(
            "7.77",
            None,
            {},
            {"unassigned": ("7.77", None)},
            id="no_area_is_a_member_of_its_own",
        ),
    ],
)
def test_split_gives_every_cent_once(
    run_model: Run,
    net: str | None,
    vat: str | None,
    weights: dict[str, Decimal | None],
    expected: dict[str, tuple[str | None, str | None]],
) -> None:
    [parts] = split(run_model, [(to_decimal(net), to_decimal(vat), weights)])
    assert parts == {
        area: (to_decimal(net_part), to_decimal(vat_part))
        for area, (net_part, vat_part) in expected.items()
    }


def to_decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


AMOUNTS = st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2)


@st.composite
def given_weights(draw: st.DrawFn) -> dict[str, Decimal | None]:
    areas = draw(st.lists(st.sampled_from(AREAS), min_size=1, unique=True))
    if draw(st.booleans()):
        return equal(*areas)
    cuts = sorted(draw(st.integers(0, 1_000_000)) for _ in areas[1:])
    ends = zip([0, *cuts], [*cuts, 1_000_000], strict=True)
    shares = [Decimal(end - start) / 1_000_000 for start, end in ends]
    return dict(zip(areas, shares, strict=True))


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(costs=st.lists(st.tuples(AMOUNTS, AMOUNTS, given_weights()), min_size=1))
def test_parts_always_sum_to_the_whole(run_model: Run, costs: list[Cost]) -> None:
    split_costs = split(run_model, costs)
    for (net, vat, weights), parts in zip(costs, split_costs, strict=True):
        assert parts.keys() == weights.keys()
        assert sum(part or 0 for part, _ in parts.values()) == net
        assert sum(part or 0 for _, part in parts.values()) == vat
        for area, weight in weights.items():
            share = Decimal(1) / len(weights) if weight is None else weight
            assert abs((parts[area][0] or 0) - (net or 0) * share) < Decimal("0.01")


def test_rolled_up_rows_are_not_split(run_model: Run) -> None:
    costs: list[Cost] = [(Decimal(5), None, equal("steam"))]
    assert split(run_model, costs, role="rolled_up") == [{}]


def test_missing_category_is_a_member_of_its_own(run_model: Run) -> None:
    tables = {
        ACTIVITIES: [{"activity_key": "p:1:1", "cost_role": "counted"}],
        SPLIT: [{"activity_key": "p:1:1", "amount_kind": "printed"}],
    }
    [row] = run_model("marts.fct_planned_cost", tables)
    assert row["cost_category_code"] == "unassigned"
