"""A snapshot of one number, published; and the children of this process."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from warehouse.connection import open_building
from warehouse.integrity import hash_file
from warehouse.publish import name_snapshot, new_building_file, publish
from warehouse.snapshots import SNAPSHOTS, Snapshot

DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)


def publish_small(warehouse: Path, number: int) -> Snapshot:
    """Publish a snapshot whose table holds one number."""
    moment = DAY + timedelta(days=number)
    with new_building_file(warehouse) as path:
        with open_building(path) as connection:
            connection.execute(f"create table t as select {number} as i")
        place = warehouse / SNAPSHOTS / name_snapshot(moment, f"{number:08d}")
        return publish(path, Snapshot(place, moment, "run", "hash", hash_file(path)))


def list_children() -> set[int]:
    """List the children of this process, whichever thread has started them."""
    found: set[int] = set()
    for one in Path("/proc/self/task").glob("*/children"):
        with suppress(FileNotFoundError):  # a thread that has just ended
            found |= {int(number) for number in one.read_text().split()}
    return found
