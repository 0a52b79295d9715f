"""A cache that many readers share: bounded, and cheap to ask.

Streamlit's own caches hash every argument by its content at every call, which was a
fifth of what a change of a page cost. Here a key is a tuple that Python compares.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")

_MISSING: Final = object()


class BoundedCache(Generic[Value]):
    """Values by key; those asked for least recently are dropped first.

    A key says all that its value depends on, the snapshot before all else. A value is
    shared by many readers, so nobody may change it.

    Args:
        most_bytes: Size of all values together.
        measure: Returns the size of a value in bytes, about.
    """

    def __init__(self, most_bytes: int, measure: Callable[[Value], int]) -> None:
        self._most_bytes = most_bytes
        self._measure = measure
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._bytes = 0

    def take(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made now unless it is kept.

        Two readers who ask at once may both make it; the later one is kept. A value
        that cannot be made, or is larger than all may be, is not kept.
        """
        with self._lock:
            found: Any = self._kept.get(key, _MISSING)
            if found is not _MISSING:
                self._kept.move_to_end(key)
                return cast("Value", found[0])
        value = make()
        self._keep(key, value)
        return value

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _keep(self, key: Hashable, value: Value) -> None:
        size = self._measure(value)
        if size > self._most_bytes:
            return
        with self._lock:
            _, replaced = self._kept.pop(key, (None, 0))
            self._kept[key] = (value, size)
            self._bytes += size - replaced
            while self._bytes > self._most_bytes:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._bytes -= dropped
