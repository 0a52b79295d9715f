from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from etl.schedule.outcome import (
    find_trouble,
    log_broken_run,
    read_last_run,
    read_shown,
)
from pazanga.processes.process import Ended, Ending
from warehouse.ops import Run

MOMENT = datetime(2026, 11, 22, 4, tzinfo=UTC)


def make_run(**fields: Any) -> Run:  # noqa: ANN401
    return Run(run_id="1", started_at=MOMENT, finished_at=MOMENT, **fields)


def end(exit_code: int, *, was_stopped: bool = False) -> Ended:
    ending: Ending = "too_long" if was_stopped else "by_itself"
    return Ended(exit_code, b"output", "complaint", ending)


@pytest.mark.parametrize(
    ("ended", "run", "expected"),
    [
        pytest.param(end(0), make_run(outcome="published"), None, id="published"),
        pytest.param(end(0), None, None, id="good_without_a_line"),
        pytest.param(end(3), None, None, id="busy"),
        pytest.param(
            end(1), make_run(outcome="audits_failed"), "audits_failed", id="audits"
        ),
        pytest.param(end(1), make_run(outcome="failed"), "failed", id="program_failed"),
        pytest.param(
            end(2), make_run(outcome="unusable_input"), "unusable_input", id="no_input"
        ),
        pytest.param(
            end(2),
            make_run(outcome="published", failed_source_count=1),
            "sources_failed",
            id="a_source_failed",
        ),
        pytest.param(
            end(2),
            make_run(outcome="unchanged", failed_source_count=1),
            "sources_failed",
            id="a_source_still_fails",
        ),
        pytest.param(
            end(2),
            make_run(outcome="published", failed_source_count=2, refused_file_count=2),
            "files_refused",
            id="files_refused",
        ),
        pytest.param(
            end(2),
            make_run(outcome="published", failed_source_count=2, refused_file_count=1),
            "sources_failed",
            id="files_refused_and_a_source_failed",
        ),
        pytest.param(end(2), None, "failed", id="refused_before_it_began"),
        pytest.param(end(-9), None, "failed", id="killed"),
        pytest.param(end(-15, was_stopped=True), None, "too_long", id="too_long"),
    ],
)
def test_trouble_is_named_by_how_a_refresh_ended(
    ended: Ended, run: Run | None, expected: str | None
) -> None:
    trouble = find_trouble(ended, run)
    assert (trouble.kind if trouble else None) == expected
    assert trouble is None or trouble.lines == ("complaint",)


def test_trouble_without_complaints_quotes_the_output() -> None:
    trouble = find_trouble(Ended(1, b"a"), None)
    assert trouble
    assert trouble.lines == ("a",)


def test_broken_run_gets_into_the_log(tmp_path: Path) -> None:
    assert read_last_run(tmp_path) is None
    log_broken_run(tmp_path, MOMENT, MOMENT)
    run = read_last_run(tmp_path)
    assert run
    assert (run.outcome, run.started_at) == ("failed", MOMENT)


def test_run_log_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    log_broken_run(tmp_path / "nowhere", MOMENT, MOMENT)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"snapshot": "a.duckdb"}'])
def test_damaged_pointer_shows_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "CURRENT").write_text(content)
    assert read_shown(tmp_path) is None


def test_no_pointer_shows_nothing(tmp_path: Path) -> None:
    assert read_shown(tmp_path) is None


@pytest.mark.parametrize("content", ["[]", '{"run_id": "1"}'])
def test_damaged_run_log_names_no_run(tmp_path: Path, content: str) -> None:
    (tmp_path / "runs.jsonl").write_text(f"{content}\n")
    assert read_last_run(tmp_path) is None
