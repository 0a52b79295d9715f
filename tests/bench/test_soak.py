"""Fifty readers while files arrive and snapshots change: what must not happen."""

from __future__ import annotations

import os
import sys

import pytest
from run_apart import run_apart

from bench.soaking import soak as module
from bench.soaking.soak import SECONDS, SoakFigures, soak

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
MOST_GROWTH = 0.1


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.whole
def test_nothing_breaks_grows_or_is_left_behind() -> None:
    figures = soak(float(os.environ.get("BENCH_SOAK_SECONDS", SECONDS)))
    went_wrong = (figures.failures, figures.stale, figures.mixed)
    assert went_wrong == ([], [], []), "\n".join(figures.logged)
    assert figures.left == []
    assert figures.refreshes >= 1
    assert {"pages", "rows over HTTP", "sql over HTTP"} <= figures.answered.keys()
    before, after = figures.memory
    assert after <= before * (1 + MOST_GROWTH)


class Unmeasured(module.Soak):
    """Compares answers without a server."""

    def __init__(self) -> None:
        self.figures = SoakFigures()
        self._told = {}


def test_answer_of_an_older_snapshot_is_seen() -> None:
    soaking = Unmeasured()
    soaking._compare("rows", "2", "[]", "2")
    assert soaking.figures.stale == []
    soaking._compare("rows", "1", "[]", "2")
    assert len(soaking.figures.stale) == 1


def test_two_answers_of_one_snapshot_are_seen() -> None:
    soaking = Unmeasured()
    soaking._compare("rows", "2", "[1]", "2")
    soaking._compare("sql", "2", "[2]", "2")
    soaking._compare("rows", "3", "[3]", "3")
    assert soaking.figures.mixed == []
    soaking._compare("rows", "2", "[9]", "2")
    assert len(soaking.figures.mixed) == 1


def test_failure_of_a_reader_is_counted_and_ends_nobody() -> None:
    soaking = Unmeasured()
    turns = iter([False, False, True])
    soaking._is_over = lambda: next(turns)  # type: ignore[method-assign]

    async def act(_random: object) -> None:
        raise ConnectionError

    run_apart(soaking._repeat(act, 1))
    assert len(soaking.figures.failures) == 2


def test_child_of_a_process_is_found() -> None:
    assert os.getpid() in module.list_children(os.getppid())
    assert module.is_running(os.getpid())
    assert not module.is_running(2**22 + 1)
