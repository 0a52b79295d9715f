"""Of many files that loaded well counts are told; one with a remark is told itself."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.inbox.inbox import Arrival, Intake, Stamp
from etl.inbox.originals import Original
from etl.refresh.inputs import Source
from etl.refresh.load import Load
from etl.refresh.report import MOST_TOLD, Report, end_run, say_file, say_report

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def make_report(clean: int, rejecting: int) -> Report:
    loads, arrivals = [], []
    for number in range(clean + rejecting):
        name, key = f"file-{number}.csv", f"{number:064}"
        kind = "exams" if number % 2 else "spending"
        original = Original(
            sha256=key,
            name=name,
            received_at=NOW,
            path=Path(name),
            kinds=(kind,),
            taken_in_at=NOW,
        )
        source = Source("workbook", name, Path(name), key, original)
        loads.append(
            Load(
                source=source,
                status="loaded",
                sha256=key,
                row_count=10,
                quarantined_count=3 * (number >= clean),
                is_new=True,
            )
        )
        arrivals.append(
            Arrival(Path(name), Stamp(1, 1, 1), name, original, is_known=False)
        )
    run = end_run(NOW, "published")
    return Report(run, None, loads, intake=Intake(tuple(arrivals)))


@pytest.mark.parametrize("rejecting", [0, 2])
def test_many_clean_files_are_counted_by_kind(rejecting: int) -> None:
    said = list(say_report(make_report(MOST_TOLD + 2, rejecting), "en"))
    assert "Spending: 11 files loaded without a remark (rows: 110)" in said
    assert "Exam results: 11 files loaded without a remark (rows: 110)" in said
    assert sum("put aside" in line for line in said) == rejecting
    assert sum(line.startswith("file-") for line in said) == 3 * rejecting


def test_few_files_are_told_each() -> None:
    said = list(say_report(make_report(MOST_TOLD, 0), "lt"))
    assert sum(line.startswith("file-") for line in said) == 2 * MOST_TOLD
    assert not any("be pastabų" in line for line in said)


def test_one_file_that_is_asked_for_is_told_among_many() -> None:
    said = list(say_file(make_report(MOST_TOLD + 2, 0), f"{5:064}", "en"))
    assert said == [
        "file-5.csv: recognised as exam results",
        "file-5.csv: 10 rows loaded",
    ]
