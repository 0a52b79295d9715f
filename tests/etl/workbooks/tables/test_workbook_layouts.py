"""Sheets as accountants lay them out: each loads rightly, or says what to change."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from pazanga.errors import WorkbookError

Read = Callable[..., WorkbookReading]
Row = Sequence[Any]

NAMES = ["Planas", "Veiklos Nr.", "Data", "SF Nr.", "Suma be PVM", "PVM"]
NAMES += ["Finansavimo šaltinis", "Būsena"]
SWAPPED = [*NAMES[:4], "PVM", "Suma be PVM", *NAMES[6:]]


def row(number: str = "SF-1", net: object = 100, vat: object = 21) -> list[Any]:
    return ["kaunas", "1", "2025-03-05", number, net, vat, "EGADP", "panaudota"]


def paid(reading: WorkbookReading) -> list[tuple[str, Decimal, Decimal]]:
    facts = reading.facts["spending"]
    return facts.select("document_number", "net_eur", "vat_eur").rows()


def sums(*amounts: int) -> list[tuple[str, Decimal, Decimal]]:
    return [
        (f"SF-{n}", Decimal(net), Decimal(net) * 21 / 100)
        for n, net in enumerate(amounts, start=1)
    ]


def refusal(read: Read, *rows: Row) -> str:
    with pytest.raises(WorkbookError) as caught:
        read(*rows)
    return caught.value.text("lt")


def errors(reading: WorkbookReading) -> list[str]:
    return [note.name for note in reading.notes if note.severity == "error"]


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


def test_only_the_gross_amount_is_paid(read_xlsx_rows: Read) -> None:
    names = [*NAMES[:4], "Planuojama", None, "Apmokėta", *NAMES[6:]]
    below = [*[None] * 4, "be PVM", "PVM", "su PVM"]
    cells = [*row()[:4], 1000, 210, 363, "EGADP", "panaudota"]
    assert "PVM tarifas" in refusal(read_xlsx_rows, names, below, cells)


def test_heading_of_three_rows_is_joined(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(
        ["Planas", "Veikla", "Dokumentas", None, "Lėšos, tūkst. Eur", None, *NAMES[6:]],
        [*[None] * 4, "Panaudota"],
        [None, None, "Data", "Nr.", "be PVM", "PVM"],
        row(net=0.1, vat=0.021),
    )
    assert paid(reading) == sums(100)


@pytest.fixture
def read_merged(tmp_path: Path) -> Callable[..., WorkbookReading]:
    """Read rows some of whose cells are merged."""

    def read(
        rows: Sequence[Row], *merges: tuple[int, int, int, int]
    ) -> WorkbookReading:
        path = tmp_path / "merged.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Lapas1")
            for line, cells in enumerate(rows):
                sheet.write_row(line, 0, cells)
            for top, first, bottom, last in merges:
                cell = rows[top][first]
                sheet.merge_range(top, first, bottom, last, "")
                sheet.write(top, first, cell)
        return read_workbook(path)

    return read


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
    "names",
    [
        ["Planas", "Veiklos Nr.¹", "Data*", "SF Nr. 1)", "Suma be PVM, Eur²", "PVM"],
        ["Planas", "Veik-\nlos Nr.", "Da-ta", "SF Nr.", "Suma be PVM", "PVM"],
        ["1. Planas", "2. Veiklos Nr.", "3) Data", "SF Nr.", "Suma be PVM", "PVM"],
    ],
)
def test_marks_and_broken_words_in_headings(
    names: list[str], read_xlsx_rows: Read
) -> None:
    others = ["Finansavi-mo šalti\u00adnis", "Būsena"]
    assert paid(read_xlsx_rows([*names, *others], row())) == sums(100)


@pytest.mark.parametrize(
    "total",
    [
        pytest.param(["kaunas", "1", "2025-03-31", "Iš viso veiklai 1"], id="number"),
        pytest.param(["Iš viso:", None, None, None], id="first"),
        pytest.param(["kaunas", "Viso", "2025-03-31", "SF-9"], id="activity"),
        pytest.param(["kaunas", "1", "2025-03-31", "Tarpinė suma"], id="subtotal"),
        pytest.param([None, None, None, "Bendra suma"], id="sum"),
        pytest.param(["Total 2025", "1", None, None], id="english"),
        *(
            pytest.param(["kaunas", "1", "2025-03-31", label], id=label)
            for label in (
                "Išviso",
                "UAB Pirmas iš viso",
                "Kovo mėn. iš viso:",
                "Tarp. suma",
                "Pradinis likutis",
                "Saldo",
                "Pernešta iš kito lapo",
                "Σ",
            )
        ),
    ],
)
def test_totals_never_load(total: list[Any], read_xlsx_rows: Read) -> None:
    rows = [row(), row("SF-2", 200, 42), [*total, 300, 63, "EGADP", "panaudota"]]
    reading = read_xlsx_rows(NAMES, *rows)
    assert paid(reading) == sums(100, 200)
    assert [sheet.totals_skipped for sheet in reading.sheets] == [1]
    assert reading.rejects.is_empty()
    assert {note.name for note in reading.notes} == {"totals_skipped"}


def test_total_among_days_is_put_aside_for_it_holds_its_keys(
    read_xlsx_rows: Read,
) -> None:
    total = ["kaunas", "1", "IŠ VISO:", "-", 300, 63, "EGADP", "panaudota"]
    reading = read_xlsx_rows(NAMES, row(), row("SF-2", 200, 42), total)
    assert paid(reading) == sums(100, 200)
    assert set(reading.rejects["row_number"]) == {4}


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("iš jų ES lėšos", ["part_of_row"]),
        ("T. sk. EGADP", ["part_of_row"]),
        ("Tame skaičiuje: EGADP", ["part_of_row"]),
        ("Iš jūsų lėšų", []),
        ("EGADP, iš jų ES", []),
    ],
)
def test_parts_of_a_row_are_put_aside(
    source: str, rules: list[str], read_xlsx_rows: Read
) -> None:
    part = [*row("SF-1", 40, 8.4)[:6], source, "panaudota"]
    reading = read_xlsx_rows(NAMES, row(), part)
    assert reading.rejects["rule"].to_list() == rules
    assert len(paid(reading)) == 2 - len(rules)


@pytest.mark.parametrize(
    ("above", "between", "said"),
    [
        pytest.param("Mokykla: G1", "Mokykla: G2", "G2", id="school"),
        pytest.param("G1 gimnazija", "G2 gimnazija", "G2", id="title"),
        pytest.param("Ataskaita", "Mokykla: G2", "G2", id="not-said-above"),
        pytest.param("Mokykla: G1", "Mokykla: G1", "", id="the-same"),
        pytest.param("Mokykla: G1", "Veikla: 2", "", id="has-its-column"),
    ],
)
def test_line_between_rows_says_nothing_else(
    above: str, between: str, said: str, read_xlsx_rows: Read
) -> None:
    rows = [[above], NAMES, row(), [between], row("SF-2", 200, 42)]
    if said:
        assert f"nurodo „{said}" in refusal(read_xlsx_rows, *rows)
    else:
        assert paid(read_xlsx_rows(*rows, ["Mokykla: G3"])) == sums(100, 200)


@pytest.mark.parametrize("name", ["Planas", "Veiklos Nr.", "Būsena"])
def test_line_between_rows_is_no_constant(name: str, read_xlsx_rows: Read) -> None:
    place = NAMES.index(name)
    above, later = f"{name}: {row()[place]}", f"{name}: 2"
    table = [[*cells[:place], *cells[place + 1 :]] for cells in (NAMES, row())]
    said = refusal(read_xlsx_rows, [above], *table, [later], table[1])
    assert "4 eilutė nurodo „2“" in said


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


@pytest.mark.parametrize("place", ["Eil. Nr.", "Pastabos"])
def test_total_is_told_by_a_label_in_any_column(
    place: str, read_xlsx_rows: Read
) -> None:
    rows = [[1, *row()], ["Iš viso:", *row()]]
    reading = read_xlsx_rows([place, *NAMES], *rows)
    assert paid(reading) == sums(100)
    assert "total_differs" not in {note.name for note in reading.notes}


@pytest.mark.parametrize("number", ["TOTAL-001", "SUMA-12", "Viso/3"])
def test_number_of_a_series_is_no_total(number: str, read_xlsx_rows: Read) -> None:
    assert read_xlsx_rows(NAMES, row(number)).rows_loaded == 1


SUPPLIERS = ["Klientas", "Kliento duomenys", "Kontrahento duomenys", "Client"]


@pytest.mark.parametrize("heading", SUPPLIERS)
def test_table_whose_supplier_is_called_otherwise_is_refused(
    heading: str, read_xlsx_rows: Read
) -> None:
    said = refusal(read_xlsx_rows, [*NAMES, heading], [*row(), "UAB Pirmas"])
    assert f"„{heading}“ nežinomas, bet panašus į „Tiekėjas“" in said
    known = read_xlsx_rows([*NAMES, "Tiekėjas", heading], [*row(), "UAB Pirmas", "a"])
    assert paid(known) == sums(100)


FREE = {"Tiekėjas": "UAB Pirmas", "Finansavimo šaltinis": "EGADP"}
LABELS = ["Suma", "Total", "Likutis", "Tarpinė", "Saldo", "Perkelta", "Balance"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("column", FREE)
def test_payment_with_all_its_keys_is_no_total(
    column: str, label: str, read_xlsx_rows: Read
) -> None:
    names = [*NAMES[:6], *FREE, "Būsena"]
    cells = [*row()[:6], *(FREE | {column: label}).values(), "panaudota"]
    reading = read_xlsx_rows(names, cells)
    assert paid(reading) == sums(100)
    lacks = [None, *cells[1:]]
    assert read_xlsx_rows(names, cells, lacks).sheets[0].totals_skipped == 1


@pytest.mark.parametrize(
    ("place", "label"),
    [
        (6, "Iš viso"),
        (6, "Biudžetas iš viso"),
        (6, "Viso"),
        *((3, f"{label} 12") for label in ("VISO", "Apyvarta", "Likutis", "Total")),
    ],
)
def test_doubtful_total_is_put_aside_not_skipped(
    place: int, label: str, read_xlsx_rows: Read
) -> None:
    cells = row("SF-2", 200, 42)
    cells[place] = label
    reading = read_xlsx_rows(NAMES, row(), cells)
    assert paid(reading) == sums(100)
    assert reading.rejects.select("row_number", "rule", "raw_value").rows() == [
        (3, "may_be_total", label)
    ]


@pytest.mark.parametrize("label", ["Total", "Viso", "Suma", "Iš viso:"])
@pytest.mark.parametrize("column", ["Mokyklos kodas", "Sutarties numeris"])
def test_no_school_and_no_contract_is_called_a_total(
    column: str, label: str, read_xlsx_rows: Read
) -> None:
    cells = [*row("SF-2", 200, 42), label]
    reading = read_xlsx_rows([*NAMES, column], [*row(), "G1"], cells)
    assert paid(reading) == sums(100)
    assert reading.rejects["rule"].to_list() == ["may_be_total"]


def test_interim_value_is_provisional(read_xlsx_rows: Read) -> None:
    names = ["Planas", "Rodiklio Nr.", "Metai", "Reikšmė", "Būsena", "Data", "Šaltinis"]
    value = ["kaunas", "5", "2024", "12,5", "Tarpinė", "2024-12-31", "Suma"]
    facts = read_xlsx_rows(names, value).facts["measurements"]
    assert facts.select("value_status", "source").rows() == [("provisional", "Suma")]


GLUED = [
    separator.join(map(str, row("SF-2", "200.00", "42.00")))
    for separator in (";", "\t", "|", ",", " ")
]


@pytest.mark.parametrize("place", range(2))
@pytest.mark.parametrize("text", GLUED)
def test_payment_in_one_cell_is_put_aside(
    text: str, place: int, read_xlsx_rows: Read
) -> None:
    cells = [None] * place + [text]
    for others in ([], [[None, *row("SF-3", 300, 63)]]):
        reading = read_xlsx_rows(["Pastaba", *NAMES], [None, *row()], cells, *others)
        assert "SF-2" not in reading.facts["spending"]["document_number"]
        assert reading.rejects.select("row_number", "rule").rows() == [
            (3, "cells_glued")
        ]


@pytest.mark.parametrize("separator", "\t,")
def test_line_with_another_separator_is_put_aside(
    separator: str, csv_text: Callable[..., str], read_csv_text: Read
) -> None:
    line = separator.join(map(str, row("SF-2", "200.00", "42.00")))
    reading = read_csv_text(f"{csv_text([NAMES, row()])}{line}\r\n")
    assert paid(reading) == sums(100)
    assert reading.rejects["rule"].to_list() == ["cells_glued"]


@pytest.mark.parametrize(
    "note",
    [
        "Pastaba. Sutartis Nr. S-1, 2024-05-31, dalis, likutis, 100,00 Eur",
        "Direktorė Vardė Pavardė, tel. 8 600 00000, 2024-05-31",
        "Rengė: V. P.; tikrino: P. V.; 2024-05-31",
        "Suderinta 2024-05-31",
    ],
)
def test_note_stays_a_note(note: str, read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(NAMES, row(), [note])
    assert reading.rejects.is_empty()
    assert "words_skipped" in {n.name for n in reading.notes}


def test_total_is_held_against_rows_put_aside_too(read_xlsx_rows: Read) -> None:
    bad = [*row("SF-2", 200, 42)[:2], "kada nors", *row("SF-2", 200, 42)[3:]]
    reading = read_xlsx_rows(NAMES, row(), bad, ["Iš viso", *[None] * 3, 300, 63])
    assert "total_differs" not in {note.name for note in reading.notes}


def test_total_over_an_unread_amount_is_not_compared(read_xlsx_rows: Read) -> None:
    bad = row("SF-2", "1.23,45", 42)
    reading = read_xlsx_rows(NAMES, row(), bad, ["Iš viso", *[None] * 3, 1334.56, 63])
    assert "total_differs" not in {note.name for note in reading.notes}


def test_last_row_that_sums_up_is_said(read_xlsx_rows: Read) -> None:
    rows = [row(), row("SF-2", 200, 42)]
    reading = read_xlsx_rows(NAMES, *rows, [*[None] * 4, 300, 63])
    assert "total_unlabelled" in {note.name for note in reading.notes}
    wrong = read_xlsx_rows(NAMES, *rows, [*[None] * 4, 300.5, 63])
    assert set(wrong.rejects["rule"]) == {"missing"}


def test_rows_of_those_who_sign_are_kept_nowhere(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(
        ["Savivaldybės administracija"],
        ["Įm. kodas", "123456789"],
        NAMES,
        row(),
        [],
        ["Pareigos", None, None, "(parašas)", None, "(vardas, pavardė)"],
        ["Vyr. buhalterė", None, "2025-04-02", None, None, "V. Pavardenė"],
    )
    assert paid(reading) == sums(100)
    assert "Pavardenė" not in repr(reading) + str(reading.rejects.to_dicts())
    assert "words_skipped" in {note.name for note in reading.notes}


@pytest.mark.parametrize(
    ("name", "school"),
    [
        ("G1 gimnazija", "G1 gimnazija"),
        ("Aušros gimnazija", "Aušros gimnazija"),
        ("G2", "?G2"),
        ("Sausis", ""),
        ("Lapas1", ""),
    ],
)
def test_sheet_may_be_a_school(
    name: str, school: str, make_book: Callable[..., Path], tmp_path: Path
) -> None:
    path = make_book(tmp_path / "book.xlsx", {name: [NAMES, row()]})
    facts = read_workbook(path).facts["spending"]
    assert facts["school_code"].to_list() == [school]


def test_title_says_school_and_plan(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(
        ["Plano kodas: kaunas"],
        ["Mokykla", "G1"],
        NAMES[1:],
        row()[1:],
        [],
        ["Plano kodas: anyksciai"],
        ["Mokykla", "G2"],
        NAMES[1:],
        row()[1:],
    )
    facts = reading.facts["spending"].select("plan_code", "school_code")
    assert facts.rows() == [("kaunas", "G1"), ("anyksciai", "G2")]
    assert "column_said_above" in {note.name for note in reading.notes}


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


EXAM = ["Planas", "Mokykla", "Egzaminas", "Matas", "Mokslo metai"]


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


def test_headings_of_groups_are_left_aside(read_xlsx_rows: Read) -> None:
    rows = [["1 veikla. Laboratorijos"], row(), ["2 veikla. Baldai"]]
    reading = read_xlsx_rows(NAMES, *rows, row("SF-2", 200, 42))
    assert paid(reading) == sums(100, 200)
    assert "words_skipped" in {note.name for note in reading.notes}


def test_row_full_of_words_is_put_aside(read_xlsx_rows: Read) -> None:
    words = ["kaunas", "veikla", "kada nors", "be nr", "daug", "be PVM", "EGADP", "x"]
    reading = read_xlsx_rows(NAMES, row(), words)
    assert set(reading.rejects["row_number"]) == {3}


def test_refusal_names_the_sheet(
    make_book: Callable[..., Path], tmp_path: Path
) -> None:
    rows = [["Valiuta: USD"], NAMES, row()]
    path = make_book(tmp_path / "book.xlsx", {"Sausis": rows, "Vasaris": rows})
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert "„Sausis“" in caught.value.text("lt")


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"Valiuta": ["EUR", "EUR"]}, 2),
        ({"Valiuta": ["EUR", "SEK"]}, None),
        ({"Mokyklos vieta": ["x", "y"]}, None),
        ({"Mokyklos pavadinimas": ["Aušros gimnazija", "G1"]}, 2),
        ({"SF Nr.": ["SF-1", "Iš viso"]}, 1),
    ],
)
def test_parquet_keeps_the_same_rules(
    columns: dict[str, list[str]], expected: int | None, tmp_path: Path
) -> None:
    cells = zip(row(), row("SF-2", 200, 42), strict=True)
    table = dict(zip(NAMES, map(list, cells), strict=True)) | columns
    path = tmp_path / "rows.parquet"
    pl.DataFrame(table).write_parquet(path)
    if expected is None:
        with pytest.raises(WorkbookError):
            read_workbook(path)
    else:
        assert read_workbook(path).rows_loaded == expected
