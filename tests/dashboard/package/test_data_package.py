"""The Data Package: every table whole, in both formats, as its descriptor says."""

from __future__ import annotations

import json
from contextlib import closing
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from dashboard.package.data_package import export_package, find_type
from dashboard.package.publisher import Publisher
from pazanga.errors import NoSnapshot, UsageError
from warehouse.connection import open_snapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings


@pytest.fixture(scope="module")
def package(refreshed: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("package") / "out"
    export_package(refreshed, folder, Publisher())
    return folder


@pytest.fixture(scope="module")
def descriptor(package: Path) -> dict[str, Any]:
    words: dict[str, Any] = json.loads((package / "datapackage.json").read_text())
    return words


def test_every_file_is_described_and_is_what_its_checksum_says(
    package: Path, descriptor: dict[str, Any]
) -> None:
    files = {
        str(path.relative_to(package)) for path in package.rglob("*") if path.is_file()
    }
    named = {one["path"] for one in descriptor["resources"]}
    beside = {f"{path}-metadata.json" for path in named if path.endswith(".csv")}
    portals = {"dcat.jsonld", "dcat.ttl", "manifest.csv", "metrics.yml"}
    assert files == {"datapackage.json"} | named | beside | portals
    for resource in descriptor["resources"]:
        content = (package / resource["path"]).read_bytes()
        assert len(content) == resource["bytes"]
        assert f"sha256:{sha256(content).hexdigest()}" == resource["hash"]
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_files_hold_every_row_of_every_table(
    refreshed: Settings, package: Path, descriptor: dict[str, Any]
) -> None:
    current = read_current(refreshed.warehouse_dir)
    with closing(open_snapshot(current.path)) as snapshot, duckdb.connect() as other:
        for resource in descriptor["resources"]:
            schema, _, name = resource["path"].split("/")[1].partition(".")
            name = name.rpartition(".")[0]
            path = str(package / resource["path"])
            read = other.read_csv if resource["format"] == "csv" else other.read_parquet
            found = read(path).count("*")
            held = snapshot.table(f"{schema}.{name}").count("*")
            assert found.fetchall() == held.fetchall(), resource["path"]
            named = [field["name"] for field in resource["schema"]["fields"]]
            assert named == snapshot.table(f"{schema}.{name}").columns


def test_money_stays_exact(package: Path) -> None:
    with duckdb.connect() as other:
        path = package / "parquet" / "marts.fct_planned_cost.parquet"
        [total] = other.read_parquet(str(path)).sum("net_eur").fetchall()
    assert total == (Decimal("1000.03"),)


def test_folder_that_holds_something_is_left_alone(
    refreshed: Settings, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(UsageError):
        export_package(refreshed, tmp_path, Publisher())
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_nothing_is_left_where_nothing_is_published(
    settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(NoSnapshot):
        export_package(settings, tmp_path / "out", Publisher())
    assert not list(tmp_path.glob("*out*"))


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("BIGINT", "integer"),
        ("DECIMAL(18,2)", "number"),
        ("VARCHAR", "string"),
        ("VARCHAR[]", "string"),
        ("DATE", "date"),
        ("BOOLEAN", "boolean"),
        ("TIMESTAMP", "string"),
    ],
)
def test_types_are_those_of_table_schema(kind: str, type_: str) -> None:
    assert find_type(kind) == type_
