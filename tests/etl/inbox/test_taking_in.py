"""Files leave the inbox only when they are kept; each content counts once."""

import os
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from etl.inbox import inbox
from etl.inbox.inbox import clear_inbox, take_in
from etl.inbox.order import read_saved_at, sort_together
from etl.inbox.originals import keep_bytes, read_originals
from pazanga.files.unfinished import list_entries
from pazanga.settings import Settings
from warehouse.status import read_status

from .conftest import Drop, pay


def list_names(settings: Settings) -> list[str]:
    entries = list_entries(settings.inbox_dir)
    return [entry.path.name for entry in entries if entry.kind == "file"]


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
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
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
    opened = os.open

    def refuse(opening: Any, *arguments: Any, **options: Any) -> int:  # noqa: ANN401 - passed on
        if opening == path:
            raise PermissionError(13, "Permission denied")
        return opened(opening, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
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
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    (settings.inbox_dir / "a.csv").symlink_to(target)
    arrivals = take_in(settings).arrivals
    clear_inbox(arrivals)
    assert target.exists()
    assert list_names(settings) == []


MOMENT = datetime(2025, 6, 1, 12, tzinfo=UTC)
KEYS = st.tuples(
    st.integers(0, 10**6).map(lambda seconds: MOMENT + timedelta(seconds=seconds)),
    st.dates(date(2024, 1, 1), date(2025, 6, 1)),
    st.text("abc", min_size=1, max_size=3),
)


@given(st.lists(KEYS, max_size=6), st.randoms())
def test_files_that_come_together_have_one_order(
    keys: list[tuple[datetime, date, str]], chance: Random
) -> None:
    told = {f"{number:064x}": key for number, key in enumerate(keys)}
    mixed = list(told.items())
    chance.shuffle(mixed)
    ordered = sort_together(told)
    assert sort_together(dict(mixed)) == ordered
    assert sorted(ordered) == sorted(told)
    moments = [told[one][0] for one in ordered]
    late = timedelta(minutes=1) * max(len(told), 1)
    assert all(a - b < late for a, b in pairwise(moments))


@given(KEYS, KEYS)
def test_name_of_a_file_decides_only_where_nothing_else_is_known(
    first: tuple[datetime, date, str], second: tuple[datetime, date, str]
) -> None:
    names = [first[2], second[2]]
    if abs(first[0] - second[0]) < timedelta(minutes=1) and first[1] == second[1]:
        return
    orders = {
        tuple(sort_together({"1": (*first[:2], a), "2": (*second[:2], b)}))
        for a, b in (names, names[::-1])
    }
    assert len(orders) == 1


@pytest.mark.parametrize(
    ("said", "on_disk", "expected"),
    [
        (MOMENT, MOMENT + timedelta(days=9), MOMENT),
        (None, MOMENT, MOMENT),
        (MOMENT + timedelta(days=999), MOMENT, MOMENT),
    ],
)
def test_moment_of_a_workbook_is_the_one_it_says(
    tmp_path: Path, said: datetime | None, on_disk: datetime, expected: datetime
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"Plano kodas;Data")
    if said:
        with xlsxwriter.Workbook(path) as book:
            book.set_properties({"created": said})
    now = MOMENT + timedelta(days=30)
    found = read_saved_at(path, round(on_disk.timestamp() * 1e9), now)
    assert found == expected
