from decimal import Decimal

import pytest

from etl.plans.content.document import parse_lines
from etl.plans.form.costs.text import read_cost_text

OPENING = "6. Lentelėje nurodykite mokyklose planuojamas vykdyti veiklas."
ROW = """
1. Salė

STEAM

Vaikai mokysis drauge ir padės vieni kitiems kasdien

2025 m.

Planai

5000,00

1050,00
"""


@pytest.mark.parametrize(
    ("heading", "net"),
    [
        pytest.param("Išlaidos Eur\nbe PVM\n\nPVM suma", "5000.00", id="euro"),
        pytest.param("Išlaidos,\ntūkst. Eur\nbe PVM\n\nPVM", None, id="thousands"),
        pytest.param("Išlaidos be PVM, mln. Eur\n\nPVM", None, id="millions"),
        pytest.param("Išlaidos be PVM, LTL\n\nPVM", None, id="litas"),
        pytest.param("(tūkst. Eur)\n\nbe PVM\n\nPVM", None, id="above_headings"),
        pytest.param(
            f"(sumos nurodytos tūkst. eurų)\n\n{'Žodis ' * 20}\n\nbe PVM\n\nPVM",
            None,
            id="far_above_headings",
        ),
        pytest.param(
            f"Litais\n\n{'Žodis ' * 20}\n\nbe PVM\n\nPVM", None, id="litas_above"
        ),
        pytest.param(
            f"21,5\ntūkst. mokinių\n\n{'Žodis ' * 20}\n\nbe PVM\n\nPVM",
            "5000.00",
            id="other_thousands",
        ),
        pytest.param("Išlaidos Eur/mok.\nbe PVM\n\nPVM", None, id="per_school"),
        pytest.param("Šimtais eurų\n\nbe PVM\n\nPVM", None, id="hundreds_above"),
        pytest.param("su 21 % PVM\n\nbe PVM\n\nPVM", None, id="with_vat_above"),
        pytest.param("Metinės sumos\n\nbe PVM\n\nPVM", None, id="yearly"),
        pytest.param("be PVM\n\nPVM, %\n\nPVM", None, id="a_rate"),
        pytest.param("be PVM\n\nPVM\n\nSuma su PVM", None, id="a_sum_with_vat"),
        pytest.param("„Tūkstantmečio mokyklos“\n\nbe PVM\n\nPVM", "5000.00", id="name"),
        pytest.param("Krepšelis 21,5 mln. Eur be PVM\n\nPVM", "5000.00", id="a_sum"),
    ],
)
def test_unit_in_the_headings_of_a_text_stops_its_costs(
    heading: str, net: str | None
) -> None:
    found = read_cost_text(parse_lines(f"{OPENING}\n\n{heading}\n{ROW}"))
    [row] = found.rows
    assert row.net.amount == (None if net is None else Decimal(net))
    assert list(found.reported) == ([] if net else ["cost_table_unread"])


@pytest.mark.parametrize(
    ("said", "net"),
    [
        ("Sumos lentelėje nurodytos tūkst. Eur.", None),
        ("Visos sumos nurodytos su PVM.", None),
        ("Sumos nurodytos euro centais", None),
        # Each may be the end of a cell, or the heading of another column.
        ("USD", "5000.00"),
        ("tūkst. Eur", "5000.00"),
        ("su PVM", "5000.00"),
        ("Suma su PVM, Eur", "5000.00"),
    ],
)
def test_sentence_about_all_sums_below_a_text_stops_its_costs(
    said: str, net: str | None
) -> None:
    text = f"{OPENING}\n\nbe PVM\n\nPVM\n{ROW}\n\n{said}\n"
    found = read_cost_text(parse_lines(text))
    amounts = [row.net.amount for row in found.rows]
    assert amounts[0] == (None if net is None else Decimal(net))


@pytest.mark.parametrize(
    "more", [("100,00\n\n", ""), ("", "\n6050,00\n")], ids=["before", "behind"]
)
def test_third_amount_of_a_row_leaves_none_in_a_text(more: tuple[str, str]) -> None:
    row = ROW.replace("5000,00", f"{more[0]}5000,00") + more[1]
    found = read_cost_text(parse_lines(f"{OPENING}\n\nbe PVM\n\nPVM\n{row}"))
    assert (found.rows[0].net.amount, found.rows[0].vat.amount) == (None, None)
    assert "cost_table_unread" in found.reported


def test_third_amount_of_a_total_leaves_none_in_a_text() -> None:
    total = "Iš viso:\n\n21\n\n5000,00\n\n1050,00\n"
    text = f"{OPENING}\n\nbe PVM\n\nPVM\n{ROW}\n{total}"
    [printed] = read_cost_text(parse_lines(text)).totals
    assert (printed.net.amount, printed.net.is_whole) == (None, False)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Išlaidos Eur be PVM (2024 m.)", ["cost_heading_unclear"]),
        ("Planuojamos išlai-\ndos Eur\nbe PVM", []),
        ("Planuojam\nos išlaidos\nEur be PVM", []),
    ],
)
def test_words_of_a_heading_that_may_narrow_it_are_said(
    heading: str, said: list[str]
) -> None:
    found = read_cost_text(parse_lines(f"{OPENING}\n\n{heading}\n\nPVM\n{ROW}"))
    assert str(found.rows[0].net.amount) == "5000.00"
    assert list(found.reported) == said


def test_unit_below_a_text_that_may_end_a_cell_is_said() -> None:
    text = f"{OPENING}\n\nbe PVM\n\nPVM\n{ROW}\n\nŠimtais eurų\n"
    assert list(read_cost_text(parse_lines(text)).reported) == ["cost_heading_unclear"]


FORM = (
    *("Veiklos Nr.", "Veiklos pavadinimas", "Veiklos trukmė"),
    *("Išlaidos Eur\nbe PVM", "PVM suma"),
)


@pytest.mark.parametrize(
    ("headings", "net"),
    [
        pytest.param(FORM, "5000.00", id="form"),
        pytest.param((*FORM[:3], FORM[4], FORM[3]), None, id="vat_first"),
        pytest.param((*FORM[:2], *FORM[3:], FORM[2]), None, id="costs_in_the_middle"),
        pytest.param((*FORM, "2025 m. be PVM"), None, id="net_twice"),
        pytest.param((*FORM[:3], "Išlaidos Eur", "Mokestis"), None, id="not_named"),
        pytest.param((*FORM, "1", "2", "3", "4", "5"), "5000.00", id="counted"),
    ],
)
def test_other_order_of_headings_stops_the_costs_of_a_text(
    headings: tuple[str, ...], net: str | None
) -> None:
    text = "\n\n".join((OPENING, *headings))
    found = read_cost_text(parse_lines(f"{text}\n{ROW}"))
    [row] = found.rows
    assert row.net.amount == (None if net is None else Decimal(net))
    assert ("cost_table_unread" in found.reported) is (net is None)


@pytest.mark.parametrize(
    "note",
    [
        "Visos sumos nurodytos be PVM.",
        "PVM nurodytas atskirai",
        "Pastaba: išlaidos apskaičiuotos\nbe PVM.",
    ],
)
@pytest.mark.parametrize("headings", [FORM, FORM[3:]])
def test_note_about_all_sums_is_no_heading_of_a_text(
    note: str, headings: tuple[str, ...]
) -> None:
    again = "\n\n".join(FORM)
    second = ROW.replace("1. S", "2. S")
    text = "\n\n".join((OPENING, note, *headings))
    found = read_cost_text(parse_lines(f"{text}\n{ROW}\n{again}\n{second}"))
    assert [row.net.amount for row in found.rows] == [Decimal(5000)] * 2
    turned = "\n\n".join((OPENING, note, *headings[:-2], FORM[4], FORM[3]))
    found = read_cost_text(parse_lines(f"{turned}\n{ROW}"))
    assert "cost_table_unread" in found.reported


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Matavimas kas pusmetį", []),
        ("2024 m. poreikis", []),
        ("2024 m. lėšų poreikis", ["cost_heading_unclear"]),
        ("Valstybės biudžeto dokumentai", ["cost_heading_unclear"]),
    ],
)
def test_heading_of_words_narrows_no_sums(heading: str, said: list[str]) -> None:
    text = "\n\n".join((OPENING, *FORM[:2], heading, *FORM[2:]))
    assert list(read_cost_text(parse_lines(f"{text}\n{ROW}")).reported) == said


def test_columns_that_are_counted_again_are_no_costs() -> None:
    counted = "1 2\n\n3\n\n4\n\n5\n\n6\n\n7\n\n8\n\n9\n"
    text = f"{OPENING}\n\nbe PVM\n\nPVM\n{ROW}\n{counted}{ROW.replace('1. S', '2. S')}"
    found = read_cost_text(parse_lines(text))
    assert [row.net.amount for row in found.rows] == [Decimal(5000)] * 2


def test_unit_of_a_second_heading_stops_the_costs_of_a_text() -> None:
    second = ROW.replace("1. S", "2. S")
    text = (
        f"{OPENING}\n\nbe PVM\n\nPVM\n{ROW}\nIšlaidos be PVM, Lt\n\nPVM, Lt\n{second}"
    )
    found = read_cost_text(parse_lines(text))
    assert {row.net.amount for row in found.rows} == {None}


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("Tik valstybės biudžeto lėšos", ["cost_heading_unclear"]),
        ("Iš jų Europos Sąjungos lėšos:", ["cost_table_unread"]),
        ("2024 m. išlaidos", ["cost_heading_unclear"]),
        ("Faktinės išlaidos", ["cost_table_unread"]),
        ("Duomenys apie veiklą", []),
        ("2023-05-31 Nr. T1-128", []),
        ("Pildoma iki 2023 m. gegužės 31 d.", []),
    ],
)
def test_words_above_the_headings_of_a_text_are_heard(
    said: str, rules: list[str]
) -> None:
    found = read_cost_text(parse_lines(f"{OPENING}\n\n{said}\n\nbe PVM\n\nPVM\n{ROW}"))
    assert list(found.reported) == rules
    assert (found.rows[0].net.amount is None) is ("cost_table_unread" in rules)


@pytest.mark.parametrize(
    ("again", "is_read"),
    [
        pytest.param(FORM, True, id="same"),
        pytest.param(
            (*FORM[:3], "Išlaidos Eur\nsu PVM", FORM[4]), False, id="with_vat"
        ),
        pytest.param((*FORM[:3], "Išlaidos Eur", "Mokestis"), False, id="not_named"),
        pytest.param((*FORM[:3], FORM[4], FORM[3]), False, id="vat_first"),
        pytest.param(("tūkst. Eur",), False, id="unit_alone"),
        pytest.param(("* Suma gali būti tikslinama.",), True, id="note"),
    ],
)
def test_headings_among_the_rows_of_a_text_are_heard(
    again: tuple[str, ...], *, is_read: bool
) -> None:
    head, middle = ("\n\n".join(texts) for texts in ((OPENING, *FORM), again))
    second = ROW.replace("1. S", "2. S")
    found = read_cost_text(parse_lines(f"{head}\n{ROW}\n{middle}\n{second}"))
    assert len(found.rows) == 2
    assert all((row.net.amount is not None) is is_read for row in found.rows)
    assert ("cost_table_unread" in found.reported) is not is_read


def test_unit_said_elsewhere_in_the_document_stops_the_costs_of_a_text() -> None:
    lines = parse_lines(f"{OPENING}\n\nbe PVM\n\nPVM\n{ROW}")
    found = read_cost_text(lines, ("Visos sumos nurodytos tūkst. eurų.",))
    assert found.rows[0].net.amount is None


TOTAL = "Tiesioginės išlaidos\n\n{net}\n\n{vat}\n"
ALONE = ROW.replace("1. S", "2. S").replace("\n\n1050,00", "")


@pytest.mark.parametrize(
    ("net", "vat", "is_read"),
    [
        pytest.param("10000,00", "1050,00", True, id="vat_of_the_others"),
        pytest.param("9000,00", "6050,00", False, id="vat_with_the_amount"),
        pytest.param("10000,00", "6050,00", True, id="net_costs_add_up"),
    ],
)
def test_lone_amount_of_a_text_is_net_unless_it_may_be_vat(
    net: str, vat: str, *, is_read: bool
) -> None:
    total = TOTAL.format(net=net, vat=vat)
    text = f"{OPENING}\n\nbe PVM\n\nPVM\n{ROW}{ALONE}\n{total}"
    rows = read_cost_text(parse_lines(text)).rows
    assert [row.net.amount is not None for row in rows] == [True, is_read]
    assert rows[1].net.is_whole is is_read


@pytest.mark.parametrize(
    ("note", "is_read"),
    [
        ("PVM netaikomas.", True),
        ("Veiklos neapmokestinamos PVM.", True),
        ("Visos sumos nurodytos be PVM.", True),
        ("Duomenys pateikti apie veiklą.", False),
        ("Visos PVM sumos nurodytos atskirai.", False),
    ],
)
def test_lone_amounts_are_net_where_it_is_said_that_there_is_no_vat(
    note: str, *, is_read: bool
) -> None:
    rows = ALONE + ALONE.replace("2. S", "3. S")
    text = f"{OPENING}\n\n{note}\n\nbe PVM\n\nPVM\n{rows}\nIš viso:\n\n10000,00\n"
    found = read_cost_text(parse_lines(text))
    amounts = [one.net.amount for one in found.rows]
    amounts += [one.net.amount for one in found.totals]
    assert amounts == [Decimal(n) if is_read else None for n in (5000, 5000, 10000)]


@pytest.mark.parametrize(
    ("total", "is_read"),
    [("10000,00", True), ("2100,00", False), ("12100,00", False)],
)
def test_lone_total_is_of_net_costs_where_these_sum_to_it(
    total: str, *, is_read: bool
) -> None:
    rows = ROW + ROW.replace("1. S", "2. S")
    text = f"{OPENING}\n\nbe PVM\n\nPVM\n{rows}\nIš viso:\n\n{total}\n"
    [printed] = read_cost_text(parse_lines(text)).totals
    assert (printed.net.amount is not None) is is_read
    assert printed.net.is_whole is is_read


@pytest.mark.parametrize(
    "label",
    [
        "Tarpinė suma",
        "Viso 1 veiklai",
        "Iš jų: ES lėšos",
        "Netie\nsiogin\nės\nišlaidos",
    ],
)
def test_sums_below_a_row_of_a_text_are_not_its_costs(label: str) -> None:
    text = f"{OPENING}\n\nbe PVM\n\nPVM\n{ROW}\n{label}\n\n777,00\n\n70,00\n"
    found = read_cost_text(parse_lines(text))
    assert [str(row.net.amount) for row in found.rows] == ["5000.00"]


@pytest.mark.parametrize("document", ["Ataskaita", "Ataskaitos", "Tarpinė ataskaita"])
def test_report_in_the_column_of_documents_takes_no_costs_away(document: str) -> None:
    row = ROW.replace("Planai", document)
    text = f"{OPENING}\n\nbe PVM\n\nPVM\n{row}\nAtaskaitinė suma\n\n777,00\n\n70,00\n"
    found = read_cost_text(parse_lines(text))
    [read] = found.rows
    assert (read.net.amount, read.vat.amount) == (Decimal(5000), Decimal(1050))


def test_subtotal_below_a_row_without_amounts_is_not_its_cost() -> None:
    row = ROW.partition("5000,00")[0]
    text = f"{OPENING}\n\nbe PVM\n\nPVM\n{row}\nTarpinė suma\n\n777,00\n\n70,00\n"
    [read] = read_cost_text(parse_lines(text)).rows
    assert read.net.amount is None


def test_periods_of_two_cells_have_no_dates_in_a_text() -> None:
    row = ROW.replace("2025 m.", "2024 m.\nrugsėjo\n\nmėn. –\n2026 m.")
    [read] = read_cost_text(parse_lines(f"{OPENING}\n\nbe PVM\n\nPVM\n{row}")).rows
    assert read.period == "2024 m. rugsėjo / mėn. – 2026 m."
