"""How long a person's query waits: cold, warm, and while others ask for too much."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from etl.refresh.refresh import refresh
from pazanga.errors import QueryError
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.query.limits import Limits
from warehouse.query.pool import POOL
from warehouse.query.run import run_query
from warehouse.query.turns import TURNS
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warehouse.snapshots import Snapshot

ROUNDS: Final = 6
TIMES: Final = 10
"""Questions of a round, without and with bombs in turns: others use the machine."""

BOMBERS: Final = 20
THINK_SECONDS: Final = 1.0
"""Somebody reads an answer at least so long; meanwhile the pool is filled again."""
BOMBS: Final = (
    "select count(*) from range(1000000000000000)",
    "select repeat('x', 2000000000)",
    "with recursive r as (select 1 union all select 1 from r) select count(*) from r",
    "select count(*) from range(100000) a, range(100000) b, range(100000) c",
)
SQL: Final = """
select policy_area_code, sum(net_eur) as net_eur
from reports.rpt_planned_cost
group by all
order by net_eur desc
"""


def run() -> None:
    """Print how long the same query takes, from its start to its last row."""
    with TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), data=PROJECT_ROOT / "data")
        refresh(settings)
        snapshot = read_current(settings.warehouse_dir)
        _report("cold", [_time(snapshot) for _ in range(TIMES)])
        POOL.open(settings.warehouse_dir)
        POOL.warm()
        alone, beside = [], []
        for _ in range(ROUNDS):
            alone += _time_reader(snapshot)
            with _bombs(snapshot):
                beside += _time_reader(snapshot)
        before, after = _report("warm", alone), _report(f"{BOMBERS} bombs", beside)
        print(f"  p95 rises by {100 * (after / before - 1):.0f} %")
        POOL.close()


@contextmanager
def _bombs(snapshot: Snapshot) -> Iterator[None]:
    """Run bombs meanwhile."""
    stopping = Event()
    bombers = [
        Thread(target=_bomb, args=(snapshot, stopping, number))
        for number in range(BOMBERS)
    ]
    for bomber in bombers:
        bomber.start()
    yield
    stopping.set()
    for bomber in bombers:
        bomber.join()


def _time_reader(snapshot: Snapshot) -> list[float]:
    spent = []
    for _ in range(TIMES):
        time.sleep(THINK_SECONDS)
        spent.append(_time(snapshot))
    return spent


def _time(snapshot: Snapshot) -> float:
    started = time.perf_counter()
    # Whoever is told to wait has waited.
    with suppress(QueryError):
        _ask(snapshot, "reader", SQL, Limits())
    return time.perf_counter() - started


def _ask(snapshot: Snapshot, caller: str, sql: str, limits: Limits) -> None:
    """Run a query as the page and the interface do, in its turn."""
    TURNS.run(
        caller,
        sql,
        lambda watch: run_query(snapshot, sql, "parquet", limits, watch=watch),
    )


def _bomb(snapshot: Snapshot, stopping: Event, number: int) -> None:
    """Run queries that want too much, one after another, each unlike all before."""
    for turn in count():
        for sql in BOMBS:
            if stopping.is_set():
                return
            with suppress(QueryError):
                _ask(
                    snapshot,
                    f"bomber {number}",
                    f"{sql} -- {number} {turn}",
                    Limits(seconds=2),
                )


def _report(label: str, spent: list[float]) -> float:
    """Print p50 and p95 in milliseconds, and return the latter."""
    cuts = quantiles(spent, n=20)
    p50, p95 = 1000 * cuts[9], 1000 * cuts[18]
    print(f"  {label:20} p50 {p50:5.0f} ms, p95 {p95:5.0f} ms")
    return p95
