"""Amounts, days and numbers as accountants write them: what wins, what is derived."""

from decimal import Decimal
from typing import Any

import pytest

from .conftest import EXAM, NAMES, Read, paid, refusal, row, sums


def test_only_the_gross_amount_is_paid(read_xlsx_rows: Read) -> None:
    names = [*NAMES[:4], "Planuojama", None, "Apmokėta", *NAMES[6:]]
    below = [*[None] * 4, "be PVM", "PVM", "su PVM"]
    cells = [*row()[:4], 1000, 210, 363, "EGADP", "panaudota"]
    assert "PVM tarifas" in refusal(read_xlsx_rows, names, below, cells)


GROSS = [*NAMES[:4], "Suma su PVM", *NAMES[6:]]


def gross(*cells: object) -> list[Any]:
    return ["kaunas", "1", "2025-03-05", "SF-1", *cells, "EGADP", "panaudota"]


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        (["Suma su PVM", "PVM, %"], [121, 21]),
        (["Suma su PVM", "PVM tarifas"], [121, "21 %"]),
        (["Suma su PVM", "PVM"], [121, 21]),
        (["Suma su PVM (21 %)"], [121]),
        (["Suma, Eur", "t. sk. PVM"], [121, 21]),
        (["Suma be PVM", "PVM, %", "Suma su PVM"], [100, 21, 121]),
        (["Suma be PVM", "PVM tarifas, proc."], [100, "21"]),
    ],
)
def test_amounts_follow_from_what_is_printed(
    names: list[str], cells: list[Any], read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([*NAMES[:4], *names, *NAMES[6:]], gross(*cells))
    assert paid(reading) == sums(100)
    assert "amount_derived" in {note.name for note in reading.notes}


def test_net_and_vat_by_rate_add_up_to_the_cent(read_xlsx_rows: Read) -> None:
    names = [*NAMES[:4], "Suma su PVM", "PVM, %", *NAMES[6:]]
    [[_, net, vat]] = paid(read_xlsx_rows(names, gross(100, 21)))
    assert (net, vat) == (Decimal("82.64"), Decimal("17.36"))


@pytest.mark.parametrize("rate", ["abc", "17", "19 %", "21-9", "ne PVM", "5,5"])
def test_net_amount_beside_a_rate_nobody_knows_is_put_aside(
    rate: object, read_xlsx_rows: Read
) -> None:
    names = [*NAMES[:4], "Suma be PVM", "PVM tarifas", *NAMES[6:]]
    rejects = read_xlsx_rows(names, gross(100, rate)).rejects
    assert rejects.select("column_name", "rule", "raw_value").rows() == [
        ("vat_eur", "rate_not_read", rate)
    ]


@pytest.mark.parametrize("rate", [None, "–"])
def test_net_amount_beside_no_rate_has_no_vat(
    rate: object, read_xlsx_rows: Read
) -> None:
    names = [*NAMES[:4], "Suma be PVM", "PVM tarifas", *NAMES[6:]]
    [[_, net, vat]] = paid(read_xlsx_rows(names, gross(100, rate)))
    assert (net, vat) == (Decimal(100), None)


@pytest.mark.parametrize("rate", ["abc", None, 17, "21-9"])
def test_gross_amount_without_a_clear_rate_is_put_aside(
    rate: object, read_xlsx_rows: Read
) -> None:
    names = [*NAMES[:4], "Suma su PVM", "PVM, %", *NAMES[6:]]
    rejects = read_xlsx_rows(names, gross(100, rate)).rejects
    assert rejects["rule"].to_list() == ["net_not_derived"]


@pytest.mark.parametrize(
    ("names", "remedy"),
    [
        (GROSS, "PVM tarifas"),
        ([*NAMES[:4], "Suma, Eur", *NAMES[6:]], "„Suma su PVM“"),
    ],
)
def test_amount_without_vat_says_what_lacks(
    names: list[str], remedy: str, read_xlsx_rows: Read
) -> None:
    assert remedy in refusal(read_xlsx_rows, names, gross(121))


def test_payment_date_wins_over_the_date_of_the_invoice(read_xlsx_rows: Read) -> None:
    names = [*NAMES[:2], "Sąskaitos data", "Apmokėjimo data", *NAMES[3:]]
    cells = [*row()[:2], "2025-02-01", *row()[2:]]
    [fact] = read_xlsx_rows(names, cells).facts["spending"].to_dicts()
    assert (str(fact["date"]), str(fact["document_date"])) == (
        "2025-03-05",
        "2025-02-01",
    )


def test_number_wins_over_the_title_beside_it(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(
        ["Planas", "Veikla", *NAMES[1:]], ["kaunas", "Laboratorija", *row()[1:]]
    )
    assert reading.facts["spending"]["activity_number"].to_list() == ["1"]
    assert "Veikla" in next(n.text("lt") for n in reading.notes)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 Veikla", "1"),
        ("3.1. Robotikos būrelis", "3.1"),
        ("36.Modernizuotų klasių", "36"),
        ("5 – baldai", "5"),
        ("Veikla Nr. 5. Baldai", "5"),
        ("2 klasių baldai", None),
        ("3D spausdintuvas", None),
        ("3 STEAM laboratorijos", None),
        ("1–4 klasių įranga", None),
        ("2024 m. baldai", None),
    ],
)
def test_number_and_title_in_one_cell(
    text: str, number: str | None, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(
        ["Planas", "Veikla", *NAMES[2:]], [*row()[:1], text, *row()[2:]]
    )
    found = reading.facts["spending"]["activity_number"].to_list()
    assert found == ([number] if number else [])


@pytest.mark.parametrize(
    ("value", "rules"),
    [("+500", ["change_of_amount"]), (-500, ["change_of_amount"]), ("500", [])],
)
def test_change_of_amount_is_no_new_amount(
    value: object, rules: list[str], read_xlsx_rows: Read
) -> None:
    names = ["Planas", "Sprendimo Nr.", "Sprendimo data", "Kas keičiama", "Numeris"]
    cells = ["kaunas", "T-1", "2024-03-05", "veikla", "1", "suma be PVM", value]
    reading = read_xlsx_rows([*names, "Laukas", "Nauja reikšmė"], cells)
    assert reading.rejects["rule"].to_list() == rules


def test_interim_value_is_provisional(read_xlsx_rows: Read) -> None:
    names = ["Planas", "Rodiklio Nr.", "Metai", "Reikšmė", "Būsena", "Data", "Šaltinis"]
    value = ["kaunas", "5", "2024", "12,5", "Tarpinė", "2024-12-31", "Suma"]
    facts = read_xlsx_rows(names, value).facts["measurements"]
    assert facts.select("value_status", "source").rows() == [("provisional", "Suma")]


@pytest.mark.parametrize("sign", ["*", "x", "<5", "n. d.", "..", "neskelbiama"])
def test_sign_of_a_suppressed_value_is_to_be_left_empty(
    sign: str, read_xlsx_rows: Read
) -> None:
    names = [*EXAM, "Dalykas", "Reikšmė", "Laikė mokinių"]
    cells = ["kaunas", "G1", "VBE", "vidurkis", "2023-2024", "math", sign, 4]
    reading = read_xlsx_rows(names, cells)
    [reject] = reading.rejects.to_dicts()
    assert reject["rule"] == "suppressed"
    assert "palikite tuščią" in reject["reason_lt"]


def test_bare_fractions_among_percent_are_put_aside(
    read_xlsx_rows: Read, percent: type[float]
) -> None:
    names = ["Planas", "Rodiklio Nr.", "Metai", "Reikšmė", "Būsena", "Data", "Šaltinis"]
    values = [percent(0.452), "31 %", 0.47, "0,47", 52]
    rows = [
        ["kaunas", str(n), "2024", value, "galutinė", "2024-12-31", "ŠVIS"]
        for n, value in enumerate(values, start=1)
    ]
    reading = read_xlsx_rows(names, *rows)
    assert reading.facts["measurements"]["value"].to_list() == [
        Decimal("45.2"),
        Decimal(31),
        Decimal(52),
    ]
    assert reading.rejects["rule"].to_list() == ["bare_fraction"] * 2
