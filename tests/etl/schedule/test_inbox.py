import os
import threading
import time
from pathlib import Path

import pytest

from etl.schedule.watch import Inbox
from pazanga.files.being_written import is_being_written
from pazanga.files.unfinished import is_unfinished


def drop(folder: Path, name: str, content: str = "x", *, changed: int = 1) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    os.utime(path, ns=(changed, changed))
    return path


def look(inbox: Inbox) -> tuple[bool, bool]:
    inbox.look()
    return inbox.has_news, inbox.is_at_rest


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("islaidos.xlsx", False, id="workbook"),
        pytest.param("Išlaidos 2026 m..csv", False, id="spaces_and_letters"),
        pytest.param("~$islaidos.xlsx", True, id="lock_of_excel"),
        pytest.param(".~lock.islaidos.xlsx#", True, id="lock_of_libreoffice"),
        pytest.param("islaidos.xlsx.part", True, id="firefox"),
        pytest.param("islaidos.xlsx.crdownload", True, id="chromium"),
        pytest.param("islaidos.TMP", True, id="temporary"),
        pytest.param("islaidos.csv~", True, id="copy_of_an_editor"),
        pytest.param(".hidden.csv", True, id="hidden"),
        pytest.param("Thumbs.db", True, id="windows"),
        pytest.param("part.csv", False, id="a_name_like_an_ending"),
    ],
)
def test_unfinished_files_are_known_by_name(name: str, expected: bool) -> None:  # noqa: FBT001
    assert is_unfinished(name) is expected


def test_inbox_reports_a_file_once_it_is_at_rest(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    assert look(inbox) == (False, True)
    drop(tmp_path, "a.csv", "12")
    assert look(inbox) == (True, False)
    drop(tmp_path, "a.csv", "1234")
    assert look(inbox) == (True, False)
    assert look(inbox) == (True, False)
    assert look(inbox) == (True, True)


def test_inbox_waits_for_a_file_somebody_writes(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    with (tmp_path / "a.csv").open("w") as copy:
        copy.write("half")
        copy.flush()
        assert [look(inbox) for _ in range(9)] == [(True, False)] * 9
        # At last the time of a scheduled refresh has come; it leaves the file alone.
        inbox.take_on()
        assert look(inbox) == (True, False)
    assert look(inbox) == (True, True)
    inbox.take_on()
    assert look(inbox) == (False, True)


def test_files_that_are_read_are_not_being_written(tmp_path: Path) -> None:
    path = drop(tmp_path, "a.csv")
    with path.open():
        assert not is_being_written(path)
    with path.open("a"):
        assert is_being_written(path)
    assert not is_being_written(tmp_path / "nowhere.csv")


def test_asking_harms_nobody_who_comes_to_write(tmp_path: Path) -> None:
    path = drop(tmp_path, "a.csv")
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with path.open("a") as copy:
                copy.write("x")
                copy.flush()
                time.sleep(0.0005)

    writer = threading.Thread(target=write)
    writer.start()
    # However rarely a busy machine lets both run at once.
    was_seen = any(is_being_written(path) for _ in range(500_000))
    stop.set()
    writer.join()
    assert was_seen
    assert set(path.read_text(encoding="utf-8")) == {"x"}


def test_inbox_sees_a_change_of_the_same_size(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    drop(tmp_path, "a.csv", changed=1)
    inbox.look()
    drop(tmp_path, "a.csv", changed=2)
    assert look(inbox) == (True, False)


def test_inbox_does_not_report_what_was_taken_on(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    drop(tmp_path, "cannot be read.csv")
    inbox.look()
    inbox.take_on()
    assert [look(inbox), look(inbox)] == [(False, False), (False, True)]
    drop(tmp_path, "cannot be read.csv", "corrected")
    assert look(inbox) == (True, False)


def test_inbox_reports_a_file_that_went_and_came_back(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    path = drop(tmp_path, "a.csv")
    inbox.look()
    inbox.take_on()
    path.unlink()
    assert look(inbox) == (False, False)
    drop(tmp_path, "a.csv")
    assert look(inbox)[0]


def test_inbox_passes_over_folders_and_unfinished_files(tmp_path: Path) -> None:
    (tmp_path / "older").mkdir()
    drop(tmp_path, "~$a.xlsx")
    assert look(Inbox(tmp_path)) == (False, True)


def test_inbox_that_is_away_is_not_at_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox(tmp_path)

    def fail(_: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", fail)
        assert [look(inbox), look(inbox)] == [(False, False), (False, False)]
    assert caplog.text.count("inbox_unreadable") == 1
    assert look(inbox) == (False, True)


def test_inbox_need_not_exist(tmp_path: Path) -> None:
    assert look(Inbox(tmp_path / "nowhere")) == (False, True)
