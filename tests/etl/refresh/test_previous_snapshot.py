import logging
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl.check.current import read_current_rows
from etl.refresh.previous_snapshot import knows, open_previous
from etl.workbooks.contract.contract import KINDS
from warehouse.connection import list_columns, open_snapshot
from warehouse.snapshots import Snapshot


def test_snapshot_of_this_program_lacks_nothing_that_is_asked_of_it(
    published: Snapshot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for kind in KINDS:
        read_current_rows(published, kind)
    with open_previous(published, tmp_path / "new.duckdb") as previous:
        for key in previous.loads:
            assert previous.read(key)
            previous.read_remarks(key)
            previous.read_rejects(key)
    assert [m for m in caplog.messages if m.startswith("snapshot_lacks")] == []


def test_table_that_an_older_snapshot_lacks_is_named_in_the_log(
    published: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(open_snapshot(published.path)) as connection:
        assert not knows(connection, "ops.nosuch", ["a"])
        assert not knows(connection, "ops.load", ["status", "nosuch"])
        assert knows(connection, "ops.load", ["status"])
        assert list_columns(connection, "nosuch.load") == frozenset()
    assert caplog.messages == [
        "snapshot_lacks table=ops.nosuch columns=a",
        "snapshot_lacks table=ops.load columns=nosuch",
    ]


def test_mistake_in_a_query_is_not_taken_for_an_older_snapshot(
    published: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.check.current.knows", lambda *_: True)
    monkeypatch.setattr("etl.check.current._SPENDING", "intermediate.nosuch")
    with pytest.raises(duckdb.CatalogException):
        read_current_rows(published, "spending")
