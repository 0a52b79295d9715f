"""Turns of queries: one a caller, and long ones wait behind each other only."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import pytest

from pazanga.errors import QueryError
from warehouse.query.turns import TurnRanges, Turns, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOMENT = 0.01


class Clock:
    """Goes on only when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """Queries in threads of their own, which run until a test ends them."""

    def __init__(self, turns: Turns, clock: Clock) -> None:
        self.turns, self.clock = turns, clock
        self.begun: list[str] = []
        self._ends: dict[str, Event] = {}
        self._threads = ThreadPoolExecutor(40)

    def ask(self, caller: str, sql: str, *, is_endless: bool = False) -> Future[str]:
        ending = self._ends.setdefault(sql, Event())
        if not is_endless:
            ending.set()

        def run(watch: Watch) -> str:
            self.begun.append(sql)
            started = self.clock.now
            while not ending.wait(MOMENT):
                watch.tell(self.clock.now - started)
            return sql

        return self._threads.submit(self.turns.run, caller, sql, run)

    def count(self, where: str) -> int:
        return self.turns.count()[where]

    def end(self, sql: str) -> None:
        self._ends[sql].set()

    def close(self) -> None:
        for ending in self._ends.values():
            ending.set()
        self._threads.shutdown()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Iterator[Desk]:
    desk = Desk(Turns(TurnRanges(patience_seconds=1000), clock), clock)
    yield desk
    desk.close()


def wait_for(condition: Callable[[], object]) -> None:
    while not condition():
        Event().wait(MOMENT)


def test_caller_has_one_query_at_a_time(desk: Desk) -> None:
    first = desk.ask("a", "first", is_endless=True)
    wait_for(lambda: desk.begun == ["first"])
    second = desk.ask("a", "second")
    assert desk.ask("b", "other").result() == "other"
    assert desk.begun == ["first", "other"]
    desk.end("first")
    assert (first.result(), second.result()) == ("first", "second")


def test_twenty_bombs_leave_the_prompt_lane_to_others(desk: Desk, clock: Clock) -> None:
    for number in range(20):
        desk.ask(f"bomber {number}", f"bomb {number}", is_endless=True)
    # Each is given its moment, then has to wait for the one long turn.
    while not (len(desk.begun) >= 20 and desk.count("waiting") == 19):
        clock.now += 1
        Event().wait(MOMENT)
    assert desk.count("prompt") == 0
    assert desk.count("long") == 1
    for number in range(50):
        assert desk.ask(f"reader {number}", f"short {number}").result()


def test_whoever_was_prompt_comes_before_those_who_are_unknown(desk: Desk) -> None:
    assert desk.ask("reader", "short").result() == "short"
    for number in range(4):
        desk.ask(f"bomber {number}", f"bomb {number}", is_endless=True)
    wait_for(lambda: desk.count("waiting") == 2)
    asked = desk.ask("reader", "short again")
    wait_for(lambda: desk.count("waiting") == 3)
    desk.end(desk.begun[1])
    assert asked.result() == "short again"
    assert desk.begun[3] == "short again"


def test_bomb_that_is_known_takes_no_prompt_turn(desk: Desk, clock: Clock) -> None:
    desk.ask("bomber", "bomb", is_endless=True)
    wait_for(lambda: desk.begun)
    clock.now += 1
    wait_for(lambda: desk.count("long"))
    for caller, sql in (("bomber", "another"), ("helper", "bomb")):
        desk.ask(caller, sql, is_endless=True)
    wait_for(lambda: desk.count("waiting") == 2)
    assert desk.count("prompt") == 0


def test_long_query_goes_on_where_nobody_else_is(desk: Desk, clock: Clock) -> None:
    asked = desk.ask("a", "long", is_endless=True)
    wait_for(lambda: desk.begun)
    clock.now += 1
    wait_for(lambda: desk.count("long"))
    desk.end("long")
    assert asked.result() == "long"
    assert desk.begun == ["long"]  # it did not begin anew


def test_long_query_that_was_stopped_is_answered_in_its_turn(
    desk: Desk, clock: Clock
) -> None:
    desk.ask("a", "first", is_endless=True)
    wait_for(lambda: desk.begun)
    clock.now += 1
    wait_for(lambda: desk.count("long"))
    second = desk.ask("b", "second", is_endless=True)
    wait_for(lambda: desk.begun == ["first", "second"])
    clock.now += 1
    wait_for(lambda: desk.count("waiting"))
    desk.end("second")
    desk.end("first")
    assert second.result() == "second"
    assert desk.begun == ["first", "second", "second"]


def test_whoever_asks_little_again_is_prompt_again(desk: Desk, clock: Clock) -> None:
    asked = desk.ask("a", "long", is_endless=True)
    wait_for(lambda: desk.begun)
    clock.now += 1
    wait_for(lambda: desk.count("long"))
    desk.ask("b", "bomb", is_endless=True)
    wait_for(lambda: "bomb" in desk.begun)
    desk.end("long")
    asked.result()
    clock.now += 1
    wait_for(lambda: desk.count("long"))
    waiting = desk.ask("a", "short")
    wait_for(lambda: desk.count("waiting"))
    desk.end("bomb")
    assert waiting.result() == "short"
    desk.ask("c", "bomb two", is_endless=True)
    wait_for(lambda: "bomb two" in desk.begun)
    clock.now += 1
    wait_for(lambda: desk.count("long"))
    assert desk.ask("a", "short again").result() == "short again"


def test_whoever_waits_too_long_is_told(clock: Clock) -> None:
    desk = Desk(Turns(TurnRanges(patience_seconds=5), clock), clock)
    desk.ask("a", "bomb", is_endless=True)
    wait_for(lambda: desk.begun)
    clock.now += 1
    wait_for(lambda: desk.count("long"))
    waiting = desk.ask("b", "bomb", is_endless=True)
    wait_for(lambda: desk.count("waiting"))
    clock.now += 6
    with pytest.raises(QueryError) as refused:
        waiting.result()
    assert refused.value.name == "query_busy_long"
    desk.close()


def test_known_long_query_is_said_to_be_long(desk: Desk, clock: Clock) -> None:
    desk.ask("a", "bomb", is_endless=True)
    wait_for(lambda: desk.begun)
    clock.now += 1
    wait_for(lambda: desk.count("long"))
    desk.end("bomb")
    wait_for(lambda: not desk.count("long"))
    assert desk.turns.run("a", "another", lambda watch: watch.is_long)
    assert not desk.turns.run("b", "another", lambda watch: watch.is_long)


def test_what_breaks_off_gives_its_turn_back(desk: Desk) -> None:
    def break_off(_watch: Watch) -> str:
        raise QueryError("query_broken")

    for _ in range(3):
        with pytest.raises(QueryError):
            desk.turns.run("a", "x", break_off)
    assert desk.ask("a", "y").result() == "y"
