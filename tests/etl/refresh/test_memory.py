"""A refresh with little memory publishes what one with much does."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from bench.country.command import write_country
from bench.country.scale import CountryScale
from etl.inbox.reader import find_limits
from etl.refresh.previous_snapshot import open_previous
from etl.refresh.refresh import refresh
from pazanga.errors import SettingError
from pazanga.settings import Settings, read_settings
from pazanga.settings.settings import LEAST_MB
from warehouse.connection import (
    SPILLED,
    open_building,
    open_copying,
    open_limited,
    query_frame,
)
from warehouse.memory import MemoryShares
from warehouse.snapshots import Snapshot

ONE = CountryScale(
    municipalities=1,
    activities=40,
    indicators=6,
    exam_years=6,
    measured_years=2,
    share=2,
)


def test_shares_are_less_than_the_whole() -> None:
    shares = MemoryShares(2_000)
    assert (shares.database_mb, shares.snapshot_mb) == (1_000, 128)
    assert MemoryShares(LEAST_MB).snapshot_mb == 128
    assert shares.limit_rows(500_000) == 200_000
    assert shares.limit_rows(1_000) == 1_000


def test_without_the_setting_nothing_is_limited() -> None:
    shares = MemoryShares()
    assert (shares.database_mb, shares.snapshot_mb) == (None, None)
    assert shares.limit_rows(7) == 7


@pytest.mark.parametrize(
    ("given", "space"), [(None, 4_096), (600, 2_048), (2_000, 4_000), (9_000, 8_192)]
)
def test_reading_a_file_takes_no_more_than_it_may(
    given: int | None, space: int
) -> None:
    found = find_limits(given).memory_mb
    assert found == space if given else found >= space


@pytest.mark.parametrize("found", ["1", str(LEAST_MB - 1), "-5", "2 GB", "1e3"])
def test_a_setting_that_makes_no_sense_is_refused(found: str) -> None:
    with pytest.raises(SettingError, match="PAZANGA_REFRESH_MEMORY_MB"):
        read_settings({"PAZANGA_REFRESH_MEMORY_MB": found})


def test_the_setting_is_read() -> None:
    given = {"PAZANGA_REFRESH_MEMORY_MB": str(LEAST_MB)}
    assert read_settings(given).engine.memory_mb == LEAST_MB
    assert read_settings({}).engine.memory_mb is None


def test_a_sort_beyond_the_limit_spills_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with open_building(path, memory_mb=64) as connection:
        connection.execute(
            "create table sorted as select row_number() over (order by said) as place"
            " from (select repeat((i * 7919 % 1000003)::varchar, 25) as said"
            " from range(600000) as numbers (i))"
        )
        assert (tmp_path / SPILLED).exists()
        found = connection.execute("select count(*), max(place) from sorted").fetchone()
        assert found == (600_000, 600_000)
    assert not (tmp_path / SPILLED).exists()


def test_the_last_snapshot_is_read_with_little_memory(tmp_path: Path) -> None:
    """What does not fit goes into the folder that is named, not beside the snapshot."""
    (tmp_path / "snapshots").mkdir()
    path = tmp_path / "snapshots" / "shown.duckdb"
    with open_building(path) as connection:
        connection.execute(
            "create table told as"
            " select repeat((i * 7919 % 1000003)::varchar, 25) as said"
            " from range(350000) as numbers (i)"
        )
    spilled = tmp_path / "building" / SPILLED
    spilled.parent.mkdir()
    with closing(open_limited(path, spilled, 64)) as connection:
        rows = query_frame(connection, "select said from told order by said")
        assert rows.height == 350_000
        assert spilled.exists()
        assert list(path.parent.iterdir()) == [path]
        with pytest.raises(duckdb.PermissionException):
            connection.execute("select * from glob('*')")
        with pytest.raises(duckdb.InvalidInputException):
            connection.execute("set memory_limit = '1GB'")


def test_with_little_memory_the_last_snapshot_is_read_beside_what_is_built(
    published: Snapshot, tmp_path: Path
) -> None:
    new = tmp_path / "new.duckdb"
    with open_previous(published, new, 128) as previous:
        assert previous.connection is not None
        sql = "select value from duckdb_settings() where name = 'temp_directory'"
        [(folder,)] = previous.connection.execute(sql).fetchall()
        assert Path(folder).parent == tmp_path
        assert folder != str(tmp_path / SPILLED)
        assert previous.loads


def test_a_copy_spills_beside_itself_and_leaves_nothing(
    published: Snapshot, tmp_path: Path
) -> None:
    target = tmp_path / "copies" / "copy.duckdb"
    target.parent.mkdir()
    with open_copying(published.path, target) as connection:
        connection.execute("create table building.copied as select 1 as a")
        sql = "select value from duckdb_settings() where name = 'temp_directory'"
        [(folder,)] = connection.execute(sql).fetchall()
        assert Path(folder).parent == target.parent
        Path(folder).mkdir()
    assert list(target.parent.iterdir()) == [target]


def test_more_than_memory_and_disk_hold_is_said_by_the_database(
    tmp_path: Path,
) -> None:
    with (
        pytest.raises(duckdb.OutOfMemoryException),
        open_building(tmp_path / "a.duckdb", memory_mb=32) as connection,
    ):
        connection.execute("select list(i) from range(100000000) as numbers (i)")


@pytest.mark.slow
def test_a_small_limit_publishes_the_same_numbers(tmp_path: Path) -> None:
    write_country(tmp_path / "out", ONE)
    settings = Settings(home=tmp_path / "home", data=tmp_path / "out" / "data")
    settings.inbox_dir.mkdir(parents=True)
    for path in (tmp_path / "out" / "sheets").rglob("*.parquet"):
        shutil.copy2(path, settings.inbox_dir)
    assert refresh(settings).run.outcome == "published"
    engine = replace(settings.engine, memory_mb=LEAST_MB)
    whole = refresh(replace(settings, engine=engine), is_whole=True)
    assert whole.differences == ()
    assert whole.run.outcome == "unchanged"
