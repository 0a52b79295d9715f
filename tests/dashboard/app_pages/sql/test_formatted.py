"""A query laid out in lines: the same words, and the same question to the engine."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.app_pages.sql.examples import EXAMPLES
from dashboard.app_pages.sql.formatted import format_query
from pazanga.settings import PROJECT_ROOT
from warehouse.connection import connect_memory

if TYPE_CHECKING:
    from shown_page import RunPage

WORDS = ["select", "a,", "from", "t", "where", "(", ")", "'x  y'", "--z\n", "$p", ";"]
ENGINE = connect_memory()
MODELS = sorted((PROJECT_ROOT / "warehouse" / "models").rglob("*.sql"))
LINES = [example["sql"] for example in EXAMPLES] + [
    path.read_text("utf-8") for path in MODELS
]


def parse(sql: str) -> object:
    """Parse a query; where its parts stand in the text is left out."""
    row = ENGINE.execute("select json_serialize_sql(?)", [sql]).fetchone()
    assert row
    tree = json.loads(re.sub(r'"(query_location\w*)":\d+', r'"\1":0', row[0]))
    assert not tree["error"] or "Only SELECT" in tree["error_message"]
    return tree


@pytest.mark.parametrize("sql", LINES)
def test_formatted_query_asks_the_same(sql: str) -> None:
    one_line = " ".join(re.sub(r"--[^\n]*", "", sql).split())
    for written in (sql, one_line):
        assert parse(format_query(written)) == parse(written)
    assert "\n" in format_query(one_line)
    assert format_query(format_query(one_line)) == format_query(one_line)


@pytest.mark.parametrize(
    "sql",
    [
        "select 'a  b' as \"C  D\" -- ž  x\n, 1 /* y  z */",
        "select $$a  b$$, $t$c  d$t$",
        "select 'never ended",
        "select " + "(" * 900,
        "",
        "-- only words",
        "select 1 as Date, E'\\n  x', x::decimal(18, 2) from t",
    ],
)
def test_no_word_is_changed(sql: str) -> None:
    assert "".join(format_query(sql).split()) == "".join(sql.split())
    for text in re.findall(r"'[^']*'|\"[^\"]*\"|\$\w*\$.*\$", sql):
        assert text in format_query(sql)


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_words_keep_their_order(words: list[str]) -> None:
    sql = " ".join(words)
    assert "".join(format_query(sql).split()) == "".join(sql.split())


def test_button_lays_the_query_out_and_asks_it(run_page: RunPage) -> None:
    app = run_page("sql", lang="lt", sql="select 1 as a, 2 as b from range(3)")
    app.button(key="sql_format").click().run()
    assert not app.exception
    formatted = "select 1 as a,\n       2 as b\nfrom range(3)"
    assert app.text_area[0].value == formatted
    assert app.query_params["sql"] == formatted
