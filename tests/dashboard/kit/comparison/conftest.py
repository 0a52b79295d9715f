"""A warehouse of three plans, with a decision, two years of payments and of exams."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from etl.plans.package.frames import build_frames
from etl.plans.package.read import read_package
from etl.plans.package.write import write_package
from etl.refresh.refresh import refresh
from pazanga.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from shown_page import RunPage

    from etl.plans.contract.plan_package import Row, Rows
    from etl.workbooks.contract.contract import Kind


def activity(number: str, title: str, net: str, category: str) -> Row:
    return {
        "activity_number": number,
        "occurrence": 1,
        "title": title,
        "cost_category": category,
        "net_eur": Decimal(net),
        "cost_role": "counted",
        "source_line": 10,
    }


SCHOOLS = [
    {"school_code": code, "name": f"{code} mokykla", "role": "participant"}
    for code in ("G1", "G2", "G3")
]
LIKE: Rows = {
    "plan": [
        {
            "plan_code": "alytus",
            "municipality_code": "11",
            "municipality_name": "Alytus",
            "title": "Pavyzdinis planas",
            "programme_code": "tum",
            "currency": "EUR",
            "document_name": "alytus.txt",
            "document_sha256": "0" * 64,
        }
    ],
    "activities": [
        activity("1", "Salė", "1500.00", "infrastructure"),
        activity("2", "Įranga", "500.00", "equipment"),
    ],
    "activity_policy_areas": [
        {"activity_number": "1", "occurrence": 1, "policy_area": "culture"},
        {"activity_number": "2", "occurrence": 1, "policy_area": "steam"},
    ],
    "schools": SCHOOLS,
}
"""2,000.00 euro net: 1,500 culture, 500 steam; the full plan has 2,150.00."""


def payment(day: date, net: str) -> Row:
    return {
        "plan_code": "birstonas",
        "activity_number": "1",
        "school_code": "",
        "date": day,
        "document_number": f"{day}",
        "net_eur": Decimal(net),
        "funding_source": "ES",
        "phase": "executed",
        "is_synthetic": True,
    }


def measured(period: str, day: date, value: str) -> Row:
    return {
        "plan_code": "birstonas",
        "indicator_number": "1",
        "period": period,
        "school_code": "",
        "value": Decimal(value),
        "value_status": "final",
        "measured_on": day,
        "source": "Švietimo skyrius",
    }


def decision(number: str, field: str, value: str, item: str = "activity") -> Row:
    return {
        "plan_code": "birstonas",
        "decision_number": "T-1",
        "decided_date": date(2024, 9, 1),
        "item": item,
        "number": number,
        "field": field,
        "new_value": Decimal(value),
    }


def results(year: str, **values: str) -> list[Row]:
    return [
        {
            "plan_code": plan_code,
            "school_code": school,
            "exam": "VBE",
            "measure": "share_36_100",
            "subject": "math",
            "school_year": year,
            "value": Decimal(value),
            "candidates_count": 50,
        }
        for plan_code, listed in values.items()
        for school, value in zip(("G1", "G2", "G3"), listed.split(), strict=True)
    ]


FED: dict[Kind, list[Row]] = {
    "plan-changes": [
        decision("1", "net_eur", "1200.00"),
        decision("1", "target_value", "90", "indicator"),
    ],
    "spending": [
        payment(date(2024, 2, 10), "100.00"),
        payment(date(2024, 11, 10), "400.00"),
        payment(date(2025, 1, 10), "30.00"),
        payment(date(2025, 3, 20), "150.00"),
    ],
    "measurements": [
        measured("2022-2023", date(2023, 6, 15), "61"),
        measured("2023-2024", date(2024, 6, 15), "78"),
    ],
    "exams": [
        *results("2021-2022", birstonas="40 50 60"),
        *results("2022-2023", birstonas="44 58 64", alytus="30 40 70"),
    ],
}


@pytest.fixture(scope="session")
def compared_settings(
    shown_settings: Settings,
    feed_workbooks: Callable[..., None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    """The two plans, one like the first, and what was reported; only to be read."""
    folder = tmp_path_factory.mktemp("compared")
    data = folder / "data"
    shutil.copytree(shown_settings.data, data)
    full = data / "packages" / "birstonas"
    frames = read_package(full)
    schools = build_frames({"schools": SCHOOLS})["schools"]
    write_package({**frames, "schools": schools}, full)
    write_package(build_frames(LIKE), data / "packages" / "alytus")
    settings = Settings(home=folder / "home", data=data)
    refresh(settings)
    feed_workbooks(settings, FED)
    return settings


@pytest.fixture
def run_compared(
    compared_settings: Settings, run_page: RunPage, monkeypatch: pytest.MonkeyPatch
) -> RunPage:
    """Open pages on the three plans."""
    monkeypatch.setenv("PAZANGA_HOME", str(compared_settings.home))
    return run_page
