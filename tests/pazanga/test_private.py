"""What is in a home is for its user alone, whatever umask a command was given."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.refresh.refresh import refresh
from pazanga.files.private import (
    OTHERS,
    close_to_others,
    keep_private,
    prepare_home,
    write_as_given,
)
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import Snapshot

HEADINGS = (
    "Plano kodas;Veiklos Nr.;Mokyklos kodas;Data;Dokumento Nr.;Tiekėjas;"
    "Sutarties Nr.;Suma be PVM, Eur;PVM, Eur;Finansavimo šaltinis;Etapas"
)


def list_open(place: Path) -> set[str]:
    """Name what others may enter or read."""
    paths = (place, *place.rglob("*"))
    return {str(path) for path in paths if path.lstat().st_mode & OTHERS}


@pytest.fixture
def wide_open() -> Iterator[None]:
    earlier = os.umask(0)
    yield
    os.umask(earlier)


def run(home: Path, *words: str, umask: int = 0) -> int:
    command = [sys.executable, "-m", "pazanga", "--home", str(home), *words]
    return subprocess.run(
        command, check=False, cwd=PROJECT_ROOT, umask=umask, capture_output=True
    ).returncode


@pytest.mark.usefixtures("wide_open")
def test_refresh_leaves_nothing_open(settings: Settings, published: Snapshot) -> None:
    settings.inbox_dir.mkdir(exist_ok=True)
    inbox_file = settings.inbox_dir / "p.csv"
    inbox_file.write_text(f"{HEADINGS}\nbirstonas;1;;2024-05-31;S;U;;1;;;\n")
    assert list_open(settings.home)
    run(settings.home, "refresh")
    assert list_open(settings.home) == set()
    assert published.path.exists()


@pytest.mark.usefixtures("wide_open")
def test_library_call_is_as_private_as_the_command(
    settings: Settings, published: Snapshot
) -> None:
    refresh(settings)
    assert list_open(settings.home) == set()
    assert published.path.exists()
    assert os.umask(0) == 0


def test_commands_keep_the_home_closed_and_obey_the_umask_outside(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    template = tmp_path / "template.xlsx"
    assert run(home, "refresh") == 0
    assert run(home, "demo") == 0
    assert run(home, "template", "spending", "--out", str(template), umask=0o027) == 0
    assert list_open(home) == set()
    assert (home / "inbox").is_dir()
    assert template.stat().st_mode & 0o777 == 0o640
    answer = tmp_path / "answer.csv"
    asked = ("sql", "select 1", "--format", "csv", "--out", str(answer))
    assert run(home, *asked, umask=0o027) == 0
    assert answer.stat().st_mode & 0o777 == 0o640


def test_umask_of_the_command_is_used_for_what_it_was_asked_to_write(
    tmp_path: Path,
) -> None:
    given = os.umask(0o022)
    try:
        with keep_private():
            (tmp_path / "ours").touch()
            with write_as_given():
                (tmp_path / "theirs").touch()
            (tmp_path / "ours_too").touch()
    finally:
        os.umask(given)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"ours": 0o600, "theirs": 0o644, "ours_too": 0o600}


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.touch(0o644)
    home = tmp_path / "home"
    home.mkdir(0o755)
    (home / "link").symlink_to(outside)
    (home / "dangling").symlink_to(tmp_path / "nowhere")
    os.mkfifo(home / "pipe", 0o644)
    close_to_others(home)
    assert outside.stat().st_mode & 0o777 == 0o644
    assert (home / "pipe").stat().st_mode & OTHERS == 0
    assert home.stat().st_mode & 0o777 == 0o700


def test_home_that_holds_other_things_keeps_its_own_mode(settings: Settings) -> None:
    settings.home.mkdir()
    settings.home.chmod(0o755)
    other = settings.home / "letters"
    other.mkdir()
    other.chmod(0o755)
    prepare_home(settings)
    assert list_open(settings.home) == {str(settings.home), str(other)}
    other.rmdir()
    prepare_home(settings)
    assert list_open(settings.home) == set()


def test_read_only_file_stays_read_only(tmp_path: Path) -> None:
    kept = tmp_path / "snapshot"
    kept.touch()
    kept.chmod(0o444)
    close_to_others(tmp_path)
    assert kept.stat().st_mode & 0o777 == 0o400
