"""Packages of made-up plans: their activities, indicators, schools and totals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from etl.plans.contract.plan_activities import COST_CATEGORIES, POLICY_AREAS
from etl.plans.package.frames import build_frames
from etl.plans.package.write import write_package

if TYPE_CHECKING:
    from pathlib import Path

    from bench.country.scale import CountryPlace, CountryScale

Rows = list[dict[str, Any]]

FIRST_DAY, LAST_DAY = date(2024, 1, 1), date(2026, 12, 31)
SCHOOLS_OF_ACTIVITY: Final = 3
_TASKS: Final = 6
_CENT: Final = Decimal("0.01")
_VAT_PERCENT: Final = 21


def name_school(number: int) -> str:
    """Return the code of a school of a plan, from 0."""
    return f"G{number + 1}"


def plan_net_cents(place: int, activity: int) -> int:
    """Return what an activity of a plan costs without VAT, by its number from 0."""
    return 30_000_000 + (place * 7_919 + activity * 104_729) % 40_000_000


def add_vat_cents(net_cents: int) -> int:
    """Return the VAT of an amount, rounded half up."""
    return (net_cents * _VAT_PERCENT + 50) // 100


def baseline_hundredths(place: int, indicator: int) -> int:
    """Return the printed baseline of an indicator, in hundredths of a percent."""
    return 2_000 + (place * 613 + indicator * 911) % 3_000


def target_hundredths(place: int, indicator: int) -> int:
    """Return the target of an indicator, in hundredths of a percent."""
    return baseline_hundredths(place, indicator) + 1_500


def write_plan(folder: Path, place: CountryPlace, scale: CountryScale) -> None:
    """Write the package of a municipality into a folder of its own."""
    rows: dict[str, Rows] = {
        "plan": [_describe_plan(place)],
        **_list_activities(place, scale),
        **_list_indicators(place, scale),
        "goals": [{"goal_number": "1", "title": "Pažanga", "source_line": 1}],
        "tasks": [
            {"task_number": f"1.{n + 1}", "title": f"Uždavinys {n + 1}"}
            | {"source_line": n + 2}
            for n in range(_TASKS)
        ],
        "schools": [
            {
                "school_code": name_school(number),
                "name": f"{place.name} {number + 1}-oji gimnazija",
                "role": "participant",
                "source_line": 10 + number,
            }
            for number in range(scale.count_schools(place.place))
        ],
    }
    write_package(build_frames(rows), folder / place.plan)


def _describe_plan(place: CountryPlace) -> dict[str, Any]:
    return {
        "plan_code": place.plan,
        "municipality_code": place.code,
        "municipality_name": place.name,
        "title": f"{place.full_name}: švietimo pažangos planas",
        "programme_code": "tum",
        "currency": "EUR",
        "document_name": f"{place.plan}.txt",
        "document_sha256": sha256(place.plan.encode()).hexdigest(),
    }


def _list_activities(place: CountryPlace, scale: CountryScale) -> dict[str, Rows]:
    schools = scale.count_schools(place.place)
    tables: dict[str, Rows] = {name: [] for name in _TABLES_OF_ACTIVITIES}
    net = vat = 0
    for number in range(scale.activities):
        line = 1_000 + number
        key = {"activity_number": str(number + 1), "occurrence": 1}
        cents = plan_net_cents(place.place, number)
        net, vat = net + cents, vat + add_vat_cents(cents)
        tables["activities"].append(
            key
            | {
                "title": f"Veikla Nr. {number + 1}",
                "cost_category": COST_CATEGORIES[number % len(COST_CATEGORIES)],
                "net_eur": cents * _CENT,
                "vat_eur": add_vat_cents(cents) * _CENT,
                "cost_role": "counted",
                "period_text": "2024–2026 m.",
                "period_start": FIRST_DAY,
                "period_end": LAST_DAY,
                "source_line": line,
            }
        )
        for kind, listed in _list_parts(number, schools, scale.indicators).items():
            tables[kind] += [key | part | {"source_line": line} for part in listed]
    tables["plan_totals"] = [
        {"total_kind": kind, "net_eur": net * _CENT, "vat_eur": vat * _CENT}
        | {"source_line": line}
        for kind, line in (("direct", 5_000), ("grand", 5_001))
    ]
    return tables


def _list_parts(number: int, schools: int, indicators: int) -> dict[str, Rows]:
    """List what hangs on an activity, by table."""
    areas = POLICY_AREAS[: 1 + number % len(POLICY_AREAS)]
    codes = {name_school((number + n) % schools) for n in range(SCHOOLS_OF_ACTIVITY)}
    numbers = {(number + n) % indicators + 1 for n in range(2)}
    return {
        "activity_policy_areas": [{"policy_area": area} for area in areas],
        "activity_schools": [
            {"school_code": code, "role": "implementing"} for code in sorted(codes)
        ],
        "activity_indicators": [{"indicator_number": str(n)} for n in sorted(numbers)],
        "activity_tasks": [{"task_number": f"1.{number % _TASKS + 1}"}],
    }


def _list_indicators(place: CountryPlace, scale: CountryScale) -> dict[str, Rows]:
    figures = [
        (
            str(n + 1),
            baseline_hundredths(place.place, n) * _CENT,
            target_hundredths(place.place, n) * _CENT,
            500 + n,
        )
        for n in range(scale.indicators)
    ]
    return {
        "indicators": [
            {
                "indicator_number": number,
                "name": f"Rodiklis Nr. {number}",
                "unit": "percent",
                "indicator_group": "mandatory"
                if int(number) < _MANDATORY
                else "optional",
                "direction": "increase",
                "is_chosen": True,
                "target_value": target,
                "target_text": str(target).replace(".", ","),
                "target_bound": "exact",
                "source_line": line,
            }
            for number, _, target, line in figures
        ],
        "indicator_values": [
            {
                "indicator_number": number,
                "period": "2021-2022",
                "value": value,
                "value_status": "final",
                "printed": str(value).replace(".", ","),
                "source_line": line,
            }
            for number, value, _, line in figures
        ],
    }


_MANDATORY: Final = 8
_TABLES_OF_ACTIVITIES: Final = (
    "activities",
    "activity_policy_areas",
    "activity_schools",
    "activity_indicators",
    "activity_tasks",
)
