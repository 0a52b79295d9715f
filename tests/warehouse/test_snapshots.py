"""The pointer, the snapshots behind it, and what a crash or a reader can meet."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.refresh.refresh import refresh
from pazanga.errors import (
    NoSnapshot,
    RefreshBusy,
    UnreadableError,
    WarehouseError,
)
from pazanga.files.lock import hold_lock
from pazanga.settings import Settings
from warehouse import publish as publishing
from warehouse.connection import open_snapshot, query_frame
from warehouse.ops import LOG, Run, append_run, read_runs
from warehouse.publish import mend_log
from warehouse.snapshots import (
    Snapshot,
    find_earlier,
    list_snapshots,
    read_current,
    roll_back,
)


def publish_again(settings: Settings, published: Snapshot, number: int) -> Snapshot:
    """Publish a copy of the shown snapshot under a later name."""
    with publishing.new_building_file(settings.warehouse_dir) as building:
        building.write_bytes(published.path.read_bytes())
        later = Snapshot(
            published.path.with_name(f"29990101T00000{number}Z-0.duckdb"),
            published.published_at,
            published.run_id,
            f"hash {number}",
        )
        return publishing.publish(building, later)


def test_nothing_published_says_what_to_run(settings: Settings) -> None:
    with pytest.raises(NoSnapshot, match="Run “pazanga refresh”"):
        read_current(settings.warehouse_dir)


def test_pointer_is_json_that_others_can_read(
    settings: Settings, published: Snapshot
) -> None:
    pointer = json.loads((settings.warehouse_dir / "CURRENT").read_text())
    assert pointer["snapshot"] == published.name
    assert pointer["run_id"] == published.run_id
    assert pointer["published_at"].endswith("+00:00")
    assert read_current(settings.warehouse_dir) == published


def test_snapshot_is_never_overwritten(settings: Settings, published: Snapshot) -> None:
    publish_again(settings, published, 1)
    with pytest.raises(WarehouseError, match="never overwritten"):
        publish_again(settings, published, 1)


def test_rollback_shows_the_one_before_and_back(
    settings: Settings, published: Snapshot
) -> None:
    later = publish_again(settings, published, 1)
    earlier = roll_back(settings.warehouse_dir)
    assert read_current(settings.warehouse_dir) == earlier
    assert earlier.path == published.path
    assert earlier.published_at == published.published_at
    with pytest.raises(NoSnapshot, match="There is no earlier snapshot"):
        roll_back(settings.warehouse_dir)
    with pytest.raises(NoSnapshot, match=f"“x”. There are: .*{later.name}"):
        roll_back(settings.warehouse_dir, "x")


def test_rollback_goes_by_order_of_publication_whatever_the_names(
    settings: Settings, published: Snapshot
) -> None:
    shown = [published, *(publish_again(settings, published, n) for n in (5, 9, 1))]
    paths = [snapshot.path for snapshot in shown]
    assert list_snapshots(settings.warehouse_dir) == paths
    found = [find_earlier(settings.warehouse_dir, snapshot) for snapshot in shown]
    assert found == [None, *paths[:-1]]
    shown[2].path.unlink()
    assert find_earlier(settings.warehouse_dir, shown[2]) == paths[1]


def test_rollback_to_a_damaged_snapshot_is_refused(
    settings: Settings, published: Snapshot
) -> None:
    later = publish_again(settings, published, 1)
    published.path.chmod(0o600)
    published.path.write_bytes(published.path.read_bytes()[:-1])
    with pytest.raises(UnreadableError, match="checksum differs"):
        roll_back(settings.warehouse_dir)
    assert read_current(settings.warehouse_dir) == later


def test_rolled_back_snapshot_stays_until_inputs_change(
    settings: Settings, published: Snapshot
) -> None:
    publish_again(settings, published, 1)
    shown = roll_back(settings.warehouse_dir)
    assert shown.input_hash == "hash 1"


@pytest.mark.parametrize("step", ["sync", "write_current"])
def test_crash_while_publishing_leaves_the_old_snapshot(
    settings: Settings,
    published: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    def crash(*_: object) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, step, crash)
        with pytest.raises(OSError, match="the power went"):
            publish_again(settings, published, 1)
    assert read_current(settings.warehouse_dir) == published
    assert refresh(settings).run.outcome == "unchanged"


def test_what_a_killed_run_left_is_removed(
    settings: Settings, published: Snapshot
) -> None:
    building = settings.warehouse_dir / "building"
    (building / "warehouse.duckdb.tmp").mkdir(parents=True)
    (building / "warehouse.duckdb.wal").write_text("half")
    publish_again(settings, published, 1)
    assert not building.exists()


def test_reader_never_waits_and_never_fails_while_others_publish(
    settings: Settings, published: Snapshot
) -> None:
    stop = threading.Event()
    sums: set[str] = set()

    def read() -> None:
        while not stop.is_set():
            connection = open_snapshot(read_current(settings.warehouse_dir).path)
            [(total,)] = query_frame(
                connection, "select sum(net_eur) from marts.fct_planned_cost"
            ).rows()
            sums.add(str(total))
            connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(10):
        publish_again(settings, published, number)
    stop.set()
    reader.join()
    assert sums == {"1000.03"}
    assert len(list_snapshots(settings.warehouse_dir)) == 11


def fail_inside_lock(folder: Path) -> None:
    with hold_lock(folder):
        raise ValueError(folder)


def test_lock_is_held_by_one_and_freed_by_an_error(tmp_path: Path) -> None:
    with hold_lock(tmp_path), pytest.raises(RefreshBusy):
        fail_inside_lock(tmp_path)
    for _ in range(2):
        with pytest.raises(ValueError, match="test_lock"):
            fail_inside_lock(tmp_path)


def test_log_that_is_a_folder_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    (tmp_path / LOG).mkdir()
    assert read_runs(tmp_path) == []
    mend_log(tmp_path, None)
    moment = datetime(2026, 11, 29, 12, tzinfo=UTC)
    run = Run(run_id="1", started_at=moment, finished_at=moment, outcome="unchanged")
    append_run(tmp_path, run)
    assert read_runs(tmp_path) == [run]
    assert [path.suffix for path in tmp_path.iterdir() if path.is_dir()] == [".damaged"]
