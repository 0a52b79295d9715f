"""A warehouse of two made-up plans, and pages run on it."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown
from etl.plans.package.frames import build_frames
from etl.plans.package.write import write_package
from etl.refresh.refresh import refresh
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Callable

    from shown_page import RunPage

    from etl.plans.contract.plan_package import Row, Rows
    from etl.workbooks.contract.contract import Kind
    from pazanga.texts import Language

APP = Path(dashboard.__file__).with_name("app.py")


def activity(number: str, title: str, net: str, vat: str | None, **cells: Any) -> Row:  # noqa: ANN401
    return {
        "activity_number": number,
        "occurrence": 1,
        "title": title,
        "cost_category": "equipment",
        "net_eur": Decimal(net),
        "vat_eur": None if vat is None else Decimal(vat),
        "cost_role": "counted",
        "source_line": 10 + int(number.split(".", maxsplit=1)[0]),
        **cells,
    }


def link(table: str, *pairs: tuple[str, str], **cells: Any) -> list[Row]:  # noqa: ANN401
    return [
        {"activity_number": number, "occurrence": 1, table: code, **cells}
        for number, code in pairs
    ]


def indicator(number: str, **cells: Any) -> Row:  # noqa: ANN401
    return {
        "indicator_number": number,
        "name": f"Rodiklis {number}",
        "unit": "percent",
        "indicator_group": "mandatory",
        "is_chosen": True,
        **cells,
    }


def plan(code: str, municipality: str, **tables: list[Row]) -> Rows:
    return {
        "plan": [
            {
                "plan_code": code,
                "municipality_code": municipality,
                "municipality_name": code.title(),
                "title": "Pavyzdinis planas",
                "programme_code": "tum",
                "currency": "EUR",
                "document_name": f"{code}.txt",
                "document_sha256": "0" * 64,
            }
        ],
        **tables,
    }


YEAR_2024 = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}
OVER_YEARS = {"period_start": date(2024, 7, 1), "period_end": date(2025, 6, 30)}

FULL = plan(
    "birstonas",
    "12",
    plan_totals=[
        {"total_kind": "direct", "net_eur": Decimal(2100), "vat_eur": Decimal(350)},
        {"total_kind": "indirect", "net_eur": Decimal(42), "vat_eur": Decimal(7)},
        {"total_kind": "grand", "net_eur": Decimal(2142), "vat_eur": Decimal(357)},
    ],
    activities=[
        activity("1", "Robotikos kabinetas", "1000.00", "210.00", **YEAR_2024),
        activity(
            "2",
            "=Ąžuolų <b>erdvė</b>",
            "600.00",
            "126.00",
            cost_category="infrastructure",
            **OVER_YEARS,
        ),
        activity("3", "Mokymai vadovams", "400.00", "0.00", cost_category="competence"),
        activity("4", "Vaikų būrelis", "100.00", None, cost_category="education"),
        activity("5", "Dvi dalys", "50.00", "10.50", cost_role="rolled_up"),
        activity("5.1", "Pirma dalis", "50.00", "10.50", parent_number="5"),
    ],
    activity_policy_areas=link(
        "policy_area",
        ("1", "steam"),
        ("2", "culture"),
        ("2", "steam"),
        ("3", "leadership"),
        ("4", "inclusion"),
        ("5.1", "steam"),
    ),
    activity_schools=link(
        "school_code", ("1", "G1"), ("2", "G1"), ("2", "G2"), role="implementing"
    ),
    activity_indicators=link("indicator_number", ("1", "1"), ("2", "1")),
    schools=[
        {"school_code": code, "name": f"{code} mokykla", "role": "participant"}
        for code in ("G1", "G2")
    ],
    indicators=[
        indicator(
            "1", direction="increase", target_value=Decimal(80), target_bound="exact"
        ),
        indicator("2", target_value=Decimal(5), target_bound="exact"),
        indicator("3", is_chosen=False),
    ],
    indicator_values=[
        {
            "indicator_number": "1",
            "period": "2021-2022",
            "value": Decimal(60),
            "value_status": "final",
            "printed": "60",
        }
    ],
    findings=[
        {
            "rule": rule,
            "severity": severity,
            "subject": "4",
            "message": "Made up.",
            "source_line": 14,
        }
        for rule, severity in [("vat_missing", "warning"), ("net_missing", "error")]
    ],
)
"""2,150.00 euro net: 1,350 steam, 400 leadership, 300 culture, 100 inclusion."""

BARE = plan(
    "kalvarija",
    "48",
    plan_totals=[{"total_kind": "grand", "net_eur": Decimal(30)}],
    activities=[
        activity(number, title, net, None, cost_category=None)
        for number, title, net in [("1", "Pirma", "10.00"), ("2", "Antra", "20.00")]
    ],
    activity_policy_areas=link("policy_area", ("1", "culture"), ("2", "steam")),
)
"""30.00 euro net, VAT unknown; no categories, periods, schools or indicators."""


@pytest.fixture(scope="session")
def shown_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A published warehouse of the two plans; only to be read or copied."""
    folder = tmp_path_factory.mktemp("shown")
    data = folder / "data"
    shutil.copytree(PROJECT_ROOT / "data" / "reference", data / "reference")
    for rows in (FULL, BARE):
        code = rows["plan"][0]["plan_code"]
        write_package(build_frames(rows), data / "packages" / code)
    settings = Settings(home=folder / "home", data=data)
    refresh(settings)
    return settings


@pytest.fixture(scope="session")
def snapshot(shown_settings: Settings) -> str:
    """Path of the published snapshot."""
    return str(read_current(shown_settings.warehouse_dir).path)


@pytest.fixture(params=["lt", "en"])
def screen(request: pytest.FixtureRequest, shown_settings: Settings) -> Screen:
    """The screen of a reader of the full plan, in each language."""
    current = read_current(shown_settings.warehouse_dir)
    language: Language = request.param
    return Screen(
        language=language,
        snapshot=Shown(str(current.path), current.published_at),
        plan_code="birstonas",
        plan_name="Birštono sav.",
    )


@pytest.fixture
def run_page(shown_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> RunPage:
    """Open pages on the published warehouse; tests may point them elsewhere before."""
    monkeypatch.setenv("PAZANGA_HOME", str(shown_settings.home))
    return open_page


def open_page(page: str = "overview", **parameters: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    if page != "overview":
        app.switch_page(f"app_pages/{page}/page.py").run()
    return app


@pytest.fixture(scope="session")
def bundled_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A published warehouse of the bundled plans; only to be read."""
    home = tmp_path_factory.mktemp("bundled")
    settings = Settings(home=home, data=PROJECT_ROOT / "data")
    refresh(settings)
    return settings


@pytest.fixture(scope="session")
def bundled(bundled_settings: Settings) -> str:
    """Path of the snapshot of the bundled plans."""
    return str(read_current(bundled_settings.warehouse_dir).path)


@pytest.fixture
def run_bundled(bundled_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> RunPage:
    """Open pages on the bundled plans."""
    monkeypatch.setenv("PAZANGA_HOME", str(bundled_settings.home))
    return open_page


def payment(number: str, day: date, net: str, **cells: Any) -> Row:  # noqa: ANN401
    return {
        "plan_code": "birstonas",
        "activity_number": number,
        "school_code": "",
        "date": day,
        "document_number": f"{number}/{day}/{net}",
        "net_eur": Decimal(net),
        "funding_source": "ES",
        "phase": "executed",
        "is_synthetic": True,
        **cells,
    }


def measured(period: str, day: date, value: str | None, **cells: Any) -> Row:  # noqa: ANN401
    return {
        "plan_code": "birstonas",
        "indicator_number": "1",
        "period": period,
        "school_code": "",
        "value": None if value is None else Decimal(value),
        "value_status": "final" if value else "confidential",
        "measured_on": day,
        "source": "Švietimo skyrius",
        **cells,
    }


def share(year: str, school: str, value: str, count: int) -> Row:
    return {
        "plan_code": "birstonas",
        "school_code": school,
        "exam": "VBE",
        "measure": "share_36_100",
        "subject": "math",
        "school_year": year,
        "value": Decimal(value),
        "candidates_count": count,
    }


FED: dict[Kind, list[Row]] = {
    "spending": [
        payment("1", date(2024, 6, 10), "700.00", school_code="G1"),
        payment("1", date(2024, 6, 10), "950.00", phase="revised"),
        payment("2", date(2025, 1, 20), "200.00", vat_eur=Decimal(42)),
    ],
    "measurements": [
        measured("2022-2023", date(2023, 6, 15), "61"),
        measured("2023-2024", date(2024, 3, 1), "78"),
        measured("2023-2024", date(2024, 3, 1), "55.5", school_code="G1"),
        measured("2023-2024", date(2024, 3, 1), None, school_code="G2"),
    ],
    "exams": [
        share("2021-2022", "G1", "40", 50),
        share("2022-2023", "G1", "44", 60),
        share("2022-2023", "G2", "99", 4),
        share("2023-2024", "G1", "50", 70),
        share("2024-2025", "G1", "30", 80),
    ],
}
"""900.00 euro spent until 2025-01-20; activity 1 is over, activity 2 half way."""


@pytest.fixture(scope="session")
def fed_settings(
    shown_settings: Settings,
    feed_workbooks: Callable[..., None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    """The two plans with what was reported since; only to be read."""
    home = tmp_path_factory.mktemp("fed") / "home"
    shutil.copytree(shown_settings.home, home)
    settings = Settings(home=home, data=shown_settings.data)
    feed_workbooks(settings, FED)
    return settings


@pytest.fixture
def run_fed(fed_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> RunPage:
    """Open pages on the plans with what was reported since."""
    monkeypatch.setenv("PAZANGA_HOME", str(fed_settings.home))
    return open_page
