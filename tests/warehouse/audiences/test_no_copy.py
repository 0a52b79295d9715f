"""Where there is nothing to copy, or it may not be copied, that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pazanga.errors import NoSnapshot, UnreadableError
from pazanga.settings import Settings
from warehouse.audiences.copying import copy_for
from warehouse.audiences.following import find_published
from warehouse.connection import open_building

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        find_published(Settings(home=tmp_path, data=tmp_path, audience="public"))


def test_a_log_beside_a_snapshot_is_not_called_an_earlier_version(
    tmp_path: Path,
) -> None:
    with open_building(tmp_path / "a.duckdb") as connection:
        connection.execute("create table t as select 1 as n")
    (tmp_path / "a.duckdb.wal").touch()
    with pytest.raises(UnreadableError) as caught:
        copy_for(tmp_path / "a.duckdb", tmp_path / "b.duckdb", [])
    assert caught.value.name == "snapshot_log"
