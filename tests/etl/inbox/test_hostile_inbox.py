"""Whatever lies in the inbox is loaded or named; nothing of it stops the others."""

import os
import socket
import sys
from pathlib import Path

import pytest

from etl.inbox import inbox, originals
from etl.inbox.inbox import take_in
from etl.inbox.originals import read_originals
from etl.refresh.refresh import refresh
from etl.refresh.report import say_complaints, say_report
from pazanga.files.unfinished import show_name
from pazanga.settings import Settings
from warehouse.status import read_status, say_status

from .conftest import Drop, WritePlan, pay

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="names of any bytes are those of Linux"
)
CODE = "38001010011"
NAMES = [
    pytest.param(b"s\xe0skaitos.csv", "sąskaitos.csv", id="windows"),
    pytest.param(b"\xff\xfe\x81.csv", "˙ž\\x81.csv", id="no_encoding"),
    pytest.param(b"a\x1b]0;x\x07.csv", r"a\x1b]0;x\x07.csv", id="commands"),
    pytest.param(b"a\nb\tc.csv", r"a\nb\tc.csv", id="lines"),
    pytest.param("a\u202evsc.exe.csv".encode(), r"a\u202evsc.exe.csv", id="turned"),
    pytest.param("ą".encode() * 125 + b".csv", "ą" * 125 + ".csv", id="longest"),
    pytest.param("a\u0328.csv".encode(), "ą.csv", id="decomposed"),
    pytest.param(b"-rf.csv", "-rf.csv", id="option"),
    pytest.param(b"=cmd().csv", "=cmd().csv", id="formula"),
    pytest.param(f"Ona {CODE}.csv".encode(), "Ona •••.csv", id="personal_code"),
    pytest.param(b"Ona 380 0101 0011.csv", "Ona •••.csv", id="personal_code_spaced"),
]


def rename(path: Path, name: bytes) -> None:
    path.rename(path.parent / os.fsdecode(name))


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_file_of_any_name_is_loaded_under_a_readable_one(
    settings: Settings, drop: Drop, name: bytes, shown: str
) -> None:
    rename(drop(pay(1)), name)
    assert [a.original.name for a in take_in(settings).arrivals] == [shown]
    [original] = read_originals(settings.originals_dir)
    assert (original.name, original.kinds) == (shown, ("spending",))
    assert show_name(shown) == shown


def test_names_are_said_by_refresh_and_status_without_personal_codes(
    settings: Settings,
    drop: Drop,
    write_plan: WritePlan,
    caplog: pytest.LogCaptureFixture,
) -> None:
    write_plan()
    rename(drop(pay(1)), b"s\xe0skaitos.csv")
    rename(drop(pay(2)), f"{CODE}\x1b.csv".encode())
    (settings.inbox_dir / f"{CODE} aplankas").mkdir()
    with caplog.at_level("INFO"):
        before = "\n".join(say_status(read_status(*places(settings)), "lt"))
        said = "\n".join(say_report(report := refresh(settings), "lt"))
    said += "\n".join(say_complaints(report, "lt"))
    after = "\n".join(say_status(read_status(*places(settings)), "lt"))
    for text in (before, said, after):
        assert "••• aplankas" in text
    assert "sąskaitos.csv" in before
    assert "sąskaitos.csv" in said
    assert CODE not in before + said + after + caplog.text
    assert report.run.outcome == "published"


def places(settings: Settings) -> tuple[Path, Path]:
    return settings.warehouse_dir, settings.inbox_dir


def make_entry(folder: Path, kind: str) -> None:
    path = folder / "x.xlsx"
    match kind:
        case "folder":
            path.mkdir()
        case "link_to_file":
            (folder.parent / "secret").write_text("slapta")
            path.symlink_to(folder.parent / "secret")
        case "link_to_folder":
            path.symlink_to(folder.parent)
        case "dangling_link":
            path.symlink_to(folder / "nowhere")
        case "link_to_itself":
            path.symlink_to(path)
        case "pipe":
            os.mkfifo(path)
        case "socket":
            here = os.open(folder, os.O_RDONLY)
            with socket.socket(socket.AF_UNIX) as end:
                end.bind(f"/proc/self/fd/{here}/x.xlsx")
            os.close(here)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("folder", "folder_in_inbox"),
        ("link_to_file", "link_in_inbox"),
        ("link_to_folder", "link_in_inbox"),
        ("dangling_link", "link_in_inbox"),
        ("link_to_itself", "link_in_inbox"),
        ("pipe", "special_in_inbox"),
        ("socket", "special_in_inbox"),
    ],
)
def test_what_is_no_file_is_named_and_stops_nothing(
    settings: Settings, drop: Drop, kind: str, code: str
) -> None:
    drop(pay(1))
    make_entry(settings.inbox_dir, kind)
    intake = take_in(settings)
    assert [arrival.name for arrival in intake.arrivals] == ["a.csv"]
    assert [error.code for error in intake.left] == [f"inbox.{code}"]
    assert "x.xlsx" in intake.left[0].text("lt")
    assert len(read_originals(settings.originals_dir)) == 1
    status = read_status(*places(settings))
    assert (status.waiting, status.not_files) == (("a.csv",), ("x.xlsx",))


def test_link_that_takes_the_place_of_a_file_is_not_followed(
    settings: Settings, drop: Drop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = drop(pay(1))
    (tmp_path / "secret").write_text("slapta")

    def replace(_: Path) -> bool:
        path.unlink(missing_ok=True)
        path.symlink_to(tmp_path / "secret")
        return False

    monkeypatch.setattr(inbox, "is_being_written", replace)
    intake = take_in(settings)
    assert [error.code for error in intake.left] == ["inbox.cannot_read"]
    assert read_originals(settings.originals_dir) == []


def test_file_that_fails_while_it_is_read_stops_no_other(
    settings: Settings, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(pay(1))
    drop(pay(2), name="b.csv")
    read = inbox._Source.read

    def fail(source: inbox._Source, size: int) -> bytes:
        if source._path.name == "a.csv":
            with inbox._unreadable_as_error(source._path):
                raise OSError(5, "Input/output error")
        return read(source, size)

    monkeypatch.setattr(inbox._Source, "read", fail)
    intake = take_in(settings)
    assert [arrival.name for arrival in intake.arrivals] == ["b.csv"]
    assert [error.code for error in intake.left] == ["inbox.cannot_read"]
    assert not list(settings.originals_dir.glob(originals._FRESH.format(name="*")))
