"""The child that writes the file of a large answer: CSV or XLSX of rows in Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from dashboard.kit.sheets import Download, SheetColumn, write_csv, write_xlsx


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Write the file of the request beside its rows."""
    rows, made = Path(request["rows"]), Path(request["made"])
    sheet = Download(
        name=request["name"],
        frame=pl.read_parquet(rows),
        columns=[SheetColumn(**column) for column in request["columns"]],
        about=request["about"],
        about_name=request["about_name"],
    )
    is_csv = request["ending"] == "csv"
    content = write_csv(sheet, request["language"]) if is_csv else write_xlsx(sheet)
    made.write_bytes(content)
    return {}
