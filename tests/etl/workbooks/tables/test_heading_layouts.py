"""Headings as accountants lay them out: each is understood, or says what to change."""

from pathlib import Path

import pytest
import xlsxwriter

from etl.workbooks import read_workbook
from pazanga.errors import WorkbookError

from .conftest import EXAM, NAMES, SWAPPED, Read, Row, errors, paid, refusal, row, sums


@pytest.mark.parametrize("between", [[], [[]], [["Kita lentelė"]], [[], ["G2"]]])
@pytest.mark.parametrize("shift", [0, 2])
def test_second_heading_rules_its_rows(
    between: list[Row], shift: int, read_xlsx_rows: Read
) -> None:
    second = [[*[None] * shift, *cells] for cells in (SWAPPED, row("SF-2", 42, 200))]
    reading = read_xlsx_rows(NAMES, row(), *between, *second)
    assert paid(reading) == sums(100, 200)
    assert [sheet.rows_read for sheet in reading.sheets] == [1, 1]


def test_second_heading_may_be_of_another_kind(read_xlsx_rows: Read) -> None:
    names = ["Planas", "Rodiklio Nr.", "Metai", "Reikšmė", "Būsena", "Data", "Šaltinis"]
    value = ["kaunas", "5", "2024", "12,5", "galutinė", "2024-12-31", "ŠVIS"]
    reading = read_xlsx_rows(NAMES, row(), [], names, value)
    assert {kind: rows.height for kind, rows in reading.facts.items()} == {
        "spending": 1,
        "measurements": 1,
    }


UNKNOWN = ["Projektas", "Objektas", "Terminas", "Žyma", "Kiekis", "Vertė", "Kas", "Kam"]


@pytest.mark.parametrize(
    ("names", "note"),
    [
        ([*NAMES[:4], "PVM", "Vertė", *NAMES[6:]], "sheet_lacks_columns"),
        (UNKNOWN, "heading_unknown"),
    ],
)
def test_rows_under_a_heading_that_lacks_columns_are_refused(
    names: Row, note: str, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(NAMES, row(), [], names, row("SF-2", 42, 200))
    assert paid(reading) == sums(100)
    assert errors(reading) == [note]


def test_heading_that_lacks_columns_does_not_hide_above_a_good_one(
    read_xlsx_rows: Read,
) -> None:
    names = [*NAMES[:4], "Vertė", *NAMES[5:]]
    reading = read_xlsx_rows(names, row("SF-9"), [], NAMES, row())
    assert paid(reading) == sums(100)
    assert errors(reading) == ["sheet_lacks_columns"]


NUMBERED = [f"{name} {at}" for at, name in enumerate(UNKNOWN, 1)]


def pad(*cells: str) -> Row:
    """Give a row that fills only the amounts."""
    return [None] * 4 + list(cells)


@pytest.mark.parametrize(
    "names",
    [
        NUMBERED,
        ["1 stulpelis", "2 stulpelis", "3 stulpelis", "Nr.", "PVM 21", "Kita 5", "7"],
        ["Projektas", "Objektas", "Data 2", "Žyma", "PVM 21", "Vertė 2025", "Kas"],
        pad("PVM 21 %", "Suma 2025"),
        pad("PVM", "Suma be PVM"),
        pad("Suma be PVM, tūkst. Eur", "PVM 21 %"),
        [None, "Darbas 1", "Diena", "Žyma", "Kiek", "Kiek", "Kas"],
    ],
    ids=[
        *("words_numbered", "columns_numbered", "one_known", "amounts", "swapped"),
        *("other_unit", "same_twice"),
    ],
)
def test_second_heading_with_digits_is_never_read_through(
    names: Row, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(NAMES, row(), [], names, row("SF-2", 42, 200))
    assert paid(reading) == sums(100)
    assert errors(reading) == ["heading_unknown"]


@pytest.mark.parametrize(
    "line",
    [
        ["kaunas", "xx", "ne data", "SF-9", "nežinoma 2", "nėra", "EGADP", "taip"],
        ["kaunas", "1", "ne data", "SF-9", "nežinoma 2", "", "EGADP", "panaudota"],
        pad("nėra 1", "nėra 2"),
        ["2 priemonė", "Mokyklų tinklas", "2025 m."],
        [None, "x", *["anuliuota", "AB 2", "anuliuota", "anuliuota"], "ES", "taip"],
        [None, "x", *["nežinoma", "AB 2", "laukiama", "Laukiama"], "ES", "taip"],
        pad("Suma be PVM", "PVM 21 %"),
    ],
    ids=[
        *("all_broken", "two_broken", "remarks", "section"),
        *("cancelled", "awaited", "same_columns"),
    ],
)
def test_row_that_is_only_broken_ends_no_table(line: Row, read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(NAMES, row(), line, row("SF-2", 200, 42))
    assert paid(reading) == sums(100, 200)
    assert errors(reading) == []


def test_signature_with_digits_is_no_heading(read_xlsx_rows: Read) -> None:
    line = ["Direktorė", "", "(parašas 1)", "O. O.", "tel. 8 37", "Vyr. buh. 2"]
    reading = read_xlsx_rows(NAMES, row(), [], line, ["2025-03-09"])
    assert paid(reading) == sums(100)
    assert errors(reading) == []


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([NAMES + NAMES, row() + row("SF-2")], id="same_row"),
        pytest.param(
            [[*NAMES, None], [*row(), None, *NAMES], [*row("SF-2"), None, *row()]],
            id="lower",
        ),
    ],
)
def test_tables_side_by_side_are_refused(rows: list[Row], read_xlsx_rows: Read) -> None:
    assert "greta" in refusal(read_xlsx_rows, *rows)


PARENTS = ["Planas", "Veiklos Nr.", "Data", "SF Nr."]


def under_parents(first: str, second: str, *last: str) -> list[Row]:
    return [
        [*PARENTS, first, None, second, None, "Finansavimo šaltinis", *last],
        [None] * 4 + ["be PVM", "PVM", "be PVM", "PVM"],
    ]


FACTS = ["kaunas", "1", "2025-03-05", "SF-1", 900, 189, 100, 21, "EGADP"]


@pytest.mark.parametrize("fact", ["Apmokėta", "Panaudota", "Faktinės išlaidos"])
@pytest.mark.parametrize("plan", ["Planuojama", "Planas", "Prognozė", "Likutis"])
def test_planned_amounts_are_never_spent(
    plan: str, fact: str, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(*under_parents(plan, fact), FACTS)
    assert paid(reading) == sums(100)
    assert reading.facts["spending"]["phase"].to_list() == ["executed"]


def test_phase_of_a_heading_and_of_a_row_must_agree(read_xlsx_rows: Read) -> None:
    rows = under_parents("Planuojama", "Apmokėta", "Etapas")
    reading = read_xlsx_rows(*rows, [*FACTS, "patvirtinta"])
    assert reading.rejects["rule"].to_list() == ["phase_disagrees"]


def test_amounts_of_several_phases_side_by_side_are_refused(
    read_xlsx_rows: Read,
) -> None:
    rows = under_parents("Patvirtinta", "Panaudota")
    assert "etapų" in refusal(read_xlsx_rows, *rows, FACTS)


def test_planned_amounts_alone_are_refused(read_xlsx_rows: Read) -> None:
    names = [*NAMES[:4], "Planuojama", None, *NAMES[6:]]
    below = [*[None] * 4, "be PVM", "PVM"]
    assert "„Suma be PVM, Eur“" in refusal(read_xlsx_rows, names, below, row())


def test_heading_of_three_rows_is_joined(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(
        ["Planas", "Veikla", "Dokumentas", None, "Lėšos, tūkst. Eur", None, *NAMES[6:]],
        [*[None] * 4, "Panaudota"],
        [None, None, "Data", "Nr.", "be PVM", "PVM"],
        row(net=0.1, vat=0.021),
    )
    assert paid(reading) == sums(100)


def test_parent_stands_over_the_cells_it_is_merged_with(read_merged: Read) -> None:
    names = [*NAMES[:4], "Planuojama", None, "Suma be PVM", "PVM", *NAMES[6:]]
    below = [*[None] * 4, "be PVM", "PVM"]
    cells = [*row()[:4], 900, 189, 100, 21, "EGADP", "panaudota"]
    assert paid(read_merged([names, below, cells], (0, 4, 0, 5))) == sums(100)


def test_parent_above_full_names_is_not_overlooked(read_merged: Read) -> None:
    above = [*[None] * 4, "Planuojama", None]
    with pytest.raises(WorkbookError):
        read_merged([above, NAMES, row()], (0, 4, 0, 5))


def test_cells_merged_downwards_are_filled(read_merged: Read) -> None:
    rows = [NAMES, row(), row("SF-2", 200, 42), row("SF-3", 300, 63)]
    rows[2][:3] = rows[3][:3] = [None] * 3
    merges = [(1, place, 3, place) for place in range(3)]
    assert paid(read_merged(rows, *merges)) == sums(100, 200, 300)


def test_amount_merged_over_rows_is_put_aside(read_merged: Read) -> None:
    rows = [NAMES, row(), row("SF-2", None, 42)]
    rejects = read_merged(rows, (1, 4, 2, 4)).rejects
    assert rejects.select("row_number", "rule").rows()[0] == (2, "amount_shared")
    assert set(rejects["row_number"]) == {2, 3}


@pytest.mark.parametrize(
    "names",
    [
        ["Planas", "Veiklos Nr.¹", "Data*", "SF Nr. 1)", "Suma be PVM, Eur²", "PVM"],
        [
            "Planas",
            "Veiklos Nr. (1)",
            "Data",
            "SF Nr [2]",
            "Suma be PVM, Eur (3)",
            "PVM",
        ],
        ["Planas", "Veik-\nlos Nr.", "Da-ta", "SF Nr.", "Suma be PVM", "PVM"],
        ["1. Planas", "2. Veiklos Nr.", "3) Data", "SF Nr.", "Suma be PVM", "PVM"],
    ],
)
def test_marks_and_broken_words_in_headings(
    names: list[str], read_xlsx_rows: Read
) -> None:
    others = ["Finansavi-mo šalti\u00adnis", "Būsena"]
    assert paid(read_xlsx_rows([*names, *others], row())) == sums(100)


@pytest.mark.parametrize("is_merged", [True, False])
def test_value_over_several_columns_is_refused(
    read_merged: Read, *, is_merged: bool
) -> None:
    names = ["Planas", "Rodiklio Nr.", "Metai", "Reikšmė", None, "Būsena", "Data"]
    below = [*[None] * 3, "Planuota", "Faktinė"]
    cells = ["kaunas", "1", "2024", 5, 10, "galutinė", "2025-01-15", "mokykla"]
    merges = [(0, 3, 0, 4)] * is_merged
    with pytest.raises(WorkbookError) as caught:
        read_merged([[*names, "Šaltinis"], below, cells], *merges)
    assert "„Reikšmė“ apima kelis stulpelius" in caught.value.text("lt")


@pytest.mark.parametrize("is_merged", [True, False])
def test_amount_over_several_columns_is_refused(
    tmp_path: Path, *, is_merged: bool
) -> None:
    path = tmp_path / "ketvirčiai.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [*NAMES[:4], *NAMES[5:], "Suma be PVM"])
    if is_merged:
        sheet.merge_range(0, 7, 0, 8, "Suma be PVM")
    sheet.write_row(1, 7, ["I ketv.", "II ketv."])
    cells = row()
    sheet.write_row(2, 0, [*cells[:4], *cells[5:], 100, 200])
    book.close()
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert "„Suma be PVM“ apima kelis stulpelius" in caught.value.text("lt")


SUPPLIERS = ["Klientas", "Kliento duomenys", "Kontrahento duomenys", "Client"]


@pytest.mark.parametrize("heading", SUPPLIERS)
def test_table_whose_supplier_is_called_otherwise_is_refused(
    heading: str, read_xlsx_rows: Read
) -> None:
    said = refusal(read_xlsx_rows, [*NAMES, heading], [*row(), "UAB Pirmas"])
    assert f"„{heading}“ nežinomas, bet panašus į „Tiekėjas“" in said
    known = read_xlsx_rows([*NAMES, "Tiekėjas", heading], [*row(), "UAB Pirmas", "a"])
    assert paid(known) == sums(100)


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Ugdymo vieta (mokyklos)", "Mokyklos kodas"),
        ("Švietimo įstaigos vieta", "Mokyklos kodas"),
        ("Tiekėjo rekvizitai", "Tiekėjas"),
        ("Lėšų gavėjo duomenys", "Tiekėjas"),
    ],
)
def test_unknown_heading_that_looks_like_a_column_stops_the_table(
    heading: str, meant: str, read_xlsx_rows: Read
) -> None:
    text = refusal(read_xlsx_rows, [*NAMES, heading], [*row(), "x"])
    assert heading in text
    assert f"„{meant}“" in text


@pytest.mark.parametrize(
    "heading", ["Mokyklos adresas", "Tiekėjo kodas", "Dokumento tipas", "Pastabos"]
)
def test_other_columns_are_only_left_aside(heading: str, read_xlsx_rows: Read) -> None:
    assert read_xlsx_rows([*NAMES, heading], [*row(), "x"]).rows_loaded == 1


@pytest.mark.parametrize(
    ("names", "remedy"),
    [
        (["Planas", "Veikla", "Šaltinis", "I ketv.", "II ketv."], "kiekvienai sumai"),
        (["Planas", "Veikla", "Šaltinis", "Sausis", "Vasaris"], "kiekvienai sumai"),
        ([*EXAM, "Matematika", "Istorija", "Biologija"], "kiekvienam dalykui"),
        (["Planas", "Rodiklio Nr.", "2022", "2023", "2024 m."], "„laikotarpis“"),
        (["Planas", "Rodiklio Nr.", "2022-2023", "2023–2024 m. m."], "„laikotarpis“"),
    ],
)
def test_periods_and_subjects_as_columns_are_refused(
    names: list[str], remedy: str, read_xlsx_rows: Read
) -> None:
    text = refusal(read_xlsx_rows, names, ["kaunas", *[1] * (len(names) - 1)])
    assert remedy in text.lower()
