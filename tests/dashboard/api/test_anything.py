"""Whatever is asked, by its own description: only what is described comes back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.api import statement
from dashboard.api.openapi import describe_interface
from dashboard.api.operations import OPERATIONS
from pazanga.errors import QueryError
from warehouse.integrity import hash_file
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from asking_program import Answer, Program

    from dashboard.api.content import Content
    from pazanga.settings import Settings

FEW = 100
DESCRIBED = describe_interface(OPERATIONS, "en")
CALLS = [
    (path, method, operation)
    for path, methods in DESCRIBED["paths"].items()
    for method, operation in methods.items()
]
KNOWN = {
    "schema": ["marts"] * 9 + ["reports"],
    "name": ["fct_hard"] * 9 + ["fct_many", "dim_empty", "rpt_hard", 'odd "name'],
}
COLUMNS = ["row_code", "note", "net_eur", "wide", "share_ratio", "row_count", "huge"]
COLUMNS += ["budget_year", "is_done", "paid_date", "changed_at"]
VALUES = ["", "a", "7", "-5.00", "1e5", "true", "2024-02-29", "2024-05-31T10:20:30Z"]
VALUES += ["0", "100.10", "2024", "false", "c", "e"]
VALUES += ["NaN", "infinity", "0x1", "1_000", "٣", "'", '"', "\0", "a,b", "%", "null"]
ATTACKS = [
    "'; drop table marts.fct_hard; --",
    '"; drop table marts.fct_hard; --',
    "1 or 1=1",
    "x') or ('1'='1",
    "net_eur; select * from raw.secret",
    "(select supplier from raw.secret)",
    "a union all select supplier from raw.secret",
    "$p0",
    "?",
    "read_csv('/etc/passwd')",
    "/* */ 1",
    "rowid",
    "count(*)",
    "\\'; select 1",
    "a\0b",
    "ʼ; drop",
]

words = st.one_of(
    st.sampled_from([*VALUES, *ATTACKS]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.integers().map(str),
    st.decimals(allow_nan=False).map(str),
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat()),
)
columns = st.sampled_from(COLUMNS)
lists = st.lists(columns | words, max_size=4).map(",".join)
plain = st.none() | st.booleans() | st.integers() | st.floats() | words
bodies = st.one_of(
    st.binary(max_size=40),
    st.fixed_dictionaries(
        {},
        optional={
            "sql": plain,
            "parameters": st.dictionaries(words, plain | st.lists(plain), max_size=3),
            "format": st.sampled_from(["json", "csv", "xlsx"]) | plain,
            "more": plain,
        },
    ).map(lambda sent: json.dumps(sent).encode()),
)


MOSTLY = st.sampled_from([True] * 9 + [False])
"""Simple requests come first, and odd ones are few: most have to get through."""
WEIGHTED = [call for call in CALLS for _ in range(12 if "{format}" in call[0] else 1)]


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, dict[str, Any], bytes]:
    """Make a request of an operation, well formed or nearly so."""
    path, method, operation = draw(st.sampled_from(WEIGHTED))
    pairs: dict[str, str] = {}
    for parameter in operation["parameters"]:
        schema, name = parameter["schema"], parameter["name"]
        if parameter["in"] == "path":
            known = KNOWN.get(name) or schema["enum"]
            other = words.filter(lambda word: "/" not in word and "?" not in word)
            value = draw(st.sampled_from(known) if draw(MOSTLY) else other)
            path = path.replace(f"{{{name}}}", value)
        elif name == "filters":
            pairs |= draw(
                st.dictionaries(make_names(schema), words | lists, max_size=2)
            )
        elif draw(st.booleans()):
            pairs[name] = draw(make_reserved(schema))
    query = urlencode(pairs)
    if not draw(MOSTLY):
        query = draw(st.text(st.characters(codec="ascii"), max_size=20)).lstrip("#")
    body = draw(bodies) if method == "post" else b""
    return f"{path}?{query}" if query else path, method.upper(), operation, body


def make_reserved(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    """Make the value of `_limit` and the like."""
    if schema["type"] == "integer":
        fitting = st.integers(0, 9000).map(str)
    else:
        names = st.builds("{}{}".format, st.sampled_from(["", "-"]), columns)
        fitting = st.lists(names, min_size=1, max_size=3, unique=True).map(",".join)
    return MOSTLY.flatmap(lambda is_fitting: fitting if is_fitting else words | lists)


def make_names(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    """Make names of conditions, with the operators that are described."""
    found = re.search(r"\(__\((.+)\)\)", schema["propertyNames"]["pattern"])
    assert found
    operators = ["", *(f"__{one}" for one in found[1].split("|")), "__x"]
    names = st.builds("{}{}".format, columns, st.sampled_from(operators))
    return MOSTLY.flatmap(lambda is_fitting: names if is_fitting else words)


headers = st.fixed_dictionaries(
    {},
    optional={
        "accept-language": st.text(st.characters(codec="latin-1"), max_size=20),
        "if-none-match": st.text(st.characters(codec="latin-1"), max_size=20),
        "content-type": st.sampled_from(["application/json"] * 4 + ["text/plain", ""]),
    },
)


def check(answer: Answer, operation: dict[str, Any]) -> None:
    described = operation["responses"]
    assert str(answer.status) in described
    assert answer.status != 500, answer.body
    media_types = described[str(answer.status)].get("content", {})
    assert answer.headers.get("content-type") in media_types or not media_types
    if answer.status >= 400:
        assert {"type", "title", "status", "detail"} <= answer.json.keys()
        assert answer.json["status"] == answer.status


def refuse_query(*_: object) -> Content:
    raise QueryError("query_failed", why="made up")


@pytest.mark.parametrize(
    "count", [FEW, pytest.param(5000, marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_only_what_is_described_comes_back(
    program: Program, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(statement, "run_query", refuse_query)
    reached: set[str] = set()

    @settings(
        max_examples=count, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(request=requests(), told=headers)
    def ask(
        request: tuple[str, str, dict[str, Any], bytes], told: dict[str, str]
    ) -> None:
        path, method, operation, body = request
        answer = program.ask(path, method, told, body)
        check(answer, operation)
        is_rows = operation["operationId"] == "rows"
        reached.add(f"{answer.status}" if is_rows else operation["operationId"])
        if answer.status >= 400:
            reached.add(answer.json["type"].rpartition("#")[2])

    ask()
    # A test that is refused at the door proves nothing.
    far = {"sql", "unfit_operator", "wrong_value", "unknown_column", "wrong_number"}
    assert {"200", *(far if count > FEW else ())} <= reached


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_request_becomes_sql(
    program: Program, made_up: Settings, attack: str
) -> None:
    path = read_current(made_up.warehouse_dir).path
    before = hash_file(path)
    rows = "/api/v1/tables/marts/fct_hard/rows.json"
    for name in ("note", "note__contains", "note__startswith"):
        answer = program.get(f"{rows}?{urlencode({name: attack})}")
        assert (answer.status, answer.json) == (200, []), name
    # A list may also be refused, for a quotation mark that is left open.
    listed = program.get(f"{rows}?{urlencode({'note__in': attack})}")
    assert listed.status == 400 or listed.json == []
    refused = [
        {attack: "1"},
        {f"note__{attack}": "1"},
        {f"{attack}__gt": "1"},
        {"_columns": attack},
        {"_sort": attack},
        {"_sort": f"-{attack}"},
        {"_limit": attack},
        {"_offset": attack},
        {"net_eur": attack},
        {"budget_year__in": attack},
        {"paid_date__gte": attack},
        {"note__isnull": attack},
    ]
    for pairs in refused:
        answer = program.get(f"{rows}?{urlencode(pairs)}")
        assert answer.status == 400, pairs
        assert "hidden" not in answer.body.decode()
    assert program.get(f"/api/v1/tables/marts/{attack}").status in {400, 404}
    assert hash_file(path) == before
