"""Coroutines of tests, run in a thread of their own.

Playwright's loop runs in the thread of the tests from the first browser test to
the end, and a thread can run only one.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine


T = TypeVar("T")


def run_apart(work: Coroutine[object, object, T]) -> T:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
