"""Every value leaves exactly: as DuckDB itself prints it, in every format."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pazanga.errors import QueryError
from warehouse.connection import open_building
from warehouse.integrity import hash_file
from warehouse.query.columns import ResultColumn, select_columns
from warehouse.query.formats import write_table
from warehouse.query.limits import Limits
from warehouse.query.run import run_query
from warehouse.query.statement import ReadStatement
from warehouse.snapshots import Snapshot

VALUES = {
    "boolean": ["true", "false"],
    "tinyint": ["-128", "127"],
    "utinyint": ["255"],
    "smallint": ["-32768"],
    "integer": ["-2147483648"],
    "uinteger": ["4294967295"],
    "bigint": ["-9223372036854775808", "9007199254740993"],
    "ubigint": ["18446744073709551615"],
    "hugeint": ["-170141183460469231731687303715884105728", "12"],
    "uhugeint": ["340282366920938463463374607431768211455", "1"],
    "bignum": ["1" + "0" * 50, "-5"],
    "decimal(38, 10)": ["1234567890123456789012345678.0123456789", "-0.0000000001"],
    "decimal(18, 2)": ["21104929.81", "0.10", "-5"],
    "float": ["0.1", "3.4e38", "nan", "inf", "-inf", "-0.0"],
    "double": ["0.1", "1e-300", "1e20", "nan", "inf", "-inf", "123456789.125"],
    "varchar": ["ąčęėįšųūž", "", "a,b", 'a"b', "a\nb", "=cmd", "null", "NULL", "'"],
    "blob": [r"\xAA\x00b"],
    "bit": ["10101", "1"],
    "uuid": ["56b34ff3-e11a-492f-8518-7891f5fed5d7"],
    "date": ["2024-05-31", "infinity", "-infinity", "5874897-12-31", "0044-03-15 (BC)"],
    "time": ["24:00:00", "00:00:00", "12:34:56.789012"],
    "timetz": ["12:00:00+02", "00:00:00-15:59"],
    "timestamp": ["2024-05-31 10:20:30.123456", "294246-01-10", "infinity"],
    "timestamptz": ["2024-05-31 10:20:30+00", "-infinity", "1000-01-01 00:00:00+00"],
    "timestamp_s": ["2024-05-31 10:20:30", "9999-12-31 23:59:59"],
    "timestamp_ms": ["2024-05-31 10:20:30.123"],
    "timestamp_ns": ["2024-05-31 10:20:30.123456789", "1677-09-22 00:00:00"],
    "interval": ["1 year 2 months 3 days", "-1 day", "25:00:00"],
    "enum('a', 'b')": ["a"],
    "json": ['{"a": 1.10, "b": [12345678901234567890.12]}'],
    "integer[]": ["[1, NULL, 3]", "[]"],
    "decimal(9, 2)[]": ["[1.50, -2.00]"],
    "date[]": ["[2024-05-31, infinity]"],
    "varchar[3]": ["[a, b, c]"],
    "struct(a decimal(9, 2), b varchar)": ["{'a': 1.50, 'b': x}"],
    'struct("š \'x" date)': ["{'š \\'x': 5874897-12-31}"],
    "map(integer, double)": ["{1=nan, 2=0.5}"],
    "map(varchar, integer[])": ["{a=[1], b=NULL}"],
    "union(num integer, str varchar)": ["3", "x"],
    "variant": ["x"],
}
CASES = [
    pytest.param(kind, value, id=f"{kind}-{value[:40]!r}")
    for kind, values in VALUES.items()
    for value in values
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Publish all values, each in a column of its own, null in a second row."""
    path = tmp_path_factory.mktemp("values") / "s.duckdb"
    with open_building(path) as connection:
        columns = ", ".join(
            f"cast({quote(value)} as {kind}) as v{place}"
            for place, (kind, value) in enumerate(list_values())
        )
        connection.execute(f"create table t as select {columns}")
        connection.execute("insert into t default values")
    return Snapshot(path, datetime.now(UTC), "run", "hash", hash_file(path))


def list_values() -> list[tuple[str, str]]:
    return [(kind, value) for kind, values in VALUES.items() for value in values]


def quote(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


@pytest.fixture(scope="module")
def expected(snapshot: Snapshot) -> list[str]:
    """Ask DuckDB itself for each value as text."""
    connection = duckdb.connect(str(snapshot.path), read_only=True)
    sql = "select cast(columns(*) as varchar) from t limit 1"
    row = connection.execute(sql).fetchone()
    connection.close()
    assert row
    return list(row)


def ask(snapshot: Snapshot, output: str, sql: str = "from t") -> bytes:
    return run_query(snapshot, sql, output).content


def test_csv_holds_the_texts(snapshot: Snapshot, expected: list[str]) -> None:
    content = ask(snapshot, "csv").decode()
    _, values, nulls = csv.reader(io.StringIO(content, newline=""))
    numbers = ("integer", "bigint", "decimal", "float", "double", "bignum")
    for (kind, _), found, text in zip(list_values(), values, expected, strict=True):
        if found != text:
            # Only what a spreadsheet could run has an apostrophe in front of it.
            assert found == f"'{text}"
            assert not kind.startswith(numbers)
            assert text.startswith(("=", "-"))
    assert set(nulls) == {""}


def test_empty_text_is_not_null_in_csv(snapshot: Snapshot) -> None:
    sql = "select '' as a, null as b, 'x' as c"
    assert ask(snapshot, "csv", sql) == b'a,b,c\n"",,x\n'


def test_table_holds_the_texts(snapshot: Snapshot, expected: list[str]) -> None:
    content = ask(snapshot, "table").decode()
    for text in expected:
        for line in text.split("\n"):
            assert line in content


def test_json_holds_the_values(snapshot: Snapshot, expected: list[str]) -> None:
    content = ask(snapshot, "json")
    value, nulls = json.loads(content, parse_float=str, parse_int=str)
    for (kind, _), found, text in zip(
        list_values(), value.values(), expected, strict=True
    ):
        assert read_json(kind, found) == read_json(kind, text), kind
    assert set(nulls.values()) == {None}


def read_json(kind: str, found: object) -> object:
    """Bring a value of a nested type to a form that both ways of writing share."""
    if kind == "json":
        return json.loads(found, parse_float=str) if isinstance(found, str) else found
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, dict | list) or kind.endswith(("]", ")")):
        return flatten(found)
    return found


def flatten(found: object) -> str:
    """Keep only the letters and figures of a nested value."""
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    text = text.lower()
    return "".join(sign for sign in text if sign.isalnum() or sign in ".-+")


VALUES_OF = {
    "bigint": st.integers(-(2**63), 2**63 - 1).map(str),
    "hugeint": st.integers(-(2**127), 2**127 - 1).map(str),
    "uhugeint": st.integers(0, 2**128 - 1).map(str),
    "decimal(38, 10)": st.decimals(-(10**27), 10**27, places=10).map(str),
    "double": st.floats().map(repr),
    "varchar": st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    ),
    "date": st.integers(-2_000_000, 2_000_000).map(
        lambda days: f"{abs(days) // 366 + 1:04}-05-31{' (BC)' if days < 0 else ''}"
    ),
    "timestamp": st.datetimes().map(str),
    "interval": st.integers(-(10**9), 10**9).map(lambda days: f"{days} days"),
    "boolean": st.sampled_from(["true", "false"]),
}


@st.composite
def typed_values(draw: st.DrawFn) -> tuple[str, list[str | None]]:
    kind = draw(st.sampled_from(sorted(VALUES_OF)))
    value = st.none() | VALUES_OF[kind]
    return kind, draw(st.lists(value, min_size=1, max_size=4))


def fetch_row(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str | None]:
    row = connection.execute(sql).fetchone()
    assert row
    return list(row)


@given(typed=typed_values())
@settings(deadline=None)
def test_any_value_is_written_as_duckdb_writes_it(
    typed: tuple[str, list[str | None]],
) -> None:
    kind, values = typed
    literals = [
        f"cast({'null' if value is None else quote(value)} as {kind})"
        for value in values
    ]
    with duckdb.connect() as connection:
        texts = ", ".join(f"cast({literal} as varchar)" for literal in literals)
        expected = fetch_row(connection, f"select {texts}")
        question = ReadStatement("", f"select {', '.join(literals)}")
        assert fetch_row(
            connection, select_columns(connection, question, "csv")[1]
        ) == (expected)
        question = ReadStatement("", f"select [{', '.join(literals)}] as v")
        sql = select_columns(connection, question, "json")[1]
        [written] = fetch_row(connection, sql)
    assert written is not None
    found = json.loads(written, parse_float=str, parse_int=str)
    assert [str(v).lower() if isinstance(v, bool) else v for v in found] == expected


def test_json_keeps_decimals_as_text_inside_lists_too(snapshot: Snapshot) -> None:
    sql = (
        "select 1.10::decimal(9, 2) as d, [1.50::decimal(9, 2), null] as l,"
        " {'a b': 2.00::decimal(9, 2)} as s, map{'k': 3.00::decimal(9, 2)} as m,"
        " []::integer[] as e, null::integer[] as n, true as b, 1 as i"
    )
    assert json.loads(ask(snapshot, "json", sql)) == [
        {
            "d": "1.10",
            "l": ["1.50", None],
            "s": {"a b": "2.00"},
            "m": {"k": "3.00"},
            "e": [],
            "n": None,
            "b": True,
            "i": 1,
        }
    ]


def test_no_rows_are_an_empty_list(snapshot: Snapshot) -> None:
    assert ask(snapshot, "json", "from t limit 0") == b"[]\n"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        pytest.param("1.10::decimal(18, 2)", Decimal("1.10"), id="decimal"),
        pytest.param("date '2024-05-31'", date(2024, 5, 31), id="date"),
        pytest.param("null::date", None, id="null_date"),
        pytest.param("12::hugeint", Decimal(12), id="hugeint"),
        pytest.param("time '24:00:00'", "24:00:00", id="time"),
        pytest.param("interval 1 day", "1 day", id="interval"),
        pytest.param("'10101'::bit", "10101", id="bit"),
        pytest.param("5::bignum", "5", id="bignum"),
        pytest.param("union_value(n := 3)", "3", id="union"),
        pytest.param("map{1: 'a'}", "{1=a}", id="map"),
        pytest.param("[1, 2]", [1, 2], id="list"),
        pytest.param("[date 'infinity']", "[infinity]", id="dates"),
        pytest.param("'a'::enum('a')", "a", id="enum"),
        pytest.param("'\\xAA'::blob", b"\xaa", id="blob"),
    ],
)
def test_parquet_keeps_types_that_others_read(
    snapshot: Snapshot, sql: str, expected: object
) -> None:
    content = ask(snapshot, "parquet", f"select {sql} as v")
    found = pl.read_parquet(io.BytesIO(content))["v"].to_list()
    assert found == [expected]


@pytest.mark.parametrize(
    "sql",
    [
        "date 'infinity'",
        "date '-infinity'",
        "date '5874897-12-31'",
        "timestamp '294246-01-10'",
        "timestamp 'infinity'",
        "timestamptz '-infinity'",
        "340282366920938463463374607431768211455::uhugeint",
    ],
)
def test_parquet_says_what_it_cannot_hold(snapshot: Snapshot, sql: str) -> None:
    with pytest.raises(QueryError, match=r"“amount”|DECIMAL\(38,0\)"):
        ask(snapshot, "parquet", f"select 1 as a, {sql} as amount")


def test_control_characters_are_escaped_in_tables(snapshot: Snapshot) -> None:
    sql = "select chr(27) || ']0;x' || chr(7) || chr(8238) as \"h\x1b[2J\""
    content = ask(snapshot, "table", sql).decode()
    assert "\\x1b]0;x\\x07\\u202e" in content
    assert "h\\x1b[2J" in content
    assert all(sign.isprintable() for sign in content.replace("\n", ""))


def test_table_is_aligned_and_shows_all() -> None:
    columns = [ResultColumn("pavadinimas"), ResultColumn("n", is_number=True)]
    rows = [("Šiauliai", "1.10"), ("日本\nx", "-200.00"), (None, None)]
    assert "".join(write_table(columns, rows)).splitlines() == [
        "pavadinimas │ n",
        "────────────┼────────",
        "Šiauliai    │    1.10",
        "日本        │ -200.00",
        "x           │",
        "null        │    null",
    ]


@pytest.mark.parametrize(
    ("value", "is_text"),
    [
        ("NaN", True),
        ("[1,2,]", True),
        ('{"a": [-Infinity]}', True),
        ('{"a": 1 , }', True),
        ('{"nan,]": "inf \\" ,}"}', False),
        ("[1e400]", False),
    ],
)
def test_json_is_what_every_reader_takes_for_it(
    snapshot: Snapshot, *, value: str, is_text: bool
) -> None:
    sql = f"select {quote(value)}::json as a, [a] as b"
    [found] = json.loads(ask(snapshot, "json", sql), parse_constant=pytest.fail)
    expected = value if is_text else json.loads(value)
    assert found == {"a": expected, "b": [expected]}


def test_explanation_is_json_of_texts(snapshot: Snapshot) -> None:
    [found] = json.loads(ask(snapshot, "json", "explain select 'a \"b\"' from t"))
    assert found["explain_key"] == "physical_plan"
    assert "\n" in found["explain_value"]


def test_limit_counts_what_is_written(snapshot: Snapshot) -> None:
    limits = Limits(rows=100_000, answer_mb=1)
    sql = "select i from range({}) as r(i)"
    written = run_query(snapshot, sql.format(100_000), "csv", limits).content
    assert len(written) > 500_000
    with pytest.raises(QueryError, match="1 MB"):
        run_query(snapshot, sql.format(100_000), "json", limits)


def test_formulas_are_neutralised_in_headings_too(snapshot: Snapshot) -> None:
    sql = "select '=1+1' as \"=a\", '@x' as b, -1.5 as c, '-5,00' as d, '+x' as e"
    expected = b"'=a,b,c,d,e\n'=1+1,'@x,-1.5,\"-5,00\",'+x\n"
    assert ask(snapshot, "csv", sql) == expected


def test_path_is_only_a_path(tmp_path: Path) -> None:
    path = tmp_path / "it's a “name”.duckdb"
    with open_building(path) as connection:
        connection.execute("create table t as select 1 as a")
    named = Snapshot(path, datetime.now(UTC), "run", "hash")
    assert ask(named, "csv") == b"a\n1\n"
