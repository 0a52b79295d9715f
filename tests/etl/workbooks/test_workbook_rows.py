import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from etl.contracts.workbooks import (
    KINDS_WITH_RULES,
    SCHEMAS,
    Kind,
    Reject,
    fact_columns,
)
from etl.sources.workbooks import WorkbookReading
from etl.sources.workbooks.headings import columns_of
from etl.sources.workbooks.words import read_toml
from warehouse.settings import PROJECT_ROOT

Read = Callable[..., WorkbookReading]
Payment = Callable[..., list[Any]]


def rules(reading: WorkbookReading) -> list[tuple[int, str, str]]:
    return reading.rejects.select("row_number", "column_name", "rule").rows()


def test_rows_that_repeat_are_counted_once(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(
        headings, payment(), payment(net_eur=100), payment(document_number="B")
    )
    [sheet] = reading.sheets
    assert (sheet.rows_read, sheet.rows_loaded, sheet.rows_repeated) == (3, 2, 1)
    assert reading.facts["spending"]["_source_row"].to_list() == [2, 4]


def test_rows_of_one_key_that_differ_are_all_put_aside(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(
        headings, payment(), payment(document_number="B"), payment(net_eur=1)
    )
    assert rules(reading) == [(2, "", "conflicting_rows"), (4, "", "conflicting_rows")]
    assert reading.facts["spending"]["document_number"].to_list() == ["B"]


def test_sheets_that_repeat_each_other_count_once(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [headings, payment(), payment(document_number="B")]
    changed = [headings, payment(), payment(document_number="B", vat_eur=1)]
    reading = read_xlsx_rows(A=rows, B=changed)
    assert reading.facts["spending"]["_source_sheet"].to_list() == ["A"]
    assert reading.rejects["sheet"].to_list() == ["A", "B"]
    assert [s.rows_repeated for s in reading.sheets] == [0, 1]


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
            "column": "net_eur",
            "printed": Decimal("300.50"),
            "summed": Decimal("300.00"),
        }
    ]


@pytest.mark.parametrize("supplier", ["Total Lietuva UAB", "Viso labo", "Iš viso"])
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
    rejects = read_payment(net_eur="1.234,56").rejects
    assert Reject.is_valid(rejects)
    row = rejects.row(0, named=True)
    assert row["raw_value"] == "1.234,56"
    assert row["reason"].endswith("cents by a comma: 1234,56.")
    assert row["reason_lt"].endswith("centus – kableliu: 1234,56.")
    assert '"supplier":"UAB Pavyzdys"' in row["raw_cells"]


@pytest.mark.parametrize("kind", list(SCHEMAS))
def test_every_column_is_described_in_both_languages(kind: Kind) -> None:
    columns = {column.name: column for column in columns_of(kind)}
    assert set(columns) >= set(fact_columns(kind))
    for column in columns.values():
        assert column.lt
        assert column.en
        assert column.help_lt.endswith(".")
        assert column.help_en.endswith(".")


def test_kinds_with_rules_are_those_whose_schemas_have_some() -> None:
    ruled = {
        kind
        for kind, schema in SCHEMAS.items()
        if any(
            "|" not in rule and rule != "primary_key"
            for rule in schema._validation_rules(with_cast=False)
        )
    }
    assert ruled == KINDS_WITH_RULES


def test_every_text_has_both_languages() -> None:
    catalogue = read_toml("messages.toml")
    for group in catalogue.values():
        for name, entry in group.items():
            assert set(entry) == {"lt", "en"}, name


def test_every_rule_is_documented_and_no_other() -> None:
    page = (PROJECT_ROOT / "docs" / "workbooks.md").read_text(encoding="utf-8")
    table = page.split("| rule |")[1].split("## Proof")[0]
    assert set(re.findall(r"`(\w+)`", table)) == set(
        read_toml("messages.toml")["rules"]
    )
