from decimal import Decimal
from typing import Any

import pytest

from dashboard.app_pages.spending import queries
from dashboard.kit.filters import SpendingFilter

WHOLE = SpendingFilter(plan="birstonas")


@pytest.mark.parametrize(
    ("narrowed", "numbers"),
    [
        pytest.param({}, ["1", "2", "3", "4", "5.1"], id="whole_plan"),
        pytest.param({"area": ("steam",)}, ["1", "2", "5.1"], id="area"),
        pytest.param({"area": ("culture", "inclusion")}, ["2", "4"], id="two_areas"),
        pytest.param({"category": ("competence",)}, ["3"], id="category"),
        pytest.param({"school": ("G2",)}, ["2"], id="implementing_school"),
        pytest.param({"year": (2024,)}, ["1", "2"], id="year"),
        pytest.param({"year": (2025,)}, ["2"], id="year_of_the_end"),
        pytest.param({"year": (2030,)}, [], id="year_of_nothing"),
        pytest.param({"search": "ROBOT"}, ["1"], id="any_case"),
        pytest.param({"search": "azuolu erdve"}, ["2"], id="without_accents"),
        pytest.param({"search": "robotika"}, ["1"], id="another_case"),
        pytest.param({"search": "mokymas"}, ["3"], id="another_number"),
        pytest.param({"search": "5.1"}, ["5.1"], id="number"),
        pytest.param({"search": "' or 1=1 --"}, [], id="no_injection"),
        pytest.param({"search": "dalis", "area": ("culture",)}, [], id="contradiction"),
    ],
)
def test_filters_leave_the_activities_they_should(
    snapshot: str, narrowed: dict[str, Any], numbers: list[str]
) -> None:
    chosen = SpendingFilter(plan="birstonas", **narrowed)
    found = queries.query_activities(snapshot, chosen, "lt", sort="number")
    assert found["activity_number"].to_list() == numbers
    assert queries.query_totals(snapshot, chosen)["activity_count"] == len(numbers)


def test_totals_count_the_share_of_the_chosen_area_only(snapshot: str) -> None:
    totals = queries.query_totals(snapshot, SpendingFilter("birstonas", ("culture",)))
    assert totals["net_eur"] == Decimal("300.00")
    assert totals["vat_eur"] == Decimal("63.00")
    assert totals["shared_count"] == 1


def test_totals_say_how_much_vat_is_not_stated(snapshot: str) -> None:
    totals = queries.query_totals(snapshot, WHOLE)
    assert totals["net_eur"] == Decimal("2150.00")
    assert totals["vat_unknown_count"] == 1
    assert totals["gross_eur"] == Decimal("2150.00") + Decimal("346.50")


def test_totals_of_unknown_vat_are_unknown_not_zero(snapshot: str) -> None:
    totals = queries.query_totals(snapshot, SpendingFilter("kalvarija"))
    assert (totals["vat_eur"], totals["gross_eur"]) == (None, None)


def test_activities_keep_the_whole_cost_beside_their_share(snapshot: str) -> None:
    chosen = SpendingFilter("birstonas", ("culture",))
    row = queries.query_activities(snapshot, chosen, "lt").row(0, named=True)
    assert row["net_eur"] == Decimal("300.00")
    assert row["activity_net_eur"] == Decimal("600.00")
    assert row["share"] == Decimal("0.5")
    assert row["school_codes"] == "G1 G2"


def test_activity_without_vat_has_no_gross(snapshot: str) -> None:
    chosen = SpendingFilter("birstonas", ("inclusion",))
    row = queries.query_activities(snapshot, chosen, "lt").row(0, named=True)
    assert (row["net_eur"], row["vat_eur"], row["gross_eur"]) == (100, None, None)


def test_tiles_sum_to_the_total_and_name_the_largest_area_first(snapshot: str) -> None:
    tiles = queries.query_tiles(snapshot, WHOLE, "en")
    assert tiles["net_eur"].sum() == Decimal("2150.00")
    assert tiles["policy_area_code"][0] == "steam"
    assert tiles["area_name"][0] == "STEAM education"
    assert tiles["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("grouping", "first", "amount"),
    [
        ("activity", "birstonas:1:1", 1000),
        ("category", "equipment", 1050),
        ("area", "steam", 1350),
    ],
)
def test_parts_are_sorted_and_split_by_area(
    snapshot: str, grouping: queries.Grouping, first: str, amount: int
) -> None:
    parts = queries.query_parts(snapshot, WHOLE, "lt", grouping, largest=9)
    assert parts["group_key"][0] == first
    assert parts["group_net_eur"][0] == amount
    assert parts["net_eur"].sum() == Decimal("2150.00")
    assert parts["shown_share"][0] == pytest.approx(1)


def test_parts_keep_only_the_largest(snapshot: str) -> None:
    parts = queries.query_parts(snapshot, WHOLE, "lt", "activity", largest=2)
    assert parts["group_label"].to_list() == [
        "1 Robotikos kabinetas",
        "2 =Ąžuolų <b>erdvė</b>",
        "2 =Ąžuolų <b>erdvė</b>",
    ]
    assert parts["shown_share"][0] == pytest.approx(1600 / 2150)


def test_choices_are_those_of_the_plan(snapshot: str) -> None:
    choices = queries.query_choices(snapshot, "birstonas", "lt")
    codes = {
        name: choices.filter(choices["name"] == name)["code"].to_list()
        for name in ("area", "school", "year")
    }
    assert codes["area"] == ["leadership", "inclusion", "culture", "steam"]
    assert codes["school"] == ["G1", "G2"]
    assert codes["year"] == ["2024", "2025"]


@pytest.mark.parametrize(
    ("narrowed", "words"),
    [
        ({"search": "robatika"}, ["robotikos"]),
        ({"search": "robatika", "area": ("culture",)}, ["robotikos"]),
        ({"search": "robotika", "area": ("culture",)}, []),
        ({"area": ("culture",)}, []),
    ],
)
def test_words_are_proposed_where_the_search_is_to_blame(
    snapshot: str, narrowed: dict[str, Any], words: list[str]
) -> None:
    chosen = SpendingFilter("birstonas", **narrowed)
    proposed = queries.propose_searches(snapshot, chosen)
    assert proposed == [("search", word) for word in words]


def test_count_without_says_what_each_filter_costs(snapshot: str) -> None:
    chosen = SpendingFilter("birstonas", area=("culture",), search="dalis")
    assert queries.count_without(snapshot, chosen) == {"area": 1, "search": 1}
