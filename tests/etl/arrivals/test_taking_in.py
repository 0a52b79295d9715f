"""Files leave the inbox only when they are kept; each content counts once."""

from pathlib import Path
from typing import Any

import pytest

from etl.arrivals import inbox
from etl.arrivals.inbox import clear_inbox, list_inbox, take_in
from etl.arrivals.originals import keep_bytes, read_originals
from warehouse.settings import Settings
from warehouse.status import read_status

from .conftest import Drop, pay


def list_names(settings: Settings) -> list[str]:
    return [path.name for path in list_inbox(settings.inbox_dir)]


def test_file_is_kept_and_recognised_before_it_leaves(
    settings: Settings, drop: Drop
) -> None:
    content = drop(pay(1)).read_bytes()
    intake = take_in(settings)
    [original] = read_originals(settings.originals_dir)
    assert (original.name, original.kinds) == ("a.csv", ("spending",))
    assert original.path.read_bytes() == content
    assert list_names(settings) == ["a.csv"]
    assert clear_inbox(intake.arrivals) == []
    assert list_names(settings) == []


def test_file_that_cannot_be_read_is_kept_too(settings: Settings) -> None:
    settings.inbox_dir.mkdir(parents=True)
    (settings.inbox_dir / "planas.pdf").write_bytes(b"%PDF-1.4")
    [arrival] = take_in(settings).arrivals
    assert arrival.original.kinds == ()
    assert arrival.original.path.read_bytes() == b"%PDF-1.4"


def test_same_content_is_received_once(settings: Settings, drop: Drop) -> None:
    drop(pay(1))
    drop(pay(1), name="b.csv")
    drop(pay(1), name="c.txt")
    arrivals = take_in(settings).arrivals
    assert [arrival.is_known for arrival in arrivals] == [False, True, True]
    assert [o.name for o in read_originals(settings.originals_dir)] == ["a.csv"]
    assert len(list(settings.originals_dir.iterdir())) == 2
    clear_inbox(arrivals)
    assert list_names(settings) == []


@pytest.mark.parametrize(
    "name", [".a.csv", "~$a.xlsx", "a.csv.part", "a.crdownload", "Thumbs.db"]
)
def test_parts_and_locks_are_left_alone(
    settings: Settings, drop: Drop, name: str
) -> None:
    drop(pay(1), name=name)
    assert take_in(settings).arrivals == ()
    assert read_status(settings.warehouse_dir, settings.inbox_dir).waiting == ()
    assert (settings.inbox_dir / name).exists()


def test_folder_in_the_inbox_is_left_alone(settings: Settings) -> None:
    (settings.inbox_dir / "archyvas.csv").mkdir(parents=True)
    assert take_in(settings).arrivals == ()


def test_file_replaced_meanwhile_stays(settings: Settings, drop: Drop) -> None:
    drop(pay(1))
    arrivals = take_in(settings).arrivals
    drop(pay(2), pay(3))
    clear_inbox(arrivals)
    assert list_names(settings) == ["a.csv"]
    assert not take_in(settings).arrivals[0].is_known


def test_file_that_changes_while_it_is_copied_is_left(
    settings: Settings, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(pay(1))

    def copy_slowly(*arguments: Any) -> tuple[str, Path]:  # noqa: ANN401 - passed on
        kept = keep_bytes(*arguments)
        with path.open("a") as stream:
            stream.write("x")
        return kept

    monkeypatch.setattr(inbox, "keep_bytes", copy_slowly)
    intake = take_in(settings)
    [error] = intake.left
    assert "a.csv: the file is still being written" in str(error)
    assert intake.arrivals == ()
    assert list(settings.originals_dir.iterdir()) == []


def test_file_that_may_not_be_read_is_said_and_left(
    settings: Settings, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(pay(1))
    drop(pay(2), name="b.csv")
    opened = Path.open

    def refuse(self: Path, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - passed on
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    intake = take_in(settings)
    assert [arrival.path.name for arrival in intake.arrivals] == ["b.csv"]
    assert "a.csv: the system does not let us read" in str(intake.left[0])


def test_file_that_cannot_be_removed_is_named(
    settings: Settings, drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(pay(1))
    arrivals = take_in(settings).arrivals

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert clear_inbox(arrivals) == [path]


def test_link_is_kept_as_what_it_leads_to(settings: Settings, tmp_path: Path) -> None:
    target = tmp_path / "target.csv"
    target.write_text("x")
    settings.inbox_dir.mkdir(parents=True)
    (settings.inbox_dir / "a.csv").symlink_to(target)
    arrivals = take_in(settings).arrivals
    clear_inbox(arrivals)
    assert target.exists()
    assert list_names(settings) == []
