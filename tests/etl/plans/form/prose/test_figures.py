from decimal import Decimal

import pytest

from etl.plans.form.prose.figures import parse_school_year, read_list


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("2021-2022 m. m.", "2021-2022", id="hyphen"),
        pytest.param("2021 – 2022 m.m.", "2021-2022", id="dash_and_spaces"),
        pytest.param("2021/22 m. m.", "2021-2022", id="two_digits"),
        pytest.param("21-22 m. m.", "2021-2022", id="two_digits_twice"),
        pytest.param("21/22 mokslo metai", "2021-2022", id="in_words"),
        pytest.param("21-22", None, id="no_school_year_is_named"),
        pytest.param("21-23 m. m.", None, id="two_digits_and_two_years"),
        pytest.param("1999-00 m. m.", None, id="century_is_not_guessed"),
        pytest.param("2019 – 2021", None, id="more_than_a_year"),
        pytest.param("2022-09-01", None, id="date"),
        pytest.param("2021 m.", None, id="one_year"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_parse_school_year(printed: str, expected: str | None) -> None:
    assert parse_school_year(printed) == expected


@pytest.mark.parametrize(
    ("printed", "count", "values", "reading"),
    [
        pytest.param("66, 19, 90", 3, "66 19 90", "plain", id="whole_numbers"),
        pytest.param("66,5, 19, 90", 3, "66.5 19 90", "plain", id="decimals_fit"),
        pytest.param("64,69", 1, "64.69", "plain", id="one_decimal"),
        pytest.param("66; 19 ir 90", 3, "66 19 90", "plain", id="other_separators"),
        pytest.param("66 proc., 19 %", 2, "66 19", "plain", id="units"),
        pytest.param("66, -, 90", 3, "66 none 90", "plain", id="dash_is_no_value"),
        pytest.param("35, 32, 82,50", 4, "35 32 82 50", "ambiguous", id="glued_end"),
        pytest.param("68, 0,82, 100", 4, "68 0 82 100", "ambiguous", id="glued_middle"),
        pytest.param(
            "66,5,19,2,90,1", 3, "66.5 19.2 90.1", "ambiguous", id="all_glued_one_way"
        ),
        pytest.param("35,32, 82,50", 3, "none none none", "ambiguous", id="two_ways"),
        pytest.param("35, 32, 82", 4, "none none none none", "ambiguous", id="short"),
        pytest.param("35, 32, 82", 2, "none none", "ambiguous", id="long"),
        pytest.param("64, 69", 1, "none", "ambiguous", id="broken_decimal"),
        pytest.param(
            ",".join(["1"] * 40), 9, " ".join(["none"] * 9), "ambiguous", id="noise"
        ),
    ],
)
def test_read_list_never_chooses_silently(
    printed: str, count: int, values: str, reading: str
) -> None:
    read = read_list(printed, count)
    expected = [None if word == "none" else Decimal(word) for word in values.split()]
    assert list(read.values) == expected
    assert read.reading == reading
    if reading == "ambiguous":
        assert set(read.printed) == {printed}


def test_read_list_keeps_each_number_as_printed() -> None:
    assert read_list("66,50, 7 proc., -", 3).printed == ("66,50", "7", "-")
