"""Cost tables of one page: printed rows, and what is read of them."""

import pytest
from plan_rows import document_of

from etl.plans.form.costs.table import read_cost_tables

HEADING = "Veiklos Nr.|Veiklos pavadinimas|Laikotarpis|Be PVM|PVM"


def read(*rows: str) -> list[str]:
    """Rows as `number title period net vat`, totals by their kinds, then findings."""
    document = document_of("6. Lentelė", list(rows))
    found = read_cost_tables(document.tables or (), document.lines)
    records = [
        f"{one.number} {one.title} {one.period} {one.net.amount} {one.vat.amount}"
        for one in found.rows
    ]
    totals = [f"{one.kind} {one.net.amount} {one.vat.amount}" for one in found.totals]
    return [*records, *totals, *sorted(found.reported)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [HEADING, "1.|Salė|2025 m.|5,00|1,05"],
            ["1 Salė 2025 m. 5.00 1.05"],
            id="one",
        ),
        pytest.param(
            ["PVM|Laikotarpis|Be PVM|Veiklos pavadinimas", "1,05|2025|5,00|1. Salė"],
            ["1 Salė 2025 5.00 1.05"],
            id="number_in_the_title_other_order",
        ),
        pytest.param(
            [HEADING, "1)|Salė|2025|5,00|1,05", "Nr. 1.1|Kėdės|2025|4,00|0,84"],
            ["1 Salė 2025 5.00 1.05", "1.1 Kėdės 2025 4.00 0.84"],
            id="number_with_a_sign",
        ),
        pytest.param(
            [HEADING.replace("|PVM", "|PVM (21 proc.)"), "1.|Salė|2025|5,00|1,05"],
            ["1 Salė 2025 5.00 1.05", "cost_heading_unclear"],
            id="rate_in_the_heading_of_vat",
        ),
        pytest.param(
            [HEADING.replace("|PVM", "|PVM, proc."), "1.|Salė|2025|5,00|21"],
            ["1 Salė 2025 5.00 None"],
            id="column_of_rates",
        ),
        pytest.param(
            [HEADING, "2.1 veikla|Salė|2025|5,00|1,05", "2 a|Kėdės|2025|4,00|0,84"],
            ["2.1 Salė 2025 5.00 1.05", *["amount_left_over", "cell_unread"]],
            id="number_and_a_letter",
        ),
        pytest.param(
            [
                HEADING.replace(
                    "Be PVM|PVM", "Be PVM, tūkst. Eur|PVM, tūkst. Eur|Su PVM"
                ),
                "1.|Salė|2025|1528,145|320,91045|1849,05545",
                "2.|Kėdės|2025|169,601|35,61621|205,21722",
            ],
            [
                "1 Salė 2025 1528145.00 320910.45",
                *("2 Kėdės 2025 169601.00 35616.21", "cost_unit"),
            ],
            id="thousands_to_the_cent",
        ),
        pytest.param(
            [
                "Su PVM|Be PVM|PVM|Veiklos Nr.|Veiklos pavadinimas",
                *("6,05|5,00|1,05|1.|Salė", "6,05|5,00|1,05|Iš viso:|<"),
            ],
            ["1 Salė  5.00 1.05", "grand 5.00 1.05"],
            id="total_whose_label_is_printed_behind",
        ),
        pytest.param(
            [HEADING, "1|2|3|4|5=4", "1.|Salė|2025|5,00|1,05"],
            ["1 Salė 2025 5.00 1.05"],
            id="column_numbers",
        ),
        pytest.param(
            [HEADING.replace("Be PVM", "Be PVM|ct"), "1.|Salė|2025|5|15|1,05"],
            ["1 Salė 2025 None None", "cost_table_unread"],
            id="cents_in_a_column_of_their_own",
        ),
        pytest.param(
            [HEADING.replace("Be PVM", "Be PVM|<"), "1.|Salė|2025|5|15|1,05"],
            ["1 Salė 2025 None 1.05"],
            id="two_cells_under_one_heading",
        ),
        pytest.param(
            [f"{HEADING}|Su PVM", "1.|Salė|2025|5,00|1,05|6,05"],
            ["1 Salė 2025 5.00 1.05"],
            id="gross_that_agrees",
        ),
        pytest.param(
            [f"{HEADING}|Su PVM", "1.|Salė|2025|5,00|1,05|6,50"],
            ["1 Salė 2025 5.00 1.05", "gross_differs"],
            id="gross_that_differs",
        ),
        pytest.param(
            [HEADING.replace("Be", "Eur/mok. be"), "1.|Salė|2025|5,00|1,05"],
            ["1 Salė 2025 None None", "cost_table_unread"],
            id="per_school",
        ),
        pytest.param(
            [HEADING.replace("Be", "Šimtais eurų be"), "1.|Salė|2025|5,00|1,05"],
            ["1 Salė 2025 None None", "cost_table_unread"],
            id="hundreds_of_one_column",
        ),
        pytest.param(
            [HEADING.replace("Be", "2024 m. be"), "1.|Salė|2025|5,00|1,05"],
            ["1 Salė 2025 5.00 1.05", "cost_heading_unclear"],
            id="words_that_may_narrow_a_heading",
        ),
        pytest.param(
            [f"{HEADING}|Pastabos", "1.|Salė|2025|5,00|1,05|Išbraukta"],
            ["1 Salė 2025 5.00 1.05", "cost_noted"],
            id="note_that_doubts",
        ),
        pytest.param(
            [f"{HEADING}|Pastabos", "1.|Salė|2025|5,00|1,05|Naujos durys"],
            ["1 Salė 2025 5.00 1.05"],
            id="note_that_says_nothing_of_it",
        ),
        pytest.param(
            [
                HEADING.replace("Be PVM", "Faktinės išlaidos be PVM"),
                "1.|Salė|2025|5,00|1,05",
            ],
            ["1 Salė 2025 None None", "cost_table_unread"],
            id="money_that_was_paid",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|1,05", "||ir 2026||"],
            ["1 Salė 2025 ir 2026 5.00 1.05"],
            id="row_goes_on",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|1,05", "|Kiemas|2026|7,00|1,47"],
            ["1 Salė 2025 5.00 1.05", "amount_left_over"],
            id="money_without_a_number",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|1,05", "antra|Kiemas|2026||"],
            ["1 Salė 2025 5.00 1.05", "cell_unread"],
            id="number_in_other_words",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|1,05", "–|3D salė|2026||"],
            ["1 Salė 3D salė 2025 2026 5.00 1.05"],
            id="figure_that_begins_a_title",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|Vėliau|1,05"],
            ["1 Salė 2025 None 1.05"],
            id="words_for_an_amount",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|<"],
            ["1 Salė 2025 None None"],
            id="merged_over_both",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|1,05", "2.|Kiemas|2026|^|1,47"],
            ["1 Salė 2025 None 1.05", "2 Kiemas 2026 None 1.47"],
            id="merged_over_two_rows",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|1,05", "1.1. Mokykla: G1 // 1.2. Mokykla: G2"],
            [
                "1 Salė 2025 5.00 1.05",
                "1.1 Mokykla: G1  None None",
                "1.2 Mokykla: G2  None None",
            ],
            id="parts_over_the_whole_width",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|1,05", "IŠ VISO:|<|<|5,00|1,05"],
            ["1 Salė 2025 5.00 1.05", "grand 5.00 1.05"],
            id="total",
        ),
        pytest.param(
            [
                HEADING,
                "1.|Salė|2025|5,00|1,05",
                "Iš viso infrastruktūrai:|<|<|3,00|0,63",
                "IŠ VISO be PVM:|<|<|5,00|1,05",
            ],
            [
                "1 Salė 2025 5.00 1.05",
                "grand 5.00 1.05",
                "amount_left_over",
                "cell_unread",
            ],
            id="total_of_a_part",
        ),
        pytest.param(
            [HEADING.replace("PVM", "PVM, tūkst. Eur"), "1.|Salė|2025|5,00|1,05"],
            ["1 Salė 2025 5000.00 1050.00", "cost_unit"],
            id="thousands",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|1,05", "Iš viso 1 veiklai:|<|<|5,00|1,05"],
            ["1 Salė 2025 5.00 1.05", "amount_left_over", "cell_unread"],
            id="total_of_an_activity",
        ),
        pytest.param(
            [HEADING, "1.|Salė|2025|5,00|1,05", "Iš viso su PVM:|<|<|6,05|"],
            ["1 Salė 2025 5.00 1.05", "amount_left_over", "cell_unread"],
            id="total_with_vat",
        ),
        pytest.param(
            [
                *(HEADING, "Iš viso:|<|<|3,00|0,63", "1.|Salė|2025|5,00|1,05"),
                "Iš viso:|<|<|5,00|1,05",
            ],
            ["1 Salė 2025 5.00 1.05", "grand None None"],
            id="two_totals_that_differ",
        ),
        pytest.param(
            [
                *(HEADING, "1.|Salė|2025|5,00|1,05", "Iš viso:|<|<|5,00|1,05"),
                "Iš viso:|<|<|5,00|1,05",
            ],
            ["1 Salė 2025 5.00 1.05", "grand 5.00 1.05"],
            id="total_printed_again",
        ),
        pytest.param(
            [
                f"{HEADING}|Iš jų nuosavos lėšos be PVM|Be PVM, proc. (%)",
                "1.|Salė|2025|5,00|1,05|2,00|40",
            ],
            ["1 Salė 2025 5.00 1.05"],
            id="parts_and_shares_of_costs",
        ),
        pytest.param(
            [HEADING.replace("Be PVM", "Nuosavos lėšos be PVM"), "1.|Salė|2025|5|1"],
            ["cost_table_unread"],
            id="nothing_but_a_part",
        ),
        pytest.param(
            [HEADING.replace("|PVM", "|Iš viso be PVM"), "1.|Salė|2025|5,00|6,05"],
            ["1 Salė 2025 None None", "cost_table_unread"],
            id="two_columns_of_net",
        ),
        pytest.param(
            ["Nr.|Veikla|Kada|Kiek|Kiek", "1.|Salė|2025|5,00|1,05"],
            ["cost_table_unread"],
            id="unknown_headings",
        ),
    ],
)
def test_rows_of_a_cost_table(rows: list[str], expected: list[str]) -> None:
    assert read(*rows) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(
            ["2.|Kiemas|2026|7,00|1,47"],
            ["1 Salė 2025 5.00 1.05", "2 Kiemas 2026 7.00 1.47"],
            id="goes_on",
        ),
        pytest.param(
            ["2.|Kiemas|2026|7,00|1,47", HEADING, "3.|Takas|2026|8,00|1,68"],
            [
                "1 Salė 2025 5.00 1.05",
                "2 Kiemas 2026 7.00 1.47",
                "3 Takas 2026 8.00 1.68",
            ],
            id="goes_on_with_a_heading_below",
        ),
        pytest.param(
            ["Parašas|Data", "Direktorius|2025"],
            ["1 Salė 2025 5.00 1.05", "table_unread"],
            id="another_table",
        ),
    ],
)
def test_second_table_of_the_section(second: list[str], expected: list[str]) -> None:
    first = [HEADING, "1.|Salė|2025|5,00|1,05"]
    document = document_of("6. Lentelė", first, "Tęsinys", second)
    found = read_cost_tables(document.tables or (), document.lines)
    rows = [
        f"{one.number} {one.title} {one.period} {one.net.amount} {one.vat.amount}"
        for one in found.rows
    ]
    assert [*rows, *sorted(found.reported)] == expected
