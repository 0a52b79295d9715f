import re
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from etl.contracts.open_data import OpenPupilCount, OpenSchool, OpenStatistic
from etl.sources.open_data import list_sources
from warehouse.messages import UserError
from warehouse.settings import OpenDataSettings, read_settings

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "etl/sources/open_data"
TEXTS: dict[str, Any] = tomllib.loads((PACKAGE / "messages.toml").read_text("utf-8"))
PREFIX = "PAZANGA_OPEN_DATA_"


def read_placeholders(form: str | dict[str, str]) -> set[str]:
    forms = form.values() if isinstance(form, dict) else [form]
    return {name for text in forms for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_is_used_and_every_name_has_a_text() -> None:
    source = "".join(path.read_text("utf-8") for path in PACKAGE.glob("*.py"))
    pattern = r"(?:Error|Note|_temporary)\(\s*\"([a-z_]+)\""
    assert set(re.findall(pattern, source)) == set(TEXTS)


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_say_the_same(name: str) -> None:
    lithuanian, english = TEXTS[name]["lt"], TEXTS[name]["en"]
    assert read_placeholders(lithuanian) == read_placeholders(english)
    if isinstance(lithuanian, dict):
        assert (set(lithuanian), set(english)) == (
            {"one", "few", "other"},
            {"one", "other"},
        )


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
    code = (ROOT / "warehouse/settings.py").read_text("utf-8")
    described = (ROOT / "docs/open-data.md").read_text("utf-8")
    names = set(re.findall(rf"{PREFIX}[A-Z_]+[A-Z]", code))
    assert len(names) == 7
    assert {name for name in names if f"`{name}`" not in described} == set()
