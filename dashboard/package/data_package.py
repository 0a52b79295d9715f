"""The whole of `marts` and `reports` as a Data Package: files for keeps, described.

    DIR/datapackage.json        what each file and each column is, with checksums
    DIR/csv/<schema>.<name>.csv                with `…-metadata.json` by CSVW beside it
    DIR/parquet/<schema>.<name>.parquet
    DIR/dcat.jsonld, dcat.ttl   the catalogue, by DCAT-AP-LT
    DIR/manifest.csv            the structure, as data.gov.lt describes it (DSA)
    DIR/metrics.yml             metrics over the tables, by Open Semantic Interchange

Files hold what the interface answers with the same formats. The descriptor follows
version 2 of the Data Package standard.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.api.catalogue import query_catalogue
from dashboard.api.formats import write_rows
from dashboard.kit.sql_files import read_sql
from dashboard.package import dcat, dsa, semantic
from dashboard.package.csvw import ENDING as CSVW
from dashboard.package.csvw import write_csvw
from dashboard.package.semantic import write_semantic_model
from pazanga.errors import UsageError
from pazanga.files.durable import replace_text, sync
from pazanga.files.private import share_as_given, write_as_given
from pazanga.texts import text
from warehouse.connection import open_snapshot
from warehouse.integrity import check_whole
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from duckdb import DuckDBPyConnection

    from dashboard.api.catalogue import Relation, RelationColumn
    from dashboard.package.publisher import Publisher
    from pazanga.settings import Settings
    from pazanga.texts import Language
    from warehouse.snapshots import Snapshot

DESCRIPTOR: Final = "datapackage.json"
PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
FILES: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}

SOURCES: Final = Path(__file__).with_name("loaded_sources.sql")
_NAMES: Final = Path(__file__).with_name("municipalities.sql")
_TYPES: Final = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "number",
    "FLOAT": "number",
    "DECIMAL": "number",
}


def export_package(settings: Settings, out: Path, publisher: Publisher) -> int:
    """Write everything that is published into a folder, and count its tables.

    The folder appears whole or not at all.

    Args:
        settings: Which home.
        out: The folder: there is none yet, or it is empty.
        publisher: Who publishes it, and where.

    Raises:
        UsageError: Something lies there already.
        UserError: Nothing is published, or it is damaged.
        OSError: The folder cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError("folder_not_empty", path=str(out))
    snapshot = read_current(settings.warehouse_dir)
    check_whole(snapshot)
    with write_as_given():
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
        share_as_given(beside)
        try:
            count = _write_package(snapshot, beside, settings.language, publisher)
            beside.replace(out)
            sync(out.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return count


def _write_package(
    snapshot: Snapshot, folder: Path, language: Language, publisher: Publisher
) -> int:
    with closing(open_snapshot(snapshot.path)) as connection:
        relations = query_catalogue(str(snapshot.path), connection.cursor())
        resources = [
            _write_table(connection.cursor(), relation, folder, ending)
            for relation in relations.values()
            for ending in FILES
        ]
        sources = connection.cursor().execute(read_sql(SOURCES)).fetchall()
        names = connection.cursor().execute(read_sql(_NAMES)).fetchall()
    descriptor = {
        "$schema": PROFILE,
        "name": "pazanga",
        "id": snapshot.name,
        "title": text("dashboard.package", "package.title", language),
        "description": text("dashboard.package", "package.description", language),
        "created": snapshot.published_at.isoformat(),
        "sources": list(_describe_sources(sources)),
        "resources": resources,
    }
    words = json.dumps(descriptor, ensure_ascii=False, indent=1)
    replace_text(folder / DESCRIPTOR, words + "\n")
    _describe_for_portals(folder, snapshot, relations, publisher, dict(names))
    for relation in relations.values():
        path = folder / "csv" / f"{relation.full_name}.csv{CSVW}"
        replace_text(path, write_csvw(relation, relations))
    model = write_semantic_model(relations, language)
    replace_text(folder / semantic.FILE, model)
    return len(relations)


def _describe_for_portals(
    folder: Path,
    snapshot: Snapshot,
    relations: Mapping[str, Relation],
    publisher: Publisher,
    names: Mapping[str, str],
) -> None:
    """Write the catalogue and the structure, of the resources in the descriptor."""
    resources = json.loads((folder / DESCRIPTOR).read_text("utf-8"))["resources"]
    nodes = dcat.describe_catalogue(snapshot, resources, publisher, names)
    replace_text(folder / dcat.FILES["jsonld"], dcat.write_json_ld(nodes))
    replace_text(folder / dcat.FILES["ttl"], dcat.write_turtle(nodes))
    manifest = dsa.write_manifest(relations.values(), publisher)
    replace_text(folder / dsa.FILE, manifest)


def _write_table(
    cursor: DuckDBPyConnection, relation: Relation, folder: Path, ending: str
) -> dict[str, Any]:
    """Write one table in one format; return how the descriptor describes it."""
    path = folder / ending / f"{relation.full_name}.{ending}"
    path.parent.mkdir(exist_ok=True)
    digest, size = sha256(), 0
    with path.open("wb") as file:
        sql = f"select * from {relation.quoted}"  # noqa: S608 - a name of the catalogue
        for piece in write_rows(cursor, sql, {}, ending):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    sync(path)
    described = {
        "name": f"{relation.full_name}-{ending}".lower(),
        "path": f"{ending}/{path.name}",
        "format": ending,
        "mediatype": FILES[ending],
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "description": f"{relation.description} Grain: {relation.grain}",
        "schema": {
            "fields": [_describe_field(column) for column in relation.columns.values()],
            "missingValues": [""],
        },
    }
    return described | ({"encoding": "utf-8"} if ending == "csv" else {})


def _describe_field(column: RelationColumn) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": find_type(column.type),
        "description": column.description,
        "duckdbType": column.type,
    }
    if "unit" in column.notes:
        field["unit"] = column.notes["unit"]
    labels = {name: column.notes[name] for name in ("lt", "en") if name in column.notes}
    if labels:
        field["title"] = labels.get("en", "")
        field["titles"] = labels
    return field


def find_type(kind: str) -> str:
    """Return the type of the Table Schema that holds values of DuckDB's type."""
    plain = kind.partition("(")[0]
    if plain.endswith("INT") or plain == "INTEGER":
        return "integer"
    return _TYPES.get(plain, "string") if not kind.endswith("[]") else "string"


def _describe_sources(sources: Iterable[tuple[Any, ...]]) -> Iterator[dict[str, str]]:
    for kind, name, document, checksum in sources:
        title = " · ".join(part for part in (kind, document or name) if part)
        yield {"title": title} | ({"version": f"sha256:{checksum}"} if checksum else {})
