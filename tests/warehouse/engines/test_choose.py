"""DuckDB unless told otherwise; what is missing for Spark is said before anything."""

from pathlib import Path

import pytest

from pazanga.errors import EngineError, SettingError
from pazanga.settings import read_settings
from warehouse.engines import server
from warehouse.engines.choose import DuckDBEngine, open_engine
from warehouse.engines.server import open_server

MASTERS = ["local", "local[2]", "local[*]", "spark://10.0.0.7:7077", "sc://h:15002"]


def test_duckdb_is_the_default() -> None:
    settings = read_settings({})
    assert settings.engine.name == "duckdb"
    with open_engine(settings) as engine:
        assert isinstance(engine, DuckDBEngine)


@pytest.mark.parametrize("master", MASTERS)
def test_spark_is_chosen_with_its_master(master: str) -> None:
    variables = {"PAZANGA_ENGINE": "spark", "PAZANGA_SPARK_MASTER": master}
    engine = read_settings(variables).engine
    assert (engine.name, engine.master) == ("spark", master)


@pytest.mark.parametrize(
    "variables",
    [
        {"PAZANGA_ENGINE": "sparc"},
        {"PAZANGA_SPARK_MASTER": "local[2] --conf x=y"},
        {"PAZANGA_SPARK_MASTER": "yarn"},
        {"PAZANGA_SPARK_MASTER": "spark://a b"},
        {"PAZANGA_SPARK_MASTER": "local[-1]"},
    ],
)
def test_what_no_engine_is_called_is_refused(variables: dict[str, str]) -> None:
    with pytest.raises(SettingError) as caught:
        read_settings(variables)
    assert next(iter(variables)) in caught.value.text("lt")


def test_spark_that_is_not_installed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "find_spec", lambda _name: None)
    with pytest.raises(EngineError, match="make spark"), open_server("local", tmp_path):
        pass


def test_java_that_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineError, match="Java 17"), open_server("local", tmp_path):
        pass
