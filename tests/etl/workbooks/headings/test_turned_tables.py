"""Tables turned by a quarter, and two headings over one column, are told what to do."""

from collections.abc import Callable
from typing import Any

import pytest

from etl.workbooks import WorkbookReading
from pazanga.errors import WorkbookError

Read = Callable[..., WorkbookReading]
EXAMS = ["Plano kodas", "Mokyklos kodas", "Egzaminas", "Rodiklis", "Mokslo metai"]
LEDGER = ["Sąskaitos Nr.", "Sąskaitos data", "Tiekėjas", "Suma be PVM", "PVM"]


def turn(rows: list[list[Any]]) -> list[list[Any]]:
    return [list(row) for row in zip(*rows, strict=True)]


@pytest.mark.parametrize("heading", [EXAMS, LEDGER])
@pytest.mark.parametrize("above", [0, 2])
def test_turned_table_is_told_so(
    heading: list[str], above: int, read_xlsx_rows: Read
) -> None:
    rows = turn([heading, ["a1", "b", "c", "2", "3"], ["a2", "b", "c", "2", "3"]])
    with pytest.raises(WorkbookError, match=r"Transpose") as caught:
        read_xlsx_rows(*[["Ataskaita"]] * above, *rows)
    assert "Transponuoti" in caught.value.text("lt")


def test_municipality_beside_the_code_of_the_plan_is_another_column(
    headings: list[str], payment: Callable[..., list[Any]], read_xlsx_rows: Read
) -> None:
    names = ["Savivaldybė", *headings]
    own = read_xlsx_rows(names, ["Kauno m. savivaldybė", *payment()])
    other = read_xlsx_rows(names, ["Vilniaus m. savivaldybė", *payment()])
    assert own.facts["spending"]["plan_code"].to_list() == ["kaunas"]
    said = [[note.name for note in one.notes] for one in (own, other)]
    assert ["rows_of_other_bodies" in names for names in said] == [False, True]


def test_headings_that_name_a_column_twice_are_named(
    headings: list[str], payment: Callable[..., list[Any]], read_xlsx_rows: Read
) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_xlsx_rows([*headings, "Plan code"], [*payment(), "kaunas"])
    assert "„Plano kodas“" in caught.value.text("lt")
    assert "„Plan code“" in caught.value.text("lt")


@pytest.mark.parametrize(
    "said",
    [
        "Kas čia rašoma: trumpas paaiškinimas žmogui, pvz., 2024-05-31",
        "privaloma",
        "required",
    ],
)
def test_guide_to_columns_is_no_turned_table(
    said: str,
    headings: list[str],
    payment: Callable[..., list[Any]],
    read_xlsx_rows: Read,
) -> None:
    guide = [[name, said] for name in headings]
    reading = read_xlsx_rows(Duomenys=[headings, payment()], Vadovas=guide)
    assert reading.rows_loaded == 1
    assert not [note.name for note in reading.notes if note.severity == "error"]
