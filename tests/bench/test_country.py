"""A made-up country adds up to what is known of it, in files, warehouse and pages."""

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from shown_page import read_text
from streamlit.testing.v1 import AppTest

import dashboard
from bench.country.command import main, write_country
from bench.country.scale import SMALL, CountryScale, list_municipalities
from dashboard.kit.formats import format_number
from etl.refresh.refresh import refresh
from pazanga.settings import Settings
from warehouse.connection import open_snapshot, query_frame

TWO = replace(SMALL, municipalities=2)
APP = Path(dashboard.__file__).with_name("app.py")
TEXTS = {"plan", "place"}
FIGURES = (
    ("overview", "planned_net"),
    ("spending", "in_force_net"),
    ("spending", "paid_net"),
)
SUMS = {
    "planned": "select plan_code, sum(net_eur), sum(vat_eur)"
    " from marts.fct_planned_cost group by all",
    "in_force": "select plan_code, sum(net_eur) from marts.fct_cost_in_force"
    " group by all",
    "paid": "select plan_code, sum(net_eur), sum(vat_eur)"
    " from reports.rpt_monthly_spending where phase = 'executed' group by all",
    "payments": "select plan_code, count(*) from marts.fct_expenditure group by all",
    "exams": "select plan_code, count(*), sum(value), sum(candidates_count)"
    " from reports.rpt_exam_result group by all",
    "measurements": "select plan_code, count(*), sum(value)"
    " from reports.rpt_measurement group by all",
    "decisions": "select plan_code, count(*) from marts.fct_plan_change group by all",
    "schools": "select plan_code, count(*) from reports.rpt_school group by all",
}


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("country") / "out"
    write_country(folder, TWO)
    return folder


@pytest.fixture(scope="module")
def refreshed(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("country_home")
    settings = Settings(home=home, data=country / "data")
    settings.inbox_dir.mkdir(parents=True)
    for path in (country / "sheets").rglob("*.parquet"):
        shutil.copy(path, settings.inbox_dir)
    report = refresh(settings)
    assert report.run.outcome == "published"
    return settings


def read_expected(country: Path) -> dict[str, dict[str, Any]]:
    expected: dict[str, dict[str, Any]] = json.loads(
        (country / "expected.json").read_text("utf-8")
    )
    return expected


def test_the_same_country_is_made_each_time(country: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    write_country(again, TWO)
    files = [path for path in sorted(country.rglob("*")) if path.is_file()]
    for path in files:
        same = again / path.relative_to(country)
        if path.suffix == ".parquet":
            assert pl.read_parquet(path).equals(pl.read_parquet(same))
        else:
            assert path.read_bytes() == same.read_bytes()


def test_a_municipality_is_the_same_in_every_size(
    country: Path, tmp_path: Path
) -> None:
    main(["--size", "1", "--small", "--out", str(tmp_path / "one")])
    ((plan, sums),) = read_expected(tmp_path / "one").items()
    assert sums == read_expected(country)[plan]


def test_the_parts_of_the_whole_country_add_up() -> None:
    scale = CountryScale()
    places = [one.place for one in list_municipalities(scale)]
    assert len(places) == 60
    assert sum(map(scale.count_schools, places)) == 1_000
    assert sum(map(scale.count_payments, places)) == 5_000_000


@pytest.mark.slow
def test_the_warehouse_adds_up_to_what_was_made(
    country: Path, refreshed: Settings
) -> None:
    found = {name: ask(refreshed, sql) for name, sql in SUMS.items()}
    for plan, sums in read_expected(country).items():
        cents = {name: Decimal(sums[name]) / 100 for name in sums if name not in TEXTS}
        assert found["planned"][plan] == (cents["planned_net"], cents["planned_vat"])
        assert found["in_force"][plan] == (cents["in_force_net"],)
        assert found["paid"][plan] == (cents["paid_net"], cents["paid_vat"])
        assert found["payments"][plan] == (sums["payments"],)
        assert found["exams"][plan] == (
            sums["exams"],
            cents["exam_total"],
            sums["candidates"],
        )
        assert found["measurements"][plan] == (
            sums["measurements"],
            cents["measured_total"],
        )
        assert found["decisions"][plan] == (sums["decisions"],)
        assert found["schools"][plan] == (sums["schools"],)


@pytest.mark.slow
def test_one_of_a_thousand_payments_is_rejected(
    country: Path, refreshed: Settings
) -> None:
    sql = "select rule, count(*) from ops.quarantine group by all"
    rejected = sum(one["rejected"] for one in read_expected(country).values())
    assert rejected > 2
    assert ask(refreshed, sql) == {"unknown_activity": (rejected,)}


@pytest.mark.slow
def test_pages_show_what_was_made(
    country: Path, refreshed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAZANGA_HOME", str(refreshed.home))
    for plan, sums in read_expected(country).items():
        for page, name in FIGURES:
            figure = format_number(Decimal(sums[name]) / 100, "lt", decimals=2)
            assert f">{figure}<" in read_page(plan, page)


def read_page(plan: str, page: str) -> str:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params["plan"] = plan
    app.run()
    app.switch_page(f"app_pages/{page}/page.py").run()
    return read_text(app)


def ask(settings: Settings, sql: str) -> dict[str, tuple[Any, ...]]:
    (path,) = (settings.warehouse_dir / "snapshots").glob("*.duckdb")
    connection = open_snapshot(path)
    rows = query_frame(connection, sql).rows()
    connection.close()
    return {row[0]: row[1:] for row in rows}
