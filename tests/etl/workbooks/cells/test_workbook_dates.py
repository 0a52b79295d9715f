from datetime import date

import pytest

from etl.workbooks.cells.dates import EPOCH_1904, parse_date

DAY = date(2024, 5, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-31",
        "2024.05.31",
        "2024.05.31.",
        "2024/5/31",
        "2024 05 31",
        "20240531",
        "2024-05-31 00:00:00",
        "2024-05-31T13:45:00",
        "2024-05-31 23:59",
        "2024-05-31 d.",
        "2024.05.31 d.",
        "31.05.2024 d.",
        "2024-05-31.",
        "2024. 05. 31",
        "31. 5. 2024.",
        "2024–05–31",
        "2024-05\u201131",
        "31-MAY-24",
        "31-geg-24",
        "31 gegužės 2024",
        "2024 gegužė 31",
        "May 31, 2024",
        "gegužės 31, 2024",
        "2024-Geg-31",
        "31.05.2024",
        "31/05/2024",
        "31-5-2024",
        "05/31/2024",
        "2024 m. gegužės 31 d.",
        "2024 m. GEGUZES 31 d.",
        "45443",
        "45443.75",
        "\u00a02024-05-31 ",
    ],
)
def test_unambiguous_day_is_read(text: str) -> None:
    assert parse_date(text) == (DAY, "")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("05.06.2024", "ambiguous_date", id="day_or_month"),
        pytest.param("5/6/2024", "ambiguous_date", id="slashes"),
        pytest.param("0", "zero_date", id="zero"),
        pytest.param("00.00.0000", "zero_date", id="zeros"),
        pytest.param("1899-12-31 00:00:00", "zero_date", id="excel_zero"),
        pytest.param("1900-01-00", "zero_date", id="shown_zero"),
        pytest.param("2023-02-29", "impossible_date", id="no_leap_year"),
        pytest.param("2024-13-01", "impossible_date", id="month_13"),
        pytest.param("2024 m. geguzio 31 d.", "impossible_date", id="no_month"),
        pytest.param("1924-05-31", "implausible_date", id="last_century"),
        pytest.param("12345", "implausible_date", id="early_serial"),
        pytest.param("99999", "implausible_date", id="late_serial"),
        pytest.param("2024-05", "not_a_date", id="month_only"),
        pytest.param("2024-05–", "not_a_date", id="dash_after"),
        pytest.param("05–06–2024", "ambiguous_date", id="dashes"),
        pytest.param("25–12–31", "two_figure_year", id="short_with_dashes"),
        pytest.param("2024-05-13–14", "not_a_date", id="days_of_a_month"),
        pytest.param("45443 d.", "not_a_date", id="serial_with_sign"),
        pytest.param("2024", "not_a_date", id="year_only"),
        pytest.param("31.05.24", "two_figure_year", id="two_figure_year"),
        pytest.param("31.12.25", "two_figure_year", id="year_or_day"),
        pytest.param("25-12-31", "two_figure_year", id="year_first"),
        pytest.param("31 12 25", "two_figure_year", id="spaces"),
        pytest.param("31.12.25 10:00", "two_figure_year", id="with_a_time"),
        pytest.param("rytoj", "not_a_date", id="word"),
        pytest.param("2024-05-13/2024-05-14", "two_days", id="slash_between_days"),
        pytest.param("2024-05-13 - 2024-05-14", "two_days", id="dash_between_days"),
        pytest.param("2024-05-13, 2024-05-14", "two_days", id="list_of_days"),
        pytest.param("13.05.2024–14.05.2024", "two_days", id="days_first"),
        pytest.param("2024-12-31T22:00:00Z", "moment_with_zone", id="utc"),
        pytest.param("2024-12-31T22:00:00.000Z", "moment_with_zone", id="utc_json"),
        pytest.param("2024-12-31 22:00 UTC", "moment_with_zone", id="utc_as_a_word"),
        pytest.param("2024-12-31T22:00+02:00", "moment_with_zone", id="offset"),
        pytest.param("20241231T220000Z", "moment_with_zone", id="utc_basic"),
        pytest.param("2024-12-31 24:00", "impossible_time", id="end_of_a_day"),
        pytest.param("2024-12-31 12:60", "impossible_time", id="minute_60"),
        pytest.param("0001-01-01", "implausible_date", id="year_1"),
        pytest.param("9999-12-31", "implausible_date", id="year_9999"),
        pytest.param("31-FOO-24", "impossible_date", id="no_month_in_no_language"),
        pytest.param("31-05-24", "two_figure_year", id="two_figures_without_a_word"),
        pytest.param("1" * 5000, "not_a_date", id="endless_figures"),
        pytest.param("true", "not_a_date", id="boolean"),
    ],
)
def test_other_day_is_refused(text: str, rule: str) -> None:
    assert parse_date(text) == (None, rule)


@pytest.mark.parametrize("text", ["", "-", "–"])
def test_dash_is_no_day(text: str) -> None:
    assert parse_date(text) == (None, "")


def test_same_day_and_month_is_unambiguous() -> None:
    assert parse_date("05.05.2024") == (date(2024, 5, 5), "")


def test_serial_counts_from_the_workbooks_epoch() -> None:
    assert parse_date("43981", epoch=EPOCH_1904) == (DAY, "")
