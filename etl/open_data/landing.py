"""The folder of a source: CSV tables named by their hash, and a record beside them.

`datapackage.json` is replaced last and at once, so it always points to whole tables:

    <home>/open_data/<source>/datapackage.json
    <home>/open_data/<source>/data-<hash>.csv        rows that keep the contract
    <home>/open_data/<source>/rejected-<hash>.csv    rows that break it, with the rules
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from etl.open_data.notes import SourceNote
from etl.plans.package.descriptor import describe_schema
from pazanga.files.durable import replace_bytes, replace_text

if TYPE_CHECKING:
    from pathlib import Path

    from etl.open_data.sources import OpenDataSource

DESCRIPTOR: Final = "datapackage.json"
RULES: Final = "_rules"
"""Column of the rejected rows: names of the broken rules, separated by spaces."""

_LICENCES: Final = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}


@dataclass(frozen=True, kw_only=True)
class SourceRecord:
    """Where data come from.

    Attributes:
        source: Name of the source.
        address: What was asked.
        retrieved_at: When it was asked, UTC.
        sha256: Hash of the table of good rows, as written.
        licence: SPDX code of the publisher's licence.
        rows: Rows that keep the contract.
        rejected_rows: Rows that break it.
        change_number: Latest change of the portal that is in; None where not asked.
        dimensions: Dimensions of a flow of statistics; none for other sources.
        notes: What is worth knowing.
    """

    source: str
    address: str
    retrieved_at: datetime
    sha256: str
    licence: str
    rows: int
    rejected_rows: int
    change_number: int | None = None
    dimensions: tuple[str, ...] = ()
    notes: tuple[SourceNote, ...] = ()


@dataclass(frozen=True)
class Landed:
    """What lies in the folder of a source.

    Attributes:
        frame: Rows that keep the contract, sorted by its key.
        rejected: Rows that break it, and the column `_rules`.
        record: Where they come from.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    record: SourceRecord


def write_csv(frame: pl.DataFrame) -> bytes:
    """Write a frame so that an empty text and no value stay apart: `""` and nothing."""
    written = BytesIO()
    frame.write_csv(written)
    return written.getvalue()


def land(folder: Path, source: OpenDataSource, landed: Landed) -> None:
    """Move tables and record into the folder; the old ones count until the last step.

    Raises:
        OSError: The disk is full, or may not be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"data": landed.frame, "rejected": landed.rejected}
    resources = [
        _write_table(folder, name, frame, source)
        for name, frame in tables.items()
        if name == "data" or not frame.is_empty()
    ]
    descriptor = _describe(source, landed.record, resources)
    described = json.dumps(descriptor, ensure_ascii=False, indent=2)
    replace_text(folder / DESCRIPTOR, f"{described}\n")
    _remove_others(folder, {DESCRIPTOR, *(table["path"] for table in resources)})


def read_landed(folder: Path, source: OpenDataSource) -> Landed | None:
    """Read what lies in a folder.

    Returns:
        None where nothing does, or what lies there is damaged: it is then downloaded
        again.
    """
    try:
        text = (folder / DESCRIPTOR).read_text(encoding="utf-8")
        descriptor = json.loads(text)
        record = _read_record(descriptor["pazanga"])
        tables = {
            table["name"]: _read_table(folder, table, source)
            for table in descriptor["resources"]
        }
        frame = tables["data"]
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        return None
    return Landed(frame, tables.get("rejected", _no_rejected(source)), record)


def _no_rejected(source: OpenDataSource) -> pl.DataFrame:
    return pl.DataFrame(schema=_types(source, "rejected"))


def _write_table(
    folder: Path, name: str, frame: pl.DataFrame, source: OpenDataSource
) -> dict[str, Any]:
    content = write_csv(frame)
    digest = sha256(content).hexdigest()
    path = f"{name}-{digest[:16]}.csv"
    replace_bytes(folder / path, content)
    described = describe_schema(source.schema) if name == "data" else None
    return {
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{digest}",
        **({"schema": described} if described else {}),
    }


def _describe(
    source: OpenDataSource, record: SourceRecord, resources: list[dict[str, Any]]
) -> dict[str, Any]:
    licence = {"name": record.licence, "path": _LICENCES[record.licence]}
    return {
        "profile": "data-package",
        "name": source.name.lower(),
        "title": source.title,
        "created": record.retrieved_at.isoformat(),
        "licenses": [licence],
        "contributors": [{"title": source.publisher, "role": "publisher"}],
        "sources": [{"title": source.title, "path": record.address}],
        "resources": resources,
        "pazanga": _write_record(record),
    }


def _write_record(record: SourceRecord) -> dict[str, Any]:
    notes = [{"name": note.name, "fields": note.fields} for note in record.notes]
    return {
        **vars(record),
        "retrieved_at": record.retrieved_at.isoformat(),
        "dimensions": list(record.dimensions),
        "notes": notes,
    }


def _read_record(written: dict[str, Any]) -> SourceRecord:
    return SourceRecord(
        **{
            **written,
            "retrieved_at": datetime.fromisoformat(written["retrieved_at"]),
            "dimensions": tuple(written["dimensions"]),
            "notes": tuple(SourceNote(**note) for note in written["notes"]),
        }
    )


def _read_table(
    folder: Path, table: dict[str, Any], source: OpenDataSource
) -> pl.DataFrame:
    content = (folder / table["path"]).read_bytes()
    if table["hash"] != f"sha256:{sha256(content).hexdigest()}":
        raise ValueError(table["path"])
    return pl.read_csv(
        content, schema=_types(source, table["name"]), try_parse_dates=False
    )


def _types(source: OpenDataSource, table: str) -> dict[str, pl.DataType]:
    columns = source.schema.columns()
    types = {name: column.dtype for name, column in columns.items()}
    return types if table == "data" else {**types, RULES: pl.String()}


def _remove_others(folder: Path, kept: set[str]) -> None:
    for path in folder.iterdir():
        if path.is_file() and path.name not in kept:
            path.unlink()
