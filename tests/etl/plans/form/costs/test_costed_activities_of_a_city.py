from decimal import Decimal

import pytest

from etl.plans.content.sections import Section, Sections
from etl.plans.contract.plan_package import Row, Rows
from etl.plans.form.costs.extract import extract_costed_activities
from etl.plans.form.costs.totals import find_leftover_amounts
from etl.plans.package.frames import build_frames

pytestmark = pytest.mark.seeds


@pytest.fixture(scope="module")
def city_table(city_plan: Sections) -> Rows:
    return extract_costed_activities(city_plan[Section.COSTED_ACTIVITIES]).rows


@pytest.fixture(scope="module")
def city_rows(city_table: Rows) -> dict[tuple[str, int], Row]:
    return {
        (row["activity_number"], row["occurrence"]): row
        for row in city_table["activities"]
    }


def test_city_plan_has_every_row(city_table: Rows) -> None:
    counts = {name: len(rows) for name, rows in city_table.items()}
    assert counts["activities"] == 198
    assert counts["activity_policy_areas"] == 150
    assert counts["plan_totals"] == 3
    numbers = [row["activity_number"] for row in city_table["activities"]]
    assert "46.5" not in numbers
    assert [number for number in numbers if numbers.count(number) > 1] == ["14.2"] * 2


@pytest.mark.parametrize(
    ("number", "net", "vat", "role"),
    [
        ("1", "120139.15", "25229.22", "counted"),
        ("2", "361134.70", "75838.29", "counted"),
        ("8.8.3", "5000.00", "0.00", "counted"),
        ("14", "33000.00", "0.00", "rolled_up"),
        ("16", "1350425.83", "283589.41", "counted"),
        ("24", "109754.54", "0.00", "counted"),
        ("29", "824385.49", "164640.08", "rolled_up"),
        ("29.5", "77099.19", "7709.94", "counted"),
        ("38", "30726.40", "6452.56", "counted"),
        ("49", "1061000.70", None, "counted"),
        ("55.1", "179488.30", "162864.00", "counted"),
        ("55.2.1", "30000.00", "0.00", "included"),
        ("61.4", None, "0.00", "elsewhere"),
        ("62", "3600.00", "0.00", "counted"),
    ],
)
def test_city_plan_amounts(
    city_rows: dict[tuple[str, int], Row],
    number: str,
    net: str | None,
    vat: str | None,
    role: str,
) -> None:
    activity = city_rows[number, 1]
    assert activity["net_eur"] == (None if net is None else Decimal(net))
    assert activity["vat_eur"] == (None if vat is None else Decimal(vat))
    assert activity["cost_role"] == role


@pytest.mark.parametrize(
    ("key", "note"),
    [
        (("3", 1), "įtraukta prie 14.1."),
        (("14.2", 1), "įtraukta prie 3.1."),
        (("14.2", 2), "3.1. veikla (įtraukta prie lyderystės ugdymo veiklų)"),
        (("25", 1), "(bendra veiklai suma)"),
        (
            ("27", 1),
            "(įtraukta prie 4 veiklos lyderystės įrangos ir priemonių)",
        ),
        (("39.3", 1), "(įskaičiuotos 39.3.1. stažuotės)"),
        (("55.2", 1), "(įskaičiuota 55.2.1 veikla)"),
        (("61.2", 1), "(įtraukta prie 54 veiklos)"),
        (("61.4", 1), "Įtraukta į 50. veiklą"),
        (("64", 1), "(įtraukta prie 55.2 veiklos)"),
    ],
)
def test_city_plan_notes(
    city_rows: dict[tuple[str, int], Row], key: tuple[str, int], note: str
) -> None:
    assert city_rows[key]["cost_note"] == note


def test_city_plan_sums_and_totals(city_table: Rows) -> None:
    counted = [row for row in city_table["activities"] if row["cost_role"] == "counted"]
    assert sum(row["net_eur"] for row in counted) == Decimal("21104929.81")
    assert sum(row["vat_eur"] or 0 for row in counted) == Decimal("3529719.25")
    totals = [(row["net_eur"], row["vat_eur"]) for row in city_table["plan_totals"]]
    assert totals == [
        (Decimal("421568.63"), Decimal("71672.60")),
        (Decimal("21078431.37"), Decimal("3583630.13")),
        (Decimal("21500000.00"), Decimal("3655302.73")),
    ]


def test_city_plan_leaves_no_amount_over(city_plan: Sections) -> None:
    assert find_leftover_amounts(city_plan[Section.COSTED_ACTIVITIES]) == ()


def test_city_plan_rows_keep_the_contract_and_their_lines(
    city_plan: Sections, city_table: Rows
) -> None:
    frames = build_frames(city_table)
    assert frames["activities"].height == 198
    lines = city_plan[Section.COSTED_ACTIVITIES]
    for row in (row for rows in city_table.values() for row in rows):
        assert lines[0].number < row["source_line"] < lines[-1].number


@pytest.mark.parametrize("share", [0.1, 0.37, 0.5, 0.93])
def test_city_plan_cut_in_the_middle_is_read_so_far(
    city_plan: Sections, city_table: Rows, share: float
) -> None:
    lines = city_plan[Section.COSTED_ACTIVITIES]
    part = extract_costed_activities(lines[: int(len(lines) * share)]).rows
    assert part["plan_totals"] == []
    count = len(part["activities"]) - 1
    keys = [(row["activity_number"], row["net_eur"]) for row in part["activities"]]
    whole = [(r["activity_number"], r["net_eur"]) for r in city_table["activities"]]
    assert keys[:count] == whole[:count]
    assert 0 < count < len(whole)


def test_schools_named_by_ranges_are_all_there(city_table: Rows) -> None:
    schools = {
        row["school_code"]
        for row in city_table["activity_schools"]
        if row["activity_number"] == "8.6"
    }
    expected = {f"G{n}" for n in range(1, 12)} | {f"T{n}" for n in range(1, 49)}
    assert schools == expected
