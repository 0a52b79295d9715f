"""What is published is whole, or it is said and made anew."""

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from dashboard.server.server import check_health
from etl.refresh.refresh import refresh
from etl.refresh.report import say_report
from pazanga.errors import NoSnapshot, UnreadableError
from pazanga.settings import Settings
from pazanga.texts import text
from warehouse.integrity import HeldFile, check_whole, hash_file
from warehouse.publications import LIST, append_publication, read_publications
from warehouse.snapshots import Snapshot, find_current, read_current, roll_back
from warehouse.status import read_status, say_status


def open_to_write(path: Path) -> None:
    """Let whoever is not root change a published file too."""
    path.chmod(0o600)


def change_block(path: Path) -> None:
    open_to_write(path)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 40_000)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def change_and_hide(path: Path) -> None:
    """Change a byte and put the times back, as a careful hand would."""
    status = path.stat()
    change_block(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def cut(path: Path) -> None:
    open_to_write(path)
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    open_to_write(path)
    path.write_bytes(b"")


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def make_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def add_log(ending: str) -> Callable[[Path], None]:
    return lambda path: path.with_name(path.name + ending).touch()


def add_dangling_log(path: Path) -> None:
    path.with_name(path.name + ".wal").symlink_to("nowhere")


def lose_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def make_folder_a_file(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("x")


DAMAGES = {
    "changed": (change_block, "checksum differs"),
    "changed_and_hidden": (change_and_hide, "checksum differs"),
    "cut": (cut, "checksum differs"),
    "empty": (empty, "checksum differs"),
    "missing": (Path.unlink, "is gone"),
    "folder": (make_folder, "is no file"),
    "link": (make_link, "is no file"),
    "pipe": (make_pipe, "is no file"),
    "log": (add_log(".wal"), "would change the data"),
    "recovery": (add_log(".wal.recovery"), "would change the data"),
    "checkpoint": (add_log(".wal.checkpoint"), "would change the data"),
    "dangling_log": (add_dangling_log, "would change the data"),
    "no_folder": (lose_folder, "is gone"),
    "folder_is_a_file": (make_folder_a_file, "is gone"),
}


def choose(names: Iterable[str], *quick: str) -> list[ParameterSet]:
    """Leave most of what takes a refresh or two to the slow tests."""
    return [
        pytest.param(name, marks=[] if name in quick else pytest.mark.slow)
        for name in names
    ]


@pytest.mark.parametrize(
    "damage", choose(DAMAGES, "changed_and_hidden", "log", "folder_is_a_file")
)
def test_damage_is_noticed_everywhere_and_mended(
    settings: Settings, published: Snapshot, damage: str
) -> None:
    assert check_health(settings)[0] == 200
    break_it, said = DAMAGES[damage]
    break_it(published.path)
    status = read_status(settings.warehouse_dir)
    assert status.snapshot is None
    lines = list(say_status(status, "en"))
    assert said in lines[0]
    code, body = check_health(settings)
    assert (code, body["status"]) == (503, "snapshot_unreadable")
    assert status.trouble
    key = status.trouble.code.rpartition(".")[2]
    assert body["reason"] == text("dashboard", f"health.{key}", "en")
    assert str(settings.home) not in body["reason"]
    with pytest.raises(UnreadableError, match=said):
        find_current(settings.warehouse_dir)
    report = refresh(settings)
    assert (report.run.outcome, report.exit_code) == ("published", 0)
    assert "made anew" in next(say_report(report, "en"))
    assert find_current(settings.warehouse_dir) == report.shown.path
    assert check_health(settings)[0] == 200
    assert refresh(settings).run.outcome == "unchanged"


def test_damaged_file_is_set_aside_and_no_rollback_goes_there(
    settings: Settings, published: Snapshot
) -> None:
    change_block(published.path)
    add_log(".wal")(published.path)
    refresh(settings)
    names = sorted(path.name for path in published.path.parent.iterdir())
    assert [name.endswith(".damaged") for name in names] == [True, True, False]
    with pytest.raises(NoSnapshot, match="no earlier snapshot"):
        roll_back(settings.warehouse_dir)


def test_rows_of_unreadable_sources_come_from_the_last_whole_snapshot(
    settings: Settings, published: Snapshot, write_plan: Callable[..., Path]
) -> None:
    write_plan("neringa", "23")
    later = refresh(settings).shown
    assert later is not None
    (settings.packages_dir / "birstonas" / "goals.csv").write_text("x")
    change_block(later.path)
    report = refresh(settings)
    assert report.run.outcome == "published"
    statuses = {load.source.name: load.status for load in report.loads}
    assert (statuses["birstonas"], statuses["neringa"]) == ("kept", "loaded")
    assert published


def test_file_is_read_only_and_its_checksum_is_kept(
    settings: Settings, published: Snapshot
) -> None:
    assert published.path.stat().st_mode & 0o777 == 0o400
    assert published.sha256 == hash_file(published.path)
    assert read_publications(settings.warehouse_dir) == {
        published.name: published.sha256
    }


def test_content_is_read_again_only_when_the_file_changes(
    published: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_whole(published, recheck_seconds=0)
    with monkeypatch.context() as patch:
        patch.setattr("warehouse.integrity.hash_file", lambda _: pytest.fail("read"))
        check_whole(published)
    change_and_hide(published.path)
    with pytest.raises(UnreadableError, match="checksum differs"):
        check_whole(published)


def test_held_file_outlives_its_name_but_no_change(published: Snapshot) -> None:
    held = HeldFile(published.path, published.sha256)
    copy = published.path.with_name("copy")
    shutil.copy(published.path, copy)
    assert held.is_whole()
    published.path.unlink()
    assert held.is_whole()
    other = HeldFile(copy, published.sha256)
    change_block(copy)
    assert not other.is_whole()


def test_pointer_of_an_older_program_has_no_checksum(
    settings: Settings, published: Snapshot
) -> None:
    pointer = settings.warehouse_dir / "CURRENT"
    entry = json.loads(pointer.read_text())
    del entry["sha256"]
    pointer.write_text(json.dumps(entry))
    assert read_current(settings.warehouse_dir) == replace(published, sha256="")
    assert find_current(settings.warehouse_dir) == published.path


def write_pointer(content: object) -> Callable[[Path], None]:
    return lambda path: path.write_text(
        content if isinstance(content, str) else json.dumps(content)
    )


def change_pointer(**changes: object) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        entry = json.loads(path.read_text()) | changes
        path.write_text(json.dumps(entry))

    return change


POINTERS: dict[str, Callable[[Path], object]] = {
    "folder": make_folder,
    "pipe": make_pipe,
    "dangling_link": lambda path: (path.unlink(), path.symlink_to("nowhere")),
    "device": lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
    "empty": write_pointer(""),
    "half": write_pointer('{"snapshot": "2026'),
    "list": write_pointer([]),
    "text": write_pointer('"x"'),
    "number": write_pointer("1"),
    "null": write_pointer("null"),
    "nested": write_pointer("[" * 60_000),
    "huge": write_pointer('"' + "x" * 100_000 + '"'),
    "no_utf8": lambda path: path.write_bytes(b"\xff\xfe{"),
    "nothing": write_pointer({}),
    "no_zone": change_pointer(published_at="2026-11-29T06:00:00"),
    "no_time": change_pointer(published_at="soon"),
    "number_time": change_pointer(published_at=1),
    "last_year": change_pointer(published_at="9999-12-31T23:59:59+00:00"),
    "first_year": change_pointer(published_at="0001-01-01T00:00:00+14:00"),
    "outside": change_pointer(snapshot="../../secret.duckdb"),
    "absolute": change_pointer(snapshot="/etc/passwd"),
    "no_month": change_pointer(snapshot="20269929T000000Z-abc.duckdb"),
    "list_name": change_pointer(snapshot=["x"]),
    "number_hash": change_pointer(input_hash=5),
    "null_run": change_pointer(run_id=None),
    "other_checksum": change_pointer(sha256="0" * 64),
    "bad_checksum": change_pointer(sha256="x"),
    "null_checksum": change_pointer(sha256=None),
    "not_there": change_pointer(snapshot="20260101T000000Z-abc.duckdb"),
}


@pytest.mark.parametrize("state", POINTERS)
def test_pointer_in_any_state_is_one_line(
    settings: Settings, published: Snapshot, state: str
) -> None:
    POINTERS[state](settings.warehouse_dir / "CURRENT")
    status = read_status(settings.warehouse_dir)
    assert status.snapshot is None
    assert "“pazanga refresh”" in next(say_status(status, "en"))
    assert check_health(settings)[0] == 503
    assert published


@pytest.mark.parametrize("state", choose(POINTERS, "folder", "no_zone", "outside"))
def test_pointer_in_any_state_is_mended(
    settings: Settings, published: Snapshot, state: str
) -> None:
    POINTERS[state](settings.warehouse_dir / "CURRENT")
    assert refresh(settings).run.outcome == "published"
    assert read_status(settings.warehouse_dir).snapshot
    assert published


@pytest.mark.parametrize(
    "content",
    ["", "{", '{"snapshot": 1, "sha256": 2}', "[]\nnull\n1\n", "\x00", "[" * 60_000],
)
def test_list_of_publications_in_any_state_is_read(
    tmp_path: Path, content: str
) -> None:
    (tmp_path / LIST).write_text(content)
    assert read_publications(tmp_path) == {}
    append_publication(tmp_path, "a", "0" * 64)
    assert read_publications(tmp_path) == {"a": "0" * 64}


def test_list_of_publications_that_is_a_folder_is_set_aside(
    settings: Settings, published: Snapshot, write_plan: Callable[..., Path]
) -> None:
    make_folder(settings.warehouse_dir / LIST)
    write_plan(findings=[])
    later = refresh(settings).shown
    assert later is not None
    assert list(read_publications(settings.warehouse_dir)) == [later.name]
    assert roll_back(settings.warehouse_dir).path == published.path
