"""Files of a large answer: written by a child, so that no other reader waits for it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard.kit.sheets import write_csv, write_xlsx
from pazanga.processes.answering_child import Child, ChildLimits

if TYPE_CHECKING:
    from dashboard.kit.sheets import Download
    from pazanga.texts import Language

LARGE: Final = 100_000
"""Cells: to write them takes a second, in which other pages get half a processor."""
LIMITS: Final = ChildLimits(memory_mb=3_072, seconds=300, file_mb=256)
_TURN: Final = Lock()


def write_file(sheet: Download, ending: str, language: Language) -> bytes:
    """Write the CSV or XLSX of an answer; one large file at a time.

    Raises:
        ChildError: The child failed, or took too much.
        OSError: The child could not be started, or the disk is full.
    """
    frame = sheet.frame
    if not isinstance(frame, pl.DataFrame) or frame.height * frame.width < LARGE:
        return write_csv(sheet, language) if ending == "csv" else write_xlsx(sheet)
    with (
        _TURN,
        TemporaryDirectory() as folder,
        Child("dashboard.app_pages.sql.writing_child", LIMITS) as child,
    ):
        rows, made = Path(folder) / "rows.parquet", Path(folder) / "made"
        frame.write_parquet(rows)
        child.ask(
            {
                "rows": str(rows),
                "made": str(made),
                "ending": ending,
                "language": language,
                "name": sheet.name,
                "about": list(sheet.about),
                "about_name": sheet.about_name,
                "columns": [asdict(column) for column in sheet.columns],
            }
        )
        return made.read_bytes()
