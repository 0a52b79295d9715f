"""The data dictionary: every table and column with its meaning, found by a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.dictionary import queries
from dashboard.app_pages.dictionary.lineage import (
    find_readers,
    find_sources,
    read_pages,
    write_picture,
)
from dashboard.app_pages.dictionary.summary import LAYERS, find_tables
from dashboard.kit.pages import LOAD_PAGE, PAGES

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen


def test_every_table_is_described_and_in_a_layer(snapshot: str) -> None:
    tables = queries.query_tables(snapshot)
    assert set(tables["schema_name"]) == set(LAYERS)
    assert tables["table"].is_unique().all()
    assert tables.filter(pl.col("description") == "").is_empty()


def test_columns_say_what_they_mean(snapshot: str) -> None:
    columns = queries.query_columns(snapshot, "reports.rpt_plan")
    [net] = columns.filter(pl.col("column_name") == "net_eur").to_dicts()
    assert (net["unit"], net["lt"]) == ("eur", "Suma be PVM")
    assert "[" not in net["description"]
    assert columns.filter(pl.col("description") == "").is_empty()


@pytest.mark.parametrize("typed", ["rpt_plan net", "SUPPLIER", "priskirta_mokykla"])
def test_tables_are_found_by_words_of_their_columns(snapshot: str, typed: str) -> None:
    found = find_tables(queries.query_tables(snapshot), typed)
    assert set(found["table"]) >= {
        "rpt_plan net": {"reports.rpt_plan"},
        "SUPPLIER": {"marts.fct_expenditure"},
    }.get(typed, set())
    assert found.is_empty() == (typed == "priskirta_mokykla")


@pytest.mark.parametrize("language", ["lt", "en"])
def test_table_has_a_page_of_its_own(run_page: RunPage, language: str) -> None:
    said = read_text(run_page("dictionary", lang=language, table="marts.fct_finding"))
    assert "one row per" in said
    assert "rule_code" in said


def test_table_that_is_not_there_is_said(run_page: RunPage) -> None:
    assert "„x.y“ šiuose duomenyse nėra" in read_text(
        run_page("dictionary", table="x.y")
    )


def test_lineage_leads_to_what_a_table_is_made_of(screen: Screen) -> None:
    markup = write_picture("reports.rpt_plan", queries.read_lineage(), screen)
    assert "table=marts.dim_plan" in markup
    assert "table=reports.rpt_plan_comparison" in markup
    # By way of others it leads to what was loaded, and to pages.
    assert "table=raw." in markup
    assert markup.count("<h3>") >= 4
    assert 'href="overview' in markup or 'href="./' in markup


def test_lineage_is_followed_both_ways_and_ends() -> None:
    lineage = {
        "marts.b": frozenset({"raw.a"}),
        "reports.c": frozenset({"marts.b", "marts.x"}),
        "reports.d": frozenset({"reports.c"}),
    }
    assert find_sources("reports.d", lineage) == {
        *("reports.c", "marts.b", "marts.x", "raw.a"),
    }
    assert find_readers("raw.a", lineage) == {"marts.b", "reports.c", "reports.d"}
    assert find_sources("raw.a", lineage) == set()
    around = {"a.a": frozenset({"a.b"}), "a.b": frozenset({"a.a"})}
    assert find_readers("a.a", around) == {"a.a", "a.b"}


def test_every_table_has_its_way(screen: Screen, snapshot: str) -> None:
    lineage = queries.read_lineage()
    for table in queries.query_tables(snapshot)["table"]:
        markup = write_picture(table, lineage, screen)
        assert markup.count('aria-current="true"') == 1, table


def test_pages_that_read_a_table_are_those_of_the_menu(snapshot: str) -> None:
    tables = set(queries.query_tables(snapshot)["table"])
    assert len(read_pages()) > 20
    assert read_pages().keys() <= tables
    assert {page for pages in read_pages().values() for page in pages} <= {
        *PAGES,
        LOAD_PAGE,
    }
    assert "overview" in read_pages()["reports.rpt_plan"]
