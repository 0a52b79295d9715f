"""The bounded cache: it keeps what is asked for, within its size, for many readers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.kit.cache.bounded import BoundedCache


def make_cache(most: int) -> BoundedCache[str]:
    return BoundedCache(most, len)


def test_value_is_made_once_for_a_key() -> None:
    cache, made = make_cache(100), []

    def make() -> str:
        made.append(1)
        return "value"

    assert [cache.take(("snapshot", 1), make) for _ in range(3)] == ["value"] * 3
    assert len(made) == 1


def test_another_snapshot_has_another_value() -> None:
    cache = make_cache(100)
    assert cache.take(("old", 1), lambda: "old") == "old"
    assert cache.take(("new", 1), lambda: "new") == "new"
    assert cache.take(("old", 1), lambda: "other") == "old"


def test_what_was_asked_for_least_recently_is_dropped_first() -> None:
    cache = make_cache(10)
    cache.take(1, lambda: "a" * 4)
    cache.take(2, lambda: "b" * 4)
    cache.take(1, lambda: "never")
    cache.take(3, lambda: "c" * 4)
    assert cache.take(1, lambda: "made anew") == "aaaa"
    assert cache.take(2, lambda: "made anew") == "made anew"


def test_size_stays_within_its_bound() -> None:
    cache = make_cache(100)
    for number in range(500):
        cache.take(number, lambda: "x" * 30)
    kept = [cache.take(number, lambda: "anew") != "anew" for number in (499, 498, 497)]
    assert kept == [True, True, True]
    assert cache.take(496, lambda: "anew") == "anew"


def test_nothing_is_left_once_it_is_cleared() -> None:
    cache = make_cache(100)
    cache.take(1, lambda: "old")
    cache.clear()
    assert cache.take(1, lambda: "new") == "new"


def test_value_larger_than_all_may_be_is_shown_and_not_kept() -> None:
    cache = make_cache(10)
    cache.take(1, lambda: "small")
    assert cache.take(2, lambda: "x" * 11) == "x" * 11
    assert cache.take(2, lambda: "anew") == "anew"
    assert cache.take(1, lambda: "anew") == "small"


def test_failure_is_not_kept() -> None:
    cache = make_cache(10)
    with pytest.raises(ZeroDivisionError):
        cache.take(1, lambda: str(1 // 0))
    assert cache.take(1, lambda: "fine") == "fine"


def test_many_readers_get_their_own_values() -> None:
    cache = make_cache(200)

    def ask(number: int) -> bool:
        key = number % 40
        return cache.take(key, lambda: f"{key}") == f"{key}"

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(4000)))
