"""Units, currencies and VAT that are said outside of a table of costs."""

import pytest
from plan_rows import document_of

from etl.plans.content.sections import find_sections
from etl.plans.form.budget.extract import extract_budget
from etl.plans.form.costs.said_around import list_document_notes
from etl.plans.form.costs.table import read_cost_tables

HEADING = "Veiklos Nr.|Veiklos pavadinimas|Laikotarpis|Be PVM|PVM"
TABLE = [HEADING, "1.|Salė|2025 m.|5,00|1,05"]
SAID = (
    "Sumos lentelėje nurodytos tūkst. Eur.",
    "Pastaba: visos sumos – mln. Eur",
    "All amounts in EUR thousand",
    "Amounts in € million",
    "Sumos nurodytos euro centais",
    "Sumos euro centais",
    "Visos sumos nurodytos su PVM.",
    "All amounts incl. VAT",
    "(su PVM)",
    "Sumos – USD",
    "tūkst. Eur",
    "€ '000",
    "Visos sumos įskaitant PVM.",
    "PVM įskaičiuotas",
    "Sumas nurodykite tūkst. Eur.",
    "Visos sumos su 21 % PVM",
    "su 21 proc. PVM",
    "su PVM (21 %)",
    "Įtrauktas PVM",
    "Eur/mok.",
    "Sumos – Eur/mokiniui",
    "Sumos nurodytos vienam mokiniui",
    "Lentelėje nurodytos vienos mokyklos išlaidos",
    "Sumos per metus",
    "Metinės sumos",
    "Dešimtys tūkstančių eurų",
    "Mato vnt. – 10 000 Eur",
    "×1000",
)
MEANS_NOTHING = (
    "Mokykloms skirta 2 mln. Eur.",
    "Pastaba: sumos eurais ir centais.",
    "Lėšos nurodytos Eur, ct.",
    "Pirmiau numatyta sporto salė, kainavusi 12 tūkst. eurų su PVM.",
    "Tūkstantmečio mokyklų programos lėšos.",
    "Procentais (proc.)",
    "2022 m. sumos buvo nurodytos litais ir doleriais kituose dokumentuose.",
    "Mokyklos kasmet gauna tūkst. eurų paramos.",
    "Sumos be centų, suapvalintos iki tūkstančių.",
    "Visos sumos neįskaitant PVM.",
    "Kiekvienai mokyklai planuojamos priemonės pagal jos poreikius.",
    "Vienos mokyklos mokiniai per metus dalyvauja dešimtyje užsiėmimų.",
    "Bendra projekto suma – 1 000 000 Eur.",
    "PVM tarifas – 21 %.",
)


def read(*parts: str | list[str], margins: tuple[str, ...] = ()) -> list[str]:
    document = document_of(*parts)
    tables = document.tables or ()
    found = read_cost_tables(tables, document.lines, margins)
    return [*(str(one.net.amount) for one in found.rows), *sorted(found.reported)]


@pytest.mark.parametrize("said", SAID)
def test_sums_that_a_note_below_contradicts_are_not_read(said: str) -> None:
    assert read("6. Lentelė", TABLE, said) == ["None", "cost_table_unread"]


@pytest.mark.parametrize("said", SAID)
def test_sums_that_a_margin_contradicts_are_not_read(said: str) -> None:
    read_with = read("6. Lentelė", TABLE, margins=("Kauno planas", said))
    assert read_with == ["None", "cost_table_unread"]


@pytest.mark.parametrize("said", SAID)
def test_no_sum_above_which_something_else_is_said_stays_as_printed(said: str) -> None:
    amount, rule = read("6. Lentelė", said, TABLE)
    assert (amount, rule) in {
        ("None", "cost_table_unread"),
        ("5000.00", "cost_unit"),
        ("5000000.00", "cost_unit"),
    }


@pytest.mark.parametrize("said", MEANS_NOTHING)
def test_other_words_leave_sums_as_printed(said: str) -> None:
    assert read("6. Lentelė", said, TABLE, said) == ["5.00"]


def test_long_prose_is_heard_only_where_it_is_about_all_sums() -> None:
    prose = "Ši lentelė parengta pagal Švietimo, mokslo ir sporto ministerijos formą"
    about = f"{prose}, o visos lėšos joje nurodytos tūkst. eurų, kaip prašoma."
    other = f"{prose}; biudžetas ir mln. žmonių pasaulyje joje, deja, nekeičiami."
    assert read("6. Lentelė", TABLE, about) == ["None", "cost_table_unread"]
    assert read("6. Lentelė", TABLE, other) == ["5.00"]


def test_hundreds_above_a_table_are_multiplied_and_below_it_stop_it() -> None:
    said = "Sumos – šimtais eurų"
    assert read("6. Lentelė", said, TABLE) == ["500.00", "cost_unit"]
    assert read("6. Lentelė", TABLE, said) == ["None", "cost_table_unread"]


def test_unit_above_one_table_is_not_that_of_the_next() -> None:
    second = [HEADING, "2.|Kiemas|2025 m.|7,00|1,47"]
    found = read("6. Lentelė", "tūkst. Eur", TABLE, "Kita", "Eur", second)
    assert found == ["5000.00", "7.00", "cost_unit"]


def test_note_that_repeats_the_unit_of_the_headings_changes_nothing() -> None:
    rows = [
        HEADING.replace("Be PVM", "tūkst. Eur be PVM").replace(
            "|PVM", "|PVM, tūkst. Eur"
        ),
        TABLE[1],
    ]
    found = read("6. Lentelė", rows, "Sumos nurodytos tūkst. Eur.")
    assert found == ["5000.00", "cost_unit"]


@pytest.mark.parametrize("said", ["Pastaba: sumos tūkst. Eur", "Įranga (tūkst. Eur)"])
def test_row_over_the_whole_table_is_a_note(said: str) -> None:
    amounts = read("6. Lentelė", [*TABLE, said, "2.|Kiemas|2025|7,00|1,47"])
    assert amounts[:2] == ["None", "None"]
    assert "cost_table_unread" in amounts


@pytest.mark.parametrize(
    ("title", "said", "is_heard"),
    [
        ("Kauno švietimo pažangos planas (sumos tūkst. Eur)", "", True),
        ("tūkst. Eur", "", True),
        ("", "Toliau lentelėse sumos nurodomos tūkst. Eur.", True),
        ("", "6 ir 7 lentelių sumos – tūkst. eurų", True),
        ("Tūkstantmečio mokyklų planas", "", False),
        ("", "Savivaldybės lėšos sudaro milijonus eurų kasmet.", False),
        ("", "Per metus mokykloms skirta 2 mln. eurų lėšų.", False),
        ("", "Mokinių, kurių tėvai dirba, tūkst., lėšos.", False),
    ],
)
def test_rest_of_the_document_is_heard(
    title: str, said: str, *, is_heard: bool
) -> None:
    costs = "6. Lentelėje nurodykite mokyklose planuojamas vykdyti"
    first = "1. Remdamiesi „Tūkstantmečio mokyklų"
    parts = [title or "Planas", first, said or "Situacija.", costs]
    sections = find_sections(document_of(*parts, TABLE))
    assert bool(list_document_notes(sections)) is is_heard


@pytest.mark.parametrize("said", SAID)
def test_sums_of_partners_are_not_read_either(said: str) -> None:
    table = ["Partneris|Be PVM|PVM", "Savivaldybė|5,00|1,05"]
    document = document_of("7. Biudžetas", table, said)
    found = extract_budget(document.lines, document.tables)
    assert "cost_table_unread" in found.reported
    [total] = found.rows["plan_totals"] or [{"net_eur": None}]
    assert total["net_eur"] is None
