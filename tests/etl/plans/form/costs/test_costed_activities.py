from datetime import date
from decimal import Decimal

import pytest

from etl.plans.content.document import parse_lines
from etl.plans.contract.plan_package import Rows
from etl.plans.form.costs.extract import extract_costed_activities
from etl.plans.form.costs.totals import find_leftover_amounts

REASON = """\
1 tikslo 1, 2 ir 3 uždaviniai. Rodikliai:1,2
ir 5 Veiklos: 2., 3. 1. Vaikai sportuos ir lauke,"""
REST = "\n\nStebima eiga.\n\n2025\nm.\nI-IV\nketv.\n\nMetiniai\nplanai\n\n"


def row(title: str, costs: str, area: str = "Kultūrinis|ugdymas") -> str:
    """A row on one page; `|` ends a line and ` / ` a cell."""
    text = f"{title} / {area} / {REASON}{REST}{costs}"
    return text.replace(" / ", "\n\n").replace("|", "\n")


def read(text: str) -> Rows:
    return extract_costed_activities(parse_lines(text)).rows


def money(text: str) -> list[str]:
    names = ("activity_number", "net_eur", "vat_eur", "cost_role")
    rows = read(text)["activities"]
    return [" ".join(str(row[name]) for name in names) for row in rows]


def test_row_is_read_over_a_page_break() -> None:
    text = f"""\
Infrastruktūra
{row("3. 1. Naujos|ir didelės|salės", "1200|0,5 / 252|0,1")}
 remontas ir kiemo
plėtra. Mokyklos: G1 –
G-3
Numatyti darbai:
1. Grindys

kad augtų sveiki ir stiprūs, o mokytojai ves būrelius.

1
"""
    tables = read(text)
    [activity] = tables["activities"]
    assert activity == {
        "activity_number": "3.1",
        "occurrence": 1,
        "parent_number": None,
        "title": "Naujos ir didelės salės remontas ir kiemo plėtra.",
        "cost_category": "infrastructure",
        "net_eur": Decimal("12000.50"),
        "vat_eur": Decimal("2520.11"),
        "cost_note": None,
        "cost_role": "counted",
        "period_text": "2025 m. I-IV ketv.",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 12, 31),
        "source_line": 2,
        "source_page": None,
    }
    schools = [school["school_code"] for school in tables["activity_schools"]]
    assert schools == ["G1", "G2", "G3"]


def test_lists_of_a_row_are_read_with_its_line() -> None:
    tables = read("\n" + row("2. Salė", "5,00 / 1,05", "STEAM, lyderystė"))
    read_lists = {
        name: [row[column] for row in tables[name]]
        for name, column in {
            "activity_policy_areas": "policy_area",
            "activity_indicators": "indicator_number",
            "activity_tasks": "task_number",
            "activity_links": "related_number",
        }.items()
    }
    assert read_lists == {
        "activity_policy_areas": ["steam", "leadership"],
        "activity_indicators": ["1", "2", "5"],
        "activity_tasks": ["1.1", "1.2", "1.3"],
        "activity_links": ["2", "3.1"],
    }
    assert {row["source_line"] for rows in tables.values() for row in rows} == {2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            row("1. Salė", "5,00 / 1,05")
            + "\n\n90\n\n\n\n"
            + row("2. Baseinas", "0,00"),
            ["1 5.00 1.05 counted", "2 0.00 None counted"],
            id="page_number_is_no_cell",
        ),
        pytest.param(
            row("1. Salė", "0,00|(įtrau|kta|prie 2 / 0,00")
            + "\n veikl\nos)\n\n"
            + row("2 Baseinas", "9,00 1,89"),
            ["1 0.00 0.00 elsewhere", "2 9.00 1.89 counted"],
            id="note_over_a_page",
        ),
        pytest.param(
            row("1. Salė", "12|000,5 / 252|0,1") + "\n kasdien, o žiemą dažniau nei"
            " vasarą.\n\nataskait\nos.\n\n1",
            ["1 12000.50 2520.11 counted"],
            id="amount_over_a_page",
        ),
        pytest.param(
            row("14. Klubas", "8,00 / 0,00")
            + "\n\n14.1. Mokykla: G1; vietų – 30; plotas 53,88 m2\n"
            + "14.2. Mokykla: G2; vietų – 15; plotas 48,10 m2\n"
            + row("15. Stovykla", "7,00 / 0,00"),
            [
                "14 8.00 0.00 counted",
                "14.1 None None none",
                "14.2 None None none",
                "15 7.00 0.00 counted",
            ],
            id="parts_over_the_whole_width",
        ),
        pytest.param(
            row("5. Klubas", "8,00 / 0,00") + "\n\n" + row("5. Klubas", "3,00 / 0,00"),
            ["5 8.00 0.00 counted", "5 3.00 0.00 counted"],
            id="number_twice",
        ),
        pytest.param(
            row("1. Salė", "Planas 8500,00 1785,00").replace("\n\nPlanas", " planas"),
            ["1 8500.00 1785.00 counted"],
            id="amounts_beside_words",
        ),
        pytest.param(
            row("9. Klubas", "8,00 / 0,00", "")
            + "\n\n"
            + row("10. Kitas", "3,00 / 0,00"),
            ["10 3.00 0.00 counted"],
            id="first_row_without_an_area",
        ),
        pytest.param("", [], id="nothing"),
        pytest.param("1. Salė\n\nKultūrinis\nugdymas", ["1 None None none"], id="cut"),
    ],
)
def test_costs_of_rows(text: str, expected: list[str]) -> None:
    assert money(text) == expected


def test_repeated_numbers_are_told_apart_by_occurrence() -> None:
    tables = read(
        f"{row('7. A', '1,00')}\n\n{row('8. B', '2,00')}\n\n{row('7. C', '3')}"
    )
    keys = [(row["activity_number"], row["occurrence"]) for row in tables["activities"]]
    assert keys == [("7", 1), ("8", 1), ("7", 2)]


def test_totals_are_read_under_the_table() -> None:
    text = row("1. Salė", "5,00 / 1,05") + (
        "\n\nNetiesioginės išlaidos 4215\n68,6\n\n716\n72,6\n0\n"
        "\nTiesioginės išlaidos 2107\n8431,\n37\n\nIŠ VISO: 21 500,00 3 655,30\n"
        "\n***** 1. Pastaba apie 12,50 Eur"
    )
    totals = [tuple(total.values()) for total in read(text)["plan_totals"]]
    assert totals == [
        ("indirect", Decimal("421568.60"), Decimal("71672.60"), 23),
        ("direct", Decimal("21078431.37"), None, 30),
        ("grand", Decimal("21500.00"), Decimal("3655.30"), 34),
    ]


def test_leftover_amounts_are_found() -> None:
    text = row("1. Salė", "5,00 / 1,05 / Infrastruktūra / 77,70 / Suma 12 345,00")
    lines = parse_lines(text)
    found = find_leftover_amounts(lines)
    assert [left.printed for left in found] == ["77,70", "12 345,00"]
    assert [lines[left.line - 1].text for left in found] == ["77,70", "Suma 12 345,00"]


def test_footer_under_the_costs_is_no_cost() -> None:
    assert money(row("1. Salė", "5,00 / 1,05 / Miesto savivaldybė")) == [
        "1 5.00 1.05 counted"
    ]


def test_repeated_table_heading_does_not_part_a_row() -> None:
    header = "Veiklos\nNr.\n\nVeiklos pavadinimas\n\n"
    text = (
        f"{header}{row('1. Sporto|salės', '12 / 3')}\n {header}remontas. Mokykla G1\n\n"
    )
    text += "kad augtų sveiki ir stiprūs, o mokytojai ves būrelius.\n\n34,50\n\n,15"
    [activity] = read(text)["activities"]
    assert activity["title"] == "Sporto salės remontas."
    assert (activity["net_eur"], activity["vat_eur"]) == (
        Decimal("1234.50"),
        Decimal("3.15"),
    )
