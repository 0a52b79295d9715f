from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.contract.plan_package import Row
from etl.plans.form.indicators.extract import extract_indicators

OPENING = (
    "4. Lentelėje pateikite rodiklius ir jų reikšmes (pradinė\nreikšmė fiksuojama).\n"
)
HEADING = "Rodiklis Pradinė reikšmė Siekiama reikšmė įgyvendinus\npažangos planą\n"
OPTIONAL = (
    "\nĮrašykite TIK pasirinktų rodiklių reikšmes.\n(Pildoma kartu su ekspertais.\n\n"
    "tikslais.)\n\nRodiklio pavadinimas Pradinė reikšmė Siekiama reikšmė įgyvendinus\n"
    "pažangos planą\n"
)
MUNICIPAL = (
    "\nLentelėje toliau įrašykite ne mažiau kaip 4 rodiklius***.\n\nRodiklio"
    " pavadinimas ir aprašymas (kaip šio plano\npriedą reikia pateikti lenteles)\n\n"
    "Pradinė reikšmė Siekiama reikšmė įgyvendinus\npažangos planą\n"
)
FOOTNOTE = "\n*** 27. Programoje dalyvaujančios mokyklos\n27.1. lyderystė veikiant;\n"


def read(table: str) -> tuple[list[Row], list[Row]]:
    rows = extract_indicators(parse_lines(f"{OPENING}\n{HEADING}\n{table}{FOOTNOTE}"))
    return rows["indicators"], rows["indicator_values"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(
            "7. Pagalba, dalis (proc.)\n\n79,03 (2021-2022 m. m. 6-10 balų) 83,01",
            "2021-2022 79.03 → 83.01 exact increase",
            id="target_on_the_line_of_the_baseline",
        ),
        pytest.param(
            "7. Pagalba, dalis (proc.)\n\n32,61 (2021-2022 m. m. 6-10\nbalų)\n45,61",
            "2021-2022 32.61 → 45.61 exact increase",
            id="wrapped_bracket_and_target_below",
        ),
        pytest.param(
            "7. Pagalba, dalis (proc.)\n\n0,42 (2020-2021 m. m.)\n"
            " 0,31 (2021-2022 m. m.)\n\n0",
            "2020-2021 0.42 2021-2022 0.31 → 0 exact decrease",
            id="page_between_the_baselines",
        ),
        pytest.param(
            "7. Pagalba, dalis (proc.) 76,34 (2020-2021 m. m.)\n74,02 (2021-2022 m. m.)"
            "\n\n80",
            "2020-2021 76.34 2021-2022 74.02 → 80 exact increase",
            id="baseline_on_the_line_of_the_name",
        ),
        pytest.param(
            "7. Pagalba, dalis (proc.)\n62,61(2020-2021 m. m.)63\n",
            "2020-2021 62.61 → 63 exact increase",
            id="glued_bracket",
        ),
        pytest.param(
            "7. Bent 1 projektas, dalis (proc.)\n\nnematuojama 40",
            " not_measured → 40 exact increase",
            id="not_measured",
        ),
        pytest.param(
            "7. Pagalba, skaičius\n\nnematuojama Bent 9",
            " not_measured → 9 at_least increase",
            id="at_least",
        ),
        pytest.param(
            "7. Vėlavimai, skaičius\n\nnematuojama ne daugiau kaip 9",
            " not_measured → 9 at_most decrease",
            id="at_most",
        ),
        pytest.param(
            "7. Pagalba, dalis (proc.)\n\n0 50",
            " 0 unclear → 50 exact increase",
            id="bare_zero_of_a_share",
        ),
        pytest.param(
            "7. Pagalba (vnt.)\n\n0 5", " 0 → 5 exact increase", id="zero_of_a_count"
        ),
        pytest.param(
            "7. Jungtinių dalis (proc.)\n\n0 (2021-2022 m. m.) 0",
            "2021-2022 0 → 0 exact maintain",
            id="dated_zero_is_measured",
        ),
        pytest.param(
            "7. Pagalba (vnt.)\n\nnematuojama 1 500",
            " not_measured → 1500 exact increase",
            id="thousands",
        ),
        pytest.param(
            "7. Pagalba (vnt.)\n\n12 (2021 m.) 15",
            "2021 12 → 15 exact increase",
            id="calendar_year",
        ),
        pytest.param(
            "7. Pagalba (vnt.)\n\n12 (21-22 m. m.) 15",
            "2021-2022 12 → 15 exact increase",
            id="school_year_of_two_digits",
        ),
        pytest.param(
            "7. Pagalba (vnt.)\n\n12 (2020, 2022 m.) 15",
            " 12 → 15 exact increase",
            id="two_years_are_no_period",
        ),
        pytest.param(
            "7. Pagalba (proc.)\n\n12 proc. 15 %", " 12 → 15 exact increase", id="units"
        ),
        pytest.param(
            "7. Pagalba (proc.)\n\n12 (2021-2022 m. m.)",
            "2021-2022 12 → none",
            id="cut_before_the_target",
        ),
        pytest.param(
            "7. Pagalba (proc.)\n\n1 (2021-2022 m. m.) 2 (2021-2022 m. m.) 3",
            "2021-2022 none unclear → 3 exact increase",
            id="one_year_twice",
        ),
        pytest.param(
            "7. Pagalba (proc.)\n\n12 (2021-2022 m. m.)\n\n37\n\n\n\n15",
            "2021-2022 12 → 15 exact increase",
            id="number_of_a_page_before_the_target",
        ),
        pytest.param(
            "7. Pagalba (proc.)\n\n12 (2021-2022 m. m.)\n\n15\n\n\n",
            "2021-2022 12 → 15 exact increase",
            id="target_at_the_end_of_a_page",
        ),
        pytest.param(
            "7. Pagalba (proc.)\n\n12 (2021-2022 m. m.) 15 37",
            "2021-2022 12 → none",
            id="two_targets_are_none",
        ),
    ],
)
def test_cells_of_an_indicator(printed: str, expected: str) -> None:
    (indicator,), values = read(printed)
    assert indicator["indicator_number"] == "7"
    assert indicator["is_chosen"]
    assert f"{_baselines(values)} → {_target(indicator)}" == expected


def _baselines(values: list[Row]) -> str:
    parts = []
    for row in values:
        value = "" if row["value_status"] == "not_measured" else f" {row['value']}"
        status = "" if row["value_status"] == "final" else f" {row['value_status']}"
        parts.append(f"{row['period']}{value}{status}".replace("None", "none"))
    return " ".join(parts)


def _target(row: Row) -> str:
    if row["target_value"] is None:
        return "none"
    return f"{row['target_value']} {row['target_bound']} {row['direction']}"


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        pytest.param("Pagalba,\ndalis (proc.)", "Pagalba, dalis", "percent", id="pct"),
        pytest.param("Pagalba, dalis (proc.);", "Pagalba, dalis", "percent", id="mark"),
        pytest.param("Veiklų skaičius, (vnt.)", "Veiklų skaičius", "count", id="vnt"),
        pytest.param("Veiklų skaičius", "Veiklų skaičius", "count", id="in_words"),
        pytest.param(
            "Amžiaus santykis (skaičius)", "Amžiaus santykis", "ratio", id="r"
        ),
        pytest.param(
            "Atotrūkis (proc. punktai)", "Atotrūkis", "percentage_points", id="points"
        ),
        pytest.param(
            "Modeliai (LEAN / KPI), skaičius",
            "Modeliai (LEAN / KPI), skaičius",
            "count",
            id="other_brackets_stay",
        ),
        pytest.param(
            "Sukurta\n 5 klasių dalis", "Sukurta 5 klasių dalis", None, id="no"
        ),
        pytest.param(
            "Kartu su\n STEAM centru\nsukurta dalis (proc.)",
            "Kartu su STEAM centru sukurta dalis",
            "percent",
            id="page_inside",
        ),
    ],
)
def test_name_and_unit_of_an_indicator(
    printed: str, name: str, unit: str | None
) -> None:
    (row,), _ = read(f"3. {printed}\n\n1 2")
    assert (row["name"], row["unit"]) == (name, unit)


def test_name_goes_on_behind_the_cells() -> None:
    (row, other), values = read(
        "3. Sukurta\n\nnematuojama 40\n pamokų, dalis (proc.)\n\n4. Kita (vnt.)\n\n1 2"
    )
    assert (row["name"], row["unit"]) == ("Sukurta pamokų, dalis", "percent")
    assert (row["target_value"], other["target_value"]) == (40, 2)
    assert [value["source_line"] for value in values] == [9, 14]


def test_listed_indicators_keep_their_place_and_group() -> None:
    table = (
        f"1.Pirmas (proc.)\n\n1 2\n{OPTIONAL}\nAntras (vnt.)\n\n- -\n Trečias (vnt.)"
        f"\n\n2. Ketvirtas (vnt.) 3 4\nPenktas (proc.)\n- -\n{MUNICIPAL}\n"
        "3. Šeštas (vnt.)\n\n5\n\n6\n"
    )
    rows, values = read(table)
    assert [(row["indicator_number"], row["indicator_group"]) for row in rows] == [
        ("1", "mandatory"),
        ("x1", "optional"),
        ("x2", "optional"),
        ("2", "optional"),
        ("x3", "optional"),
        ("3", "municipal"),
    ]
    assert [row["is_chosen"] for row in rows] == [True, False, False, True, False, True]
    assert [row["target_text"] for row in rows] == ["2", "-", None, "4", "-", "6"]
    assert [row["indicator_number"] for row in values] == ["1", "2", "3"]


def test_table_begins_with_its_first_number_where_the_heading_differs() -> None:
    heading = "Rodiklis\n\nPradinė reikšmė\nSiekiama reikšmė 2030 m.\n\n"
    text = f"{OPENING}\n{heading}1. Pirmas (vnt.)\n\n1 2\n{FOOTNOTE}\n10. Ne (vnt.) 1 2"
    rows = extract_indicators(parse_lines(text))["indicators"]
    assert [row["name"] for row in rows] == ["Pirmas"]


def test_repeated_number_loses_nothing() -> None:
    rows, values = read("5. Pirmas (vnt.)\n\n1 2\n\n5. Antras (vnt.)\n\n3 4")
    assert [row["indicator_number"] for row in rows] == ["5", "5_2"]
    assert [row["indicator_number"] for row in values] == ["5", "5_2"]


@dataclass(frozen=True)
class Fact:
    number: str | None
    name: str
    unit: tuple[str, str]
    baselines: tuple[tuple[str, str], ...]
    target: str


WORDS = (
    "mokinių",
    "5-8 kl.",
    "(fizika, chemija)",
    "STEAM",
    "10 proc. veiklų",
    "Bent 1 pamoka",
    "ne daugiau kaip 24 vaikai",
)
UNITS = [("(proc.)", "percent"), ("(proc.);", "percent"), (", (vnt.)", "count")]


@st.composite
def facts(draw: st.DrawFn, number: int) -> Fact:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
    count = draw(st.integers(0, 2))
    value = st.integers(0, 999).map(str) | st.decimals(1, 99, places=2).map(str)
    baselines = tuple((f"{2020 + n}-{2021 + n}", draw(value)) for n in range(count))
    if not baselines:
        baselines = (("", draw(value | st.just("nematuojama"))),)
    is_listed_only = draw(st.booleans()) and number > 2
    return Fact(
        number=None if is_listed_only else str(number),
        name=f"Rodmuo {' '.join(words)} dalis",
        unit=draw(st.sampled_from(UNITS)),
        baselines=() if is_listed_only else baselines,
        target="-" if is_listed_only else draw(value | value.map("Bent {}".format)),
    )


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[Fact]]:
    expected = [draw(facts(n)) for n in range(1, draw(st.integers(2, 7)))]
    return "".join(draw(printed(fact)) for fact in expected), expected


@st.composite
def printed(draw: st.DrawFn, fact: Fact) -> str:
    number = f"{fact.number}.{draw(st.sampled_from(['', ' ']))}" if fact.number else ""
    name = f"{number}{fact.name} {fact.unit[0]}"
    cells = [
        f"{value} ({year} m. m.)" if year else value for year, value in fact.baselines
    ]
    below = ["\n", "\n\n", "\n "]
    gap = draw(st.sampled_from(["\n\n", "\n ", " "]))
    joined = draw(st.sampled_from([" ", *below])).join([*(cells or ["-"]), fact.target])
    text = (
        draw(wrapped(name)) + gap + joined.replace(".", ",").replace("m, m,", "m. m.")
    )
    return text + draw(st.sampled_from(["\n\n", "\n "]))


@st.composite
def wrapped(draw: st.DrawFn, text: str) -> str:
    words = text.split(" ")
    joints = [draw(st.sampled_from("    \n")) for _ in words[1:]]
    if joints and draw(st.booleans()):
        joints[draw(st.integers(0, len(joints) - 1))] = "\n "
    pairs = zip(words, [*joints, ""], strict=True)
    return "".join(word + joint for word, joint in pairs)


@given(tables())
def test_any_indicators_are_read_back(case: tuple[str, list[Fact]]) -> None:
    text, expected = case
    rows, values = read(text)
    assert [(row["name"], row["unit"]) for row in rows] == [
        (fact.name, fact.unit[1]) for fact in expected
    ]
    assert [row["target_text"] for row in rows] == [
        fact.target.replace(".", ",") for fact in expected
    ]
    assert [row["is_chosen"] for row in rows] == [bool(f.number) for f in expected]
    assert [(row["period"], row["value"]) for row in values] == [
        (year, None if value == "nematuojama" else Decimal(value))
        for fact in expected
        for year, value in fact.baselines
    ]


@pytest.mark.seeds
def test_city_plan_lists_its_indicators(city_plan: Sections) -> None:
    rows = extract_indicators(city_plan[Section.INDICATORS])
    indicators, values = rows["indicators"], rows["indicator_values"]
    chosen = [row["indicator_number"] for row in indicators if row["is_chosen"]]
    assert chosen == [str(number) for number in range(1, 25)]
    assert len(indicators) == 32
    assert Counter(row["indicator_group"] for row in indicators) == {
        "mandatory": 4,
        "optional": 13,
        "municipal": 15,
    }
    assert Counter(row["direction"] for row in indicators) == {
        "increase": 19,
        "decrease": 5,
        None: 8,
    }
    assert len(values) == 31
    status = Counter(row["value_status"] for row in values)
    assert status == {"final": 21, "unclear": 3, "not_measured": 7}


@pytest.mark.seeds
@pytest.mark.parametrize(
    ("number", "baselines", "target", "line"),
    [
        ("1", "2021-2022 79.03", "83.01 exact increase", 1711),
        ("2", "2021-2022 32.61", "45.61 exact increase", 1717),
        ("3", "2020-2021 0.42 2021-2022 0.31", "0 exact decrease", 1724),
        ("4", "2020-2021 12.72 2021-2022 12.61", "13.2 exact increase", 1732),
        ("5", "2020-2021 91.45 2021-2022 89.92", "87.4 exact decrease", 1753),
        ("x1", "", "none", 1748),
        ("7", "2020-2021 76.34 2021-2022 74.02", "80 exact increase", 1790),
        ("9", "2020-2021 62.61 2021-2022 62.75", "63.5 exact increase", 1814),
        ("x8", "", "none", 1822),
        ("10", " 0 unclear", "50 exact increase", 1836),
        ("13", " 21.19", "20.66 exact decrease", 1851),
        ("18", " not_measured", "40 exact increase", 1877),
        ("21", " not_measured", "9 at_least increase", 1895),
        ("24", " 85", "88 exact increase", 1911),
    ],
)
def test_city_plan_promises_this(
    city_plan: Sections, number: str, baselines: str, target: str, line: int
) -> None:
    rows = extract_indicators(city_plan[Section.INDICATORS])
    row = next(r for r in rows["indicators"] if r["indicator_number"] == number)
    own = [r for r in rows["indicator_values"] if r["indicator_number"] == number]
    assert (_baselines(own), _target(row)) == (baselines, target)
    assert row["source_line"] == line
