import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.refresh.refresh import refresh
from etl.refresh.retention import (
    Removed,
    apply_retention,
    find_outdated,
    find_surplus,
)
from pazanga.settings import Settings
from pazanga.settings.operation import RetentionSettings
from warehouse.connection import open_building
from warehouse.ops import create_ops
from warehouse.snapshots import (
    SNAPSHOTS,
    Snapshot,
    find_earlier,
    list_snapshots,
    read_current,
    write_current,
)
from warehouse.status import read_status, say_status

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEEP = RetentionSettings(
    snapshot_count=3, snapshot_days=10, original_count=2, original_days=100
)
Publish = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path, data=tmp_path / "data", retention=KEEP)
    (settings.warehouse_dir / SNAPSHOTS).mkdir(parents=True)
    settings.originals_dir.mkdir()
    return settings


@pytest.fixture
def publish(home: Settings) -> Publish:
    """Publish a snapshot of some days ago that was loaded from given hashes."""

    def publish(days_ago: int, *hashes: str) -> Path:
        moment = NOW - timedelta(days=days_ago)
        name = f"{moment:%Y%m%dT%H%M%SZ}-abcdef01.duckdb"
        path = home.warehouse_dir / SNAPSHOTS / name
        with open_building(path) as connection:
            create_ops(connection)
            for key in hashes:
                connection.execute(
                    "insert into ops.load by name select * replace ($1 as sha256,"
                    " $1 as source_document_key) from (select '' as run_id,"
                    " '' as source_document_key, 'workbook' as source_kind,"
                    " '' as source_name, '' as sha256, 'loaded' as status,"
                    " 0 as row_count, 0 as quarantined_count,"
                    " 0.0 as duration_seconds, timestamp '2026-01-01' as changed_at)",
                    [key],
                )
        write_current(home.warehouse_dir, Snapshot(path, moment, "run", "hash"))
        return path

    return publish


def keep_original(settings: Settings, sha256: str, days_ago: int) -> Path:
    path = settings.originals_dir / f"{sha256}.xlsx"
    path.write_text("x")
    seconds = (NOW - timedelta(days=days_ago)).timestamp()
    os.utime(path, (seconds, seconds))
    return path


def look_from(days_ahead: int) -> datetime:
    """Give a moment from which files made just now are old."""
    return datetime.now(UTC) + timedelta(days=days_ahead)


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([50, 60, 70], [], id="few_are_kept_however_old"),
        pytest.param([1, 2, 3, 4, 5], [], id="young_are_kept_however_many"),
        pytest.param([1, 2, 30, 40, 50], [50, 40], id="old_and_many"),
        pytest.param([10, 10, 10, 10], [], id="exactly_so_old"),
        pytest.param([1, 2, 3, 11], [11], id="a_day_older"),
    ],
)
def test_outdated_is_what_is_neither_new_nor_young(
    ages: list[int], expected: list[int]
) -> None:
    moments = {
        Path(f"{number}-{age}"): NOW - timedelta(days=age)
        for number, age in enumerate(ages)
    }
    since = NOW - timedelta(days=10)
    found = find_outdated(moments, keep_count=3, keep_since=since)
    assert [int(path.name.split("-")[1]) for path in found] == expected


@given(
    ages=st.lists(st.integers(-50, 4000), max_size=30),
    count=st.integers(1, 20),
    days=st.integers(1, 2000),
)
def test_rule_holds_for_any_ages(ages: list[int], count: int, days: int) -> None:
    moments = {Path(str(n)): NOW - timedelta(days=age) for n, age in enumerate(ages)}
    since = NOW - timedelta(days=days)
    outdated = find_outdated(moments, keep_count=count, keep_since=since)
    kept = [moment for path, moment in moments.items() if path not in outdated]
    assert len(kept) >= min(count, len(ages))
    assert all(moments[path] < since for path in outdated)
    assert all(moments[path] <= min(kept) for path in outdated)
    assert len(kept) <= max(count, sum(moment >= since for moment in moments.values()))


def test_nothing_is_removed_before_the_first_publication(home: Settings) -> None:
    keep_original(home, "a" * 64, 5000)
    assert apply_retention(home, NOW) == Removed()


def test_old_snapshots_are_removed_oldest_first(
    home: Settings, publish: Publish
) -> None:
    paths = [publish(days) for days in (90, 80, 70, 60, 5)]
    removed = apply_retention(home, NOW)
    assert removed.snapshots == tuple(paths[:2])
    assert list_snapshots(home.warehouse_dir) == paths[2:]
    assert apply_retention(home, NOW) == Removed()


@pytest.mark.parametrize(
    ("sizes", "protected", "surplus"),
    [
        pytest.param([], "", "", id="nothing"),
        pytest.param([3, 3, 4], "", "", id="exactly_so_large"),
        pytest.param([3, 3, 5], "", "a", id="a_byte_too_much"),
        pytest.param([1, 9, 9], "", "ab", id="until_the_rest_fits"),
        pytest.param([9, 9, 9], "bc", "a", id="protected_however_large"),
        pytest.param([9, 9, 9], "a", "bc", id="protected_though_the_oldest"),
        pytest.param([11], "a", "", id="alone"),
    ],
)
def test_what_does_not_fit_goes_the_oldest_first(
    sizes: list[int], protected: str, surplus: str
) -> None:
    given = {Path(name): size for name, size in zip("abc", sizes, strict=False)}
    found = find_surplus(given, {None, *map(Path, protected)}, 10)
    assert [path.name for path in found] == [*surplus]


def test_snapshots_that_are_few_and_young_go_where_there_is_no_room(
    home: Settings, publish: Publish
) -> None:
    """What is shown and what a rollback goes to stay, however large they are."""
    paths = [publish(days) for days in (4, 3, 2, 1)]
    assert apply_retention(home, NOW).snapshots == ()
    least = replace(home, retention=replace(KEEP, snapshot_mb=1))
    for path in paths:
        os.truncate(path, 2 * 10**6)
    assert apply_retention(least, NOW).snapshots == tuple(paths[:2])
    assert list_snapshots(home.warehouse_dir) == paths[2:]


def test_status_says_what_snapshots_take(home: Settings, publish: Publish) -> None:
    for days in (2, 1):
        path = publish(days)
    path.with_name("kopija.duckdb").write_text("of somebody else")
    os.truncate(path, 1_499_000_000)
    status = read_status(home.warehouse_dir)
    assert status.snapshot_count == 2
    assert status.to_json()["snapshot_bytes"] == status.snapshot_bytes > 1_499_000_000
    [line] = [one for one in say_status(status, "en") if "snapshots are kept" in one]
    assert line.startswith("2 snapshots are kept and take 1,499 MB")
    told = replace(status, snapshot_count=21, snapshot_bytes=1)
    assert "Laikoma 21 duomenų kopija, užima 0 MB" in say_status(told, "lt")


def test_what_is_shown_and_what_a_rollback_goes_to_are_kept(
    home: Settings, publish: Publish
) -> None:
    paths = [publish(days) for days in (90, 80, 70, 60, 50, 40)]
    withdrawn = Snapshot(paths[2], NOW, "run", "hash")
    write_current(home.warehouse_dir, withdrawn)
    removed = apply_retention(home, NOW)
    assert removed.snapshots == (paths[0],)
    current = read_current(home.warehouse_dir)
    assert current.path.exists()
    assert find_earlier(home.warehouse_dir, current) == paths[1]


def test_files_with_other_names_are_left_alone(
    home: Settings, publish: Publish
) -> None:
    for days in (90, 80, 70, 60):
        publish(days)
    other = home.warehouse_dir / SNAPSHOTS / "kopija.duckdb"
    other.write_text("x")
    note = home.originals_dir / "README.txt"
    note.write_text("x")
    apply_retention(home, look_from(9000))
    assert other.exists()
    assert note.exists()


def test_originals_of_any_kept_snapshot_are_kept(
    home: Settings, publish: Publish
) -> None:
    hashes = [letter * 64 for letter in "abcdef"]
    paths = [keep_original(home, key, 5000) for key in hashes]
    publish(90, hashes[0], hashes[1])
    for days in (80, 70, 60):
        publish(days, hashes[1])
    now = look_from(200)
    removed = apply_retention(home, now)
    assert len(removed.snapshots) == 1
    # The two newest are kept by their number; they came last, or last by name.
    assert set(removed.originals) == {paths[0], paths[2], paths[3]}
    assert paths[1].exists()


def test_originals_that_came_lately_are_kept(home: Settings, publish: Publish) -> None:
    publish(1)
    paths = [keep_original(home, letter * 64, 5000) for letter in "abcdef"]
    assert apply_retention(home, look_from(99)).originals == ()
    assert all(path.exists() for path in paths)


def test_originals_may_lie_in_folders_named_by_their_hash(
    home: Settings, publish: Publish
) -> None:
    publish(1)
    folder = home.originals_dir / ("a" * 64)
    folder.mkdir()
    (folder / "islaidos.xlsx").write_text("x")
    single = replace(home, retention=replace(KEEP, original_count=1))
    newer = keep_original(home, "b" * 64, 0)
    os.utime(newer, (4e9, 4e9))
    removed = apply_retention(single, look_from(200))
    assert removed.originals == (folder,)
    assert not folder.exists()


def test_original_and_its_record_are_one(home: Settings, publish: Publish) -> None:
    publish(1)
    for letter in "ab":
        keep_original(home, letter * 64, 5000).with_suffix(".json").write_text("{}")
    assert apply_retention(home, look_from(200)).originals == ()
    third = keep_original(home, "c" * 64, 5000)
    gone = {home.originals_dir / f"{'a' * 64}.{end}" for end in ("json", "xlsx")}
    os.utime(third, (4e9, 4e9))
    assert set(apply_retention(home, look_from(200)).originals) == gone


def test_originals_are_kept_where_a_snapshot_cannot_be_read(
    home: Settings, publish: Publish
) -> None:
    publish(2)
    publish(1).write_text("damaged")
    paths = [keep_original(home, letter * 64, 5000) for letter in "abcd"]
    assert apply_retention(home, look_from(200)) == Removed()
    assert all(path.exists() for path in paths)


def test_file_that_cannot_be_removed_is_left_for_next_time(
    home: Settings, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [publish(days) for days in (90, 80, 70, 60, 5)]
    remove = Path.unlink

    def refuse_first(path: Path, *, missing_ok: bool = False) -> None:
        if path == paths[0]:
            raise PermissionError(13, "in use")
        remove(path, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse_first)
        assert apply_retention(home, NOW).snapshots == (paths[1],)
    assert apply_retention(home, NOW).snapshots == (paths[0],)


def test_refresh_removes_what_need_not_be_kept(
    settings: Settings, published: Snapshot, write_plan: Callable[..., Path]
) -> None:
    old = [f"2020010{day}T000000Z-aaaaaaaa.duckdb" for day in range(1, 4)]
    for name in old:
        shutil.copyfile(published.path, published.path.with_name(name))
    keep = RetentionSettings(snapshot_count=2, snapshot_days=1)
    write_plan("anyksciai", "34")
    report = refresh(replace(settings, retention=keep))
    assert report.shown
    assert list_snapshots(settings.warehouse_dir) == [published.path, report.shown.path]
