"""Rows of every kind: the cells of one agree, or it is put aside with the reason."""

from datetime import date
from pathlib import Path

import pytest

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.contract.contract import (
    SCHEMAS,
    Kind,
    Reject,
)

from .conftest import Payment, Read


def rules(reading: WorkbookReading) -> list[tuple[int, str, str]]:
    return reading.rejects.select("row_number", "column_name", "rule").rows()


@pytest.mark.parametrize(
    ("vat", "gross", "expected"),
    [
        ("21,00", "121,00", []),
        ("21,00", None, []),
        (None, "121,00", []),
        ("21,00", "121,01", [(2, "", "gross_differs")]),
        ("21,00", "100,00", [(2, "", "gross_differs")]),
        (None, "100,00", []),
        (None, "109,00", []),
        (None, "80,00", [(2, "", "gross_differs")]),
        (None, "150,00", [(2, "", "gross_differs")]),
        (None, "-121,00", [(2, "", "gross_differs")]),
    ],
)
def test_gross_amount_must_be_net_and_vat(
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    vat: str | None,
    gross: str | None,
    expected: list[tuple[int, str, str]],
) -> None:
    reading = read_xlsx_rows([*headings, "Suma su PVM"], [*payment(vat_eur=vat), gross])
    assert rules(reading) == expected


@pytest.mark.parametrize(
    ("vat", "rate", "expected"),
    [
        ("21,00", "21", []),
        ("21,03", "21 %", []),
        ("9,00", "9", []),
        ("0,00", "0", []),
        (None, "21", []),
        ("21,00", None, []),
        ("21,00", "9", [(2, "vat_eur", "rate_differs")]),
        ("0,00", "21", [(2, "vat_eur", "rate_differs")]),
        ("-21,00", "21", [(2, "vat_eur", "rate_differs")]),
        ("20,95", "21", []),
        ("20,94", "21", [(2, "vat_eur", "rate_differs")]),
        ("22,00", "21", [(2, "vat_eur", "rate_differs")]),
    ],
)
def test_vat_must_be_what_the_rate_beside_it_gives(
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    vat: str | None,
    rate: str | None,
    expected: list[tuple[int, str, str]],
) -> None:
    reading = read_xlsx_rows([*headings, "PVM, %"], [*payment(vat_eur=vat), rate])
    assert rules(reading) == expected


def test_rounded_vat_is_what_its_rate_gives(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    names = [name.replace(", Eur", ", tūkst. Eur") for name in headings]
    cells = payment(net_eur="1,23", vat_eur="0,26")
    reading = read_xlsx_rows([*names, "PVM, %"], [*cells, "21"])
    assert (reading.rows_loaded, rules(reading)) == (1, [])
    whole = payment(net_eur="12", vat_eur="2")
    assert read_xlsx_rows([*headings, "PVM, %"], [*whole, "21"]).rows_loaded == 1


@pytest.mark.parametrize(
    ("days", "is_said"),
    [
        ((date(2024, 5, 3), "31/05/2024"), True),
        ((date(2024, 5, 3), date(2024, 7, 12), "31.05.2024"), True),
        ((date(2024, 5, 13), date(2024, 5, 3), "31/05/2024"), False),
        ((date(2024, 5, 3), "2024-05-31"), False),
        (("31/05/2024", "30/05/2024"), False),
        ((date(2024, 5, 3), "05/31/2024"), True),
        ((date(2024, 5, 13), "05/31/2024"), False),
    ],
)
def test_days_that_a_spreadsheet_may_have_swapped_are_said(
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    days: tuple[object, ...],
    is_said: bool,  # noqa: FBT001
) -> None:
    rows = [payment(date=day, document_number=f"SF-{n}") for n, day in enumerate(days)]
    reading = read_xlsx_rows(headings, *rows)
    assert reading.rows_loaded == len(days)
    assert ("days_maybe_swapped" in {note.name for note in reading.notes}) is is_said


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (("2024-12-31 22:00:00", "2024-06-30 21:00"), "days_maybe_utc"),
        (("2024-12-31T22:00", "2024-05-01T22:00:00"), "days_maybe_utc"),
        (("2024-12-31 23:59:39", "2024-06-30 23:59:39"), "days_maybe_utc"),
        (("2024-12-31 22:00:00", "2024-06-30 14:05:00"), None),
        (("2024-12-31 00:00:00", "2024-06-30"), None),
        (("05/13/2024", "13/06/2024"), "days_of_two_orders"),
        (("15/05/2024", "13/06/2024"), None),
    ],
)
def test_doubtful_times_and_orders_of_days_are_said(
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    days: tuple[str, ...],
    name: str | None,
) -> None:
    rows = [payment(date=day, document_number=f"SF-{n}") for n, day in enumerate(days)]
    reading = read_xlsx_rows(headings, *rows)
    assert reading.rows_loaded == len(days)
    found = [n.name for n in reading.notes if n.name.startswith("days_")]
    assert found == ([name] if name else [])


def test_totals_are_skipped_and_compared(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    total = ["Iš viso", *[None] * 6, 200, 42]
    wrong = ["TOTAL 2024", *[None] * 6, 300.5, 63]
    reading = read_xlsx_rows(
        headings,
        payment(document_number="A"),
        payment(document_number="B"),
        total,
        payment(document_number="C"),
        wrong,
    )
    assert reading.rows_loaded == 3
    differing = [note for note in reading.notes if note.name == "total_differs"]
    assert [note.fields for note in differing] == [
        {
            "row": 6,
            "column": {"lt": "Suma be PVM, Eur", "en": "Net amount, EUR"},
            "printed": {"lt": "300,50\u00a0€", "en": "€300.50"},
            "summed": {"lt": "300,00\u00a0€", "en": "€300.00"},
        }
    ]


@pytest.mark.parametrize(
    "supplier", ["Total Lietuva UAB", "Viso labo", "Suma ir Ko", "UAB Bendra suma"]
)
def test_supplier_called_total_is_no_total(read_payment: Read, supplier: str) -> None:
    assert read_payment(supplier=supplier).rows_loaded == 1
    broken = read_payment(supplier=supplier, document_number=None)
    assert rules(broken) == [(2, "document_number", "missing")]


def test_other_columns_are_left_aside_and_named(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([*headings, "Asmens kodas"], [*payment(), "38001010000"])
    assert "Asmens kodas" in next(n.text("lt") for n in reading.notes)
    assert "38001010000" not in str(reading.facts["spending"].to_dicts())


def test_optional_columns_may_be_absent(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    kept = [0, 1, 3, 4, 7, 8, 9, 10]
    reading = read_xlsx_rows([headings[i] for i in kept], [payment()[i] for i in kept])
    row = reading.facts["spending"].row(0, named=True)
    assert (row["school_code"], row["supplier"], row["contract_number"]) == (
        "",
        None,
        None,
    )


def test_synthetic_rows_say_so(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(
        [*headings, "Sintetiniai duomenys"],
        [*payment(), "taip"],
        [*payment(document_number="B"), None],
    )
    assert reading.facts["spending"]["is_synthetic"].to_list() == [True, False]


MEASUREMENT = ["kaunas", "5", "2023-2024", "12,5", "galutinė", "2024-06-30", "ŠVIS"]
EXAM = ["kaunas", "M1", "VBE", "share_36_100", "math", "2023-2024", "54,2", "48"]
CHANGE = ["kaunas", "T-45", "2024-09-12", "veikla", "1.2", "suma be PVM", "1500"]
OUTCOME = [
    *("kaunas", "14.2", "tęsiama", "2026-05-31", "Švietimo skyrius", "1 200,50"),
    *("2027-12-31", "T-112"),
]
OTHER = {
    "measurements": (
        ["Planas", "Rodiklis", "Metai", "Reikšmė", "Būsena", "Data", "Šaltinis"],
        MEASUREMENT,
    ),
    "exams": (
        [
            *("Planas", "Mokykla", "Egzaminas", "Matas", "Dalykas", "Mokslo metai"),
            *("Reikšmė", "Laikė mokinių"),
        ],
        EXAM,
    ),
    "plan-changes": (
        [
            *("Planas", "Sprendimo Nr.", "Sprendimo data", "Kas keičiama", "Numeris"),
            *("Keičiamas dydis", "Nauja reikšmė"),
        ],
        CHANGE,
    ),
    "outcomes": (
        [
            *("Planas", "Veikla", "Kas tapo", "Data", "Kas moka", "Metinės išlaidos"),
            *("Finansuojama iki", "Pagrindimas"),
        ],
        OUTCOME,
    ),
}


@pytest.mark.parametrize("kind", list(OTHER))
def test_other_kinds_are_read(kind: Kind, read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(*OTHER[kind])
    assert rules(reading) == []
    assert SCHEMAS[kind].is_valid(reading.facts[kind])


@pytest.mark.parametrize(
    ("kind", "place", "value", "rule"),
    [
        ("measurements", 3, None, "value_agrees_with_status"),
        ("measurements", 4, "nėra duomenų", "value_agrees_with_status"),
        ("exams", 7, None, None),
        ("exams", 6, "–", None),
        ("plan-changes", 3, "rodiklis", "field_belongs_to_item"),
    ],
)
def test_columns_of_a_row_agree(
    kind: Kind, place: int, value: object, rule: str | None, read_xlsx_rows: Read
) -> None:
    headings, row = OTHER[kind]
    changed = [value if at == place else cell for at, cell in enumerate(row)]
    reading = read_xlsx_rows(headings, changed)
    assert rules(reading) == ([(2, "", rule)] if rule else [])


def test_exam_row_says_something(read_xlsx_rows: Read) -> None:
    headings, row = OTHER["exams"]
    assert rules(read_xlsx_rows(headings, [*row[:6], "–", None])) == [
        (2, "", "says_something")
    ]


def test_rejects_keep_their_contract_and_say_why(read_payment: Read) -> None:
    rejects = read_payment(net_eur="1.23,45").rejects
    assert Reject.is_valid(rejects)
    row = rejects.row(0, named=True)
    assert row["raw_value"] == "1.23,45"
    assert row["reason"].endswith("cents by a comma: 1234,56.")
    assert row["reason_lt"].endswith("centus – kableliu: 1234,56.")
    assert '"supplier":"UAB Pavyzdys"' in row["raw_cells"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Įvykdyta", "done"),
        ("įgyvendinta", "done"),
        ("iš dalies", "partly"),
        ("Dalinai įvykdyta", "partly"),
        ("atsisakyta", "cut"),
        ("Nutraukta", "cut"),
        ("perkelta", "moved"),
        ("PERKELIAMA", "moved"),
        ("tęsiama", "continues"),
        ("Bus tęsiama", "continues"),
        ("partly done", "partly"),
        ("ongoing", "continues"),
    ],
)
def test_outcomes_are_read_in_words(said: str, code: str, read_xlsx_rows: Read) -> None:
    headings, row = OTHER["outcomes"]
    reading = read_xlsx_rows(headings, [*row[:2], said, *row[3:]])
    assert reading.facts["outcomes"]["outcome"].to_list() == [code]


@pytest.mark.parametrize("said", ["neįvykdyta", "apmokėta", "gerai", "1"])
def test_an_unknown_outcome_is_put_aside(said: str, read_xlsx_rows: Read) -> None:
    headings, row = OTHER["outcomes"]
    reading = read_xlsx_rows(headings, [*row[:2], said, *row[3:]])
    assert rules(reading) == [(2, "outcome", "not_an_outcome")]
    assert "tęsiama" in reading.rejects["reason_lt"][0]


def test_what_is_not_known_of_an_outcome_stays_empty(read_xlsx_rows: Read) -> None:
    headings, row = OTHER["outcomes"]
    [found] = read_xlsx_rows(headings[:4], row[:4]).facts["outcomes"].to_dicts()
    unknown = ("owner", "yearly_cost_eur", "funded_until", "evidence")
    assert [found[name] for name in unknown] == [None] * 4


def test_an_owner_with_a_personal_code_is_emptied(read_xlsx_rows: Read) -> None:
    headings, row = OTHER["outcomes"]
    person = "Jonas Jonaitis 38703181745"
    reading = read_xlsx_rows(headings, [*row[:4], person, *row[5:]])
    [found] = reading.facts["outcomes"].to_dicts()
    assert found["owner"] is None
    assert "personal_codes" in " ".join(note.name for note in reading.notes)


@pytest.mark.parametrize(
    ("field", "rules"), [("net_eur", ["percent_in_amount"]), ("target_value", [])]
)
def test_percent_is_no_new_amount_but_may_be_a_target(
    field: str, rules: list[str], tmp_path: Path
) -> None:
    item = "activity" if field == "net_eur" else "indicator"
    path = tmp_path / "a.csv"
    columns = ["plan_code", "decision_number", "decided_on", "item", "number"]
    lines = [
        [*columns, "field", "new_value"],
        ["kaunas", "T-1", "2024-05-31", item, "1", field, "5 %"],
    ]
    path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    assert read_workbook(path).rejects["rule"].to_list() == rules


@pytest.mark.parametrize(
    ("column", "text", "rules"),
    [
        ("vat_eur", "neapmokestinama", []),
        ("vat_eur", "Ne PVM mokėtojas", []),
        ("vat_eur", "neapmokėta", ["vat_in_words"]),
        ("vat_eur", "Be PVM", ["vat_in_words"]),
        ("vat_eur", "21 Lt", ["other_currency"]),
        ("vat_eur", "nežinau", ["not_a_number"]),
        ("net_eur", "neapmokestinama", ["not_a_number"]),
        ("vat_eur", "0", []),
    ],
)
def test_vat_in_words_is_told_as_such(
    column: str,
    text: str,
    rules: list[str],
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows(headings, payment(**{column: text}), payment())
    assert reading.rejects["rule"].to_list() == rules


def test_rejected_row_keeps_the_words_for_no_vat(read_payment: Read) -> None:
    reading = read_payment(vat_eur="neapmokestinama", date="vakar")
    assert reading.rejects["rule"].to_list() == ["not_a_date"]
    assert "neapmokestinama" in reading.rejects["raw_cells"][0]
