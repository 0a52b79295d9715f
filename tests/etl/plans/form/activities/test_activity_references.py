import pytest

from etl.plans.form.activities.references import (
    read_indicators,
    read_related,
    read_tasks,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1 tikslo 1, 2 ir 3 uždaviniai ir 2 tikslo 1 uždavinys.",
            "1.1 1.2 1.3 2.1",
            id="two_goals",
        ),
        pytest.param("2 tikslo 1 ir 3 uždaviniai", "2.1 2.3", id="one_goal"),
        pytest.param("1 tikslo 1,2 ir 3 uždaviniai", "1.1 1.2 1.3", id="no_spaces"),
        pytest.param("2 tikslo 1, ir 3 uždaviniai", "2.1 2.3", id="comma_before_ir"),
        pytest.param("1 tikslo 1-3 uždaviniai", "1.1 1.2 1.3", id="range"),
        pytest.param("Tikslo siekiama kryptingai", "", id="prose"),
    ],
)
def test_read_tasks_gives_goal_and_task(text: str, expected: str) -> None:
    assert list(read_tasks(text)) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rodikliai:1,2,4 ir 20", "1 2 4 20", id="glued"),
        pytest.param("Rodikliai: 13, 14, ir 20 Veiklos: 7.", "13 14 20", id="comma_ir"),
        pytest.param("Rodikliai:1-4 Veikla", "1 2 3 4", id="range"),
        pytest.param("Rodikliai: 11 ir 20 30 ak. val.", "11 20", id="hours_follow"),
        pytest.param("Rodikliai: 19, 20 ir 23. 15 vaikų", "19 20 23", id="sentence"),
        pytest.param("Kiekybinis rodiklis: 80 proc.", "", id="other_column"),
    ],
)
def test_read_indicators_reads_the_list(text: str, expected: str) -> None:
    assert list(read_indicators(text)) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Veiklos: 8., 8. 4., 14", "8 8.4 14", id="list"),
        pytest.param("Veiklos:11. - 14., 9", "11 12 14 9", id="range_of_known"),
        pytest.param("Veiklos: 8, 8", "8", id="once_each"),
        pytest.param("Veiklos: 9., 12.", "9 12", id="own_number_as_printed"),
        pytest.param("Veiklos: 8-14", "8 11 12 14", id="own_number_inside_a_range"),
        pytest.param("Veiklos tikslas – gerinti", "", id="prose"),
        pytest.param("Veiklos: Vaikai mokysis", "", id="empty_list"),
    ],
)
def test_read_related_gives_numbers_of_activities(text: str, expected: str) -> None:
    known = ("8", "8.4", "9", "11", "12", "14")
    assert list(read_related(text, "9", known)) == expected.split()
