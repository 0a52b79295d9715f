import json
import logging
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pazanga import log
from pazanga.log import keep_log, log_to_stderr, name_ids, named_ids, pairs

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
        pytest.param("a\udcff.csv", 'a="a?.csv"', id="no_text"),
    ],
)
def test_pairs_cannot_be_misread(value: object, expected: str) -> None:
    assert str(pairs(a=value)) == expected


def test_log_has_one_line_per_event(tmp_path: Path) -> None:
    with keep_log(tmp_path / "logs", "schedule"):
        LOGGER.info("be%s %s", "gun", pairs(a=1))
        LOGGER.debug("not written")
        try:
            int("no number")
        except ValueError:
            LOGGER.exception("broke")
    LOGGER.warning("after the end")
    lines = (tmp_path / "logs/schedule.log").read_text("utf-8").splitlines()
    first, second = map(json.loads, lines)
    at = datetime.fromisoformat(first.pop("at"))
    assert timedelta(0) <= datetime.now(UTC) - at < timedelta(hours=1)
    assert first == {"level": "INFO", "event": "begun", "a": 1}
    assert (second["level"], second["event"]) == ("ERROR", "broke")
    assert second["traceback"].startswith("Traceback")
    assert second["traceback"].rpartition("\n")[2].startswith("ValueError: invalid")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"line": "a\nb\u2028c"}, "a\nb\u2028c", id="line_feeds"),
        pytest.param({"line": 'Įkelta "5"'}, 'Įkelta "5"', id="quotation_marks"),
        pytest.param({"line": "\udcff"}, "?", id="no_text"),
        pytest.param({"line": Path("/a b")}, "/a b", id="path"),
        pytest.param({"line": None}, None, id="nothing"),
        pytest.param(
            {"line": "550 <jonas.jonaitis@kaunas.lt> unknown"},
            "550 <…@kaunas.lt> unknown",
            id="mailbox",
        ),
        pytest.param({"line": "a" * 300_000}, "a" * 300_000, id="no_mailbox"),
    ],
)
def test_any_value_is_one_line_of_json(
    tmp_path: Path, values: dict[str, object], expected: object
) -> None:
    with keep_log(tmp_path, "schedule"):
        LOGGER.info("event %s", pairs(**values))
    written = (tmp_path / "schedule.log").read_bytes()
    assert written.count(b"\n") == 1
    assert json.loads(written)["line"] == expected


def test_personal_codes_are_in_no_line(tmp_path: Path) -> None:
    with keep_log(tmp_path, "schedule"):
        LOGGER.info("read 38001010011.xlsx")
        LOGGER.info("read %s", "38001010011.xlsx")
        LOGGER.info("read %s %s", "38001010011.xlsx", pairs(file=Path("38001010011")))
        try:
            Path("/380 0101 0011.xlsx").read_bytes()
        except FileNotFoundError:
            LOGGER.exception("broke")
    written = (tmp_path / "schedule.log").read_text("utf-8")
    assert "0011" not in written
    # The traceback quotes the line of the program, too.
    assert written.count("•••") == 6


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-22T04:00:00.123Z 2026-11-22 040000 1764561600 1764561600123",
        f"{'a38001010011b' * 4}.parquet {'38001010011f00de'}_x 0x7f3800101001",
        'File "/srv/380/010.py", line 380, in read: 1010011 rows',
        "20250000123 127.0.0.1:8501",
    ],
)
def test_times_hashes_and_numbers_stay(tmp_path: Path, said: str) -> None:
    with keep_log(tmp_path, "schedule"):
        LOGGER.info("%s", said)
        LOGGER.info("event %s", pairs(said=said))
    lines = (tmp_path / "schedule.log").read_text("utf-8").splitlines()
    event, pair = map(json.loads, lines)
    assert (event["event"], pair["said"]) == (said, said)


def test_log_is_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LOG_BYTES", 1_000)
    with keep_log(tmp_path, "schedule"):
        for number in range(500):
            LOGGER.info("event %s", pairs(number=number))
    files = list(tmp_path.iterdir())
    assert len(files) == log.LOG_COUNT
    assert all(file.stat().st_size <= 1_000 for file in files)


def test_log_on_a_full_disk_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "schedule.log").symlink_to("/dev/full")
    with keep_log(tmp_path, "schedule"):
        LOGGER.info("event %s", pairs(a=1))
    assert capsys.readouterr() == ("", "")


def test_lines_carry_the_ids_of_what_they_belong_to(tmp_path: Path) -> None:
    def answer() -> None:
        name_ids(session="s")
        with named_ids(request="r"):
            LOGGER.info("in")
            LOGGER.info("told %s", pairs(request="own"))
        LOGGER.info("out")

    with keep_log(tmp_path, "schedule"):
        copy_context().run(answer)
        with named_ids(run_id="n", session=""):
            LOGGER.info("run")
        LOGGER.info("after")
    lines = map(json.loads, (tmp_path / "schedule.log").read_text().splitlines())
    found = [
        {key: line[key] for key in line if key not in {"at", "level"}} for line in lines
    ]
    assert found == [
        {"event": "in", "session": "s", "request": "r"},
        # What a line says itself counts.
        {"event": "told", "session": "s", "request": "own"},
        {"event": "out", "session": "s"},
        {"event": "run", "run_id": "n"},
        {"event": "after"},
    ]


def test_a_server_logs_the_same_lines_where_errors_go(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with log_to_stderr("etl"), named_ids(request="r"):
        LOGGER.info("not written")
        LOGGER.warning("broke %s", pairs(who="ona@example.lt"))
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line) | {"at": ""} == {
        "at": "",
        "level": "WARNING",
        "request": "r",
        "event": "broke",
        "who": "…@example.lt",
    }
