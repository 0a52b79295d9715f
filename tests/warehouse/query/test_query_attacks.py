"""A statement writes nothing: each barrier by itself, and all of them together."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from sql_attacks import list_attacks

from pazanga.errors import QueryError, UnreadableError
from warehouse.connection import open_building, open_snapshot
from warehouse.integrity import hash_file
from warehouse.query.columns import select_columns
from warehouse.query.limits import Limits
from warehouse.query.run import run_query
from warehouse.query.sandbox import copy_sealed
from warehouse.query.statement import parse_question
from warehouse.snapshots import Snapshot

PLACE = Path("/published/s.duckdb")
ATTACKS = list_attacks(PLACE)
BLOB = "(format blob, use_tmp_file false)"
WORST = [
    "explain analyze copy (select '42'::blob as x) to '{path}{log}' {options}",
    "with x as (copy (select '42'::blob as x) to '{path}{log}' {options}) select 1",
]
COPIES = [
    statement.replace("{log}", log).replace("{options}", options)
    for statement in WORST
    for log in ("", ".wal", ".wal.recovery", ".wal.checkpoint")
    # A temporary file beside the snapshot is refused in any case: it proves nothing.
    for options in ("(format csv, use_tmp_file false)", BLOB)
]

FEW = [
    pytest.param(copy, marks=[] if place in {0, 3, 10} else pytest.mark.slow)
    for place, copy in enumerate(COPIES)
]

BARRIERS = {
    "landlock": """
from warehouse.query.landlock import give_up_files
assert give_up_files([folder, "/proc/self", "/sys/fs/cgroup"])
path = snapshot
""",
    "sealed copy": """
from warehouse.query.sandbox import copy_sealed
path = Path(f"/dev/fd/{copy_sealed(snapshot)[0]}")
""",
    "nothing": "path = snapshot",
}
RAW = """
import json, sys
from pathlib import Path
import duckdb
from warehouse.connection import open_snapshot
snapshot = Path(sys.argv[1])
folder = str(snapshot.parent)
{barrier}
connection = open_snapshot(path)
for statement in json.load(sys.stdin):
    try:
        connection.execute(statement.replace("{{path}}", str(path))).fetchall()
    except (duckdb.Error, RuntimeError, UnicodeError):
        pass
"""


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    path = tmp_path / "published" / "s.duckdb"
    path.parent.mkdir()
    with open_building(path) as connection:
        connection.execute("create table t as select i from range(5) as r(i)")
    return Snapshot(path, datetime.now(UTC), "run", "hash", hash_file(path))


def hash_all(snapshot: Snapshot) -> dict[str, str]:
    """Give the hash of every file of the folder, and so the list of them."""
    paths = snapshot.path.parent.rglob("*")
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path.is_file()
    }


def place(statement: str, snapshot: Snapshot) -> str:
    return statement.replace(str(PLACE.parent), str(snapshot.path.parent))


def test_there_are_many_attacks() -> None:
    assert len(set(ATTACKS)) > 250


def test_wrapping_alone_lets_nothing_write(snapshot: Snapshot) -> None:
    before = hash_all(snapshot)
    connection = open_snapshot(snapshot.path)
    for attack in ATTACKS:
        with suppress(QueryError, duckdb.Error):
            question = parse_question(connection, place(attack, snapshot))
            connection.execute(select_columns(connection, question, "csv")[1])
        assert hash_all(snapshot) == before, attack
    connection.close()


def run_raw(snapshot: Snapshot, barrier: str, statements: list[str]) -> None:
    """Run statements as they are, behind one barrier only."""
    subprocess.run(
        [sys.executable, "-c", RAW.format(barrier=BARRIERS[barrier]), snapshot.path],
        input=json.dumps(statements).encode(),
        check=True,
    )


def has_landlock() -> bool:
    script = "from warehouse.query.landlock import give_up_files;assert give_up_files()"
    ended = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True
    )
    return ended.returncode == 0


@pytest.mark.parametrize("barrier", ["landlock", "sealed copy"])
def test_one_barrier_alone_lets_nothing_write(snapshot: Snapshot, barrier: str) -> None:
    if barrier == "landlock" and not has_landlock():
        pytest.skip("this kernel has no Landlock")
    before = hash_all(snapshot)
    attacks = [place(attack, snapshot) for attack in ATTACKS]
    run_raw(snapshot, barrier, COPIES + attacks)
    assert hash_all(snapshot) == before


@pytest.mark.parametrize("statement", FEW)
def test_without_a_barrier_it_would_write(snapshot: Snapshot, statement: str) -> None:
    before = hash_all(snapshot)
    run_raw(snapshot, "nothing", [statement])
    assert hash_all(snapshot) != before


def ask(snapshot: Snapshot, sql: str) -> str:
    limits = Limits(seconds=60)
    return run_query(snapshot, sql, "csv", limits).content.decode()


@pytest.mark.parametrize("statement", FEW)
def test_query_is_refused_and_writes_nothing(
    snapshot: Snapshot, statement: str
) -> None:
    before = hash_all(snapshot)
    with pytest.raises(QueryError):
        ask(snapshot, statement.replace("{path}", str(snapshot.path)))
    assert hash_all(snapshot) == before
    assert ask(snapshot, "select sum(i) as n from t") == "n\n10\n"


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
def test_all_barriers_together(snapshot: Snapshot, attack: str) -> None:
    before = hash_all(snapshot)
    with suppress(QueryError):
        said = ask(snapshot, place(attack, snapshot))
        assert "root:" not in said
        assert str(snapshot.path.parent) not in said.partition("\n")[2]
    assert hash_all(snapshot) == before


@pytest.mark.parametrize(
    "sql",
    [
        "select current_setting('allowed_paths')",
        "select * from duckdb_databases()",
        "select * from duckdb_settings()",
        "select * from duckdb_secrets()",
        "select * from duckdb_logs()",
        "from pragma_database_list",
        "show databases",
    ],
)
def test_no_path_of_the_machine_is_told(snapshot: Snapshot, sql: str) -> None:
    said = ""
    with suppress(QueryError):
        said = ask(snapshot, sql)
    for secret in (snapshot.path.parent, Path.home(), Path.cwd(), Path(sys.prefix)):
        assert str(secret) not in said


@pytest.mark.parametrize(
    "sql",
    [
        "select path from duckdb_databases()",
        "select path from main.duckdb_databases()",
        "from pragma_database_list",
        'select file from system.main."pragma_database_list"',
        "summarize pragma_database_list",
        "select cast((select any_value(file) from pragma_database_list) as int)",
        "show databases",
    ],
)
def test_no_number_of_a_process_is_told(snapshot: Snapshot, sql: str) -> None:
    assert "/proc/" not in ask(snapshot, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "from system.main.duckdb_databases()",
        "from query('from pragma_' || 'database_list')",
        "from query('from system.main.duckdb_' || 'databases()')",
        "select system.main.current_setting('allowed_paths')",
        "select 1 where system.current_setting('allowed_paths')::varchar > ''",
        "from pg_catalog.pg_settings",
        "with x as materialized (from system.main.duckdb_databases()) from x",
        "select 1 where exists (from system.main.duckdb_databases() where path > '1')",
        "select cast((select any_value(path) from system.duckdb_databases()) as int)",
        "summarize from system.main.duckdb_databases()",
        "explain analyze from system.main.duckdb_databases()",
        (
            "from json_execute_serialized_sql(json_serialize_sql("
            "'from system.main.duckdb_databases()'))"
        ),
        (
            "from json_execute_serialized_sql(json_serialize_sql("
            "'from pragma_database_list'))"
        ),
    ],
)
def test_paths_are_not_read(snapshot: Snapshot, sql: str) -> None:
    with pytest.raises(QueryError) as refused:
        ask(snapshot, sql)
    assert refused.value.name == "query_hidden"


def test_copy_cannot_be_changed(snapshot: Snapshot) -> None:
    copy, sha256 = copy_sealed(snapshot.path)
    assert sha256 == snapshot.sha256
    with pytest.raises(PermissionError):
        os.write(copy, b"x")
    with pytest.raises(PermissionError):
        os.truncate(f"/dev/fd/{copy}", 0)
    os.close(copy)


def test_without_memory_files_the_copy_has_no_name(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "memfd_create")
    copy, sha256 = copy_sealed(snapshot.path)
    assert sha256 == snapshot.sha256
    assert os.fstat(copy).st_nlink == 0
    assert os.pread(copy, 8, 8)[:4] == b"DUCK"
    os.close(copy)


GIVE_UP = """
import os, resource
from warehouse.query import sandbox
sandbox.{how}()
{attempt}
"""


@pytest.mark.parametrize(
    ("how", "attempt"),
    [
        ("give_up_writing", "open('x', 'w')"),
        ("give_up_writing", "open('/dev/shm/pazanga-test', 'w').write('x')"),
        ("give_up_writing", "os.write(os.memfd_create('x'), b'x')"),
        ("give_up_writing", "os.mkdir('/tmp/pazanga-test')"),
        ("give_up_files_only", "open('/etc/passwd')"),
    ],
)
def test_what_is_given_up_is_gone(how: str, attempt: str) -> None:
    if how == "give_up_files_only" and not has_landlock():
        pytest.skip("this kernel has no Landlock")
    script = GIVE_UP.format(how="give_up_writing", attempt=attempt)
    ended = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert "Error: [Errno" in ended.stderr


@pytest.mark.parametrize("ending", [".wal", ".wal.recovery", ".wal.checkpoint"])
def test_log_beside_a_snapshot_is_refused(snapshot: Snapshot, ending: str) -> None:
    log = snapshot.path.with_name(snapshot.name + ending)
    log.touch()
    with pytest.raises(UnreadableError, match=r"would change the data"):
        open_snapshot(snapshot.path)
    with pytest.raises(UnreadableError, match=r"would change the data"):
        ask(snapshot, "select 1")


def test_changed_snapshot_is_refused(snapshot: Snapshot) -> None:
    content = bytearray(snapshot.path.read_bytes())
    content[-5000] ^= 1
    snapshot.path.write_bytes(content)
    with pytest.raises(UnreadableError, match="checksum differs"):
        ask(snapshot, "select 1")


def find_children(parent: int) -> list[int]:
    folder = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(number) for number in folder.read_text().split()]


def wait_for(condition: Callable[[], object], seconds: float = 30) -> object:
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def asking(snapshot: Snapshot) -> Iterator[subprocess.Popen[bytes]]:
    """A process that asks a query which would take hours."""
    script = (
        "import sys; from pathlib import Path; from datetime import datetime;"
        "from warehouse.query.limits import Limits;"
        "from warehouse.query.run import run_query;"
        "from warehouse.snapshots import Snapshot;"
        "s = Snapshot(Path(sys.argv[1]), datetime.now(), '', '');"
        "run_query(s, 'select count(*) from range(1000000000000000)', 'csv',"
        " Limits(seconds=600))"
    )
    process = subprocess.Popen([sys.executable, "-c", script, snapshot.path])
    yield process
    process.kill()
    process.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_query_ends_with_the_command(
    asking: subprocess.Popen[bytes], number: signal.Signals
) -> None:
    children = wait_for(lambda: find_children(asking.pid))
    assert isinstance(children, list)
    [child] = children
    # It is at work, no longer starting.
    assert wait_for(lambda: Path(f"/proc/{child}/cwd").readlink().name.endswith("ed)"))
    asking.send_signal(number)
    asking.wait()
    assert wait_for(lambda: not is_running(child))
