"""Since when: the earlier snapshot that a day or a code in the address means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, Literal

from pazanga.errors import UnreadableError
from pazanga.local_time import find_day
from warehouse.audiences.following import copy_snapshot
from warehouse.integrity import is_whole
from warehouse.publications import read_publications
from warehouse.snapshots import SNAPSHOT_NAME, Snapshot, list_snapshots, read_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboard.kit.snapshot import Shown
    from pazanga.settings import Settings

Answer = Literal[
    "found", "first", "unknown", "gone", "too_old", "current", "damaged", "older"
]

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Earlier:
    """A snapshot that was published before the one on screen.

    Attributes:
        path: Its file.
        published_at: When, UTC.
    """

    path: Path
    published_at: datetime

    @property
    def code(self) -> str:
        """Return what stands in the address: the name of its file without ending."""
        return self.path.stem


@dataclass(frozen=True)
class Since:
    """What an address asks to compare with.

    Attributes:
        answer: `found`, or why there is nothing to compare with.
        earlier: The snapshot; None unless it was found.
        day: The day that was asked for, if one was.
    """

    answer: Answer
    earlier: Earlier | None = None
    day: date | None = None


def list_earlier(warehouse_dir: Path, shown: Shown) -> list[Earlier]:
    """List the snapshots that are kept from before the one on screen, newest first.

    The order is that of publication, which a clock that is wrong does not change.
    """
    paths = list_snapshots(warehouse_dir)
    names = [path.name for path in paths]
    before = paths[: names.index(shown.name)] if shown.name in names else []
    return [
        Earlier(path, moment)
        for path in reversed(before)
        if (moment := read_moment(path.name))
    ]


def find_since(
    asked: str, kept: Sequence[Earlier], shown: Shown, warehouse_dir: Path
) -> Since:
    """Find what to compare with.

    Args:
        asked: A day, the code of a snapshot, or nothing: the snapshot before.
        kept: What `list_earlier` gives.
        shown: The snapshot on screen.
        warehouse_dir: Where the checksums of snapshots are.
    """
    since = _match(asked, kept, shown)
    if not kept and since.answer != "current":
        return Since("first")
    if since.earlier and not _is_whole(since.earlier, warehouse_dir):
        return Since("damaged", day=since.day)
    return since


def _match(asked: str, kept: Sequence[Earlier], shown: Shown) -> Since:
    if not asked:
        return Since("found", kept[0]) if kept else Since("first")
    if _DAY.fullmatch(asked):
        return _match_day(asked, kept, shown)
    code = asked.removesuffix(".duckdb")
    for one in kept:
        if one.code == code:
            return Since("found", one)
    if f"{code}.duckdb" == shown.name:
        return Since("current")
    return Since("gone" if SNAPSHOT_NAME.fullmatch(f"{code}.duckdb") else "unknown")


def _match_day(asked: str, kept: Sequence[Earlier], shown: Shown) -> Since:
    """Match a day with what was published last until its end."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return Since("unknown")
    if find_day(shown.published_at) <= day:
        return Since("current", day=day)
    for one in kept:
        if find_day(one.published_at) <= day:
            return Since("found", one, day)
    return Since("too_old", day=day)


def see_as(settings: Settings, since: Since) -> Since:
    """Replace the earlier snapshot by the copy that a reader may see.

    One that an earlier version of the program made cannot be copied: without columns of
    today nothing says what a reader may not see.

    Args:
        settings: Whose view it is.
        since: What was found among all that is published.

    Raises:
        OSError: The copy cannot be written.
    """
    if since.earlier is None or not settings.audience:
        return since
    earlier = since.earlier
    sha256 = read_publications(settings.published_dir).get(earlier.path.name, "")
    whole = Snapshot(earlier.path, earlier.published_at, "", "", sha256)
    try:
        copied = copy_snapshot(settings, whole)
    except UnreadableError as error:
        is_older = error.name == "snapshot_older"
        return Since("older" if is_older else "damaged", day=since.day)
    return replace(since, earlier=replace(earlier, path=copied.path))


def _is_whole(earlier: Earlier, warehouse_dir: Path) -> bool:
    sha256 = read_publications(warehouse_dir).get(earlier.path.name, "")
    return is_whole(Snapshot(earlier.path, datetime.now(UTC), "", "", sha256))
