"""The contract, address by address: what is answered, held, refused."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from asking_program import make_program, publish_made_up

from dashboard.api import interface
from dashboard.api.etags import is_held
from dashboard.api.language import choose_language
from dashboard.api.operations import OPERATIONS
from dashboard.server.guard import Guard
from dashboard.server.upload_limits import UploadLimits

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal
    from asking_program import Program

    from pazanga.settings import Settings

ROWS = "/api/v1/tables/marts/fct_hard/rows"
SNAPSHOT = "20261130T040506Z-abcdef01.duckdb"
GOOD = [
    "/api/v1/",
    "/api/v1/openapi.json",
    "/api/v1/docs",
    "/api/v1/tables",
    "/api/v1/tables/marts/fct_hard",
    *(f"{ROWS}.{ending}" for ending in ("json", "csv", "parquet", "arrow", "xlsx")),
]


@pytest.mark.parametrize("path", GOOD)
def test_every_answer_says_of_which_data_it_is(program: Program, path: str) -> None:
    answer = program.get(path)
    assert answer.status == 200
    assert answer.headers["x-pazanga-snapshot"] == SNAPSHOT
    assert answer.headers["last-modified"] == "Mon, 30 Nov 2026 04:05:06 GMT"
    assert answer.headers["etag"].startswith('W/"')
    head = program.get(path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    left_out = {"content-length"}
    assert head.headers == {
        name: value for name, value in answer.headers.items() if name not in left_out
    }


@pytest.mark.parametrize("path", GOOD)
def test_what_is_held_already_is_not_sent_again(program: Program, path: str) -> None:
    etag = program.get(path).headers["etag"]
    for held in (etag, etag.removeprefix("W/"), f'"x", {etag}', "*"):
        answer = program.get(path, if_none_match=held)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == etag
    assert program.get(path, if_none_match='"x"').status == 200


def test_tags_differ_by_query_and_not_by_its_order(program: Program) -> None:
    def tag(query: str) -> str:
        return program.get(f"{ROWS}.json?{query}").headers["etag"]

    assert tag("row_code=a&_limit=1") == tag("_limit=1&row_code=a")
    assert len({tag("row_code=a"), tag("row_code=b"), tag("_limit=1")}) == 3


def test_index_leads_to_addresses_that_answer(program: Program) -> None:
    found = program.get("/api/v1/").json
    assert (found["product"], found["snapshot"]) == ("pazanga", SNAPSHOT)
    assert found["published_at"].startswith("2026-11-30T04:05:06")
    for path in found["links"].values():
        assert program.get(path).status in {200, 405}


def test_only_what_is_published_is_listed(program: Program) -> None:
    found = program.get("/api/v1/tables").json
    assert {table["schema"] for table in found} == {"marts", "reports"}
    hard = next(table for table in found if table["name"] == "fct_hard")
    assert hard == program.get("/api/v1/tables/marts/fct_hard").json
    assert (hard["row_count"], hard["grain"]) == (6, "one row per code.")
    assert hard["description"] == "Made-up rows. Additive."
    assert hard["columns"][2] == {
        "name": "net_eur",
        "type": "DECIMAL(18,2)",
        "unit": "eur",
        "description": "Amount without VAT",
        "source": None,
        "labels": {"lt": "Suma be PVM", "en": "Net amount"},
    }


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("/api/v2/tables", 404, "unknown_path"),
        ("/api/v1/tables/", 404, "unknown_path"),
        ("/api/v1/tables?x=1", 400, "no_parameters"),
        ("/api/v1/tables/raw/secret", 404, "unknown_table"),
        ("/api/v1/tables/raw/secret/rows.csv", 404, "unknown_table"),
        ("/api/v1/tables/information_schema/tables/rows.csv", 404, "unknown_table"),
        ("/api/v1/tables/marts/fct_har/rows.csv", 404, "unknown_table"),
        (f"{ROWS}.xml", 404, "unknown_format"),
        (f"{ROWS}.csv?net_eu=1", 400, "unknown_column"),
        (f"{ROWS}.csv?_columns=net_eur,x", 400, "unknown_column"),
        (f"{ROWS}.csv?_columns=", 400, "unknown_column"),
        (f"{ROWS}.csv?_sort=net_eur,--note", 400, "unknown_column"),
        (f"{ROWS}.csv?_limits=1", 400, "unknown_parameter"),
        (f"{ROWS}.csv?net_eur__like=1", 400, "unknown_operator"),
        (f"{ROWS}.csv?net_eur__contains=1", 400, "unfit_operator"),
        (f"{ROWS}.csv?is_done__gt=true", 400, "unfit_operator"),
        (
            "/api/v1/tables/marts/fct_hard/rows.csv?note=1&note=2",
            400,
            "repeated_parameter",
        ),
        (f"{ROWS}.csv?_columns=note,note", 400, "repeated_column"),
        (f"{ROWS}.csv?_sort=note,-note", 400, "repeated_column"),
        (f"{ROWS}.csv?net_eur=1,5", 400, "wrong_value"),
        (f"{ROWS}.csv?net_eur=1.005", 400, "wrong_value"),
        (f"{ROWS}.csv?net_eur=99999999999999999", 400, "wrong_value"),
        (f"{ROWS}.csv?net_eur=NaN", 400, "wrong_value"),
        (f"{ROWS}.csv?budget_year=32768", 400, "wrong_value"),
        (f"{ROWS}.csv?huge={10**39}", 400, "wrong_value"),
        (f"{ROWS}.csv?share_ratio=inf", 400, "wrong_value"),
        (f"{ROWS}.csv?share_ratio=1e999", 400, "wrong_value"),
        (f"{ROWS}.csv?paid_date=2024-02-30", 400, "wrong_value"),
        (f"{ROWS}.csv?paid_date=2024-6-1", 400, "wrong_value"),
        (f"{ROWS}.csv?changed_at=2024-01-01T25:00", 400, "wrong_value"),
        (f"{ROWS}.csv?is_done=1", 400, "wrong_value"),
        (f"{ROWS}.csv?note__isnull=", 400, "wrong_value"),
        (f"{ROWS}.csv?note__in=", 400, "wrong_list"),
        (f"{ROWS}.csv?note__in=%22a", 400, "wrong_list"),
        (f"{ROWS}.csv?_limit=-1", 400, "wrong_number"),
        (f"{ROWS}.csv?_limit=1.0", 400, "wrong_number"),
        (f"{ROWS}.csv?_limit=%C2%B2", 400, "wrong_number"),
        (f"{ROWS}.json?_limit=10001", 400, "wrong_number"),
        (f"{ROWS}.csv?_offset={10**30}", 400, "wrong_number"),
        (f"{ROWS}.csv?note=%FF", 400, "wrong_query_string"),
        (f"{ROWS}.csv?note", 400, "wrong_query_string"),
        (
            f"{ROWS}.csv?{'&'.join(f'c{n}=' for n in range(101))}",
            400,
            "wrong_query_string",
        ),
    ],
)
def test_what_is_not_understood_is_refused(
    program: Program, path: str, status: int, name: str
) -> None:
    answer = program.get(path)
    assert (answer.status, answer.json["type"]) == (status, f"/api/v1/docs#{name}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.headers["cache-control"] == "no-store"
    assert f'id="{name}"' in program.get("/api/v1/docs").body.decode()


def test_refusals_speak_the_language_of_the_reader(program: Program) -> None:
    for wanted, said in [("", "nėra"), ("en-GB,lt;q=0.5", "no column"), ("de", "nėra")]:
        answer = program.get(f"{ROWS}.csv?net_eu=1", accept_language=wanted)
        assert said in answer.json["detail"]
        assert "net_eur" in answer.json["detail"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "lt"),
        ("en", "en"),
        ("EN-us;q=0.1", "en"),
        ("*", "lt"),
        ("en;q=0,*", "lt"),
        ("lt;q=0, *;q=0.5", "en"),
        ("en;q=0.8,lt;q=0.9", "lt"),
        (";;,q=", "lt"),
        ("en-Latn-GB-x-private ; q=0.3", "en"),
        ("en;q=2", "lt"),
        # Takes an hour where a pattern tries every way to part it.
        ("en," + "a-" * 10_000 + "=", "en"),
    ],
)
def test_language_is_chosen_by_weight(header: str, language: str) -> None:
    assert choose_language(header) == language


@pytest.mark.parametrize("header", ["", "x", '"b"', 'W/"A"', '"a'])
def test_other_tags_are_not_held(header: str) -> None:
    assert not is_held(header, 'W/"a"')


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_refused_with_those_allowed(
    program: Program, method: str
) -> None:
    answer = program.get("/api/v1/tables", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/v2",
        "/api/v1/tables/x\r\ny",
        "/api/v1/tables/marts/x\r\ny",
        "/api/v1/tables/marts/x\0",
        "/api/v1/tables/../../x",
    ],
)
def test_what_is_no_address_is_said_before_others_say_it(
    program: Program, made_up: Settings, path: str
) -> None:
    async def answer_pages(*_: object) -> None:
        raise AssertionError(path)

    guard = Guard(answer_pages, made_up, UploadLimits())
    answer = type(program)(guard, program.portal).get(path)
    assert (answer.status, answer.json["type"]) == (404, "/api/v1/docs#unknown_path")


def test_index_answers_without_its_last_stroke(program: Program) -> None:
    assert program.get("/api/v1").json == program.get("/api/v1/").json


def test_hosts_of_others_are_refused(program: Program) -> None:
    assert program.get("/api/v1/", host="evil.example").status == 421


def test_without_data_that_is_said(
    own_settings: Settings, portal: BlockingPortal
) -> None:
    answer = make_program(own_settings, portal).get("/api/v1/tables")
    assert (answer.status, answer.json["type"]) == (503, "/api/v1/docs#no_data")
    assert str(own_settings.home) not in answer.body.decode()


def test_new_snapshot_changes_answer_and_tag(
    own_settings: Settings, portal: BlockingPortal
) -> None:
    tables = "create schema marts; create table marts.t as select {} as n"
    publish_made_up(own_settings, tables.format(1), "20261130T040506Z-00000001.duckdb")
    program = make_program(own_settings, portal)
    first = program.get("/api/v1/tables/marts/t/rows.json")
    publish_made_up(own_settings, tables.format(2), "20261130T040506Z-00000002.duckdb")
    held = first.headers["etag"]
    second = program.get("/api/v1/tables/marts/t/rows.json", if_none_match=held)
    assert (first.json, second.status, second.json) == ([{"n": 1}], 200, [{"n": 2}])


def test_only_so_many_ask_at_once(
    program: Program, made_up: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interface, "WAIT_SECONDS", 0.01)
    full = interface.Interface(made_up)
    full._turns["rows"] = asyncio.Semaphore(0)
    answer = type(program)(full, program.portal).get(f"{ROWS}.csv")
    assert (answer.status, answer.json["type"]) == (503, "/api/v1/docs#busy")
    assert int(answer.headers["retry-after"]) > 0
    assert type(program)(full, program.portal).get("/api/v1/").status == 200


def test_failures_are_logged_and_not_told(
    program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(interface, "open_shown", fail)
    answer = program.get("/api/v1/")
    assert (answer.status, answer.json["type"]) == (500, "/api/v1/docs#failed")
    assert "secret" not in answer.body.decode()
    assert "secret" in caplog.text


@pytest.mark.parametrize("language", ["lt", "en"])
def test_description_names_every_operation(program: Program, language: str) -> None:
    found = program.get("/api/v1/openapi.json", accept_language=language)
    assert found.json["openapi"] == "3.1.0"
    described = {
        (path, method.upper())
        for path, methods in found.json["paths"].items()
        for method in methods
    }
    assert described == {(one.path, one.method) for one in OPERATIONS}
    page = program.get("/api/v1/docs", accept_language=language).body.decode()
    assert f'<html lang="{language}">' in page
    assert "<script" not in page
    assert "http" not in page.replace("<!doctype html>", "")
