"""Values that a title calls targets, or a note calls wrong, load with a warning."""

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
EXAM = ["Plano kodas", "Mokyklos kodas", "Egzaminas", "Dalykas", "Matas"]
EXAM += ["Mokslo metai", "Reikšmė", "Laikė"]
RESULT = ["kaunas", "M1", "VBE", "math", "mean_score", "2023-2024", 55, 20]


def doubted(reading: WorkbookReading) -> list[str]:
    assert reading.rows_loaded == 1
    return [n.text("lt") for n in reading.notes if n.name == "values_doubtful"]


@pytest.mark.parametrize(
    ("title", "is_said"),
    [
        *[("Siektinos rodiklių reikšmės", True), ("Planuojamos reikšmės", True)],
        *[("Prognozė 2024 m.", True), ("Šalies vidurkis", True)],
        *[("Siektinos ir pasiektos reikšmės", False), ("Rodiklių reikšmės", False)],
        *[("Šalies ir savivaldybės vidurkiai", False), ("2024 m. stebėsena", False)],
    ],
)
@pytest.mark.parametrize("rows", [(NAMES, VALUE), (EXAM, RESULT)])
def test_title_of_other_values_is_said(
    title: str,
    rows: tuple[list[Any], list[Any]],
    is_said: bool,  # noqa: FBT001
    read_xlsx_rows: Read,
) -> None:
    texts = doubted(read_xlsx_rows([title], *rows))
    assert len(texts) == is_said
    assert all(f"„{title}“" in text for text in texts)
    named = read_xlsx_rows(**{title[:31]: list(rows)})
    assert len(doubted(named)) == is_said


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
