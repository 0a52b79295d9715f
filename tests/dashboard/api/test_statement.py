"""A query over HTTP: its rows in every format, and what is wrong with it, where."""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.api import body, statement
from dashboard.api.statement import parse_body
from pazanga.errors import RequestError
from warehouse.query.limits import Limits
from warehouse.query.place import find_place

if TYPE_CHECKING:
    from asking_program import Answer, Program

PATH = "/api/v1/sql"
JSON = {"content-type": "application/json"}
pytestmark = pytest.mark.whole


def send(program: Program, sent: object, **headers: str) -> Answer:
    return program.ask(PATH, "POST", JSON | headers, json.dumps(sent).encode())


def test_values_are_bound_exactly(program: Program) -> None:
    names = ("decimal", "text", "whole", "truth", "none", "list")
    values = "12345678901234567890.123456789", "x'; drop", 2**70, True, None, [1, 2]
    sent = json.dumps(dict(zip(names, values, strict=True))).replace(
        '"12345678901234567890.123456789"', "12345678901234567890.123456789"
    )
    sql = "select " + ", ".join(f"${name} as {name}" for name in names)
    text = f'{{"sql": {json.dumps(sql)}, "parameters": {sent}}}'
    answer = program.ask(PATH, "POST", JSON, text.encode())
    assert answer.status == 200, answer.body
    assert answer.json == [dict(zip(names, values, strict=True))]


@pytest.mark.parametrize("ending", ["json", "csv", "parquet", "arrow", "xlsx"])
def test_rows_come_in_every_format(program: Program, ending: str) -> None:
    sql = "select row_code, note, net_eur from marts.fct_hard where row_code = $code"
    sent = {"sql": sql, "parameters": {"code": "c"}, "format": ending}
    answer = send(program, sent)
    assert answer.status == 200, answer.body
    assert answer.headers["x-pazanga-snapshot"]
    assert answer.headers["etag"]
    assert read(answer.body, ending) == [("c", "=1+1", None)]


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_rows_of_a_table_are_written_as_those_of_a_query(
    program: Program, ending: str
) -> None:
    table = program.get(f"/api/v1/tables/marts/fct_hard/rows.{ending}")
    asked = send(program, {"sql": "from marts.fct_hard", "format": ending})
    assert table.body == asked.body


def read(content: bytes, ending: str) -> list[tuple[Any, ...]]:
    match ending:
        case "json":
            return [tuple(row.values()) for row in json.loads(content)]
        case "csv":
            assert content == b"row_code,note,net_eur\nc,'=1+1,\n"
            return [("c", "=1+1", None)]
        case "xlsx":
            page = openpyxl.load_workbook(io.BytesIO(content)).active
            assert page is not None
            assert page["B2"].data_type == "s"
            return list(page.iter_rows(min_row=2, values_only=True))
        case "parquet":
            rows = pq.read_table(io.BytesIO(content))
        case _:
            rows = pa.ipc.open_stream(content).read_all()
    return [tuple(row.values()) for row in rows.to_pylist()]


@pytest.mark.parametrize(
    ("sql", "place"),
    [
        ("select 1\nfron marts.fct_hard", (2, 6)),
        ("select\n  net_eu\nfrom marts.fct_hard", (2, 3)),
        ("copy marts.fct_hard to 'x.csv'", None),
        ("select * from read_csv('/etc/passwd')", None),
    ],
)
def test_error_says_where_it_is(
    program: Program, sql: str, place: tuple[int, int] | None
) -> None:
    answer = send(program, {"sql": sql}, **{"accept-language": "en"})
    found = answer.json
    assert (answer.status, found["type"]) == (400, "/api/v1/docs#wrong_query")
    assert answer.headers["content-type"] == "application/problem+json"
    assert place is None or (found["line"], found["column"]) == place


@pytest.mark.parametrize(
    ("sql", "why", "place"),
    [
        (
            "select 'ą' fron t",
            "x\n\nLINE 1: select 'ą' fron t\n" + " " * 24 + "^",
            (1, 17),
        ),
        ("select a, b", 'Referenced column "b" not found', (1, 11)),
        ("select b, b", 'Referenced column "b" not found', None),
        ("select B from x", 'Referenced column "b" not found', (1, 8)),
        ("select 1\nfrom tt", "Table with name tt does not exist!", (2, 6)),
        ("select 1", "LINE 1: select case when c0 is null\n        ^", None),
        ("select 1", "Out of memory", None),
        # Would be compared a billion times.
        (
            f'select "{"-" * 80_000}" /* {"-" * 79_999} {" " * 80_000} */',
            f'Referenced column "{"-" * 80_000}" not found',
            None,
        ),
    ],
)
def test_place_is_found_where_it_is_sure(
    sql: str, why: str, place: tuple[int, int] | None
) -> None:
    assert find_place(sql, why) == place


def test_answer_is_refused_rather_than_cut(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement, "MOST_ROWS", 5)
    answer = send(program, {"sql": "from marts.fct_hard", "format": "csv"})
    assert answer.json["type"] == "/api/v1/docs#too_long_answer"


def test_query_that_takes_too_long_is_stopped(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statement, "SECONDS", Limits(seconds=0.1).seconds)
    answer = send(program, {"sql": "select sum(i) from range(1e12::bigint) r(i)"})
    assert (answer.status, answer.json["type"]) == (400, "/api/v1/docs#slow_query")


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (b"", "wrong_body"),
        (b"[]", "wrong_body"),
        (b"\xff", "wrong_body"),
        (b'{"sql": "x", "sql": "y"}', "wrong_body"),
        (b'{"sql": "\\ud800"}', "wrong_body"),
        (b'{"sql": "x", "parameters": {"a": NaN}}', "wrong_body"),
        (b'{"sql": "x", "parameters": {"a": ' + b"1" * 5000 + b"}}", "wrong_body"),
        (b"[" * 100_000, "wrong_body"),
        (b'{"sql": "x", "limit": 1}', "unknown_field"),
        (b"{}", "wrong_field"),
        (b'{"sql": " "}', "wrong_field"),
        (b'{"sql": 1}', "wrong_field"),
        (b'{"sql": "x", "format": "table"}', "wrong_format"),
        (b'{"sql": "x", "format": ["csv"]}', "wrong_format"),
        (b'{"sql": "x", "parameters": []}', "wrong_parameters"),
        (b'{"sql": "x", "parameters": {"a b": 1}}', "wrong_parameters"),
        (b'{"sql": "x", "parameters": {"a": {}}}', "wrong_parameters"),
        (b'{"sql": "x", "parameters": {"a": [[1]]}}', "wrong_parameters"),
    ],
)
def test_what_is_no_query_is_refused(sent: bytes, name: str) -> None:
    with pytest.raises(RequestError) as caught:
        parse_body(sent)
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("value", "is_exact"),
    [
        ("1e400", False),
        ("1e-400", False),
        ("1" * 39, True),
        (str(2**128), False),
        (f"0.{'1' * 38}", False),
        (f"1.{'1' * 37}", True),
        ("1e300", True),
        ("[0.1, 1e300]", True),
        ("[1e-30, 1e30]", False),
        (f"[0.5, {2**120}]", True),
        ('["a", null, true, 0.5]', True),
        ("0.0", True),
    ],
)
def test_numbers_are_refused_rather_than_rounded(value: str, *, is_exact: bool) -> None:
    body = f'{{"sql": "x", "parameters": {{"a": {value}}}}}'.encode()
    if is_exact:
        assert parse_body(body).parameters.keys() == {"a"}
        return
    with pytest.raises(RequestError) as caught:
        parse_body(body)
    assert caught.value.name == "unfit_number"
    assert caught.value.fields["parameter"] == "a"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "text/plain"}, 415),
        ({}, 415),
        (JSON | {"origin": "https://evil.example"}, 403),
        (JSON | {"origin": "null"}, 403),
        (JSON | {"origin": "http://localhost:8501"}, 400),
        (JSON | {"host": "evil.example"}, 421),
        ({"content-type": "application/json; charset=utf-8"}, 400),
    ],
)
def test_pages_of_others_send_no_query(
    program: Program, headers: dict[str, str], status: int
) -> None:
    answer = program.ask(PATH, "POST", headers, b"{}")
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_bodies_are_bounded(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert program.ask(PATH, "POST", JSON, b" " * (1 << 18) + b"{}").status == 413
    assert program.get(PATH).status == 405

    async def wait(_: object) -> bytes:
        await asyncio.sleep(60)
        return b""

    monkeypatch.setattr(body, "_read", wait)
    monkeypatch.setattr(body, "SECONDS", 0.01)
    assert program.ask(PATH, "POST", JSON, b"{}").status == 408
