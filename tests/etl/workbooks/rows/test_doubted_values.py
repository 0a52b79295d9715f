"""Values that a note calls wrong load with a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]

NAMES = ["Plano kodas", "Rodiklio Nr.", "Mokyklos kodas", "Laikotarpis"]
NAMES += ["Matavimo data", "Reikšmė", "Reikšmės būsena", "Šaltinis"]
VALUE: list[Any] = ["kaunas", "1", "", "2024", "2024-12-31", 45, "galutinė", "ŠVIS"]


def doubted(reading: WorkbookReading) -> list[str]:
    assert reading.rows_loaded == 1
    return [n.text("lt") for n in reading.notes if n.name == "values_doubtful"]


@pytest.mark.parametrize(
    ("note", "is_said"),
    [
        *[("klaida", True), ("turi būti 54", True), ("anuliuota", True)],
        *[("preliminarūs duomenys", True), ("Tikslinama", True), ("?", True)],
        *[("ŠVIS duomenys", False), ("Apklausa", False), ("", False)],
    ],
)
def test_note_on_a_value_is_said(
    note: str,
    is_said: bool,  # noqa: FBT001
    read_xlsx_rows: Read,
) -> None:
    texts = doubted(read_xlsx_rows([*NAMES, "Pastabos"], [*VALUE, note]))
    assert len(texts) == is_said
    assert all(f"„{note}“" in text and "(eilutės: 2)" in text for text in texts)
