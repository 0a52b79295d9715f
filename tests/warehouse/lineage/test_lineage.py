"""Order of models from the SQL itself, and what is refused."""

from pathlib import Path

import pytest

from pazanga.errors import ModelError
from warehouse.build import MODELS_DIR
from warehouse.connection import connect_memory
from warehouse.lineage import read_models


def write_models(folder: Path, models: dict[str, str]) -> Path:
    for table, sql in models.items():
        schema, _, name = table.partition(".")
        (folder / schema).mkdir(exist_ok=True)
        (folder / schema / f"{name}.sql").write_text(sql, encoding="utf-8")
    return folder


def test_models_come_after_what_they_read(tmp_path: Path) -> None:
    models = {
        "marts.a": "with z as (select * from reports.x) select * from z",
        "reports.x": "select * from staging.y join raw.t using (i)",
        "staging.y": "select (select max(i) from raw.t) as i",
    }
    ordered = read_models(connect_memory(), write_models(tmp_path, models))
    assert [model.table for model in ordered] == ["staging.y", "reports.x", "marts.a"]
    assert ordered[1].references == {"staging.y", "raw.t"}


@pytest.mark.parametrize(
    ("models", "message"),
    [
        pytest.param(
            {"marts.a": "select * from marts.b", "marts.b": "select * from marts.a"},
            "in a circle: marts",
            id="circle",
        ),
        pytest.param(
            {"marts.a": "select * from marts.nobody"},
            "“marts.a” reads “marts.nobody”",
            id="unknown_model",
        ),
        pytest.param({"marts.a": "select 1; select 2"}, "found 2", id="two_statements"),
        pytest.param({"marts.a": "create table x (i int)"}, "“a.sql”", id="no_select"),
        pytest.param({"marts.a": "selec 1"}, "“a.sql”", id="syntax_error"),
        pytest.param({"marts.a": ""}, "“a.sql”", id="empty_file"),
    ],
)
def test_models_that_cannot_be_ordered_are_refused(
    tmp_path: Path, models: dict[str, str], message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        read_models(connect_memory(), write_models(tmp_path, models))


@pytest.mark.parametrize(
    "path", sorted(MODELS_DIR.glob("*/*.sql")), ids=lambda path: path.stem
)
def test_model_file_keeps_the_style(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    # Reports list the columns of several marts.
    assert len(lines) <= (125 if path.parent.name == "reports" else 100)
    assert lines[-1].removeprefix("select * from ") == path.stem
    assert any(line.startswith("-- Grain: one row per ") for line in lines)


def test_layers_only_look_back() -> None:
    allowed = {
        "staging": {"raw"},
        "intermediate": {"staging", "intermediate", "ops"},
        "marts": {"staging", "intermediate", "marts", "ops"},
        "reports": {"marts", "reports", "ops"},
    }
    models = read_models(connect_memory(), MODELS_DIR)
    wrong = {
        (model.table, reference)
        for model in models
        for reference in model.references
        if reference.partition(".")[0] not in allowed[model.schema]
    }
    assert wrong == set()
