"""A mistake in a query is told in the reader's language, with its place."""

from collections.abc import Iterator
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from pazanga.errors import QueryError
from warehouse.connection import open_building, open_snapshot
from warehouse.query.answer import answer


@pytest.fixture(scope="module")
def connection(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[DuckDBPyConnection]:
    path = tmp_path_factory.mktemp("mistakes") / "s.duckdb"
    with open_building(path) as made:
        made.execute("create schema reports")
        made.execute(
            "create table reports.rpt_plan"
            " (plan_code varchar, net_eur decimal(18, 2), first_date date)"
        )
    opened = open_snapshot(path)
    yield opened
    opened.close()


def fail(
    connection: DuckDBPyConnection, sql: str, parameters: str = "[]"
) -> QueryError:
    """Ask, and give the error."""
    request: dict[str, Any] = {
        "sql": sql,
        "parameters": parameters,
        "output": "csv",
        "rows": 10,
        "answer_mb": 1,
    }
    with pytest.raises(QueryError) as caught:
        answer(connection, request)
    return caught.value


@pytest.mark.parametrize(
    ("sql", "said", "place"),
    [
        ("selec 1", "Gal turėta omenyje „select“?", (1, 1)),
        ("select 1 frm t", "Gal turėta omenyje „from“?", (1, 14)),
        ("select 'a", "trūksta viengubos kabutės", (1, 8)),
        ('select "a', "trūksta dvigubos kabutės", (1, 8)),
        ("select 1 /* a", "trūksta „*/“", (1, 10)),
        ("select", "trūksta stulpelių", None),
        ("from rpt_pln", "Lentelės „rpt_pln“ nėra. Gal turėta omenyje", (1, 6)),
        ("from report.rpt_plan", "omenyje „reports.rpt_plan“?", (1, 6)),
        (
            "select plan_cod\nfrom reports.rpt_plan",
            "Stulpelio „plan_cod“ nėra. Gal turėta omenyje „plan_code“?",
            (1, 8),
        ),
        (
            "select\n  p.plan_cod\nfrom reports.rpt_plan as p",
            "omenyje „plan_code“?",
            (2, 3),
        ),
        ("select x", "nėra „from“", (1, 8)),
        (
            "select plan_code from reports.rpt_plan as a, reports.rpt_plan as b",
            "Gal turėta omenyje „a.plan_code“?",
            (1, 8),
        ),
        (
            "select plan_code, sum(net_eur) from reports.rpt_plan",
            "„plan_code“ nei grupuojamas",
            (1, 8),
        ),
        ("select smu(1)", "Funkcijos „smu“ nėra. Gal turėta omenyje „sum“?", (1, 8)),
        ("select 1::decimall", "omenyje „decimal“?", (1, 11)),
        ("select sum(plan_code) from reports.rpt_plan", "tipų reikšmėms", (1, 8)),
        ("select 'a' + 1", "neaišku, kokio tipo „+“ reikšmės (STRING", (1, 12)),
        ("select 'x'::integer", "„x“ nėra INT32 tipo reikšmė", (1, 11)),
        ("select date '2024-13-45'", "„2024-13-45“ nėra data", (1, 8)),
        ("select 1 // 0", "Dalijama iš nulio", None),
        ("select 2147483648::integer", "netelpa į savo tipą", (1, 18)),
        ("select 1 order by 3", "stulpelių yra 1", (1, 19)),
        ("select 1 union select 1, 2", "skiriasi stulpelių skaičius", None),
        ("select (select range from range(3))", "daugiau nei vieną eilutę", None),
        ("select $year", "parametro „year“", None),
        ("select 1 from read_xlsx('x.xlsx')", "plėtinio „excel“", (1, 15)),
        (
            "select * from reports.rpt_plan where sum(net_eur) > 1",
            "skirta „having“",
            (1, 38),
        ),
    ],
)
def test_mistake_is_told(
    connection: DuckDBPyConnection, sql: str, said: str, place: tuple[int, int] | None
) -> None:
    error = fail(connection, sql)
    found = error.fields.get("line"), error.fields.get("column")
    assert said.lower() in error.text("lt").lower()
    assert found == (place or (None, None))
    # Neither is DuckDB's English told to who reads Lithuanian.
    assert "Error" not in error.text("lt")
    assert "Error" not in error.text("en")


def test_mark_stands_below_the_column(connection: DuckDBPyConnection) -> None:
    text = fail(connection, "select 'ąčę', plan_cod\nfrom reports.rpt_plan").text("lt")
    line, mark = text.splitlines()[-2:]
    assert line == "1 eilutė: select 'ąčę', plan_cod"
    assert mark.index("^") == line.index("plan_cod")


def test_long_line_is_shown_around_its_mark(connection: DuckDBPyConnection) -> None:
    error = fail(connection, "select " + "1, " * 90 + "plan_cod from reports.rpt_plan")
    line, mark = error.text("en").splitlines()[-2:]
    assert line[mark.index("^") :].startswith("plan_cod")
    assert len(line) < 140


def test_unknown_mistake_keeps_the_words_of_duckdb(
    connection: DuckDBPyConnection,
) -> None:
    error = fail(connection, "select [1, 'a', {'b': 1}]")
    assert "Binder Error" in error.text("lt")
    assert error.fields["said"]
