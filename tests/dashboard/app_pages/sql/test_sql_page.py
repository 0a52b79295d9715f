"""A query of a reader: answered whole, exactly and safely, or refused in words."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import polars as pl
import pytest
from run_apart import run_apart
from shown_page import RunPage, read_text
from starlette.requests import Request

from dashboard.app_pages.sql import large_files
from dashboard.app_pages.sql.examples import EXAMPLES, write_examples
from dashboard.app_pages.sql.parameters import parse_value
from dashboard.app_pages.sql.result import COLUMNS, ROWS, Result, ask
from dashboard.app_pages.sql.summary import (
    SHOWN,
    make_download,
    write_cells,
    write_result,
)
from dashboard.headless.markup import parse_markup
from dashboard.kit.cache.answers import LongAnswer, keep_answer
from dashboard.kit.sheets import write_csv, write_parquet, write_xlsx
from dashboard.kit.snapshot import Shown
from dashboard.server.on_request.answers import answer_rows
from pazanga.errors import QueryError, UnreadableError

if TYPE_CHECKING:
    from starlette.responses import Response

    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings


def read_row(result: Result, screen: Screen) -> list[str]:
    markup = parse_markup(write_result(result, screen))
    return [cell.text for cell in markup.find_all(name="td")]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["en"])
def test_example_is_answered(bundled: str, example: dict[str, Any]) -> None:
    snapshot = Shown(bundled, datetime(2026, 1, 1, tzinfo=UTC))
    sql = example["sql"]
    values = {"plan": "kaunas"} if "$plan" in sql else {}
    for name, typed in example.get("values", {}).items():
        values[name] = parse_value(typed)
    result = ask(snapshot, sql, values)
    # Every indicator of the plan has its activities.
    assert result.rows.height or "no activity" in example["en"]
    assert not result.is_cut


def test_examples_are_links_that_ask_them(screen: Screen) -> None:
    links = list(parse_markup(write_examples(screen)).find_all(name="a"))
    asked = [parse_qs(urlsplit(link.attributes["href"]).query)["sql"] for link in links]
    assert asked == [[example["sql"].strip()] for example in EXAMPLES]
    assert len({link.text for link in links}) == len(EXAMPLES) >= 30


@pytest.mark.parametrize("language", ["lt", "en"])
def test_answer_stands_under_its_query(run_page: RunPage, language: str) -> None:
    sql = "select sum(net_eur) as net_eur from reports.rpt_planned_cost"
    app = run_page("sql", lang=language, sql=sql)
    assert app.text_area[0].value == sql
    said = read_text(app)
    assert ("2 180,00" if language == "lt" else "2,180.00") in said.replace("\xa0", " ")


def test_values_are_written_exactly(screen: Screen) -> None:
    values = (
        "1234567.890::decimal(12, 3), null, '', 2024, true, date '2024-05-31',"
        " [1, null], '<b>ž</b>' || chr(27), 123456789012345678901234567890"
    )
    row = read_row(ask(screen.snapshot, f"select 'row', {values}"), screen)
    number = {"lt": "1 234 567,890", "en": "1,234,567.890"}[screen.language]
    longest = {"lt": " ", "en": ","}[screen.language].join(
        ["123", "456", "789", "012", "345", "678", "901", "234", "567", "890"]
    )
    empty = {"lt": "(tuščias tekstas)", "en": "(empty text)"}[screen.language]
    assert [cell.replace("\xa0", " ") for cell in row] == [
        number,
        "null",
        empty,
        "2024",
        "true",
        "2024-05-31",
        "[1, null]",
        r"<b>ž</b>\x1b",
        longest,
    ]


def test_files_hold_all_rows_and_run_no_formula(screen: Screen) -> None:
    sql = "select '=1+1' as \"=2+2\", range as n from range(150)"
    sheet = make_download(ask(screen.snapshot, sql), sql, screen)
    lines = write_csv(sheet, "en").decode("utf-8-sig").splitlines()
    assert (lines[0], lines[1], len(lines)) == ("'=2+2,n", "'=1+1,0", 151)
    page, about = openpyxl.load_workbook(io.BytesIO(write_xlsx(sheet))).worksheets
    assert page.cell(2, 1).data_type == "s"
    assert about.cell(1, 1).value == sql


def test_values_of_unusual_types_are_whole_in_page_and_files(screen: Screen) -> None:
    sql = (
        "select range(20) as r, {'a': [1, null]} as s, 'a\\x00\"'::blob as b,"
        " timestamp '2024-05-31 10:20:30.5' as t, timestamptz '2024-05-31 10:20:30+00'"
        " as z, date '0001-01-01' as d, true as o, null::varchar as n,"
        " 9876543210.123456789::decimal(38, 9) as x, '' as e"
    )
    result = ask(screen.snapshot, sql)
    whole = "[" + ", ".join(map(str, range(20))) + "]"
    expected = {
        "r": whole,
        "s": '{"a": [1, null]}',
        "b": r"a\x00\x22",
        "t": "2024-05-31 10:20:30.500",
        "z": "2024-05-31 10:20:30+00:00",
        "d": "0001-01-01",
        "n": None,
        "e": "",
    }
    [row] = result.rows.to_dicts()
    assert {name: row[name] and str(row[name]) for name in expected} == expected
    sheet = make_download(result, sql, screen)
    [cells] = (
        openpyxl.load_workbook(io.BytesIO(write_xlsx(sheet)))
        .worksheets[0]
        .iter_rows(min_row=2, values_only=True)
    )
    assert cells[0] == whole
    assert cells[5:9] == ("0001-01-01", True, None, "9876543210.123456789")
    line = write_csv(sheet, "en").decode("utf-8-sig").splitlines()[1]
    assert line.endswith(',0001-01-01,true,,9876543210.123456789,""')
    assert pl.read_parquet(io.BytesIO(write_parquet(sheet))).columns == [*"rsbtzdonxe"]


def test_answer_with_too_many_columns_is_refused(screen: Screen) -> None:
    many = ", ".join(f"{place} as c{place}" for place in range(COLUMNS + 1))
    with pytest.raises(QueryError):
        ask(screen.snapshot, f"select {many}")


def test_file_that_is_not_what_was_published_is_not_asked(screen: Screen) -> None:
    other = replace(screen.snapshot, sha256="0" * 64)
    with pytest.raises(UnreadableError):
        ask(other, "select 1 as a")


def test_answer_that_is_cut_says_so(screen: Screen, run_page: RunPage) -> None:
    sql = f"from range({ROWS + 1})"
    assert ask(screen.snapshot, sql).is_cut
    said = read_text(run_page("sql", sql=sql)).replace("\xa0", " ")
    assert "tik pirmosios eilutės (100 000)" in said


def test_answer_that_is_too_large_is_cut_where_it_says(screen: Screen) -> None:
    result = ask(screen.snapshot, "select repeat('ž', 5000) as a from range(9000)")
    assert result.is_cut
    assert 2_000 < result.rows.height < 9_000
    sheet = make_download(result, "", screen)
    assert f"{result.rows.height:_}"[-3:] in sheet.about[-1]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_large_file_is_written_elsewhere_and_is_the_same(
    screen: Screen, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = (
        "select '=1+1' as a, 1.50::decimal(9, 2) as b, date '2024-05-31' as c,"
        " null::int as d, true as e, 'ž' as f from range(20)"
    )
    sheet = make_download(ask(screen.snapshot, sql), sql, screen)
    here = large_files.write_file(sheet, ending, screen.language)
    monkeypatch.setattr(large_files, "LARGE", 1)
    there = large_files.write_file(sheet, ending, screen.language)
    if ending == "csv":
        assert there == here
    else:
        pages = [openpyxl.load_workbook(io.BytesIO(one)) for one in (here, there)]
        one, other = ([list(page.values) for page in book.worksheets] for book in pages)
        assert one == other
        assert one[0][1][1] == 1.5


def test_long_answer_is_fetched_as_it_is_written(
    screen: Screen, shown_settings: Settings
) -> None:
    sql = "select range as n, nullif(range % 7, 0) as a from range(1001)"
    result = ask(screen.snapshot, sql)
    [box] = parse_markup(write_result(result, screen)).find_all(class_="scrolled")
    assert len(list(box.find_all(name="td"))) == SHOWN
    answer = answer_rows(replace(shown_settings, logins=None))

    def fetch(token: str, start: str) -> Response:
        scope = {
            "type": "http",
            "path_params": {"token": token},
            "query_string": f"from={start}".encode(),
        }
        return run_apart(answer(Request(scope)))

    token = box.attributes["data-answer"]
    parts = [
        json.loads(bytes(fetch(token, str(start)).body))
        for start in range(0, 1200, 200)
    ]
    assert [row for part in parts for row in part] == write_cells(
        result.rows, screen.language
    )
    assert [len(part) for part in parts] == [200] * 5 + [1]
    for wrong in ("", "-1", "1.5", "x", "²", "9" * 99):
        assert fetch(token, wrong).status_code == 404
    assert fetch(token[:-1] + "x", "0").status_code == 404
    others = LongAnswer("kaunas", lambda *_: [])
    assert fetch(keep_answer("of others", others), "0").status_code == 404
    gone = LongAnswer("", lambda *_: None)
    assert fetch(keep_answer("gone", gone), "0").status_code == 404


@pytest.mark.parametrize(
    "sql",
    [
        "delete from reports.rpt_plan",
        "select 1; select 2",
        "select * from read_csv('/etc/passwd')",
        "select blah from reports.rpt_plan",
        "attach 'x.duckdb'",
    ],
)
def test_query_that_is_refused_is_told_in_words(screen: Screen, sql: str) -> None:
    with pytest.raises(QueryError):
        ask(screen.snapshot, sql)


def test_refusal_stands_on_the_page_and_runs_no_markup(run_page: RunPage) -> None:
    app = run_page("sql", sql='select "<img src=x>" from reports.rpt_plan')
    blocks = [
        block.body for block in app.get("html") if 'class="refusal"' in block.body
    ]
    assert len(blocks) == 1
    assert "<img" not in blocks[0]
