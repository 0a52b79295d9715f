"""Values of a query: found, filled in, bound, and kept in the link."""

from __future__ import annotations

from decimal import Decimal
from html import unescape

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.sql.parameters import find_names, parse_value

SQL = "select $year + 1 as next_year, $plan as plan_code"


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("select $plan, $year, $PLAN", ["plan", "year"]),
        ("select '$a', \"$b\", $c -- $d\n /* $e */", ["c"]),
        ("select 'it''s $a' || $b", ["b"]),
        ("select $$ $a $$, $x$ $b $x$, $c", ["c"]),
        ("select $1, cost$x", ["x"]),
        ("select 'unfinished $a", ["a"]),
        ("", []),
    ],
)
def test_names_are_those_of_the_query(sql: str, names: list[str]) -> None:
    assert find_names(sql) == names


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2024", 2024),
        ("-3", -3),
        ("0", 0),
        ("12.50", Decimal("12.50")),
        ("012", "012"),
        ("2024-05-31", "2024-05-31"),
        ("1,5", "1,5"),
        ("' or true --", "' or true --"),
        ("٣", "٣"),
    ],
)
def test_numbers_are_bound_as_numbers(typed: str, value: object) -> None:
    parsed = parse_value(typed)
    assert (parsed, type(parsed)) == (value, type(value))


def test_values_of_the_link_are_bound(run_page: RunPage) -> None:
    app = run_page("sql", sql=SQL, value="year=2024")
    assert app.text_input(key="sql_value_year").value == "2024"
    said = read_text(app)
    assert "2025" in said
    assert "birstonas" in said


def test_year_of_another_page_is_the_year_of_the_query(run_page: RunPage) -> None:
    app = run_page("sql", sql=SQL, year="2023")
    assert app.text_input(key="sql_value_year").value == "2023"
    assert "2024" in read_text(app)


def test_value_that_is_missing_is_told(run_page: RunPage) -> None:
    app = run_page("sql", sql=SQL, lang="en")
    assert app.text_input(key="sql_value_year").value == ""
    assert "No value is given for the parameter “year”" in read_text(app)


def test_value_is_bound_and_never_part_of_the_query(run_page: RunPage) -> None:
    app = run_page("sql", sql="select $word as word", value="word='; drop table t --")
    assert "'; drop table t --" in unescape(read_text(app))


def test_what_is_typed_stands_in_the_link(run_page: RunPage) -> None:
    app = run_page("sql", sql=SQL, value="year=2024")
    app.text_input(key="sql_value_year").set_value("2030")
    app.button[0].click().run()
    assert app.query_params["value"] == "year=2030"
    assert "2031" in read_text(app)


def test_queries_of_the_session_are_links(run_page: RunPage) -> None:
    app = run_page("sql", sql="select 41 + 1 as x")
    app.text_area[0].set_value("select 2 as y")
    app.button[0].click().run()
    assert "select 41 + 1 as x" in read_text(app)


def test_chosen_columns_are_drawn(run_page: RunPage) -> None:
    sql = "select 'a' as name, 2.50::decimal(9, 2) as n union all select 'b', null"
    app = run_page("sql", sql=sql, dimension="name", measure="n", lang="en")
    markup = "".join(block.body for block in app.get("html"))
    assert '<div class="bars">' in markup
    assert "1 row is not drawn" in read_text(app)
