"""The descriptions for portals are true of the files, and of the form that is asked."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from contextlib import closing
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import yaml
from pyshacl import validate
from rdflib import RDF, Graph, Namespace
from rdflib.compare import isomorphic

from dashboard.kit.proofs.recomputing import recompute
from dashboard.kit.proofs.registry import read_figures
from dashboard.kit.sql_files import read_sql
from dashboard.package.data_package import export_package
from dashboard.package.dsa import HEADS
from dashboard.package.publisher import DATASET, Publisher, make_publisher
from dashboard.package.semantic import read_expressions
from pazanga.errors import UsageError
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl
    from duckdb import DuckDBPyConnection

    from pazanga.settings import Settings

SHAPES = Path(__file__).with_name("dcat_ap_lt.ttl")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADDRESS = "https://birstonas.lt/duomenys/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
PUBLISHER = make_publisher(
    ADDRESS, "Birštono savivaldybė", "info@birstonas.lt", LICENCE, ""
)


@pytest.fixture(scope="module")
def package(fed_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("package") / "out"
    export_package(fed_settings, folder, PUBLISHER)
    return folder


@pytest.fixture(scope="module")
def catalogue(package: Path) -> Graph:
    return Graph().parse(package / "dcat.ttl")


def test_catalogue_has_all_that_the_profile_requires(catalogue: Graph) -> None:
    is_good, _, why = validate(catalogue, shacl_graph=Graph().parse(SHAPES))
    assert is_good, why


@pytest.mark.parametrize("left_out", [DCT.conformsTo, DCT.publisher, DCAT.accessURL])
def test_shapes_notice_what_is_missing(catalogue: Graph, left_out: Any) -> None:  # noqa: ANN401
    poorer = Graph()
    for triple in catalogue:
        if triple[1] != left_out:
            poorer.add(triple)
    assert not validate(poorer, shacl_graph=Graph().parse(SHAPES))[0]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_both_catalogues_say_the_same(package: Path, catalogue: Graph) -> None:
    other = Graph().parse(package / "dcat.jsonld", format="json-ld")
    assert isomorphic(catalogue, other)


def test_distributions_are_the_files(package: Path, catalogue: Graph) -> None:
    found = set()
    for one in catalogue.subjects(RDF.type, DCAT.Distribution):
        path = str(catalogue.value(one, DCAT.downloadURL)).removeprefix(ADDRESS)
        content = (package / path).read_bytes()
        checksum = catalogue.value(one, SPDX.checksum)
        said = str(catalogue.value(checksum, SPDX.checksumValue)).lower()
        assert said == sha256(content).hexdigest()
        assert int(str(catalogue.value(one, DCAT.byteSize))) == len(content)
        assert str(catalogue.value(one, DCT.license)) == LICENCE
        found.add(path)
    files = {
        path.relative_to(package).as_posix()
        for ending in ("csv", "parquet")
        for path in (package / ending).glob(f"*.{ending}")
    }
    assert found == files


@pytest.mark.slow
def test_unknown_address_and_publisher_are_not_made_up(
    fed_settings: Settings, tmp_path: Path
) -> None:
    export_package(fed_settings, tmp_path / "out", Publisher())
    said = (tmp_path / "out" / "dcat.ttl").read_text(encoding="utf-8")
    assert "<csv/marts.dim_plan.csv>" in said
    assert '"Birštono sav., Kalvarijos sav."@lt' in said
    assert "dct:license" not in said
    assert "contactPoint" not in said


@pytest.mark.parametrize(
    "given",
    [
        ("ftp://x", "", "", "", ""),
        ("https://x.lt/> .", "", "", "", ""),
        ("", "", "nobody", "", ""),
        ("", "", "", "MIT", ""),
        ("", "", "", "", "datasets/Gov"),
    ],
)
def test_what_would_spoil_a_description_is_refused(given: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        make_publisher(*given)


def test_name_of_a_publisher_is_only_a_name(
    fed_settings: Settings, tmp_path: Path
) -> None:
    name = '"> . <x> a <y> . # \\ ąž'
    export_package(fed_settings, tmp_path / "out", Publisher(name=name))
    graph = Graph().parse(tmp_path / "out" / "dcat.ttl")
    assert name in {str(one) for one in graph.objects()}


def read_csvw(package: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted((package / "csv").glob("*-metadata.json")):
        yield path, json.loads(path.read_text(encoding="utf-8"))


def test_every_csv_file_is_described_column_by_column(package: Path) -> None:
    described = dict(read_csvw(package))
    assert {path.name.removesuffix("-metadata.json") for path in described} == {
        path.name for path in (package / "csv").glob("*.csv")
    }
    for path, words in described.items():
        with (path.parent / words["url"]).open(encoding="utf-8", newline="") as file:
            heads = next(csv.reader(file))
        assert [one["name"] for one in words["tableSchema"]["columns"]] == heads


def test_keys_of_csv_files_hold(package: Path) -> None:
    """Keys are unique, required columns filled, and references lead somewhere."""
    count = 0
    with duckdb.connect() as other:
        for path, words in read_csvw(package):
            schema, own = words["tableSchema"], f"'{path.parent}/{words['url']}'"
            read = f"read_csv({own}, header=true, all_varchar=true)"
            names = [f'"{one}"' for one in schema.get("primaryKey", [])]
            if names:
                sql = (
                    f"select count(*), count(distinct ({', '.join(names)})) from {read}"  # noqa: S608
                )
                rows, keys = other.sql(sql).fetchall()[0]
                assert rows == keys, words["url"]
                count += 1
            for key in schema.get("foreignKeys", []):
                there = key["reference"]
                to = f"read_csv('{path.parent}/{there['resource']}', all_varchar=true)"
                sql = (
                    f"select count(*) from {read} where {key['columnReference']} not in"  # noqa: S608
                    f" (select {there['columnReference']} from {to})"
                )
                assert other.sql(sql).fetchall() == [(0,)], (words["url"], key)
                count += 1
    assert count > 100


def test_manifest_names_every_table_and_column(package: Path) -> None:
    with (package / "manifest.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert tuple(reader.fieldnames or ()) == HEADS
        rows = list(reader)
    assert rows[0]["dataset"] == DATASET
    assert rows[1]["source"] == f"{ADDRESS}csv/"
    named: dict[str, list[str]] = {}
    for row in rows:
        if row["model"]:
            named[row["source"]] = []
            model = row["source"]
        elif row["property"]:
            named[model].append(row["source"])
    heads = {}
    for path in (package / "csv").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            heads[path.name] = next(csv.reader(file))
    assert named == heads
    models = [row["model"] for row in rows if row["model"]]
    assert len(set(models)) == len(models)
    for row in rows:
        if row["model"] and row["ref"]:
            assert set(row["ref"].split(", ")) <= set(named[row["source"]])


SPINTA = shutil.which(os.environ.get("SPINTA", "spinta"))


@pytest.mark.skipif(not SPINTA, reason="spinta is not installed")
def test_manifest_is_accepted_by_spinta(package: Path) -> None:
    call = [str(SPINTA), "check", "--check-names", str(package / "manifest.csv")]
    assert b"OK" in subprocess.run(call, check=True, capture_output=True).stdout


def ask(
    connection: DuckDBPyConnection, file: Path, bound: Mapping[str, Any]
) -> pl.DataFrame:
    return query_frame(connection, read_sql(file), bound)


def test_metrics_give_what_pages_prove(fed_settings: Settings, package: Path) -> None:
    written = yaml.safe_load((package / "metrics.yml").read_text(encoding="utf-8"))
    (model,) = written["semantic_model"]
    sources = {one["name"]: one["source"] for one in model["datasets"]}
    assert [one["name"] for one in model["metrics"]] == list(read_expressions())
    path = read_current(fed_settings.warehouse_dir).path
    with closing(open_snapshot(path)) as connection:
        for metric in model["metrics"]:
            (dialect,) = metric["expression"]["dialects"]
            table = read_expressions()[metric["name"]]["table"].partition(".")[2]
            source = sources[table].removeprefix("pazanga.")
            for plan in ("birstonas", "kalvarija"):
                figure = read_figures()[metric["name"]]
                proven = recompute(
                    figure,
                    figure.bind(plan, "lt", {}),
                    partial(ask, connection),
                ).value
                sql = f"select {dialect['expression']} from {source} as {table}"  # noqa: S608
                sql += f" where plan_code = '{plan}'"
                value = connection.execute(sql).fetchall()[0][0]
                assert proven == value, (metric["name"], plan)


def test_model_names_only_what_it_describes(package: Path) -> None:
    (model,) = yaml.safe_load((package / "metrics.yml").read_text("utf-8"))[
        "semantic_model"
    ]
    fields = {
        one["name"]: {field["name"] for field in one["fields"]}
        for one in model["datasets"]
    }
    for one in model["relationships"]:
        assert set(one["from_columns"]) <= fields[one["from"]]
        assert set(one["to_columns"]) <= fields[one["to"]]
    assert all(
        set(one.get("primary_key", ())) <= fields[one["name"]]
        for one in model["datasets"]
    )
