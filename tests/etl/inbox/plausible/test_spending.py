"""Payments that cannot be true are put aside; those that hardly are, are said."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.inbox.plausible import find_doubtful, find_impossible, say_doubts

from .conftest import REFERENCES, build, find


@pytest.mark.parametrize(
    ("net", "vat", "broken", "doubted"),
    [
        pytest.param("100", "21", set(), set(), id="usual"),
        pytest.param("100", "5", set(), set(), id="reduced"),
        pytest.param("100", "9", set(), set(), id="reduced_until_2026"),
        pytest.param("100", "0", set(), set(), id="none"),
        pytest.param("100", None, set(), set(), id="not_given"),
        pytest.param("0", "0", set(), set(), id="nothing"),
        pytest.param("33.33", "7.01", set(), set(), id="a_cent_of_rounding"),
        pytest.param("100", "21.04", set(), {"vat_unusual"}, id="cents_of_many_lines"),
        pytest.param("100", "15", set(), {"vat_unusual"}, id="several_rates"),
        pytest.param("100", "12", set(), {"vat_unusual"}, id="rate_not_in_force_yet"),
        pytest.param("-100", "-21", set(), set(), id="refund"),
        pytest.param("100", "22", {"vat_too_large"}, None, id="too_large"),
        pytest.param("42", "200", {"vat_too_large"}, None, id="columns_swapped"),
        pytest.param("50", "21", {"vat_too_large"}, None, id="rate_for_amount"),
        pytest.param("0", "21", {"vat_too_large"}, None, id="vat_of_nothing"),
        pytest.param("-100", "21", {"vat_sign_differs"}, None, id="minus_of_net_lost"),
        pytest.param("100", "-21", {"vat_sign_differs"}, None, id="minus_of_vat_lost"),
    ],
)
def test_vat_is_held_against_the_rates(
    net: str, vat: str | None, broken: set[str], doubted: set[str] | None
) -> None:
    cells = {"net_eur": Decimal(net), "vat_eur": vat and Decimal(vat)}
    found = find("spending", **cells)
    assert found[0] == broken
    assert doubted is None or found[1] == doubted


@pytest.mark.parametrize(
    ("rows", "broken", "doubted"),
    [
        pytest.param([("12500", "2630")], 0, 0, id="thousands"),
        pytest.param([("400", "100")], 0, 0, id="hundreds"),
        pytest.param([("12500", "2630"), ("8250", "1730")], 0, 0, id="all_thousands"),
        pytest.param([("12500", "2640")], 1, 1, id="thousands_and_too_large"),
        pytest.param([("12500", "2500")], 0, 1, id="thousands_and_unusual"),
        pytest.param([("12500", "2600")], 0, 0, id="thousands_with_one_decimal"),
        pytest.param([("12500", "2630"), ("10.50", None)], 1, 1, id="euro_beside"),
        pytest.param([("1000", "220")], 1, 1, id="round_and_too_large"),
        pytest.param([("42", "200")], 1, 1, id="swapped"),
    ],
)
def test_sheet_in_thousands_is_held_against_its_rounding(
    rows: list[tuple[str, str | None]], broken: int, doubted: int
) -> None:
    amounts = [
        {"net_eur": Decimal(net), "vat_eur": vat and Decimal(vat)} for net, vat in rows
    ]
    facts = build("spending", *amounts)
    found = {
        fault.rule: fault.rows.sum()
        for find_faults in (find_impossible, find_doubtful)
        for fault in find_faults("spending", facts, REFERENCES.lists)
    }
    assert (found["vat_too_large"], found["vat_unusual"]) == (broken, doubted)


@settings(deadline=None)
@given(
    st.integers(-(10**9), 10**9),
    st.sampled_from(["0", "0.05", "0.09", "0.21"]),
)
def test_vat_of_a_usual_rate_is_never_put_aside(cents: int, rate: str) -> None:
    net = Decimal(cents) / 100
    vat = round(net * Decimal(rate), 2)
    facts = build("spending", {"net_eur": net, "vat_eur": vat})
    faults = find_impossible("spending", facts, REFERENCES.lists)
    assert not any(fault.rows.any() for fault in faults)


@pytest.mark.parametrize(
    ("day", "is_said"),
    [
        pytest.param("2023-01-01", False, id="a_year_before"),
        pytest.param("2022-12-31", True, id="longer_before"),
        pytest.param("2025-06-01", False, id="within"),
        pytest.param("2027-12-31", False, id="a_year_after"),
        pytest.param("2028-01-01", True, id="longer_after"),
    ],
)
def test_day_far_from_the_plan_is_said(day: str, *, is_said: bool) -> None:
    _, doubted = find("spending", date=date.fromisoformat(day), vat_eur=None)
    assert ("date_outside_plan" in doubted) == is_said


@pytest.mark.parametrize(
    ("activity", "net", "doubted"),
    [
        pytest.param("1", "1000.00", set(), id="all_of_the_plan"),
        pytest.param("1", "1000.01", {"amount_above_plan"}, id="more_than_the_plan"),
        pytest.param("1", "9999.99", {"amount_above_plan"}, id="almost_ten_times"),
        pytest.param("1", "10000", {"amount_far_above_plan"}, id="ten_times"),
        pytest.param("1", "-10000", {"amount_far_above_plan"}, id="refund"),
        pytest.param("2", "10000", set(), id="plan_not_known"),
        pytest.param("9", "10000", set(), id="activity_not_known"),
    ],
)
def test_amount_is_held_against_the_plan_of_its_activity(
    activity: str, net: str, doubted: set[str]
) -> None:
    cells = {"activity_number": activity, "net_eur": Decimal(net), "vat_eur": None}
    assert find("spending", **cells)[1] == doubted


def test_budget_revised_upwards_is_no_mistake() -> None:
    cells = {"net_eur": Decimal(1500), "vat_eur": None, "phase": "revised"}
    assert find("spending", **cells)[1] == set()
    far = {**cells, "net_eur": Decimal(15000)}
    assert find("spending", **far)[1] == {"amount_far_above_plan"}


@pytest.mark.parametrize(
    ("amounts", "is_said"),
    [
        (["900", "900", "200"], False),
        (["900", "900", "200.01"], True),
        (["900", "900", "900", "-900"], False),
        (["2000.01"], False),
    ],
)
def test_payments_of_an_activity_are_held_against_its_plan_together(
    amounts: list[str], *, is_said: bool
) -> None:
    rows = [{"net_eur": Decimal(net), "vat_eur": None} for net in amounts]
    facts = build("spending", *rows)
    rules = {remark.rule for remark in say_doubts("spending", facts, REFERENCES.lists)}
    assert ("amounts_above_plan" in rules) is is_said


def test_warning_counts_rows_names_some_and_adds_them_up() -> None:
    row = {"net_eur": Decimal("1234.56"), "vat_eur": None}
    facts = build("spending", *[row] * 10)
    [remark] = say_doubts("spending", facts, REFERENCES.lists)
    assert (remark.rule, remark.severity, remark.sheet) == (
        "amount_above_plan",
        "warning",
        "Lapas1",
    )
    assert "10 eilučių (Nr. 2, 3, 4, 5, 6, 7, 8, 9 …)" in remark.message_lt
    assert "12\u00a0345,60\u00a0€" in remark.message_lt
    assert "€12,345.60 in all" in remark.message


@pytest.mark.parametrize(
    ("day", "doubted"),
    [
        pytest.param("2025-03-01", set(), id="same_day"),
        pytest.param("2025-03-02", {"paid_before_document"}, id="paid_before"),
        pytest.param("2024-03-01", set(), id="a_year_before"),
        pytest.param("2024-02-29", {"document_far_earlier"}, id="longer_before"),
        pytest.param("2015-03-01", {"document_far_earlier"}, id="another_decade"),
        pytest.param(None, set(), id="not_given"),
    ],
)
def test_day_of_the_document_is_held_against_that_of_payment(
    day: str | None, doubted: set[str]
) -> None:
    given = {"document_date": day and date.fromisoformat(day)}
    assert find("spending", **given)[1] == doubted
