"""What Spark writes otherwise than DuckDB: ordered aggregates, units of time."""

import re

import pytest

from pazanga.errors import ModelError
from warehouse.connection import connect_memory
from warehouse.engines.dialect import write_for_spark


def write(sql: str) -> str:
    return write_for_spark(connect_memory(), sql, "models/x.sql")


@pytest.mark.parametrize("term", ["b", "cast(b as string)", "lower(t.b)", "b || 'ė'"])
@pytest.mark.parametrize("way", ["", " nulls last", " desc", " DESC NULLS FIRST"])
@pytest.mark.parametrize("rest", ["", " filter (where b = 'x')"])
def test_the_order_goes_behind_the_call(term: str, way: str, rest: str) -> None:
    sql = (
        f"select 'ąč' as x, string_agg(a, ', ' order by {term}{way}){rest} as c from t"
    )
    assert write(sql) == (
        "select 'ąč' as x, string_agg(a, ', ') within group"
        f" (order by {term}{way}){rest} as c from t"
    )


def test_each_of_several_is_written_so() -> None:
    one = "string_agg(a, ' ' order by c desc, b nulls last)"
    other = "string_agg(\n    b, '; '\n    ORDER  BY d nulls first\n)"
    sql = f"select {one}, (select {other} from u) from t"
    assert re.sub(r"\s+", " ", write(sql)) == (
        "select string_agg(a, ' ') within group (order by c desc, b nulls last),"
        " (select string_agg( b, '; ') within group (order by d nulls first )"
        " from u) from t"
    )


def test_units_lose_their_quotation_marks() -> None:
    sql = "select 'ė', date_diff('day', a, b), 'day', date_diff( 'month', a, b) from t"
    assert write(sql) == (
        "select 'ė', date_diff(day, a, b), 'day', date_diff( month, a, b) from t"
    )


@pytest.mark.parametrize(
    "sql",
    [
        "select string_agg(a, ', ') from t",
        "select percentile_disc(0.5) within group (order by a nulls last) from t",
        "select row_number() over (order by a nulls last) from t",
        "select 'string_agg(a, b order by c)' from t order by a desc",
    ],
)
def test_all_else_stays_as_it_is(sql: str) -> None:
    assert write(sql) == sql


def test_an_order_in_brackets_is_refused_rather_than_torn() -> None:
    with pytest.raises(ModelError, match="the order within “string_agg” was not found"):
        write("select string_agg(a, ' ' order by (b) nulls last) from t")
