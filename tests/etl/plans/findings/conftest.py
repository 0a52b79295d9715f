from datetime import date
from decimal import Decimal

import pytest

from etl.plans.contract.plan_package import Row, Rows
from etl.plans.findings.model import PlanFacts
from etl.plans.form.activities.planned import PlannedActivity


@pytest.fixture
def facts() -> PlanFacts:
    """A plan in which nothing is to be found: every damage of a test shows alone."""
    return PlanFacts(
        rows=_rows(),
        title="Pavyzdžio savivaldybės švietimo pažangos planas",
        planned=(_planned("1"), _planned("2"), _planned("3")),
        is_form=True,
        line_count=900,
        programme_period=(date(2023, 1, 1), date(2026, 12, 31)),
    )


def _rows() -> Rows:
    activities = [
        _activity("1", None, 300, 63, "rolled_up"),
        _activity("1.1", "1", 100, 21, "counted"),
        _activity("1.2", "1", 200, 42, "counted"),
        _activity("2", None, 50, 0, "counted"),
        _activity("3", None, 0, 0, "elsewhere", cost_note="įtraukta prie 1.2. veiklos"),
    ]
    numbers = [row["activity_number"] for row in activities]
    return {
        "plan_totals": [
            _total("direct", 350, 63),
            _total("indirect", 7, 1),
            _total("grand", 357, 64),
            _total("partners", 357, 64),
        ],
        "activities": activities,
        "activity_policy_areas": [_of(name, policy_area="steam") for name in numbers],
        "activity_schools": [
            _of("1", school_code="G1", role="implementing"),
            _of("1", school_code="G2", role="implementing"),
            _of("1.1", school_code="G1", role="implementing"),
            _of("1.2", school_code="G2", role="implementing"),
        ],
        "activity_indicators": [
            _of("2", indicator_number=str(number)) for number in range(1, 6)
        ],
        "activity_tasks": [_of("2", task_number="1.1")],
        "activity_links": [_of("2", related_number="1.2")],
        "tasks": [{"task_number": "1.1", "title": "Mokytis", "source_line": 5}],
        "schools": [_school("G1"), _school("G2")],
        "indicators": _indicators(),
        "indicator_values": [
            _baseline("1", "2021-2022", "80"),
            _baseline("2", "2021-2022", "50"),
            _baseline("3", "", "30"),
            _baseline("4", "2021-2022", "10"),
            _baseline("5", "2021-2022", "0.4"),
        ],
        "exam_results": [_exam_result()],
        "municipal_facts": [
            _fact("pupp_gap", "2021", "12"),
            _fact("pupp_gap", "2022", "30"),
        ],
    }


def _exam_result() -> Row:
    return {
        "school_code": "G1",
        "exam": "VBE",
        "measure": "share_36_100",
        "subject": "lt",
        "school_year": "2021-2022",
        "value": Decimal(70),
        "unit": "percent",
        "reading": "plain",
        "printed": "70",
        "source_line": 30,
    }


def _indicators() -> list[Row]:
    level = "Pagrindinio ugdymo pasiekimų patikrinimo metu bent pagrindinį {} lygį"
    return [
        _indicator("1", level.format("lietuvių kalbos"), 90),
        _indicator("2", level.format("matematikos"), 70),
        _indicator("3", "PUPP pasiekimų atotrūkis tarp dalykų", 20, "decrease"),
        _indicator("4", "Mokytojų, dalyvavusių mokymuose, dalis", 60),
        _indicator("5", "Jungtinių klasių dalis", 0, "decrease"),
    ]


def _planned(number: str) -> PlannedActivity:
    return PlannedActivity(
        number=number,
        occurrence=1,
        title=f"Veikla {number}",
        policy_area="steam",
        cost_category="equipment",
        implementing=(),
        participating=(),
        network=(),
        line=50,
    )


def _activity(
    number: str, parent: str | None, net: int, vat: int, role: str, **fields: object
) -> Row:
    return {
        "activity_number": number,
        "occurrence": 1,
        "parent_number": parent,
        "title": f"Veikla {number}",
        "cost_category": "equipment",
        "net_eur": Decimal(net),
        "vat_eur": Decimal(vat),
        "cost_note": None,
        "cost_role": role,
        "period_text": "2024 m.",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 12, 31),
        "source_line": 100 + int(10 * float(number)),
        **fields,
    }


def _total(kind: str, net: int, vat: int) -> Row:
    return {
        "total_kind": kind,
        "net_eur": Decimal(net),
        "vat_eur": Decimal(vat),
        "source_line": 800,
    }


def _of(number: str, **fields: str) -> Row:
    return {"activity_number": number, "occurrence": 1, "source_line": 101, **fields}


def _school(code: str) -> Row:
    return {"school_code": code, "name": code, "role": "participant", "source_line": 9}


def _indicator(number: str, name: str, target: int, direction: str = "increase") -> Row:
    return {
        "indicator_number": number,
        "name": name,
        "unit": "percent",
        "indicator_group": "mandatory",
        "direction": direction,
        "is_chosen": True,
        "target_value": Decimal(target),
        "target_text": str(target),
        "target_bound": "exact",
        "source_line": 40,
    }


def _baseline(number: str, period: str, value: str) -> Row:
    return {
        "indicator_number": number,
        "period": period,
        "value": Decimal(value),
        "value_status": "final",
        "printed": value,
        "source_line": 41,
    }


def _fact(fact: str, period: str, value: str) -> Row:
    return {
        "fact": fact,
        "period": period,
        "value": Decimal(value),
        "unit": "percentage_points",
        "printed": value,
        "source_line": 12,
    }
