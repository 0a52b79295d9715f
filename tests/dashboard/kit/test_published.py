"""The snapshot on screen: shown on only while what is open is whole."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dashboard.kit.plans import query_plans
from dashboard.kit.snapshot import find_shown
from pazanga.errors import UnreadableError
from warehouse.snapshots import Snapshot, read_current, write_current

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings


@pytest.fixture
def home(shown_settings: Settings, tmp_path: Path) -> Settings:
    """A home of its own that a test may break."""
    shutil.copytree(shown_settings.home, tmp_path / "home")
    return replace(shown_settings, home=tmp_path / "home")


@pytest.fixture
def published(home: Settings) -> Snapshot:
    return read_current(home.warehouse_dir)


def count_plans(path: str) -> int:
    return query_plans(path, "lt").height


def change(path: Path) -> None:
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.seek(-5000, os.SEEK_END)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def test_file_that_went_is_shown_on_and_said(
    home: Settings, published: Snapshot
) -> None:
    shown = find_shown(home)
    assert not shown.is_stale
    published.path.unlink()
    assert find_shown(home) == replace(shown, is_stale=True)
    assert count_plans(shown.path) > 0


def test_log_beside_the_file_changes_nothing_and_is_said(
    home: Settings, published: Snapshot
) -> None:
    shown = find_shown(home)
    published.path.with_name(f"{published.name}.wal").write_bytes(b"x")
    assert find_shown(home) == replace(shown, is_stale=True)


def test_file_that_was_changed_is_not_shown_any_more(
    home: Settings, published: Snapshot
) -> None:
    assert not find_shown(home).is_stale
    change(published.path)
    with pytest.raises(UnreadableError, match="checksum differs"):
        find_shown(home)


def test_damaged_file_is_not_shown_at_all(home: Settings, published: Snapshot) -> None:
    change(published.path)
    with pytest.raises(UnreadableError, match="checksum differs"):
        find_shown(home)


def test_damaged_newer_one_leaves_the_last_whole_one(
    home: Settings, published: Snapshot
) -> None:
    shown = find_shown(home)
    newer = published.path.with_name("29990101T000000Z-abc.duckdb")
    shutil.copy(published.path, newer)
    write_current(home.warehouse_dir, replace(published, path=newer, sha256="0" * 64))
    assert find_shown(home) == replace(shown, is_stale=True)
