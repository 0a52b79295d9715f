"""What tests of rows ask of a reading."""

from collections.abc import Callable
from typing import Any

from etl.workbooks import WorkbookReading

Read = Callable[..., WorkbookReading]
Payment = Callable[..., list[Any]]


def said(reading: WorkbookReading) -> dict[str, dict[str, Any]]:
    return {note.name: note.fields for note in reading.notes}


def list_names(reading: WorkbookReading) -> list[str]:
    return [note.name for note in reading.notes if note.name.startswith("payments_")]
