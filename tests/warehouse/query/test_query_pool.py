"""Children that wait: one query each, of what is published, none left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_snapshot import list_children, publish_small

from pazanga.errors import QueryError, UnreadableError
from warehouse.query import run
from warehouse.query.limits import Limits
from warehouse.query.pool import PoolRanges, QueryPool
from warehouse.query.run import run_query
from warehouse.snapshots import Snapshot

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")

QUICK = PoolRanges(look_seconds=0.1, retry_seconds=0.2)


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return publish_small(tmp_path, 1)


@pytest.fixture
def make_pool(
    tmp_path: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[PoolRanges], QueryPool]]:
    """Make the pool that queries of a test take children from."""
    assert snapshot.path.exists()
    made = []

    def make(ranges: PoolRanges) -> QueryPool:
        pool = QueryPool(ranges)
        made.append(pool)
        monkeypatch.setattr(run, "POOL", pool)
        pool.open(tmp_path)
        return pool

    yield make
    for pool in made:
        pool.close()


def wait_for(condition: Callable[[], object], seconds: float = 30) -> object:
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def fill(pool: QueryPool, size: int = 2) -> set[int]:
    """Fill the pool, and give the children that wait."""
    before = list_children()
    pool.warm()
    assert wait_for(lambda: pool.count_waiting() == size)
    return list_children() - before


def ask(snapshot: Snapshot, sql: str = "from t", seconds: float = 30) -> str:
    limits = Limits(seconds=seconds)
    return run_query(snapshot, sql, "csv", limits).content.decode()


def is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_each_child_answers_once_and_is_replaced(
    make_pool: Callable[[PoolRanges], QueryPool], snapshot: Snapshot
) -> None:
    pool = make_pool(QUICK)
    first = fill(pool)
    assert [ask(snapshot), ask(snapshot)] == ["i\n1\n"] * 2
    assert wait_for(lambda: pool.count_waiting() == 2)
    assert not first & list_children()
    pool.close()
    assert pool.count_waiting() == 0


def test_nothing_waits_before_somebody_comes_or_long_after(
    make_pool: Callable[[PoolRanges], QueryPool],
) -> None:
    before = list_children()
    pool = make_pool(PoolRanges(look_seconds=0.1, idle_seconds=1))
    assert list_children() == before
    fill(pool)
    assert wait_for(lambda: pool.count_waiting() == 0)
    assert list_children() == before
    fill(pool)


def test_newer_snapshot_makes_the_children_stale(
    make_pool: Callable[[PoolRanges], QueryPool], snapshot: Snapshot, tmp_path: Path
) -> None:
    pool = make_pool(QUICK)
    old = fill(pool)
    newer = publish_small(tmp_path, 2)
    # In a process of its own as long as none waits for it, in one that waits later.
    assert ask(newer) == "i\n2\n"
    assert wait_for(lambda: not old & list_children() and pool.count_waiting() == 2)
    taken = pool.take(newer, Limits().memory_mb)
    assert taken
    taken.stop()
    assert pool.take(snapshot, Limits().memory_mb) is None
    assert ask(snapshot) == "i\n1\n"


def test_time_counts_from_the_question(
    make_pool: Callable[[PoolRanges], QueryPool], snapshot: Snapshot
) -> None:
    fill(make_pool(PoolRanges(size=1, look_seconds=0.1)), size=1)
    time.sleep(1.5)
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"within 1\.2 s"):
        ask(snapshot, "select count(*) from range(1000000000000000)", seconds=1.2)
    assert 1 < time.monotonic() - started < 2.2


def test_who_may_use_less_gets_a_child_that_may(
    make_pool: Callable[[PoolRanges], QueryPool], snapshot: Snapshot
) -> None:
    pool = make_pool(QUICK)
    fill(pool)
    assert pool.take(snapshot, Limits().memory_mb - 1) is None


def test_question_longer_than_a_pipe_is_answered(
    make_pool: Callable[[PoolRanges], QueryPool], snapshot: Snapshot
) -> None:
    fill(make_pool(QUICK))
    assert ask(snapshot, f"select length('{'ž' * 200_000}') as n") == "n\n200000\n"


def test_child_that_cannot_open_the_data_is_not_started_again_and_again(
    make_pool: Callable[[PoolRanges], QueryPool], snapshot: Snapshot
) -> None:
    snapshot.path.chmod(0o600)
    content = bytearray(snapshot.path.read_bytes())
    content[-5000] ^= 1
    snapshot.path.write_bytes(content)
    pool = make_pool(PoolRanges(size=1, look_seconds=0.05, retry_seconds=60))
    before = list_children()
    fill(pool, size=1)
    assert wait_for(lambda: list_children() == before)
    for _ in range(2):
        with pytest.raises(UnreadableError, match="checksum differs"):
            ask(snapshot)
    assert list_children() == before


HOLDER = """
import sys, time
from pathlib import Path
from warehouse.query.pool import POOL
POOL.open(Path(sys.argv[1]))
POOL.warm()
while POOL.count_waiting() < 2:
    time.sleep(0.05)
lists = Path("/proc/self/task").glob("*/children")
print(*(number for one in lists for number in one.read_text().split()), flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_children_end_with_the_server(
    snapshot: Snapshot, tmp_path: Path, number: signal.Signals
) -> None:
    assert snapshot.path.exists()
    server = subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE
    )
    assert server.stdout
    children = [int(one) for one in server.stdout.readline().split()]
    assert len(children) == 2
    os.kill(server.pid, number)
    server.wait()
    server.stdout.close()
    assert wait_for(lambda: not any(map(is_running, children)))
