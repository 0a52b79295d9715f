import logging
from pathlib import Path

import pytest

from etl import log
from etl.log import keep_log, pairs

LOGGER = logging.getLogger("etl.made_up")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("scheduled", "a=scheduled", id="word"),
        pytest.param(3.5, "a=3.5", id="number"),
        pytest.param("0 6 * * *", 'a="0 6 * * *"', id="blanks"),
        pytest.param("", 'a=""', id="nothing"),
        pytest.param('sako "taip"', 'a="sako \\"taip\\""', id="quotation_marks"),
        pytest.param("a\nINFO b=1", 'a="a\\nINFO b=1"', id="line_feed"),
        pytest.param("Įkelta 5", 'a="Įkelta 5"', id="letters"),
    ],
)
def test_pairs_cannot_be_misread(value: object, expected: str) -> None:
    assert pairs(a=value) == expected


def test_log_has_one_line_per_event(tmp_path: Path) -> None:
    with keep_log(tmp_path / "logs", "schedule"):
        LOGGER.info("begun %s", pairs(a=1))
        LOGGER.debug("not written")
        try:
            int("no number")
        except ValueError:
            LOGGER.exception("broke")
    LOGGER.warning("after the end")
    lines = (tmp_path / "logs/schedule.log").read_text("utf-8").splitlines()
    assert [line.split(" ", 1)[1][:10] for line in lines] == [
        "INFO begun",
        "ERROR brok",
    ]
    assert lines[0][10] == "T"
    assert lines[0][:24].endswith("Z")
    assert "Traceback" in lines[1]
    assert "\\nValueError" in lines[1]


def test_log_is_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LOG_BYTES", 1_000)
    with keep_log(tmp_path, "schedule"):
        for number in range(500):
            LOGGER.info("event %s", pairs(number=number))
    files = list(tmp_path.iterdir())
    assert len(files) == log.LOG_COUNT
    assert all(file.stat().st_size <= 1_000 for file in files)
