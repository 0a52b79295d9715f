"""Originals: bytes kept by their hash, and the record that makes them an input."""

import io
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from etl.inbox.originals import (
    Original,
    keep_bytes,
    next_moment,
    read_originals,
    remove_original,
    remove_unfinished,
    write_record,
)

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def keep(
    folder: Path, content: bytes, name: str = "a.csv", **cells: object
) -> Original:
    digest, path = keep_bytes(io.BytesIO(content), name, folder)
    given = {"received_at": NOW, "kinds": ("spending",), **cells}
    original = Original(sha256=digest, name=name, path=path, **given)  # type: ignore[arg-type]
    write_record(original)
    return original


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("Išlaidos 2025.XLSX", ".xlsx"),
        ("a.b.csv", ".csv"),
        ("be galūnės", ""),
        ("a.labai ilga galūnė", ""),
        ("a.ąčę", ""),
        (".csv", ".csv"),
    ],
)
def test_original_is_named_by_its_hash_and_ending(
    tmp_path: Path, name: str, ending: str
) -> None:
    digest, path = keep_bytes(io.BytesIO(b"abc"), name, tmp_path / "originals")
    assert digest == sha256(b"abc").hexdigest()
    assert path.name == f"{digest}{ending}"
    assert path.read_bytes() == b"abc"


def test_record_says_what_was_received(tmp_path: Path) -> None:
    original = keep(tmp_path, b"abc", "Išlaidos.csv", is_synthetic=True)
    assert read_originals(tmp_path) == [original]


def test_original_without_a_record_is_no_input_yet(tmp_path: Path) -> None:
    keep_bytes(io.BytesIO(b"abc"), "a.csv", tmp_path)
    assert read_originals(tmp_path) == []
    assert read_originals(tmp_path / "nowhere") == []


def test_originals_come_in_the_order_they_were_received(tmp_path: Path) -> None:
    late = keep(tmp_path, b"1", received_at=NOW + timedelta(hours=1))
    twins = [keep(tmp_path, content) for content in (b"2", b"3")]
    twins.sort(key=lambda original: original.sha256)
    assert read_originals(tmp_path) == [*twins, late]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": "a"}', "null"])
def test_damaged_record_keeps_its_original_an_input(tmp_path: Path, text: str) -> None:
    original = keep(tmp_path, b"abc")
    original.path.with_suffix(".json").write_text(text)
    [found] = read_originals(tmp_path)
    assert (found.sha256, found.path) == (original.sha256, original.path)


def test_removed_original_leaves_nothing(tmp_path: Path) -> None:
    remove_original(keep(tmp_path, b"abc"))
    assert list(tmp_path.iterdir()) == []


def test_unfinished_copies_are_removed(tmp_path: Path) -> None:
    original = keep(tmp_path, b"abc")
    (tmp_path / ".arriving.new").write_bytes(b"ab")
    (tmp_path / f".{original.sha256}.json.new").write_bytes(b"{")
    remove_unfinished(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param(-1, NOW, id="clock_runs"),
        pytest.param(0, NOW + timedelta(microseconds=1), id="same_moment"),
        pytest.param(5, NOW + timedelta(hours=5, microseconds=1), id="clock_went_back"),
    ],
)
def test_file_that_comes_later_is_received_later(
    tmp_path: Path, hours: int, expected: datetime
) -> None:
    earlier = keep(tmp_path, b"abc", received_at=NOW + timedelta(hours=hours))
    assert next_moment([earlier], NOW) == expected
    assert next_moment([], NOW) == NOW


def test_record_is_plain_json(tmp_path: Path) -> None:
    original = keep(tmp_path, b"abc", "ąžuolas.csv")
    text = original.path.with_suffix(".json").read_text(encoding="utf-8")
    assert "ąžuolas" in text
    assert json.loads(text)["received_at"] == "2026-03-29T01:30:00+00:00"
