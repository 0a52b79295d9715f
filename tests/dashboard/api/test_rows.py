"""Rows over HTTP: every format holds exactly what DuckDB answers."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.api.sheet import MOST_SHEET_COLUMNS, write_sheet
from pazanga.errors import RequestError
from pazanga.files.spreadsheets import neutralise
from warehouse.connection import connect_memory, open_snapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Callable

    from asking_program import Program

    from pazanga.settings import Settings

TABLES = ["marts.fct_hard", "marts.dim_empty", "reports.rpt_hard", "marts.fct_many"]
TEXTS = {"row_code", "note", "code"}
Row = tuple[Any, ...]


def query(settings: Settings, sql: str) -> tuple[list[str], list[Row]]:
    path = read_current(settings.warehouse_dir).path
    with closing(open_snapshot(path)) as connection:
        found = connection.execute(sql)
        names = [column[0] for column in found.description]
        return names, found.fetchall()


def address(table: str, ending: str, query: str = "") -> str:
    schema, _, name = table.partition(".")
    return f"/api/v1/tables/{schema}/{name}/rows.{ending}{'?' * bool(query)}{query}"


def as_text(value: Any) -> str | None:  # noqa: ANN401
    match value:
        case None | str():
            return value
        case bool():
            return str(value).lower()
        case float():
            return f"{value!r}"
        case _:
            return str(value)


def read_sheet(body: bytes) -> list[Row]:
    page = openpyxl.load_workbook(io.BytesIO(body)).active
    assert page is not None
    return [tuple(row) for row in page.iter_rows(values_only=True)]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("ending", "read"),
    [
        ("parquet", lambda body: pq.read_table(io.BytesIO(body))),
        ("arrow", lambda body: pa.ipc.open_stream(body).read_all()),
    ],
)
def test_columnar_rows_keep_every_value(
    program: Program,
    made_up: Settings,
    table: str,
    ending: str,
    read: Callable[[bytes], pa.Table],
) -> None:
    names, rows = query(made_up, f"from {table}")
    found = read(program.get(address(table, ending)).body)
    assert found.column_names == names
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        tuple(Decimal(v) if isinstance(v, int) and v > 2**64 else v for v in row)
        for row in rows
    ]


@pytest.mark.parametrize("table", TABLES)
def test_json_rows_keep_every_value(
    program: Program, made_up: Settings, table: str
) -> None:
    names, rows = query(made_up, f"from {table} limit 10000")
    answer = program.get(address(table, "json", "_limit=10000"))
    found = json.loads(answer.body)
    assert len(found) == len(rows)
    for got, row in zip(found, rows, strict=True):
        for name, value in zip(names, row, strict=True):
            exact = isinstance(value, Decimal | date | datetime)
            assert got[name] == (as_text(value) if exact else value), name


@pytest.mark.parametrize("table", TABLES)
def test_csv_rows_keep_every_value(
    program: Program, made_up: Settings, table: str
) -> None:
    names, rows = query(made_up, f"select columns(*)::varchar from {table}")  # noqa: S608
    answer = program.get(address(table, "csv"))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(answer.body.decode())))
    assert lines[0] == names
    assert lines[1:] == [
        [
            "" if value is None else neutralise(value) if name in TEXTS else value
            for name, value in zip(names, row, strict=True)
        ]
        for row in rows
    ]


def test_csv_tells_nothing_from_an_empty_text(program: Program) -> None:
    answer = program.get(address("marts.fct_hard", "csv", "_columns=row_code,note"))
    lines = answer.body.decode().split("\n")
    assert lines[:5] == ["row_code,note", "a,", 'b,""', "c,'=1+1", 'd,"-5,00"']


@pytest.mark.parametrize("table", TABLES[:3])
def test_sheet_rows_keep_every_value(
    program: Program, made_up: Settings, table: str
) -> None:
    names, rows = query(made_up, f"from {table}")
    heading, *found = read_sheet(program.get(address(table, "xlsx")).body)
    assert list(heading) == names
    assert len(found) == len(rows)
    for got, row in zip(found, rows, strict=True):
        for cell, value in zip(got, row, strict=True):
            assert is_same_cell(cell, value), (cell, value)


def is_same_cell(cell: Any, value: Any) -> bool:  # noqa: ANN401
    """Whether a cell holds a value; what a spreadsheet cannot hold exactly is text."""
    match value:
        case None | "":
            return cell in {None, ""}
        case bool() | str():
            return bool(cell == value)
        case datetime():
            # A spreadsheet keeps milliseconds.
            return bool(cell == (str(value) if value.microsecond % 1000 else value))
        case date():
            return str(cell)[:10] == str(value)
        case _ if isinstance(cell, str):
            return cell == str(value)
        case _:
            return Decimal(str(cell)) == Decimal(str(value))


@pytest.mark.parametrize(
    ("conditions", "where"),
    [
        ("row_code=a", "row_code = 'a'"),
        ("note=", "note = ''"),
        ("note__isnull=true", "note is null"),
        ("note__isnull=false", "note is not null"),
        ("note__not=%3D1%2B1", "note is distinct from '=1+1'"),
        ("net_eur__gt=0", "net_eur > 0"),
        ("net_eur__gte=100.10", "net_eur >= 100.10"),
        ("net_eur__lt=0.00", "net_eur < 0"),
        ("net_eur__lte=0", "net_eur <= 0"),
        (
            "net_eur=1234567.89&row_code__not=a",
            "net_eur = 1234567.89 and row_code <> 'a'",
        ),
        ("note__contains=%22x%22", "contains(note, '\"x\"')"),
        ("note__contains=%25", "false"),
        ("note__startswith=%40", "starts_with(note, '@')"),
        ("row_code__in=a,c,zz", "row_code in ('a', 'c')"),
        ("note__in=%22-5,00%22,%22%22", "note in ('-5,00', '')"),
        ("budget_year__in=7,2024", "budget_year in (7, 2024)"),
        ("is_done=true", "is_done"),
        ("is_done__not=true", "is_done is distinct from true"),
        ("paid_date__gte=2024-06-01", "paid_date >= date '2024-06-01'"),
        (
            "changed_at__gt=2024-05-31T10:20Z",
            "changed_at > timestamp '2024-05-31 10:20'",
        ),
        ("row_count=9007199254740993", "row_count = 9007199254740993"),
        ("huge__gt=9007199254740993", "huge > 9007199254740993"),
        ("share_ratio__lt=-1e299", "share_ratio < -1e299"),
        ("wide=123456789012345678901234567890123456.78", "row_code = 'a'"),
    ],
)
def test_conditions_mean_what_they_say(
    program: Program, made_up: Settings, conditions: str, where: str
) -> None:
    _, rows = query(made_up, f"select row_code from marts.fct_hard where {where}")  # noqa: S608
    found = program.get(address("marts.fct_hard", "json", conditions))
    assert found.status == 200, found.body
    assert [row["row_code"] for row in found.json] == [row[0] for row in rows]
    assert found.headers["x-pazanga-row-count"] == str(len(rows))


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("net_eur", "net_eur nulls last, row_code"),
        ("-net_eur", "net_eur desc nulls last, row_code"),
        ("-is_done,-row_code", "is_done desc nulls last, row_code desc"),
    ],
)
def test_rows_are_sorted_and_what_is_missing_comes_last(
    program: Program, made_up: Settings, sort: str, order: str
) -> None:
    _, rows = query(made_up, f"select row_code from marts.fct_hard order by {order}")  # noqa: S608
    found = program.get(address("marts.fct_hard", "json", f"_sort={sort}"))
    assert [row["row_code"] for row in found.json] == [row[0] for row in rows]


@pytest.mark.parametrize("sort", ["", "&_sort=row_code"])
def test_pages_follow_each_other_without_a_gap(program: Program, sort: str) -> None:
    path = address("marts.fct_many", "json", f"_limit=5000{sort}")
    found: list[int] = []
    while path:
        answer = program.get(path)
        assert answer.headers["x-pazanga-row-count"] == "12000"
        found += [row["row_number"] for row in answer.json]
        path = answer.headers.get("link", "").partition(">")[0].removeprefix("<")
    assert sorted(found) == list(range(12_000))
    assert sort or found == list(range(12_000))


def test_nothing_at_a_time_leads_nowhere(program: Program) -> None:
    answer = program.get(address("marts.fct_many", "json", "_limit=0"))
    assert (answer.json, answer.headers.get("link")) == ([], None)


def test_odd_names_are_names(program: Program) -> None:
    name = quote('odd "name')
    found = program.get(f"/api/v1/tables/marts/{name}/rows.json?a__gt=x&select__gte=1")
    assert found.status == 404, "paths arrive decoded"
    path = '/api/v1/tables/marts/odd "name/rows.json?a__gt=x&select__gte=1'
    assert program.get(path).json == [{"select": 1, "a__gt": "x", "l": [1, 2]}]


def test_json_is_refused_rather_than_cut(program: Program) -> None:
    answer = program.get(address("marts.fct_many", "json"))
    assert (answer.status, answer.json["type"]) == (
        400,
        "/api/v1/docs#too_many_rows",
    )
    assert answer.headers["content-type"] == "application/problem+json"
    assert "12\u00a0000" in answer.json["detail"]


@pytest.mark.parametrize("ending", ["parquet", "arrow", "xlsx"])
@pytest.mark.parametrize("column", ["last_date", "huge"])
def test_what_a_format_cannot_express_is_refused(
    program: Program, ending: str, column: str
) -> None:
    query = f"_columns={column}"
    answer = program.get(address("marts.dim_beyond", ending, query))
    assert (answer.status, answer.json["type"]) == (400, "/api/v1/docs#unfit_format")
    assert program.get(address("marts.dim_beyond", "csv", query)).status == 200


def test_text_is_refused_rather_than_cut(program: Program) -> None:
    answer = program.get(address("marts.dim_beyond", "xlsx", "_columns=long_text"))
    assert (answer.status, answer.json["type"]) == (400, "/api/v1/docs#long_text")


def test_columns_are_refused_rather_than_cut() -> None:
    names = [f"c{place}" for place in range(MOST_SHEET_COLUMNS + 1)]
    with pytest.raises(RequestError) as caught:
        write_sheet(io.BytesIO(), names, ())
    assert caught.value.name == "too_many_columns"


def test_sheet_shows_what_it_cannot_hold() -> None:
    moment = datetime(2024, 5, 31, 10, 20, 30, 123_000)  # noqa: DTZ001 - as in DuckDB
    fine = pa.array([1_700_000_000_123_456_789], pa.timestamp("ns"))
    values = [bytes(range(256))], [[b"'"]], [moment]
    columns = [*map(pa.array, values), fine]
    names = ["h" * 40_000, "list", "moment", "nanoseconds"]
    file = io.BytesIO()
    write_sheet(file, names, [pa.record_batch(columns, names)])
    heading, row = read_sheet(file.getvalue())
    assert (len(heading[0]), heading[0][-11:]) == (32_767, "h […] 40000")
    with connect_memory() as connection:
        sql = "select $blob::blob::varchar"
        [printed] = connection.execute(sql, {"blob": bytes(range(256))}).fetchall()
    assert row[0] == printed[0]
    assert row[1:] == ('["\\\\x27"]', moment, "2023-11-14 22:13:20.123456789")
