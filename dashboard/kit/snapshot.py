"""The snapshot on screen: which one it is, and how to ask it.

A query is a `.sql` file beside the page that shows it. `query` runs it and caches its
result under the snapshot's path: a newly published snapshot is seen at the next run,
and an old result is never mixed with a new one.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb

from dashboard.kit.cache.bounded import BoundedCache
from dashboard.kit.sql_files import read_sql
from pazanga.errors import UnreadableError, UserError
from pazanga.settings.settings import AUDIENCES
from warehouse.audiences.following import find_published
from warehouse.connection import open_snapshot, query_page
from warehouse.integrity import HeldFile, check_whole
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import polars as pl
    from duckdb import DuckDBPyConnection

    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

KEPT_CONNECTIONS: Final = 3
KEPT_COPIES: Final = 16
"""The same for copies of those who may not see all: a few for each municipality."""
RESULT_BYTES: Final = 64 << 20
"""Size of all results that are kept; one that is larger is queried each time."""

_TRIES: Final = 4
"""How often the published one is opened, where each is removed before it is open."""

_EMPTY_BYTES: Final = 4096
"""What a frame takes beside its values, about."""

_PARAMETER: Final = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Shown:
    """The snapshot all figures of one run come from.

    Attributes:
        path: File of the snapshot; unique and immutable, hence a good cache key.
        published_at: Moment of publication, UTC.
        is_stale: Whether what is published now is another one, or was damaged since.
        audience: Whose view it is; empty for all there is.
        sha256: Checksum of the file, for those who open it anew; empty where an older
            program published it.
    """

    path: str
    published_at: datetime
    is_stale: bool = False
    sha256: str = ""
    audience: str = ""

    @property
    def name(self) -> str:
        """Return the file name, as `pazanga status` prints it."""
        return Path(self.path).name


@dataclass(frozen=True, slots=True)
class _Held:
    """A snapshot that this process holds open.

    Attributes:
        shown: Which one it is.
        file: Its file, to see whether it stays whole.
        connection: Asks it, whatever becomes of its name.
    """

    shown: Shown
    file: HeldFile
    connection: DuckDBPyConnection


def find_shown(settings: Settings) -> Shown:
    """Return the snapshot to show: the published one, or the last that was whole.

    An open file outlives its name: the last one is shown on as long as its content is
    what was published.

    Raises:
        NoSnapshot: Nothing was published yet.
        UnreadableError: What is published is damaged or cannot be read, and this
            process holds none that is whole.
    """
    return open_shown(settings)[0]


def open_shown(settings: Settings) -> tuple[Shown, DuckDBPyConnection]:
    """Return the snapshot to show, and its connection, which outlives the file's name.

    Whoever asks once takes both together: by its path alone the file could not be
    opened again when others were published, and it was removed, in between.

    Raises:
        NoSnapshot, UnreadableError: As `find_shown`.
    """
    opened = _opened(str(settings.warehouse_dir))
    for tries_left in reversed(range(_TRIES)):
        wanted = _read_pointer(settings)
        try:
            held = _open_published(settings)
        except (OSError, ValueError, duckdb.Error) as error:
            if tries_left and _read_pointer(settings) != wanted:
                # Another one was published, and this one removed, meanwhile.
                continue
            logger.exception("snapshot_unreadable warehouse=%s", settings.warehouse_dir)
            return _keep_last(settings, opened.get("last"), error)
        opened["last"] = held
        return held.shown, held.connection
    raise AssertionError


def _open_published(settings: Settings) -> _Held:
    current = find_published(settings)
    check_whole(current)
    path = str(current.path)
    shown = Shown(
        path,
        current.published_at,
        sha256=current.sha256,
        audience=settings.audience,
    )
    return _Held(shown, _hold(path, current.sha256), _connect(path))


def _keep_last(
    settings: Settings, last: _Held | None, error: Exception
) -> tuple[Shown, DuckDBPyConnection]:
    if last and last.file.is_whole():
        return replace(last.shown, is_stale=True), last.connection
    if isinstance(error, UnreadableError):
        raise error
    folder = settings.warehouse_dir
    raise UnreadableError("no_reading", path=folder, why=error) from error


def _read_pointer(settings: Settings) -> str:
    """Read which snapshot is published; empty where that cannot be read."""
    with suppress(UserError):
        return read_current(settings.published_dir).name
    return ""


def query(
    snapshot: str, file: Path, parameters: Mapping[str, Any] | None = None
) -> pl.DataFrame:
    """Query a snapshot with a `.sql` file, or return the cached result.

    Args:
        snapshot: Path of the snapshot.
        file: The query, on `reports`, dimensions or `ops`.
        parameters: Values by name, bound to `$name`; those of a filter that the query
            does not name are left out.

    Raises:
        duckdb.Error: The query failed, or names a value that is not given.
    """
    given = parameters or {}
    bound = {name: given[name] for name in _list_names(file) if name in given}
    key = (snapshot, file, *map(_freeze, bound.items()))
    return _RESULTS.take(
        key, lambda: query_page(_connect(snapshot), read_sql(file), bound)
    )


def connect(snapshot: str) -> DuckDBPyConnection:
    """Open a snapshot, or return the connection that is open already.

    Every call takes a cursor of its own from it.

    Args:
        snapshot: Path of the snapshot.

    Raises:
        duckdb.Error: The file is missing or no database.
    """
    return _connect(snapshot)


def clear_results() -> None:
    """Run every query again from here on."""
    _RESULTS.clear()


def _measure(frame: pl.DataFrame) -> int:
    return int(frame.estimated_size()) + _EMPTY_BYTES


# Frames are shared and not copied for each reader: nothing changes one in place.
_RESULTS: Final[BoundedCache[pl.DataFrame]] = BoundedCache(RESULT_BYTES, _measure)


@cache
def _list_names(file: Path) -> tuple[str, ...]:
    """List the values that a query names."""
    return tuple(dict.fromkeys(_PARAMETER.findall(read_sql(file))))


def _freeze(item: tuple[str, Any]) -> tuple[str, type, Any]:
    """Return a value with its name and type: 1, true and 1.0 are three values."""
    name, value = item
    if isinstance(value, list | tuple):
        return name, list, tuple((type(one), one) for one in value)
    return name, type(value), value


def _connect(path: str) -> DuckDBPyConnection:
    return (_open_copy if AUDIENCES in Path(path).parts else _open)(path)


@lru_cache(maxsize=KEPT_CONNECTIONS)
def _open(path: str) -> DuckDBPyConnection:
    return open_snapshot(Path(path))


@lru_cache(maxsize=KEPT_COPIES)
def _open_copy(path: str) -> DuckDBPyConnection:
    return open_snapshot(Path(path))


@lru_cache(maxsize=KEPT_COPIES)
def _hold(path: str, sha256: str) -> HeldFile:
    return HeldFile(Path(path), sha256)


@lru_cache(maxsize=KEPT_COPIES)
def _opened(warehouse: str) -> dict[str, _Held]:  # noqa: ARG001 - the cache's key
    return {}
