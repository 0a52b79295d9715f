"""A country of four municipalities, so that one of them is a small part of it."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from bench.country.command import write_country
from bench.country.scale import CountryScale
from etl.refresh.refresh import refresh
from pazanga.settings import Settings

PLAN = "birstonas"
FOUR = CountryScale(
    municipalities=4,
    activities=20,
    indicators=5,
    exam_years=1,
    measured_years=1,
    share=500,
)


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A published warehouse of four municipalities; only to be copied."""
    folder = tmp_path_factory.mktemp("four")
    write_country(folder / "out", FOUR)
    settings = Settings(home=folder / "home", data=folder / "out" / "data")
    settings.inbox_dir.mkdir(parents=True)
    for path in (folder / "out" / "sheets").rglob("*.parquet"):
        shutil.copy2(path, settings.inbox_dir)
    assert refresh(settings).run.outcome == "published"
    return settings


@pytest.fixture
def home(country: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(country.home, tmp_path / "home")
    shutil.copytree(country.data, tmp_path / "data")
    return Settings(home=tmp_path / "home", data=tmp_path / "data")


def send(settings: Settings, name: str, *rows: dict[str, Any]) -> None:
    path = settings.inbox_dir / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    pl.DataFrame(list(rows)).write_csv(path, separator=";")


def payment(plan: str = PLAN, **cells: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "plan_code": plan,
        "activity_number": "3",
        "school_code": "G1",
        "date": date(2026, 5, 4),
        "document_number": "N-1",
        "supplier": "UAB „Nauja“",
        "net_eur": Decimal("100.01"),
        "vat_eur": Decimal("21.00"),
        "funding_source": "EGADP",
        "phase": "executed",
        **cells,
    }


def pay(settings: Settings) -> None:
    send(settings, "one", payment())


def edit_plan(settings: Settings) -> None:
    path = settings.packages_dir / PLAN / "activities.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Veikla Nr. 4,", "Kita veikla,"), "utf-8")
