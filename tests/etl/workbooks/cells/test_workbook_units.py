"""Units and currencies: wherever they stand they hold, or the table is refused."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.cells.number_forms import NumberForm, parse_form
from etl.workbooks.cells.units import foreign_alone, read_statement
from pazanga.errors import WorkbookError

Read = Callable[..., WorkbookReading]

HEADINGS = ["Planas", "Veiklos Nr.", "Data", "SF Nr.", "Suma be PVM", "PVM"]
OTHERS = ["Finansavimo šaltinis", "Būsena"]
PAYMENT: list[Any] = ["kaunas", "1", "2025-03-05", "SF-1", 12.5, 2.63, "EGADP"]
CHANGES = [
    ["Plano kodas", "Sprendimo Nr.", "Sprendimo data", "Kas keičiama", "Numeris"],
    ["kaunas", "T-45", "2025-09-12"],
]


MEASURED = ["Planas", "Rodiklio Nr.", "Metai", "Reikšmė", "Būsena", "Data", "Šaltinis"]
MEASURE = ["kaunas", "5", "2024", "12,5", "galutinė", "2024-12-31", "ŠVIS"]


def heading(net: str = "Suma be PVM", vat: str = "PVM") -> list[str]:
    return [*HEADINGS[:4], net, vat, *OTHERS]


def row(number: str = "SF-1", net: object = 12.5, vat: object = 2.63) -> list[Any]:
    return [*PAYMENT[:3], number, net, vat, PAYMENT[6], "panaudota"]


def amounts(reading: WorkbookReading) -> list[tuple[Decimal, Decimal]]:
    return reading.facts["spending"].select("net_eur", "vat_eur").rows()


def as_read(unit: int) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal("12.5") * unit, Decimal("2.63") * unit)]


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("tūkst. Eur", 1000),
        ("(TŪKST. EUR)", 1000),
        ("tūkst. €", 1000),
        ("tukst. eur", 1000),
        ("tūkstančiais eurų", 1000),
        ("tūkst.", 1000),
        ("kEUR", 1000),
        ("k€", 1000),
        ("'000 EUR", 1000),
        ("EUR thousand", 1000),
        ("in thousands of euro", 1000),
        ("mln. Eur", 10**6),
        ("milijonais eurų", 10**6),
        ("M EUR", 10**6),
        ("Visos sumos nurodytos tūkst. Eur", 1000),
        ("×1000 Eur", 1000),
        ("x1000", 1000),
        ("* 1 000 Eur", 1000),
        ("EUR (000)", 1000),
        ("Eur × 10³", 1000),
        ("10^6 Eur", 10**6),
        ("(000) EUR", 1000),
        ("EURk", 1000),
        ("EUR mn", 10**6),
        ("€m", 10**6),
        ("x 1 000 000 Eur", 10**6),
        ("Matavimo vienetas: tūkst. Eur", 1000),
        ("Plano išlaidos 2025 m. (tūkst. Eur)", 1000),
        ("Lėšos, tūkst. Eur, 2025 m.", 1000),
        ("Eur", 1),
        ("Valiuta: EUR", 1),
        ("Plano vertė – 21,5 mln. Eur", 1),
        ("Plano vertė (mln. Eur): 21,5", 1),
        ("Skirta 5 tūkst. Eur", 1),
        ("Mokinių, tūkst.", 1),
        ("Laisvės al. 96, LT-44251 Kaunas", 1),
        ("www.kaunas.lt", 1),
        ("1 EUR = 3,4528 LTL", 1),
        ("Plano suma 1000 Eur", 1),
        ("Sumos eurais ir centais", 1),
        ("Sumos nurodytos su centais", 1),
        ("Sąsiuviniai x1000", 1),
    ],
)
@pytest.mark.parametrize("place", [0, 5])
def test_unit_above_the_table(
    said: str, unit: int, place: int, read_xlsx_rows: Read
) -> None:
    above = [*[None] * place, said]
    reading = read_xlsx_rows(above, ["Ataskaita"], [], heading(), row())
    assert amounts(reading) == as_read(unit)
    multiplied = [n for n in reading.notes if n.name == "multiplied"]
    assert len(multiplied) == (2 if unit > 1 else 0)


UNITS = [None] * 4
NUMBERING = [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([heading(), [*UNITS, "tūkst. Eur", "tūkst. Eur"]], id="below"),
        pytest.param(
            [heading(), [None, "Nr.", "data", None, "tūkst. Eur", "tūkst. €"]],
            id="with_other_units",
        ),
        pytest.param(
            [heading(), NUMBERING, [*UNITS, "tūkst. Eur", "tūkst. Eur"]],
            id="below_numbers",
        ),
        pytest.param(
            [heading("Suma be PVM, tūkst. Eur", "PVM (tūkst. Eur)")], id="in_headings"
        ),
        pytest.param(
            [["tūkst. Eur"], heading("Suma be PVM, tūkst. Eur", "PVM")], id="agree"
        ),
    ],
)
def test_unit_beside_the_heading(
    rows: list[Sequence[Any]], read_xlsx_rows: Read
) -> None:
    assert amounts(read_xlsx_rows(*rows, row())) == as_read(1000)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            [["tūkst. Eur"], heading("Suma be PVM, Eur", "PVM, Eur"), row()],
            "skirtingi vienetai",
        ),
        ([["(Eur)"], heading("Suma be PVM, tūkst. Eur"), row()], "skirtingi vienetai"),
        ([heading("Suma be PVM, tūkst. Eur"), row()], "vienetas nenurodytas"),
        ([heading(), row(), ["Sumos nurodytos tūkst. Eur"]], "neaišku"),
        (
            [["Suma, tūkst. Eur", "Sritis"], ["12,5", "STEAM"], [], heading(), row()],
            "neaišku",
        ),
        ([["Valiuta: LTL"], heading(), row()], "kita valiuta"),
        ([["Sumos litais"], heading(), row()], "kita valiuta"),
        ([["tūkst. Lt"], heading(), row()], "kita valiuta"),
        ([["SEK"], heading(), row()], "kita valiuta"),
        ([["centais"], heading(), row()], "kita valiuta"),
        ([[*heading(), "Valiuta"], [*row(), "USD"]], "kita valiuta"),
        ([[*heading(), "Valiutos kodas"], [*row(), "LTL"]], "kita valiuta"),
        ([heading("Suma be PVM, Lt"), row()], "Suma be PVM"),
        ([["1000 Eur"], heading(), row()], "neaišku"),
        ([["Sumos nurodytos euro centais"], heading(), row()], "kita valiuta"),
        ([["Amounts in euro cents"], heading(), row()], "kita valiuta"),
        ([heading(), row(), ["Pastaba. Sumos – litais (LTL)"]], "kita valiuta"),
        ([heading(), row(), [], ["Sumos nurodytos USD"]], "kita valiuta"),
        (
            [heading("Suma be PVM (tūkst.)", "PVM, Eur"), row()],
            "skirtingi vienetai",
        ),
    ],
)
def test_what_is_not_plain_euro_is_refused(
    rows: list[Sequence[Any]], reason: str, read_xlsx_rows: Read
) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_xlsx_rows(*rows)
    assert reason in caught.value.text("lt")


@pytest.mark.parametrize(
    "title",
    ["Mato vnt.", "Matas", "Vienetai", "Mato vienetas", "Vnt.", "Unit", "Units"],
)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("tūkst. Eur", "neaišku"),
        ("k EUR", "neaišku"),
        ("thousand EUR", "neaišku"),
        ("tūkst.", "neaišku"),
        ("mln. Eur", "neaišku"),
        ("Lt", "kita valiuta"),
        ("USD", "kita valiuta"),
    ],
)
def test_a_column_of_other_units_stops_the_table(
    title: str, text: str, reason: str, read_xlsx_rows: Read
) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_xlsx_rows([*heading(), title], [*row(), "Eur"], [*row("SF-2"), text])
    assert reason in caught.value.text("lt")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Mato vnt.", "Eur"),
        ("Mato vnt.", "vnt."),
        ("Mato vnt.", "tūkst. vnt."),
        ("Šalis", "LT"),
        ("Vienetai", "1000"),
        ("Pastaba B", "Apmokėta 5 tūkst. Eur"),
        ("Pastaba B", "Kursas 1,08 USD"),
    ],
)
def test_another_column_changes_no_amount(
    title: str, text: str, read_xlsx_rows: Read
) -> None:
    assert amounts(read_xlsx_rows([*heading(), title], [*row(), text])) == as_read(1)


def test_a_column_of_units_may_agree_with_the_heading(read_xlsx_rows: Read) -> None:
    rows = [[*heading(), "Mato vnt."], [*row(), "tūkst. Eur"]]
    assert amounts(read_xlsx_rows(["tūkst. Eur"], *rows)) == as_read(1000)


@pytest.mark.parametrize("unit", ["tūkst.", "tūkst. asm.", "mln. Eur"])
def test_a_unit_beside_measured_values_stops_them(
    unit: str, read_xlsx_rows: Read
) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_xlsx_rows([*MEASURED, "Matavimo vienetas"], [*MEASURE, unit])
    assert "neaišku" in caught.value.text("lt")


@given(
    st.sampled_from(["Kaunas, LT", "Parengė", "Vadovas", "Sąskaita", "Kursas"]),
    st.sampled_from(["", "litų banknotai", "doleriais apmokėta", "2024-05-31"]),
)
def test_a_note_that_tells_a_story_names_no_currency(start: str, rest: str) -> None:
    assert not foreign_alone(f"{start} {rest}")


def test_currency_column_of_euro_loads(read_xlsx_rows: Read) -> None:
    kinds = ["EUR", "€", "Eur", "EURO", None]
    rows = [[*row(f"SF-{n}"), kind] for n, kind in enumerate(kinds)]
    assert read_xlsx_rows([*heading(), "Valiuta"], *rows).rows_loaded == 5


def test_unit_belongs_to_the_table_below_it(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(
        heading(), row(), [], ["tūkst. Eur"], heading(), row("SF-2")
    )
    assert amounts(reading) == as_read(1) + as_read(1000)


def test_unit_of_one_table_is_not_taken_for_another(read_xlsx_rows: Read) -> None:
    other = ["Kita lentelė"], [*HEADINGS[:4], "PVM", "Suma be PVM", *OTHERS]
    reading = read_xlsx_rows(["tūkst. Eur"], heading(), row(), [], *other, row("SF-2"))
    assert amounts(reading) == as_read(1000)
    assert [n.name for n in reading.notes if n.severity == "error"] == ["unit_unclear"]


def test_unit_holds_for_the_same_heading_on_each_page(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(["tūkst. Eur"], heading(), row(), heading(), row("SF-2"))
    assert amounts(reading) == as_read(1000) * 2


def test_unit_of_a_plan_change_spares_targets(read_xlsx_rows: Read) -> None:
    names = [*CHANGES[0], "Keičiamas dydis", "Nauja reikšmė"]
    reading = read_xlsx_rows(
        ["Plano pakeitimai", *[None] * 5, "tūkst. Eur"],
        names,
        [*CHANGES[1], "veikla", "1", "suma be PVM", 1500],
        [*CHANGES[1], "rodiklis", "5", "siektina reikšmė", 48],
    )
    assert reading.facts["plan-changes"]["new_value"].to_list() == [
        Decimal(1_500_000),
        Decimal(48),
    ]


def test_unit_above_measured_values_is_refused(read_xlsx_rows: Read) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_xlsx_rows(["tūkst. Eur"], MEASURED, MEASURE)
    assert "neaišku" in caught.value.text("lt")


@pytest.mark.parametrize("unit", ["(tūkst.)", "tūkst. Eur", "mln. Eur"])
def test_a_unit_below_a_heading_of_no_amount_stops_the_table(
    unit: str, read_xlsx_rows: Read
) -> None:
    for rows in ([heading(), [unit], row()], [MEASURED, [unit], MEASURE]):
        with pytest.raises(WorkbookError) as caught:
            read_xlsx_rows(*rows)
        assert unit in caught.value.text("lt")


@pytest.mark.parametrize("unit", ["eurų centais", "euro centais", "Eur centais"])
def test_a_heading_of_cents_stops_the_table(unit: str, read_xlsx_rows: Read) -> None:
    names = [f"Suma be PVM, {unit}" if n == "Suma be PVM" else n for n in heading()]
    assert names != heading()
    with pytest.raises(WorkbookError):
        read_xlsx_rows(names, row())


@pytest.fixture
def read_formatted(tmp_path: Path) -> Callable[..., WorkbookReading]:
    """Read a payment whose amounts are shown by number formats."""

    def read(
        net: str, vat: str, head: Sequence[str], amount: float = 12.5
    ) -> WorkbookReading:
        path = tmp_path / "formats.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Lapas1")
            sheet.write_row(0, 0, head)
            sheet.write_row(1, 0, row())
            sheet.write_number(1, 4, amount, book.add_format({"num_format": net}))
            sheet.write_number(1, 5, 2.63, book.add_format({"num_format": vat}))
        return read_workbook(path)

    return read


THOUSANDS = '#,##0.00" tūkst. Eur"'


@pytest.mark.parametrize(
    ("net", "vat", "head", "unit"),
    [
        (THOUSANDS, THOUSANDS, heading(), 1000),
        (THOUSANDS, THOUSANDS, heading("Suma be PVM, tūkst. Eur", "PVM, k€"), 1000),
        ('0.00"k"', '0.00"k"', heading(), 1000),
        ("#,##0,", "#,##0,", heading(), 1),
        ('0.0,"k"', '0.0,"k"', heading(), 1),
        ('[>=1000]0.0," tūkst.";0', "0.00", heading(), 1),
        ('#,##0.00 "€"', "#,##0.00 [$€-427]", heading(), 1),
        ("#,##0.00_);(#,##0.00)", "[Red]0.00", heading(), 1),
    ],
)
def test_number_format_shows_the_unit(
    net: str, vat: str, head: list[str], unit: int, read_formatted: Read
) -> None:
    assert amounts(read_formatted(net, vat, head)) == as_read(unit)


@pytest.mark.parametrize(
    ("net", "head"),
    [
        (THOUSANDS, heading("Suma be PVM, Eur", "PVM, Eur")),
        (THOUSANDS, heading()),
        ("[$Lt-427] #,##0.00", heading()),
        ("$#,##0.00", heading()),
        ('#,##0.00 "kr"', heading()),
        ('[>=10]#,##0.0" tūkst.";0', heading()),
    ],
)
def test_number_format_that_disagrees_stops_the_table(
    net: str, head: list[str], read_formatted: Read
) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_formatted(net, "0.00", head)
    assert caught.value.code == "workbooks.nothing_loaded"


@pytest.mark.parametrize("form", ["0%", '0" %"', "0.0\\%"])
def test_percent_is_no_amount(form: str, read_formatted: Read) -> None:
    rejects = read_formatted(form, "0.00", heading()).rejects
    assert rejects["rule"].to_list() == ["percent_in_amount"]


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("0.0%", NumberForm(is_percent=True)),
        ('0" %"', NumberForm(has_percent_sign=True)),
        ("General", NumberForm()),
        ('General" mėn."', NumberForm(words="mėn.")),
        ('[$-427]yyyy "m." mmmm d "d."', NumberForm()),
        ('0.0" mln. Eur"', NumberForm(unit=10**6)),
        ('0.0,,"mln. €"', NumberForm(unit=1)),
        ('0.0"; tūkst. Eur"', NumberForm(unit=1000)),
        ("_-* #,##0.00 €_-;-* #,##0.00 €_-", NumberForm(unit=1)),
        ("[$SEK] 0", NumberForm(foreign="SEK")),
    ],
)
def test_number_format_is_understood(code: str, form: NumberForm) -> None:
    assert parse_form(code) == form


@pytest.mark.parametrize(
    "text", ["(šimtais eurų)", "Išlaidos, šimtais Eur", "Suma šimtai €", "EUR hundreds"]
)
def test_hundreds_of_euro_are_an_unclear_unit(text: str) -> None:
    assert not read_statement(text).is_clear


@pytest.mark.parametrize("text", ["Šimtmečio gimnazija, Eur", "Šimtas mokinių"])
def test_a_hundred_of_something_else_is_no_unit(text: str) -> None:
    assert read_statement(text).is_clear
