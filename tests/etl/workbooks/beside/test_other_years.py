"""Notes that say of which year a row is, and columns that say a part of pupils."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.etl.workbooks.rows.test_heard_words import HEADINGS, ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]

OWN = {
    "spending": 2025,
    "measurements": 2024,
    "exams": 2024,
    "plan-changes": 2025,
    "outcomes": 2026,
}
YEARS = [
    "{} m. duomenys",
    "{} m.",
    "Tai {} m. rezultatai",
    "{} data",
    "{} metų reikšmė",
]
QUIET = ["palyginti su {} m.", "nuo {} m.", "pagal {} m. metodiką ir tvarką", "SF {}/5"]


def warned(kind: str, column: str, text: str, read: Read) -> list[str]:
    names, row = HEADINGS[kind].split("|"), ROWS[kind].split("|")
    reading = read([*names, column], [*row, text])
    assert reading.rows_loaded == 1
    return [n.name for n in reading.notes if n.severity == "warning"]


@pytest.mark.parametrize("text", YEARS)
@pytest.mark.parametrize("kind", list(HEADINGS))
def test_note_of_another_year_is_said(
    kind: str, text: str, read_xlsx_rows: Read
) -> None:
    other = warned(kind, "Pastabos", text.format(2022), read_xlsx_rows)
    assert "rows_of_other_years" in other
    own = warned(kind, "Pastabos", text.format(OWN[kind]), read_xlsx_rows)
    assert "rows_of_other_years" not in own


@pytest.mark.parametrize("text", QUIET)
@pytest.mark.parametrize("kind", list(HEADINGS))
def test_year_in_a_story_is_no_warning(
    kind: str, text: str, read_xlsx_rows: Read
) -> None:
    found = warned(kind, "Pastabos", text.format(2022), read_xlsx_rows)
    assert "rows_of_other_years" not in found


@pytest.mark.parametrize(
    ("column", "text"),
    [
        *[("Pjūvis", "mergaitės"), ("Kas matuota", "berniukai"), ("Imtis", "8 klasės")],
        *[("Lygis", "B"), ("Kursas", "A"), ("Mokomoji kalba", "lenkų")],
        *[("Modulis", "2"), ("Course", "B")],
    ],
)
@pytest.mark.parametrize("kind", ["measurements", "exams"])
def test_part_of_pupils_in_any_column_is_said(
    kind: str, column: str, text: str, read_xlsx_rows: Read
) -> None:
    assert warned(kind, column, text, read_xlsx_rows)


@pytest.mark.parametrize("kind", ["measurements", "exams"])
def test_usual_columns_are_no_warning(kind: str, read_xlsx_rows: Read) -> None:
    for column, text in [
        ("Rodiklio pavadinimas", "Mergaičių ir berniukų dalis"),
        ("Mokykla", "Kauno „Saulės“ gimnazija"),
        ("Rajonas", "Kaunas"),
        ("Atsakingas skyrius", "Švietimo skyrius"),
    ]:
        if (kind, column) != ("exams", "Rodiklio pavadinimas"):  # there: the measure
            assert warned(kind, column, text, read_xlsx_rows) == []


@pytest.mark.parametrize("text", ["mėn. išlaidos", "suma per mėn.", "ketv. sumos"])
def test_cost_of_a_month_is_said(text: str, read_xlsx_rows: Read) -> None:
    names, row = HEADINGS["outcomes"].split("|"), ROWS["outcomes"].split("|")
    reading = read_xlsx_rows(names, [*row[:-1], text])
    assert "words_heard_in_cells" in {note.name for note in reading.notes}


@pytest.mark.parametrize(
    "column", ["Projekto dalis, %", "Veiklai tenkanti dalis, proc."]
)
def test_part_of_a_payment_in_percent_is_said(
    column: str, read_xlsx_rows: Read
) -> None:
    assert warned("spending", column, "40", read_xlsx_rows) == ["payments_shared"]
    assert warned("spending", column, "100", read_xlsx_rows) == []
