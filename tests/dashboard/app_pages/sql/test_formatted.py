"""A query laid out in lines: the same words, and the same question to the engine."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown_page import RunPage, read_text

from dashboard.app_pages.sql.examples import EXAMPLES
from dashboard.app_pages.sql.formatted import asks_the_same, format_query
from pazanga.settings import PROJECT_ROOT
from warehouse.connection import connect_memory
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from pazanga.settings import Settings

WORDS = ["select", "a,", "from", "t", "where", "(", ")", "'x  y'", "--z\n", "$p", ";"]
ENGINE = connect_memory()
MODELS = sorted((PROJECT_ROOT / "warehouse" / "models").rglob("*.sql"))
LINES = [example["sql"] for example in EXAMPLES] + [
    path.read_text("utf-8") for path in MODELS
]


def lay_out(sql: str) -> str:
    """Lay a query out, or return it as it was."""
    formatted = format_query(sql)
    return sql if formatted is None else formatted


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
        assert parse(lay_out(written)) == parse(written)
    assert "\n" in lay_out(one_line)
    assert lay_out(lay_out(one_line)) == lay_out(one_line)


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
    assert "".join(lay_out(sql).split()) == "".join(sql.split())
    for text in re.findall(r"'[^']*'|\"[^\"]*\"|\$\w*\$.*\$", sql):
        assert text in lay_out(sql)


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_words_keep_their_order(words: list[str]) -> None:
    sql = " ".join(words)
    assert "".join(lay_out(sql).split()) == "".join(sql.split())


def test_button_lays_the_query_out_and_asks_it(run_page: RunPage) -> None:
    app = run_page("sql", lang="lt", sql="select 1 as a, 2 as b from range(3)")
    app.button(key="sql_format").click().run()
    assert not app.exception
    formatted = "select 1 as a,\n       2 as b\nfrom range(3)"
    assert app.text_area[0].value == formatted
    assert app.query_params["sql"] == formatted


def test_what_would_ask_something_else_is_seen(shown_settings: Settings) -> None:
    snapshot = read_current(shown_settings.warehouse_dir)
    for sql, other, is_same in (
        ("select 1 as a", "select  1\n as a", True),
        ("select 'a  b' as a", "select 'a b' as a", False),
        ("select 1 - -1", "select 1 --1", False),
        ("select 1 +", "select  1 +", True),
        ("select pi()", "select 1 +", False),
    ):
        assert asks_the_same("x", snapshot, sql, other) == is_same


def test_query_that_is_not_laid_out_says_so(run_page: RunPage) -> None:
    sql = "select $$a  b$$ as a"
    app = run_page("sql", lang="lt", sql=sql)
    app.button(key="sql_format").click().run()
    assert app.text_area[0].value == sql
    assert "Užklausa palikta tokia" in read_text(app)
    app.button(key="sql_run").click().run()
    assert "Užklausa palikta tokia" not in read_text(app)
