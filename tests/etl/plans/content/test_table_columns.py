import pytest
from plan_rows import grids_of

from etl.plans.content.table_columns import (
    Columns,
    find_columns,
    is_continued,
    is_heading_row,
    name_of,
)
from etl.plans.content.table_layout import are_column_numbers


def columns(*rows: str) -> Columns | None:
    [grid] = grids_of(list(rows))
    return find_columns(grid.rows, "costs", {"net"})


@pytest.mark.parametrize(
    ("rows", "names", "count"),
    [
        pytest.param(["Veiklos Nr.|Be PVM|PVM"], "number net vat", 1, id="one_row"),
        pytest.param(["PVM suma|Nr.|Be PVM"], "vat counter net", 1, id="any_order"),
        pytest.param(
            ["Nr.|Išlaidos, Eur|<", "^|be PVM|PVM", "1.|5,00|1,05"],
            "counter net vat",
            2,
            id="two_rows",
        ),
        pytest.param(
            ["Nr.|Be PVM|PVM", "|Eur|Eur", "1.|5,00|1,05"],
            "counter net vat",
            2,
            id="units_below",
        ),
        pytest.param(
            ["6. Lentelė", "Nr.|Be PVM|PVM"], "counter net vat", 2, id="title_above"
        ),
        pytest.param(
            ["Nr.|Be PVM|PVM|Iš viso su PVM"], "counter net vat gross", 1, id="gross"
        ),
        pytest.param(["Nr.|Be PVM|PVM, %"], "counter net rate", 1, id="rate_of_vat"),
        pytest.param(["Nr.|Pastabos|Be PVM"], "counter net", 1, id="unknown_column"),
        pytest.param(
            ["Nr.|Veiklos laiko- tarpis|Be PVM"], "counter period net", 1, id="broken"
        ),
    ],
)
def test_columns_are_named_by_their_headings(
    rows: list[str], names: str, count: int
) -> None:
    found = columns(*rows)
    assert found is not None
    assert (" ".join(found.names()), found.rows) == (names, count)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(["Nr.|Suma|Mokestis"], id="no_known_cost"),
        pytest.param(["Nr.|Su PVM|PVM"], id="only_gross"),
        pytest.param(["1.|Salė|5,00", "Nr.|Be PVM|PVM"], id="begins_with_data"),
        pytest.param(["Nr.|a|b", "1.|x|y", "Nr.|Be PVM|PVM"], id="after_data"),
    ],
)
def test_table_without_known_headings_has_no_columns(rows: list[str]) -> None:
    assert columns(*rows) is None


@pytest.mark.parametrize(
    ("row", "names"),
    [
        pytest.param("1.|5,00|1,05", ["counter", "net", "vat"], id="each"),
        pytest.param("1.|5,00|<", ["counter", "net"], id="net_over_vat"),
        pytest.param("Iš viso|<|1,05", ["net", "vat"], id="label_over_net"),
        pytest.param("Infrastruktūra", ["net"], id="over_all"),
    ],
)
def test_cell_over_several_columns_is_of_the_money(row: str, names: list[str]) -> None:
    [grid] = grids_of(["Nr.|Be PVM|PVM", row])
    found = find_columns(grid.rows, "costs", {"net"})
    assert found is not None
    assert list(found.by_name(grid.rows[1])) == names


@pytest.mark.parametrize(
    ("heading", "table", "name"),
    [
        ("Išlaidos Eur be PVM", "costs", "net"),
        ("Suma su PVM", "costs", "gross"),
        ("PVM tarifas", "costs", "rate"),
        ("Pridėtinės vertės mokestis", "costs", "vat"),
        ("Pastabos", "costs", ""),
        ("Siektina reikšmė", "indicators", "target"),
        ("Pradinė rodiklio reikšmė", "indicators", "baseline"),
        ("Ar dalyvaus TŪM programoje? (dalyvaus / nedalyvaus)", "schools", "part"),
        ("Mokyklos-darželio pastatas", "schools", ""),
        ("Partnerystės sritis ir planuojamos vykdyti veiklos", "partners", "area"),
        ("Kuriose mokyklose planuojamos vykdyti?", "planned", "schools"),
        ("Kurios mokyklos dalyvaus per tinklaveiką?", "planned", "network"),
        ("Mokyklos G1", "planned", ""),
        ("Darnaus vystymosi principas", "principles", ""),
        ("Rizikos lygmuo (mažas, vidutinis, didelis)", "risks", "level"),
    ],
)
def test_heading_has_the_name_of_its_column(
    heading: str, table: str, name: str
) -> None:
    assert name_of(heading, table) == name


@pytest.mark.parametrize(
    ("row", "is_heading"),
    [
        pytest.param("Nr.|Be PVM|PVM", True, id="repeated"),
        pytest.param("1.|Be PVM|PVM", False, id="numbered"),
        pytest.param("1.|5,00|1,05", False, id="data"),
    ],
)
def test_heading_below_the_head_is_known(row: str, *, is_heading: bool) -> None:
    [grid] = grids_of([row])
    assert is_heading_row(grid.rows[0], "costs", {"net"}) is is_heading


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("2.|7,00|1,47", True, id="same_edges"),
        pytest.param("Iš viso|<|1,47", True, id="merged"),
        pytest.param("2.|7,00|1,47|x", False, id="wider"),
    ],
)
def test_table_without_headings_goes_on_on_the_same_edges(
    row: str, *, expected: bool
) -> None:
    found = columns("Nr.|Be PVM|PVM")
    [grid] = grids_of([row])
    assert found is not None
    assert is_continued(found, grid.rows[0]) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ("1 2 3", True),
        ("1. 2. 3. 4.", True),
        ("1 2 3 4=2+3 5", True),
        ("1 2 8 9 3 4 5 6 7", True),
        ("1 2 5 4 3", True),
        ("1 3 2 4", False),
        ("2 1 3 4 5", False),
        ("1 2 4 5 6 7", False),
        ("2 3 4 5 9", False),
        ("1 2 5 4 4", False),
        ("1 2", False),
        ("2 3 4", False),
        ("1 2 3 500", False),
        ("1 2 3 12,50", False),
        ("1 Salė STEAM", False),
        ("1 2 s�ričiai 4 5 i�mo n�umatoma 8 9", True),
        ("1 Salė s�ričiai 4 5 i�mo n�umatoma 800 9", False),
        ("1 2 � � � � � � �", False),
    ],
)
def test_row_that_counts_columns_is_known(texts: str, *, expected: bool) -> None:
    assert are_column_numbers(texts.split()) is expected


@pytest.mark.parametrize(
    "texts",
    ["|3|1|5|2|4", "2||3|1|5|4", "2|1|3|4|5", "1|2|4|5|6|7", "1|||2|4|5|7|6"],
)
def test_small_figures_count_columns_only_below_headings(texts: str) -> None:
    assert are_column_numbers(texts.split("|"), is_below_headings=True)
    assert not are_column_numbers(texts.split("|"))
