"""Backup and restore: a drill, what is refused, and that nothing is half done."""

import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.backup.command import run_backup, run_restore
from etl.backup.manifest import MANIFEST
from etl.backup.pack import back_up
from etl.backup.unpack import restore
from etl.refresh.refresh import refresh
from pazanga.errors import BackupError, NoSnapshot, RefreshBusy, UnreadableError
from pazanga.files.lock import hold_lock
from pazanga.settings import Settings
from warehouse.snapshots import Snapshot, read_current, roll_back

WritePlan = Callable[..., Path]
Entries = dict[str, bytes]


def list_files(home: Path) -> dict[str, tuple[bytes, int, int]]:
    """Content, times and rights of all that a backup should hold."""
    return {
        path.relative_to(home).as_posix(): (
            path.read_bytes(),
            path.stat().st_mtime_ns,
            path.stat().st_mode & 0o222,
        )
        for path in sorted(home.rglob("*"))
        if path.is_file()
        and path.name not in {".lock", ".schedule.lock"}
        and not {"parsed", "uploads", "blueprint"} & set(path.parts)
    }


@pytest.fixture
def kept(settings: Settings, published: Snapshot, tmp_path: Path) -> Path:
    """A backup of a home with a snapshot, a view and a file that waits."""
    assert published.path.exists()
    (settings.home / "views").mkdir()
    (settings.home / "views" / "taryba.toml").write_text("vardas = 'ąčę'", "utf-8")
    settings.inbox_dir.mkdir(exist_ok=True)
    (settings.inbox_dir / "mokėjimai.csv").write_bytes(b"\xff\x00;")
    out = tmp_path / "kopija.zip"
    back_up(settings, out)
    return out


def rewrite(file: Path, change: Callable[[Entries, dict[str, Any]], None]) -> None:
    """Change what a backup holds, or what its list says."""
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    listed = json.loads(entries.pop(MANIFEST))
    change(entries, listed)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        archive.writestr(MANIFEST, json.dumps(listed))


def test_drill(settings: Settings, kept: Path, tmp_path: Path) -> None:
    """The home is lost; from the file it goes on where it was."""
    before, shown = list_files(settings.home), read_current(settings.warehouse_dir)
    shutil.rmtree(settings.home)
    manifest, found = restore(settings, kept)
    assert list_files(settings.home) == before
    assert {one.path for one in manifest.files} == set(before)
    assert found == shown
    (settings.inbox_dir / "mokėjimai.csv").unlink()
    assert refresh(settings).run.outcome == "unchanged"
    assert stat.S_IMODE(settings.home.stat().st_mode) == 0o700
    assert [path.name for path in tmp_path.iterdir() if path.name[0] == "."] == []


def test_there_is_nothing_to_back_up(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        back_up(settings, tmp_path / "kopija.zip")
    assert not (tmp_path / "kopija.zip").exists()


def test_earlier_snapshots_come_along(
    settings: Settings, published: Snapshot, write_plan: WritePlan, tmp_path: Path
) -> None:
    write_plan("neringa", "23")
    assert refresh(settings).run.outcome == "published"
    later = read_current(settings.warehouse_dir)
    back_up(settings, tmp_path / "kopija.zip")
    there = replace(settings, home=tmp_path / "new")
    restore(there, tmp_path / "kopija.zip")
    assert read_current(there.warehouse_dir).name == later.name
    assert roll_back(there.warehouse_dir).name == published.name


def test_who_may_read_it(kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_links_are_said_and_not_followed(
    settings: Settings, published: Snapshot, tmp_path: Path
) -> None:
    assert published.path.exists()
    secret = tmp_path / "secret.txt"
    secret.write_text("slapta")
    settings.inbox_dir.mkdir(exist_ok=True)
    (settings.inbox_dir / "nuoroda.csv").symlink_to(secret)
    (settings.home / "views").symlink_to(tmp_path)
    os.mkfifo(settings.inbox_dir / "vamzdis.csv")
    out = tmp_path / "kopija.zip"
    said = "\n".join(run_backup(settings, out))
    assert all(name in said for name in ("nuoroda.csv", "views", "vamzdis.csv"))
    assert b"slapta" not in out.read_bytes()


def test_what_lies_beside_in_the_home_is_not_ours(
    settings: Settings, published: Snapshot, tmp_path: Path
) -> None:
    assert published.path.exists()
    (settings.home / "kitkas.txt").write_text("ne mūsų")
    manifest = back_up(settings, tmp_path / "kopija.zip").manifest
    assert "kitkas.txt" not in {one.path for one in manifest.files}


def test_nothing_is_written_over(settings: Settings, kept: Path) -> None:
    before = kept.read_bytes()
    with pytest.raises(BackupError) as refused:
        back_up(settings, kept)
    assert refused.value.name == "file_exists"
    with pytest.raises(BackupError) as refused:
        restore(settings, kept)
    assert refused.value.name == "home_not_empty"
    assert kept.read_bytes() == before


@pytest.mark.parametrize("name", ["logs", "inbox", "warehouse/snapshots"])
def test_no_backup_holds_itself(settings: Settings, kept: Path, name: str) -> None:
    folder = settings.home / name
    folder.mkdir(exist_ok=True)
    with pytest.raises(BackupError) as refused:
        back_up(settings, folder / "kopija.zip")
    assert refused.value.name == "within_home"
    back_up(settings, settings.home / "kopija.zip")
    assert kept.exists()


def test_no_backup_while_a_refresh_runs(settings: Settings, kept: Path) -> None:
    out = kept.with_name("antra.zip")
    with hold_lock(settings.warehouse_dir), pytest.raises(RefreshBusy):
        back_up(settings, out)
    assert not out.exists()


def test_no_backup_of_what_is_damaged(settings: Settings, kept: Path) -> None:
    shown = read_current(settings.warehouse_dir).path
    shown.chmod(0o600)
    with shown.open("r+b") as stream:
        stream.seek(5000)
        stream.write(b"\x00\x01\x02")
    with pytest.raises(UnreadableError):
        back_up(settings, kept.with_name("antra.zip"))


def drop_one(entries: Entries, _: dict[str, Any]) -> None:
    del entries["warehouse/CURRENT"]


def add_one(entries: Entries, _: dict[str, Any]) -> None:
    entries["views/kita.toml"] = b""


def change_content(entries: Entries, _: dict[str, Any]) -> None:
    entries["views/taryba.toml"] = b"vardas = 'kitas"


def lengthen(entries: Entries, _: dict[str, Any]) -> None:
    entries["views/taryba.toml"] += b"#"


def list_twice(_: Entries, listed: dict[str, Any]) -> None:
    listed["files"].append(listed["files"][0])


def ask_another_format(_: Entries, listed: dict[str, Any]) -> None:
    listed["format"] = 99


def misread_size(_: Entries, listed: dict[str, Any]) -> None:
    listed["files"][0]["size"] = "1"


def misdate(_: Entries, listed: dict[str, Any]) -> None:
    listed["made_at"] = "vakar"


def rename_to(name: str) -> Callable[[Entries, dict[str, Any]], None]:
    def change(entries: Entries, listed: dict[str, Any]) -> None:
        entries[name] = entries.pop("views/taryba.toml")
        for one in listed["files"]:
            if one["path"] == "views/taryba.toml":
                one["path"] = name

    return change


@pytest.mark.few(6)
@pytest.mark.parametrize(
    "change",
    [
        drop_one,
        add_one,
        change_content,
        lengthen,
        list_twice,
        ask_another_format,
        misread_size,
        misdate,
        rename_to("../lauke.toml"),
        rename_to("views/../../lauke.toml"),
        rename_to("/tmp/lauke.toml"),  # noqa: S108 - a path that must be refused
        rename_to("views\\lauke.toml"),
        rename_to(".bashrc"),
        rename_to("warehouse/.lock"),
    ],
)
def test_what_is_no_whole_backup_is_refused(
    settings: Settings,
    kept: Path,
    change: Callable[[Entries, dict[str, Any]], None],
) -> None:
    rewrite(kept, change)
    shutil.rmtree(settings.home)
    with pytest.raises(BackupError) as refused:
        restore(settings, kept)
    assert refused.value.name in {"damaged", "not_whole"}
    assert not settings.home.exists()
    assert not (settings.home.parent / "lauke.toml").exists()


@pytest.mark.parametrize("keep", [0, 1, 100, -1, -30])
def test_a_cut_file_is_refused(settings: Settings, kept: Path, keep: int) -> None:
    kept.write_bytes(kept.read_bytes()[:keep])
    shutil.rmtree(settings.home)
    settings.home.mkdir()
    with pytest.raises(BackupError) as refused:
        restore(settings, kept)
    assert refused.value.name == "damaged"
    assert list(settings.home.iterdir()) == []


def test_a_missing_file_is_said(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupError) as refused:
        restore(settings, tmp_path / "nėra.zip")
    assert refused.value.name == "not_read"
    assert "nėra.zip" in refused.value.text("lt")


def test_what_was_done_is_said(settings: Settings, kept: Path, tmp_path: Path) -> None:
    there = replace(settings, home=tmp_path / "kita", language="lt")
    said = "\n".join(run_restore(there, kept))
    assert read_current(there.warehouse_dir).name in said
    assert "Atkurta" in said
