"""Payments that a cell divides between sources of money, where a row has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.workbooks.beside.funding import divides

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Payment = Callable[..., list[Any]]

NAMES = {
    "eu": ["ES", "EGADP", "Europos Sąjungos lėšos", "ESF"],
    "state": ["VB", "valstybės biudžeto lėšos", "Valstybės biudžetas"],
    "municipal": ["SB", "savivaldybės biudžeto lėšos", "Savivaldybė"],
    "own": ["nuosavos lėšos", "specialiosios lėšos", "rėmėjų lėšos"],
}
ONE = [
    *["EGADP", "ES", "Savivaldybės biudžetas", "EGADP / NextGenerationEU", "ES, EGADP"],
    "Ekonomikos gaivinimo ir atsparumo didinimo priemonė",
    *["Valstybės biudžeto dotacija savivaldybėms", "Kitos lėšos", "ES 100 %"],
    *["Valstybės biudžeto lėšos, skirtos savivaldybėms", "2024/2025 m. m. lėšos"],
]


def divided(reading: WorkbookReading) -> list[str]:
    assert reading.rows_loaded == reading.rows_read
    return [n.text("lt") for n in reading.notes if n.name == "payments_divided"]


@st.composite
def two_sources(draw: st.DrawFn) -> str:
    one, other = draw(st.permutations(sorted(NAMES)))[:2]
    first, second = (draw(st.sampled_from(NAMES[name])) for name in (one, other))
    share = draw(st.integers(1, 99))
    sign = draw(st.sampled_from(["%", " %", " proc.", "proc"]))
    joint = draw(
        st.sampled_from(["/", " / ", " + ", "; ", ", ", " ir ", " bei ", "\n"])
    )
    said = [f"{first}{joint}{second}", f"{first} ({share}{sign}){joint}{second}"]
    said.append(f"{first} {share}{sign}{joint}{second} {100 - share}{sign}")
    return draw(st.sampled_from(said))


@given(two_sources())
def test_two_sources_in_a_cell_are_two(text: str) -> None:
    assert divides(text, is_source=True)


@pytest.mark.parametrize("text", ONE)
def test_one_source_is_one(text: str, read_payment: Read) -> None:
    assert divided(read_payment(funding_source=text)) == []


@pytest.mark.parametrize("text", ["ES 85 %, SB 15 %", "ES/SB", "85/15", "ES 85 %"])
def test_source_that_is_two_is_said_with_its_amount(
    text: str, read_payment: Read
) -> None:
    [said] = divided(read_payment(funding_source=text))
    assert f"„{text}“" in said
    assert "100,00" in said


def test_rows_for_each_source_are_right(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        payment(funding_source="ES 85 %", net_eur="85.00", vat_eur="17.85"),
        payment(funding_source="SB 15 %", net_eur="15.00", vat_eur="3.15"),
    ]
    assert divided(read_xlsx_rows(headings, *rows)) == []


def test_shares_in_a_note_are_said(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    names = [*headings, "Pastabos"]
    assert divided(read_xlsx_rows(names, [*payment(), "ES 85 %, SB 15 %"]))
    assert not divided(read_xlsx_rows(names, [*payment(), "PVM 21 %, nuolaida 5 %"]))


@pytest.mark.parametrize(
    ("heading", "cell", "is_said"),
    [
        ("ES lėšos, Eur", "85,00", True),
        ("Savivaldybės biudžeto lėšos", "15,00", True),
        ("ES dalis, %", "85", True),
        ("SB dalis, proc.", "15", True),
        ("ES lėšos, Eur", "100,00", False),
        ("SB lėšos, Eur", "0", False),
        ("ES dalis, %", "100", False),
        ("Savivaldybės biudžeto planas", "15,00", False),
    ],
)
def test_column_of_one_source_is_said(
    heading: str,
    cell: str,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    *,
    is_said: bool,
) -> None:
    reading = read_xlsx_rows([*headings, heading], [*payment(), cell])
    found = [n.name for n in reading.notes if n.severity == "warning"]
    assert bool(found) is is_said
