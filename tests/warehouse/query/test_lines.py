"""Lines that DuckDB writes are those that Python writes, letter by letter."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pazanga.files.spreadsheets import FORMULA_STARTS, neutralise
from warehouse.connection import connect_memory
from warehouse.query.columns import ResultColumn
from warehouse.query.formats import write_csv
from warehouse.query.lines import JSON_GAP, select_lines

STARTS = st.sampled_from(["", *FORMULA_STARTS, *"\",'0 \u00a0"])
TEXTS = st.builds("{}{}".format, STARTS, st.text(max_size=8) | st.just("5,00"))


@settings(max_examples=25)
@given(st.lists(TEXTS | st.none(), max_size=30))
@example(["NULL", None, "", "null"])
@example(["=", "-5,00", "-5\u00a0000,00", "-٣", "-5\n", "＝1", "", None, "\0=", '"'])
def test_lines_equal_those_of_python(texts: list[str | None]) -> None:
    with connect_memory() as connection:
        sql = "select unnest($texts::varchar[]) as note, 1.50 as n"
        given = {"texts": texts}
        heading, lines = select_lines(connection, sql, "csv", given)
        found = connection.execute(lines, given).fetchall()
        columns = [ResultColumn("note"), ResultColumn("n", is_number=True)]
        rows = [(text, "1.50") for text in texts]
        expected = "".join(write_csv(columns, rows))
        assert heading + "".join(line for (line,) in found) == expected

        _, lines = select_lines(connection, sql, "json", given)
        found = connection.execute(lines, given).fetchall()
        objects = [json.loads(line.removeprefix(JSON_GAP)) for (line,) in found]
        assert objects == [{"note": text, "n": "1.50"} for text in texts]


@pytest.mark.parametrize(
    ("kind", "values", "written"),
    [
        ("varchar", ["x", None, "", "NULL"], ["x", "NULL", '""', '"NULL"']),
        ("integer", ["1", None], ["1", '""']),
    ],
)
def test_no_line_of_one_column_is_empty(
    kind: str, values: list[str | None], written: list[str]
) -> None:
    with connect_memory() as connection:
        sql, given = f"select unnest($values::{kind}[]) as a", {"values": values}
        heading, lines = select_lines(connection, sql, "csv", given)
        found = connection.execute(lines, given).fetchall()
    expected = "".join(f"{line}\n" for line in ["a", *written])
    assert heading + "".join(line for (line,) in found) == expected
    column = ResultColumn("a", is_number=kind == "integer")
    assert "".join(write_csv([column], [(value,) for value in values])) == expected


def test_texts_that_run_are_neutralised() -> None:
    assert neutralise("-٣") == "'-٣"
