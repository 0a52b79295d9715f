"""Workbooks to check, and a snapshot that holds rows of earlier ones."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from etl.refresh.raw import create_raw
from etl.workbooks import read_workbook
from etl.workbooks.cells.documents import add_document_keys
from pazanga.settings import Settings
from warehouse.build import build_models
from warehouse.connection import insert_frame, open_building
from warehouse.ops import create_ops
from warehouse.snapshots import Snapshot, write_current

HEADINGS = (
    "Plano kodas;Veiklos Nr.;Mokyklos kodas;Data;Dokumento Nr.;Tiekėjas;"
    "Sutarties Nr.;Suma be PVM, Eur;PVM, Eur;Finansavimo šaltinis;Etapas"
)
PLAN = {
    "plan": {"plan_code": "birstonas"},
    "activities": {"plan_code": "birstonas", "activity_number": "1", "occurrence": 1},
}
WriteFile = Callable[..., Path]


def payment(
    document: str = "SF-1", net: str = "100,00", supplier: str = "UAB Pavyzdys"
) -> str:
    return (
        f"birstonas;1;;2024-05-31;{document};{supplier};S-1;{net};21,00;EGADP;įvykdyta"
    )


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    """Write a CSV file of payments."""

    def write(lines: Iterable[str], name: str = "payments.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([HEADINGS, *lines]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def known(settings: Settings, write_file: WriteFile) -> Settings:
    """A published snapshot that knows SF-1 (corrected once) and SF-2."""
    now = datetime(2026, 1, 5, tzinfo=UTC)
    path = settings.warehouse_dir / "snapshots" / "20260105T000000Z-known.duckdb"
    path.parent.mkdir(parents=True)
    versions = [
        [payment("SF-1", "90,00")],
        [payment("SF-1", "100,00"), payment("SF-2", "50,00")],
    ]
    with open_building(path) as connection:
        create_ops(connection)
        create_raw(connection)
        for table, cells in PLAN.items():
            insert_frame(
                connection, f"raw.plan_package__{table}", pl.DataFrame([cells])
            )
        for precedence, lines in enumerate(versions):
            rows = read_workbook(write_file(lines, "earlier.csv")).facts["spending"]
            technical = {
                "_precedence": pl.lit(precedence),
                "_source_document_key": pl.lit("earlier"),
                "_loaded_at": pl.lit(now.replace(tzinfo=None)),
            }
            rows = add_document_keys(rows.with_columns(**technical))
            insert_frame(connection, "raw.workbook__spending", rows)
        build_models(connection)
    write_current(settings.warehouse_dir, Snapshot(path, now, "run", "hash"))
    return settings
