from decimal import Decimal

import pytest
from plan_rows import document_of

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.budget.extract import extract_budget


@pytest.mark.parametrize(
    ("text", "net", "vat", "line"),
    [
        pytest.param(
            "1.,2.\n\nMiestas\n\n21 500,00 3 655,73\n\nMiestas",
            "21500.00",
            "3655.73",
            5,
            id="one_sum_for_all",
        ),
        pytest.param(
            "Miestas\n\n1 000,00\n\n210,00\n\nMokykla 500,00 105,00",
            "1500.00",
            "315.00",
            3,
            id="a_sum_for_each",
        ),
        pytest.param(
            "Miestas 10,00 2,10\n\nMokykla 5,00 1,05\n\nIš viso 15,00 3,15",
            "15.00",
            "3.15",
            5,
            id="printed_total",
        ),
        pytest.param(
            "Miestas 10,00 2,10\nMokykla 5,00 1,05\nIš viso 15,00 3,15",
            "15.00",
            "3.15",
            3,
            id="printed_total_without_blank_lines",
        ),
        pytest.param(
            "Miestas 10,00 2,10\n\nVaikų\nmokykla 5,00 1,05\nIš viso 15,00 3,15",
            "15.00",
            "3.15",
            5,
            id="printed_total_below_the_last",
        ),
        pytest.param(
            "Miestas\n\n1 200,00\n\n252,00\n\nMokykla\n\n300,00\n\n63,00\n\n"
            "Iš viso\n\n(suma)\n\n1 500,00\n\n315,00",
            "1500.00",
            "315.00",
            17,
            id="more_words_of_the_total",
        ),
        pytest.param(
            "Suma be PVM\n\nPVM suma\n\nMiestas\n\n10,00\n\n2,10\n\nMokykla\n\n"
            "5,00\n\n1,05",
            "15.00",
            "3.15",
            7,
            id="heading_like_a_total",
        ),
        pytest.param("Miestas 10,00", "10.00", None, 1, id="no_vat"),
        pytest.param(
            "Miestas 1 000,00\n\nMokykla 500,00", "1500.00", None, 1, id="no_vat_of_two"
        ),
        pytest.param(
            "Miestas\n\n1 000,00\n\n-\n\nMokykla\n\n500,00\n\n105,00",
            "1500.00",
            "105.00",
            3,
            id="no_vat_of_the_first",
        ),
        pytest.param(
            "1.\n\n1 000,00\n\n–\n\n2.\n\n500,00\n\n105,00",
            "1500.00",
            "105.00",
            3,
            id="no_vat_nor_a_name",
        ),
        pytest.param(
            "Miestas\n\n1 000,00\n\nEur be PVM\n\nPVM\n\n210,00",
            "1000.00",
            "210.00",
            3,
            id="words_of_the_sums",
        ),
    ],
)
def test_budget_gives_the_sum_of_partners(
    text: str, net: str, vat: str | None, line: int
) -> None:
    [total] = extract_budget(parse_lines(text)).rows["plan_totals"]
    assert total == {
        "total_kind": "partners",
        "net_eur": Decimal(net),
        "vat_eur": None if vat is None else Decimal(vat),
        "source_line": line,
    }


def test_sum_behind_a_name_that_may_be_the_tax_of_the_one_above_is_not_read() -> None:
    text = "Kauno miesto\n\n1 000,00\n\nsavivaldybė\n\n210,00"
    found = extract_budget(parse_lines(text))
    assert found.rows["plan_totals"] == []
    assert list(found.reported) == ["cost_table_unread"]


@pytest.mark.parametrize("text", ["", "Miestas\n\n2021–2030 m. Nr. 12-003"])
def test_budget_without_sums_gives_nothing(text: str) -> None:
    assert extract_budget(parse_lines(text)).rows == {"plan_totals": []}


@pytest.mark.seeds
def test_city_plan_budget(city_plan: Sections) -> None:
    [total] = extract_budget(city_plan[Section.BUDGET]).rows["plan_totals"]
    assert (total["net_eur"], total["vat_eur"]) == (
        Decimal("21500000.00"),
        Decimal("3655302.73"),
    )


BUDGET = "Partneris|Be PVM|PVM"


@pytest.mark.parametrize(
    ("rows", "total", "rules"),
    [
        ([BUDGET, "A|5,00|1,05", "B|7,00|1,47", "Iš viso|12,00|2,52"], "12.00", []),
        (
            [BUDGET, "A|5,00|1,05", "B|7,00|1,47", "Iš viso|13,00|2,52"],
            "13.00",
            ["totals_disagree"],
        ),
        (
            [BUDGET, "A|5,00|1,05", "B|7,00|1,47", "Iš viso|13,00|3,52"],
            "13.00",
            ["totals_disagree", "totals_disagree"],
        ),
        (
            [BUDGET, "A|apie 5|1,05", "B|7,00|1,47", "Iš viso|13,00|2,52"],
            "13.00",
            [],
        ),
        ([BUDGET, "A|5,00|1,05", "B|7,00|1,47"], "12.00", []),
        (["Partneris|Lėšos|PVM", "A|5,00|1,05"], None, ["table_unread"]),
    ],
)
def test_rows_are_held_against_their_printed_total(
    rows: list[str], total: str | None, rules: list[str]
) -> None:
    document = document_of("7. Biudžetas", rows)
    found = extract_budget(document.lines, document.tables)
    read = [str(row["net_eur"]) for row in found.rows["plan_totals"]]
    assert read == ([total] if total else [])
    reported = [rule for rule, all_of in found.reported.items() for _ in all_of]
    assert reported == rules


def test_table_that_a_page_parts_goes_on() -> None:
    document = document_of(
        "7. Biudžetas", [BUDGET, "A|5,00|1,05"], "2", ["B|7,00|1,47"]
    )
    found = extract_budget(document.lines, document.tables)
    [total] = found.rows["plan_totals"]
    assert (total["net_eur"], found.reported) == (Decimal("12.00"), {})


HEADINGS = "Eil. Nr.\n\nVeiklos Nr.\n\nPavadinimas"


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        pytest.param(
            "Eur be PVM\n\nPVM\n\nMiestas\n\n1 000,00\n\n210,00", True, id="form"
        ),
        pytest.param(
            "PVM\n\nEur be PVM\n\nMiestas\n\n210,00\n\n1 000,00", False, id="vat_first"
        ),
        pytest.param(
            "tūkst. Eur be PVM\n\nPVM\n\nMiestas\n\n1 000,00\n\n210,00",
            False,
            id="thousands",
        ),
        pytest.param(
            "Lt be PVM\n\nPVM\n\nMiestas\n\n1 000,00\n\n210,00", False, id="litas"
        ),
        pytest.param(
            "Eur be PVM\n\nPVM\n\nMiestas\n\n1 000,00\n\n210,00\n\n500,00",
            False,
            id="more_sums",
        ),
        pytest.param(
            "Išlaidos\n\nMokestis\n\nMiestas\n\n1 000,00\n\n210,00", False, id="unnamed"
        ),
    ],
)
def test_budget_of_a_text_is_read_in_the_order_of_the_form(
    text: str, *, is_read: bool
) -> None:
    found = extract_budget(parse_lines(f"{HEADINGS}\n\n{text}"))
    assert bool(found.rows["plan_totals"]) is is_read
    assert bool(found.reported) is not is_read
    for finding in found.reported.get("cost_table_unread", ()):
        assert finding.subject == "section 7"


@pytest.mark.parametrize(
    ("above", "rules"),
    [
        ("Kauno miesto savivaldybės fondas", []),
        ("Europos fondų agentūra", []),
        ("Tik savivaldybės dalis\n\nMiestas", ["cost_heading_unclear"]),
        ("Tik savivaldybės dalis", ["cost_heading_unclear"]),
        ("2024 m.", ["cost_heading_unclear"]),
        ("I etapas", ["cost_heading_unclear"]),
        ("Savivaldybės lėšos", ["cost_heading_unclear"]),
    ],
)
def test_name_of_the_first_partner_narrows_no_sums(
    above: str, rules: list[str]
) -> None:
    text = f"{HEADINGS}\n\nEur be PVM\n\nPVM\n\n{above}\n\n1 000,00\n\n210,00"
    found = extract_budget(parse_lines(text))
    assert str(found.rows["plan_totals"][0]["net_eur"]) == "1000.00"
    assert list(found.reported) == rules


@pytest.mark.parametrize(
    ("headings", "is_read"),
    [("Eur be PVM\n\nPVM", True), ("PVM\n\nEur be PVM", False)],
)
def test_note_about_all_sums_is_no_heading(headings: str, *, is_read: bool) -> None:
    note = "Visos sumos nurodytos be PVM."
    text = f"7. Biudžetas\n\n{note}\n\n{HEADINGS}\n\n{headings}"
    found = extract_budget(parse_lines(f"{text}\n\nMiestas\n\n1 000,00\n\n210,00"))
    assert bool(found.rows["plan_totals"]) is is_read


def test_repeated_headings_of_two_levels_keep_what_stands_above() -> None:
    headings = ["Eil. Nr.|Pavadinimas|Faktinės išlaidos|<", "^|^|be PVM, Eur|PVM, Eur"]
    rows = ["1.|Miestas|100,00|21,00", *headings, "2.|Mokykla|300,00|63,00"]
    document = document_of("7. Skyrius", [*headings, *rows])
    found = extract_budget(document.lines, document.tables)
    assert "cost_table_unread" in found.reported
    assert all(row["net_eur"] is None for row in found.rows["plan_totals"])


@pytest.mark.parametrize("is_table", [True, False], ids=["table", "text"])
@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        pytest.param(("", ""), ("15.00", []), id="no_total"),
        pytest.param(("", "Bendra suma"), ("15.00", []), id="total_in_other_words"),
        pytest.param(("", "Iš viso mokykloms"), ("15.00", []), id="total_of_schools"),
        pytest.param(("Tarpinė suma", ""), ("15.00", []), id="subtotal"),
        pytest.param(("Suma", "Viso"), ("15.00", []), id="subtotal_and_total"),
        pytest.param(("Iš jų valdybai", "IŠ VISO"), ("15.00", []), id="part_and_total"),
        pytest.param(
            ("Tarpinė suma 1", ""), (None, ["total_unreadable"]), id="other_sum"
        ),
    ],
)
def test_sums_of_sums_are_counted_once(
    labels: tuple[str, str], expected: tuple[str | None, list[str]], *, is_table: bool
) -> None:
    part, whole = labels
    shown = "11,00|2,31" if part.endswith("1") else "10,00|2,10"
    rows = ["Pavadinimas|Eur be PVM|PVM, Eur", "Miestas|10,00|2,10"]
    rows += [f"{part}|{shown}"] if part else []
    rows += ["Mokykla|5,00|1,05", *([f"{whole}|15,00|3,15"] if whole else [])]
    if is_table:
        document = document_of("7. Biudžetas", rows)
        found = extract_budget(document.lines, document.tables)
    else:
        text = "\n\n".join(["7. Biudžetas", *rows]).replace("|", "\n\n")
        found = extract_budget(parse_lines(text))
    [total] = found.rows["plan_totals"]
    net, rules = expected
    assert total["net_eur"] == (None if net is None else Decimal(net))
    assert sorted(found.reported) == rules
