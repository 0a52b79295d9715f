"""The whole of `marts` and `reports` as a Data Package: files for keeps, described.

    DIR/datapackage.json        what each file and each column is, with checksums
    DIR/csv/<schema>.<name>.csv
    DIR/parquet/<schema>.<name>.parquet

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
from pazanga.errors import UsageError
from pazanga.files.durable import replace_text, sync
from pazanga.files.private import share_as_given, write_as_given
from pazanga.texts import text
from warehouse.connection import open_snapshot
from warehouse.integrity import check_whole
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from duckdb import DuckDBPyConnection

    from dashboard.api.catalogue import Relation, RelationColumn
    from pazanga.settings import Settings
    from pazanga.texts import Language
    from warehouse.snapshots import Snapshot

DESCRIPTOR: Final = "datapackage.json"
PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
FILES: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}

_SOURCES: Final = Path(__file__).with_name("loaded_sources.sql")
_TYPES: Final = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "number",
    "FLOAT": "number",
    "DECIMAL": "number",
}


def export_package(settings: Settings, out: Path) -> int:
    """Write everything that is published into a folder, and count its tables.

    The folder appears whole or not at all.

    Args:
        settings: Which home.
        out: The folder: there is none yet, or it is empty.

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
            count = _write_package(snapshot, beside, settings.language)
            beside.replace(out)
            sync(out.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    return count


def _write_package(snapshot: Snapshot, folder: Path, language: Language) -> int:
    with closing(open_snapshot(snapshot.path)) as connection:
        relations = query_catalogue(str(snapshot.path), connection.cursor())
        resources = [
            _write_table(connection.cursor(), relation, folder, ending)
            for relation in relations.values()
            for ending in FILES
        ]
        sources = connection.cursor().execute(read_sql(_SOURCES)).fetchall()
    descriptor = {
        "$schema": PROFILE,
        "name": "pazanga",
        "id": snapshot.name,
        "title": text("dashboard.api", "package.title", language),
        "description": text("dashboard.api", "package.description", language),
        "created": snapshot.published_at.isoformat(),
        "sources": list(_describe_sources(sources)),
        "resources": resources,
    }
    words = json.dumps(descriptor, ensure_ascii=False, indent=1)
    replace_text(folder / DESCRIPTOR, words + "\n")
    return len(relations)


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
