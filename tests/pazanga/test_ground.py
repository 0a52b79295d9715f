"""What the ground does for all, so that no room has a rule of its own for it."""

import re
from pathlib import Path

import pytest

from pazanga.files.durable import append_line, move_into_place, write_from

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for package in ("pazanga", "warehouse", "etl", "dashboard", "scripts")
    for path in (ROOT / package).rglob("*")
    if path.suffix in {".py", ".sql"}
}


@pytest.mark.parametrize(
    ("pattern", "places"),
    [
        pytest.param(
            r"\bfsync\(|os\.replace\(", {"pazanga/files/durable.py"}, id="writes"
        ),
        pytest.param(
            r"\.write_(?:text|bytes)\([^)]*\)\s+\w+\.(?:replace|rename)\(",
            set(),
            id="writes_by_hand",
        ),
        pytest.param(
            r"\bZoneInfo\(|Europe/Vilnius", {"pazanga/local_time.py"}, id="zone"
        ),
        pytest.param(r"strftime\(|:%Y-%m-%d", {"pazanga/local_time.py"}, id="moments"),
        pytest.param(
            r"\{11\}|\d\{10\}|\[3-6\]\\d|\[1-6\]\\d", set(), id="personal_codes"
        ),
    ],
)
def test_rule_stands_in_one_place(pattern: str, places: set[str]) -> None:
    found = {name for name, text in SOURCES.items() if re.search(pattern, text)}
    assert found == places


def test_file_moves_whole_and_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    old, fresh = tmp_path / "a", tmp_path / ".a.new"
    old.write_bytes(b"old")
    fresh.write_bytes(b"fresh")
    move_into_place(fresh, old)
    assert (old.read_bytes(), list(tmp_path.iterdir())) == (b"fresh", [old])


@pytest.mark.parametrize(
    ("offset", "whole"), [(0, b"new"), (2, b"olnew"), (5, b"old..new")]
)
def test_end_of_a_file_is_written_from_an_offset(
    tmp_path: Path, offset: int, whole: bytes
) -> None:
    path = tmp_path / "rows"
    path.write_bytes(b"old..torn")
    write_from(path, offset, b"new")
    assert path.read_bytes() == whole


@pytest.mark.parametrize("torn", ["", '{"run_id": "0'])
def test_line_goes_behind_one_that_was_left_torn(tmp_path: Path, torn: str) -> None:
    (tmp_path / "log").write_text(torn)
    append_line(tmp_path / "log", "{}")
    assert (tmp_path / "log").read_text().splitlines() == [*filter(None, [torn]), "{}"]
