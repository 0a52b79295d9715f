import pytest

from etl.plans.form.activities.numbers import (
    expand,
    parent_of,
    read_list,
    read_number,
    read_number_alone,
)

KNOWN = ("1", "2", "4", "5", "5.1", "5.2", "5.3")


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        pytest.param("1. Klasės remontas", "1", "Klasės remontas", id="dot"),
        pytest.param("20 Poilsio zonos", "20", "Poilsio zonos", id="no_dot"),
        pytest.param("36.Atnaujintos salės", "36", "Atnaujintos salės", id="glued"),
        pytest.param("8.1.2 Mokymai", "8.1.2", "Mokymai", id="three_parts"),
        pytest.param("8. 1. Mokymai", "8.1", "Mokymai", id="space_after_first_dot"),
        pytest.param("62 2-3 d. išvyka", "62", "2-3 d. išvyka", id="days_are_title"),
        pytest.param("62. 2-3 d. išvyka", "62", "2-3 d. išvyka", id="days_after_dot"),
        pytest.param("5.2.1 1 metų kursai", "5.2.1", "1 metų kursai", id="years"),
        pytest.param("3.1. X klasės", "3.1", "X klasės", id="one_letter_word"),
        pytest.param("19. „Stovykla“", "19", "„Stovykla“", id="quotation_mark"),
    ],
)
def test_read_number_reads_number_and_title(line: str, number: str, rest: str) -> None:
    found = read_number(line)
    assert found is not None
    assert (found.number, found.rest) == (number, rest)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("7 mokyklose bus keltuvai", id="small_letter"),
        pytest.param("9,15", id="amount"),
        pytest.param("1 061 000,70", id="amount_with_spaces"),
        pytest.param("15, 41.1.", id="list"),
        pytest.param("39.5., 41.1., 44.", id="list_of_parts"),
        pytest.param("41. - 45., 53.", id="range"),
        pytest.param("2025 Metai", id="year"),
        pytest.param("30+30 (kiekviena", id="sum"),
        pytest.param("84, 16m2 (64,73 m2,", id="size"),
        pytest.param("1 tikslo 2 uždavinys", id="task"),
    ],
)
def test_read_number_leaves_other_figures(line: str) -> None:
    assert read_number(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("23.2.1.", "23.2.1"), ("7", "7"), ("8. 1.", "8.1"), ("9,15", None), ("", None)],
)
def test_read_number_alone_reads_a_cell_of_its_own(
    text: str, expected: str | None
) -> None:
    assert read_number_alone(text) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [("5.1", "5"), ("5.3.2", "5.3"), ("5.9.1", "5"), ("5", None), ("7.1", None)],
)
def test_parent_of_is_the_nearest_printed(number: str, expected: str | None) -> None:
    assert parent_of(number, KNOWN) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("8.2., 8. 4., 14., 15, 41.1.", "8.2 8.4 14 15 41.1", id="styles"),
        pytest.param("39.7. 39.8., 41.,", "39.7 39.8 41", id="comma_forgotten"),
        pytest.param("60.,62., 63.", "60 62 63", id="spaces_forgotten"),
        pytest.param("25.3.,, 27 ir 54", "25.3 27 54", id="comma_twice"),
        pytest.param("1. - 4., 7", "1 2 4 7", id="range_over_known"),
        pytest.param("5.1.-3., 7", "5.1 5.2 5.3 7", id="range_of_parts"),
        pytest.param("1-5", "1 2 4 5", id="range_without_dots"),
        pytest.param("12, 13 Vaikai 14", "12 13", id="ends_at_words"),
        pytest.param("10, 20 30 ak. val.", "10 20", id="ends_without_comma"),
        pytest.param("Vaikai", "", id="no_list"),
    ],
)
def test_lists_are_read_and_ranges_written_out(printed: str, expected: str) -> None:
    items, _ = read_list(printed)
    assert list(expand(items, KNOWN)) == expected.split()
