"""Every hostile statement comes to the end it must, in a child that waited for it."""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import gettempdir

import pytest
from duckdb import DuckDBPyConnection
from hostile import Attack, list_hostile
from small_snapshot import list_children, publish_small

from pazanga.errors import QueryError
from warehouse.connection import open_snapshot
from warehouse.query import run
from warehouse.query.hidden import check_named
from warehouse.query.limits import Limits
from warehouse.query.pool import PoolRanges, QueryPool
from warehouse.query.run import run_query
from warehouse.query.statement import parse_question
from warehouse.snapshots import Snapshot

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")

HOSTILE = list(list_hostile())
QUICK = [attack for attack in HOSTILE if attack.must != "limit"]
SLOW = [attack for attack in HOSTILE if attack.must == "limit"]
LIMITS = Limits(seconds=4, rows=100, answer_mb=16)
PATIENT = replace(LIMITS, seconds=30)
"""For what does not end by its time: a query that gave way may wait for others."""

REFUSED = {"query_not_select", "query_not_one", "query_pivot"}
FAILED = {
    "closed": r"disabled by configuration|has been locked|get working directory",
    "unknown": r"Catalog Error",
    "fails": r"(Parser|Binder|Conversion|Invalid Input|Out of Range) Error|UTF-8|"
    r"TransactionContext Error: Cannot FORCE",
}
STOPPED = {
    "too_much": {"query_too_large", "query_answer_too_large"},
    "limit": {"query_too_slow", "query_too_large"},
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish_small(tmp_path_factory.mktemp("warehouse"), 5)


@pytest.fixture
def pool(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QueryPool]:
    before = list_children()
    pool = QueryPool(PoolRanges(size=3))
    monkeypatch.setattr(run, "POOL", pool)
    pool.open(snapshot.path.parents[1])
    yield pool
    pool.close()
    assert list_children() == before


def list_secrets() -> list[str]:
    """List what no answer and no error may hold: places, and the environment."""
    places = [Path.home(), Path.cwd(), sys.prefix, sys.base_prefix]
    values = [value for value in os.environ.values() if len(value) > 12]
    descriptors = ["/proc/", "/dev/fd", "memfd"]
    return ["root:", *descriptors, *map(str, places), *values]


def find_end(snapshot: Snapshot, sql: str, limits: Limits = PATIENT) -> tuple[str, str]:
    """Find how a statement ends: the code of its refusal or `answer`, and the words."""
    try:
        answer = run_query(snapshot, sql, "csv", limits)
    except QueryError as error:
        words = (error.fields.get("said", ""), error.text("lt"), error.text("en"))
        return error.name, "\n".join(words)
    return "answer", answer.content.decode()


def is_refused_unrun(connection: DuckDBPyConnection, sql: str) -> bool:
    """Whether a statement is refused before anything of it runs."""
    try:
        check_named(connection, parse_question(connection, sql).wrapped)
    except QueryError:
        return True
    return False


def judge(attack: Attack, snapshot: Snapshot) -> str:
    """Say what is wrong with how a statement ended; nothing if all is well."""
    sql = attack.write(snapshot.path)
    limits = LIMITS if attack.must == "limit" else PATIENT
    name, said = find_end(snapshot, sql, limits)
    match attack.must:
        case "not_select" | "not_one":
            is_right = name in REFUSED
        case "closed" | "unknown" | "fails":
            is_right = bool(re.search(FAILED[attack.must], said))
            is_right = is_right and name == "query_failed"
        case "hidden":
            is_right = name == "query_hidden"
        case "too_much" | "limit":
            is_right = name in STOPPED[attack.must]
        case _:
            is_right = name == "answer"
    told = [secret for secret in list_secrets() if secret in said and secret not in sql]
    return "" if is_right and not told else f"{attack} {name} {said[:200]} {told}"


def test_there_are_many_families_of_them() -> None:
    assert len({attack.sql for attack in HOSTILE}) == len(HOSTILE) > 300
    assert min(Counter(attack.family for attack in HOSTILE).values()) >= 9


def test_none_succeeds(snapshot: Snapshot, pool: QueryPool) -> None:
    connection = open_snapshot(snapshot.path)
    unrun = {
        attack
        for attack in QUICK
        if is_refused_unrun(connection, attack.write(snapshot.path))
    }
    connection.close()
    assert {one for one in QUICK if one.must in {"not_select", "not_one"}} <= unrun
    # What is refused unrun needs no child to show it, and the first of a kind show
    # what others do; `test_all_of_them_fail` runs all.
    seen: Counter[tuple[str, str]] = Counter()
    first = []
    for attack in QUICK:
        seen[attack.family, attack.must] += attack not in unrun
        if attack not in unrun and seen[attack.family, attack.must] % 6 == 1:
            first.append(attack)
    assert len(first) > 30
    run_all(snapshot, pool, first)


@pytest.mark.slow
def test_all_of_them_fail(snapshot: Snapshot, pool: QueryPool) -> None:
    run_all(snapshot, pool, QUICK)


def run_all(snapshot: Snapshot, pool: QueryPool, attacks: list[Attack]) -> None:
    """Run statements, each in a child that waits, and check that all is untouched."""
    before = set(find_left())
    with ThreadPoolExecutor(3) as threads:
        wrong = list(threads.map(partial(judge, snapshot=snapshot), attacks))
    assert [one for one in wrong if one] == []
    assert find_end(snapshot, "from t") == ("answer", "i\n5\n")
    assert [path.name for path in snapshot.path.parent.iterdir()] == [snapshot.name]
    assert set(find_left()) == before
    pool.close()


def find_left() -> Iterator[Path]:
    """Find what the statements write where everybody may."""
    for folder in (gettempdir(), "/dev/shm"):  # noqa: S108 - statements write there
        yield from Path(folder).glob("sql-attack*")


@pytest.mark.slow
@pytest.mark.parametrize("attack", SLOW, ids=lambda attack: attack.sql[:40])
def test_none_outlives_its_limit(
    snapshot: Snapshot, pool: QueryPool, attack: Attack
) -> None:
    pool.warm()
    started = time.monotonic()
    assert judge(attack, snapshot) == ""
    assert time.monotonic() - started < LIMITS.seconds + 1


def test_error_tells_no_number_of_a_process(snapshot: Snapshot) -> None:
    sql = "select cast((select path from duckdb_databases() limit 1) as int) as n"
    assert "/proc/" not in find_end(snapshot, sql)[1]


@pytest.mark.parametrize(
    ("must", "sql"),
    [
        ("harmless", "drop table t"),
        ("harmless", "select 'ro' || 'ot:'"),
        ("not_select", "select 1"),
        ("closed", "select 1 +"),
        ("unknown", "select 1 +"),
        ("limit", "select 1"),
    ],
)
def test_wrong_end_of_a_statement_is_seen(
    snapshot: Snapshot, must: str, sql: str
) -> None:
    assert judge(Attack("x", must, sql), snapshot)
