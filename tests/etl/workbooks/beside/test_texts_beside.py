"""Texts beside payments that name others, or that few rows have, are said."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks import read_workbook
from etl.workbooks.mappings import parse_mapping

from ..conftest import write_book  # noqa: TID252 - the maker of books beside it

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Payment = Callable[..., list[Any]]

NAMES = ("texts_refer", "texts_unread")
REFERRING = (
    "pakeičia SF-{other}",
    "vietoj SF {other}",
    "dalis pagal SF-{other}",
    "instead of SF-{new}",
    "žr. SF{new}",
    "50/50 su {school}",
    "pusė – {school}",
    "60/40 su partneriu",
    "perkelta į 1.{activity} veiklą",
)
HARMLESS = (
    "pagal SF-{own}",
    "{own_school} biblioteka",
    "1.2 veikla",
    "A4 popierius",
    "pristatyta 2024/25 mokslo metams",
    "3D spausdintuvas",
    "gauta laiku",
)


def list_said(reading: WorkbookReading) -> list[tuple[str, str]]:
    return [(n.name, n.text("lt")) for n in reading.notes if n.name in NAMES]


def fill(form: str, seed: int, own: int) -> str:
    chance = random.Random(f"{form}{seed}")  # noqa: S311 - no secret
    other = chance.choice([number for number in range(1, 7) if number != own])
    return form.format(
        own=own,
        other=other,
        new=chance.randint(100, 999),
        school=f"M{chance.randint(7, 40)}",
        own_school=f"M{own}",
        activity=3,
    )


def make_rows(payment: Payment, texts: dict[int, str]) -> list[list[Any]]:
    """Give six payments of two activities, with a text beside some of them."""
    return [
        [
            *payment(
                document_number=f"SF-{number}",
                school_code=f"M{number}",
                activity_number="1.3" if number > 5 else "1.2",
                net_eur=f"1{number}7.13",
                vat_eur=None,
            ),
            texts.get(number),
        ]
        for number in range(1, 7)
    ]


@pytest.mark.parametrize("form", REFERRING)
def test_text_that_names_another_is_a_warning(
    form: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    texts = {2: fill(form, 0, 2), 4: fill(form, 1, 4)}
    reading = read_xlsx_rows([*headings, "Xyz"], *make_rows(payment, texts))
    assert reading.rows_loaded == 6
    told = [n.text("lt") for n in reading.notes if n.severity == "warning"]
    assert any("3, 5" in text for text in told)
    assert all(texts[row] in " ".join(told) for row in texts)


@pytest.mark.parametrize("form", HARMLESS)
def test_text_of_every_row_that_names_its_own_is_not_said(
    form: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    texts = {number: fill(form, 0, number) for number in range(1, 6)}
    reading = read_xlsx_rows([*headings, "Xyz"], *make_rows(payment, texts))
    assert list_said(reading) == []


@pytest.mark.parametrize("word", ["užskaita", "atstatyta", "pervesta kitai veiklai"])
def test_text_of_few_rows_is_noted(
    word: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([*headings, "Xyz"], *make_rows(payment, {3: word}))
    told = [note.text("lt") for note in reading.notes]
    assert any(word in text for text in told)


def test_texts_of_a_mapped_ledger_are_said_likewise(tmp_path: Path) -> None:
    rows = [[f"SF-{n}", "2024-05-31", f"1{n}7.13", ""] for n in range(1, 5)]
    rows[2][3] = "bendra su SF-1 prekėmis"
    path = write_book(
        tmp_path / "a.xlsx", {"L": [["DOK", "DIENA", "NETO", "X"], *rows]}
    )
    mapping = parse_mapping(
        "ledger",
        {
            "kind": "spending",
            "headings": ["DOK", "DIENA", "NETO"],
            "columns": {"document_number": "DOK", "date": "DIENA", "net_eur": "NETO"},
            "constants": {
                "plan_code": "kaunas",
                "phase": "executed",
                "activity_number": "1.2",
                "funding_source": "EGADP",
            },
            "formats": {"date": "YYYY-MM-DD", "decimal": "."},
        },
    )
    reading = read_workbook(path, mappings=(mapping,))
    assert [name for name, _ in list_said(reading)] == ["texts_refer"]


@pytest.mark.parametrize(
    ("number", "is_said"),
    [("G1 gimnazija", 0), ("Saulės gimnazija", 1), ("UAB Pirmas", 1), ("SF-1", 0)],
)
def test_document_number_without_a_digit_is_said(
    number: str,
    is_said: int,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows(headings, payment(document_number=number))
    names = [note.name for note in reading.notes]
    assert names.count("documents_are_words") == is_said


@pytest.mark.parametrize(
    ("title", "text", "is_said"),
    [
        ("Mokėtojas", "Vilniaus miesto savivaldybė", 1),
        ("Kieno", "Alytaus m. savivaldybė", 1),
        ("Xyz", "Kauno rajono savivaldybės administracija", 1),
        ("Pirkėjas", "UAB „Antras“", 1),
        ("Mokėtojas", "Kauno miesto savivaldybė", 0),
        ("Užsakovas", "VšĮ Kauno Jėzuitų gimnazija", 0),
        ("Xyz", "UAB „Antras“", 0),
        ("Mokėtojas", "Švietimo skyrius", 0),
    ],
)
def test_other_municipality_or_payer_is_said(
    title: str,
    text: str,
    is_said: int,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows([*headings, title], [*payment(), text])
    found = [note for note in reading.notes if note.name == "rows_of_other_bodies"]
    assert len(found) == is_said
    assert reading.rows_loaded == 1


@pytest.mark.parametrize("rate", ["21 % PVM", "5 proc. PVM", "9% PVM", "PVM"])
def test_tax_named_with_its_rate_is_heard_over_amounts_without_it(
    rate: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    title = f"Visos sumos nurodytos su {rate}"
    reading = read_xlsx_rows([title], [], headings, payment())
    assert "amounts_said_with_vat" in [note.name for note in reading.notes]


@pytest.mark.parametrize("unit", ["Eur/mok.", "Eur/val.", "Eur/vnt.", "Eur/mokiniui"])
def test_price_of_one_is_no_payment(
    unit: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([unit], [], headings, payment())
    assert "words_heard" in [note.name for note in reading.notes]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("užskaita", "payments_doubtful"),
        ("tarpusavio įskaitymas", "payments_doubtful"),
        ("barterio sandoris", "payments_doubtful"),
        ("50/50", "payments_doubtful"),
        ("60:40", "texts_refer"),
        ("1/2", "texts_refer"),
        ("⅓", "texts_refer"),
        ("gauta laiku", "texts_unread"),
        ("12 Eur/mok.", "words_heard_in_cells"),
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_note_in_a_sheet_of_few_rows_is_said(
    text: str,
    said: str,
    count: int,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    rows = [[*payment(document_number=f"SF-{n}"), text] for n in range(count)]
    reading = read_xlsx_rows([*headings, "Pastaba"], *rows)
    assert said in [note.name for note in reading.notes]


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        ("Klasės", ["1-2", "5/6", "5"]),
        ("Gauta", ["2024/05/31", "05/31", "12:30"]),
        ("Mokslo metai", ["2024/25", "2024/25", "2024/2025"]),
    ],
)
def test_days_and_classes_divide_nothing(
    title: str,
    texts: list[str],
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    rows = [[*payment(document_number=f"SF-{t}"), t] for t in texts]
    reading = read_xlsx_rows([*headings, title], *rows)
    assert list_said(reading) == []


@pytest.mark.parametrize(
    ("title", "text", "is_said"),
    [
        ("Mokėtojas", "Jonas Jonaitis", True),
        ("Mokėtojo pavadinimas", "LR ŠMSM", True),
        ("Pirkėjas", "Fondas „Vaikai“", True),
        ("Payer", "Ministry of Education", True),
        ("Pirkėjo pavadinimas", "Kauno lopšelis-darželis „Aušra“", False),
        ("Užsakovas", "Švietimo centras", False),
        ("Mokėtojo kodas", "188764867", False),
        ("Mokėtojo sąskaita", "AB bankas, LT12 7300 0100 1234 5678", False),
        ("Mokėtojo bankas", "AB Swedbank", False),
        ("Pirkėjo adresas", "Laisvės al. 96, Kaunas", False),
        ("Užsakovo kontaktinis asmuo", "Jonas Jonaitis", False),
        ("Payer account", "UAB Bankas", False),
        ("Mokėtojas", "Kauno m. sav.", False),
    ],
)
def test_payer_that_is_no_body_of_the_municipality_is_said(
    title: str,
    text: str,
    is_said: bool,  # noqa: FBT001 - of a table of cases
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows([*headings, title], [*payment(), text])
    told = [n.text("lt") for n in reading.notes if n.name == "rows_of_other_bodies"]
    assert len(told) == is_said
    # A payer may be a person, who is not named.
    assert "Jonaitis" not in "".join(told)


@pytest.mark.parametrize(
    ("title", "is_said"),
    [
        ("Projektas", True),
        ("Projekto kodas", True),
        ("Projekto suma", False),
        ("Projektavimas", False),
        ("Projektorius", False),
        ("Projekto idėja", False),
    ],
)
def test_table_of_several_projects_is_said(
    title: str,
    is_said: bool,  # noqa: FBT001 - of a table of cases
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    one = [*payment(document_number="SF-1"), "P-001"]
    same = [*payment(document_number="SF-2"), "P-001"]
    other = [*payment(document_number="SF-3"), "P-002"]
    heading = [*headings, title]
    for rows, told in ([one, same, other], is_said), ([one, same], False):
        names = [note.name for note in read_xlsx_rows(heading, *rows).notes]
        assert ("projects_differ" in names) == told


@pytest.mark.parametrize(
    ("number", "is_said"),
    [
        ("SF-1, SF-2", True),
        ("SF-1 ir SF-7", True),
        ("sf-1; sf-8", True),
        ("SF-8, SF-9", False),
        ("SF-1/2024", False),
        ("SF-1", False),
        ("1001, 1002", True),
        ("1002 ir 1001", True),
        ("1002, 1003", False),
        ("7, 8", False),
    ],
)
def test_row_of_several_documents_is_said_where_one_has_its_own(
    number: str,
    is_said: bool,  # noqa: FBT001 - of a table of cases
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    known = ("SF-1", "1001", "7", number)
    rows = [payment(document_number=one) for one in known]
    names = [note.name for note in read_xlsx_rows(headings, *rows).notes]
    assert ("documents_joined" in names) == is_said


@pytest.mark.parametrize(
    ("title", "is_said"),
    [
        ("Kontaktinis asmuo", 0),
        ("Atsakingas darbuotojas", 0),
        ("Contact person", 0),
        ("Xyz", 1),
    ],
)
def test_who_is_to_be_asked_is_not_said(
    title: str,
    is_said: int,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    rows = make_rows(payment, {3: "klausti Onos Onaitės"})
    reading = read_xlsx_rows([*headings, title], *rows)
    told = [note for note in reading.notes if note.name == "texts_unread"]
    assert len(told) == is_said
    assert not any("Onos" in note.text("lt") for note in told)
