import re
from pathlib import Path
from typing import Any

import pytest

from etl.open_data.contract import OpenPupilCount, OpenSchool, OpenStatistic
from etl.open_data.sources import list_sources
from pazanga.errors import UserError
from pazanga.settings import OpenDataSettings, read_settings

ROOT = Path(__file__).resolve().parents[3]
PREFIX = "PAZANGA_OPEN_DATA_"


@pytest.mark.parametrize("schema", [OpenSchool, OpenPupilCount, OpenStatistic])
def test_every_column_is_described(schema: Any) -> None:  # noqa: ANN401
    assert all(column.description for column in schema.columns().values())


def test_settings_are_off_without_the_environment() -> None:
    settings = read_settings({})
    assert settings.open_data == OpenDataSettings()
    assert list_sources(settings.open_data) == ()


def test_settings_are_read_from_the_environment() -> None:
    environment = {
        f"{PREFIX}SCHOOLS": "1",
        f"{PREFIX}PUPILS": "0",
        f"{PREFIX}STATISTICS": "S3R1_M1, S3R2_M2 S3R1_M1",
        f"{PREFIX}SINCE": "2018",
        f"{PREFIX}CHANGES": "1",
        f"{PREFIX}PORTAL_ADDRESS": "https://example.org/",
    }
    assert read_settings(environment).open_data == OpenDataSettings(
        schools=True,
        statistics=("S3R1_M1", "S3R2_M2"),
        since_year=2018,
        by_changes=True,
        portal_address="https://example.org",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("SCHOOLS", "yes"), ("CHANGES", "2"), ("SINCE", "18"), ("STATISTICS", "a/../b")],
)
def test_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(UserError, match=f"{PREFIX}{name}: expected, for example"):
        read_settings({f"{PREFIX}{name}": value})


def test_every_setting_is_documented() -> None:
    code = (ROOT / "pazanga/settings/settings.py").read_text("utf-8")
    described = (ROOT / "docs/open-data.md").read_text("utf-8")
    names = set(re.findall(rf"{PREFIX}[A-Z_]+[A-Z]", code))
    assert len(names) == 7
    assert {name for name in names if f"`{name}`" not in described} == set()
