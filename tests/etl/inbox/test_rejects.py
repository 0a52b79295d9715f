"""Rows put aside, repaired by people: out of the snapshot, corrected, and in again."""

import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from etl.check.check import check_workbook
from etl.inbox.originals import read_originals
from etl.inbox.rejects_command import write_rejects
from etl.refresh.refresh import refresh
from pazanga.errors import NoSnapshot, WorkbookError
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import Snapshot
from warehouse.status import read_status, say_status

from .conftest import MEASUREMENT, Ask, Drop, WritePlan, pay

Repair = Callable[..., None]
Edit = Callable[[Worksheet], None]

SPENT = "select coalesce(sum(net_eur), 0) from marts.fct_expenditure"
WAITING = (
    "select count(distinct (source_document_key, sheet, row_number))"
    " from ops.quarantine where settled_by is null"
)


@pytest.fixture
def repair(settings: Settings, tmp_path: Path) -> Repair:
    """Take the rows put aside, let a person edit them, and drop them in again."""

    def give_back(edit: Edit, name: str = "pataisyta.xlsx") -> None:
        path = tmp_path / name
        assert write_rejects(settings, path)
        book = openpyxl.load_workbook(path)
        edit(book.worksheets[0])
        settings.inbox_dir.mkdir(exist_ok=True)
        book.save(settings.inbox_dir / name)
        refresh(settings)

    return give_back


def find_column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if str(cell.value).startswith(heading))


def write(sheet: Worksheet, row: int, heading: str, text: str) -> None:
    sheet.cell(row, find_column(sheet, heading)).value = text


def test_corrected_rows_load_and_nothing_counts_twice(
    settings: Settings, drop: Drop, ask: Ask, repair: Repair
) -> None:
    def correct(sheet: Worksheet) -> None:
        write(sheet, 2, "Suma be PVM", "15,00")
        write(sheet, 3, "Veiklos Nr.", "1")
        write(sheet, 3, "Suma be PVM", "20,00")

    drop(pay(1), pay(2, net_eur="daug"), pay(3, activity_number="99"))
    assert refresh(settings).run.rows_quarantined == 2
    repair(correct)
    assert ask(SPENT) == [(Decimal("45.00"),)]
    assert ask(WAITING) == [(0,)]
    assert ask("select count(*) from ops.quarantine") == [(2,)]
    assert write_rejects(settings, settings.home / "x.xlsx") == 0


def test_rows_left_as_they_were_wait_once(
    settings: Settings, drop: Drop, ask: Ask, repair: Repair
) -> None:
    drop(pay(1), pay(2, net_eur="daug"), pay(3, activity_number="99"))
    refresh(settings)
    repair(lambda sheet: write(sheet, 2, "Suma be PVM", "15,00"))
    assert ask(WAITING) == [(1,)]
    repair(lambda sheet: write(sheet, 2, "Veiklos Nr.", "98"), "dar kartą.xlsx")
    assert ask(WAITING) == [(1,)]
    assert ask(SPENT) == [(Decimal("25.00"),)]
    repair(lambda sheet: write(sheet, 2, "Veiklos Nr.", "1"), "trečias.xlsx")
    assert ask(WAITING) == [(0,)]
    assert ask(SPENT) == [(Decimal("35.00"),)]


def test_whole_file_dropped_again_settles_what_it_brings(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    bad = [pay(2, net_eur="daug"), pay(3, activity_number="99")]
    drop(pay(1), *bad)
    refresh(settings)
    drop(pay(1), pay(4), *bad)
    refresh(settings)
    assert ask(WAITING) == [(2,)]
    assert ask(SPENT) == [(Decimal("20.00"),)]


def test_row_that_nothing_brings_again_stays_with_its_file(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1), pay(2, net_eur="daug"))
    refresh(settings)
    drop(pay(1), pay(3), name="b.csv")
    refresh(settings)
    assert ask(WAITING) == [(1,)]
    assert ask("select source_file from ops.quarantine") == [("a.csv",)]


def test_too_many_bad_rows_stop_one_source_and_corrected_rows_free_it(
    settings: Settings, drop: Drop, ask: Ask, repair: Repair
) -> None:
    def correct(sheet: Worksheet) -> None:
        for row in range(2, sheet.max_row + 1):
            write(sheet, row, "Veiklos Nr.", "1")

    drop(pay(0), *(pay(n, activity_number="99") for n in range(1, 10)))
    drop(pay("b"), name="b.csv")
    report = refresh(settings)
    assert (report.run.outcome, report.exit_code) == ("published", 2)
    assert ask("select source_name, status from ops.load where status <> 'loaded'") == [
        ("a.csv", "stopped")
    ]
    assert ask(SPENT) == [(Decimal("10.00"),)]
    repair(correct)
    assert ask(SPENT) == [(Decimal("110.00"),)]
    assert ask(WAITING) == [(0,)]


def test_stopped_file_stays_stopped_when_its_rows_come_back_as_bad(
    settings: Settings, drop: Drop, ask: Ask, repair: Repair
) -> None:
    drop(pay(0), *(pay(n, activity_number="99") for n in range(1, 10)))
    refresh(settings)
    repair(lambda _: None)
    assert ask(SPENT) == [(0,)]
    assert ask(WAITING) == [(9,)]


def test_rows_of_a_file_that_is_lost_still_wait_until_corrected(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1), pay(2, net_eur="daug"), pay(3, net_eur="mažai"))
    refresh(settings)
    [original] = read_originals(settings.originals_dir)
    original.path.unlink()
    for path in settings.parsed_dir.rglob("reading.json"):
        path.unlink()
    drop(pay(2), name="b.csv")
    report = refresh(settings)
    assert (report.run.outcome, report.run.rows_quarantined) == ("published", 1)
    assert ask("select source_name from ops.load where status = 'kept'") == [("a.csv",)]
    assert ask(WAITING) == [(1,)]
    assert ask(SPENT) == [(Decimal("20.00"),)]


def test_status_counts_what_waits(
    settings: Settings, drop: Drop, published: Snapshot
) -> None:
    assert published
    drop(pay(1), pay(2, net_eur="daug"))
    drop({**MEASUREMENT, "indicator_number": "99"}, name="m.csv", kind="measurements")
    refresh(settings)
    status = read_status(settings.warehouse_dir)
    assert status.to_json()["rows_put_aside"] == 2
    said = "\n".join(say_status(status, "en"))
    assert "2 rows put aside wait to be corrected" in said
    assert "pazanga rejects --out" in said


def test_rows_of_one_file_are_given_by_key_or_name(
    settings: Settings, drop: Drop, ask: Ask, tmp_path: Path
) -> None:
    drop(pay(1), pay(2, net_eur="daug"), pay(3, net_eur="daug"))
    drop(pay(4), pay(5, net_eur="mažai"), name="b.csv")
    refresh(settings)
    path = tmp_path / "x.xlsx"
    [(key,)] = ask(
        "select source_document_key from ops.load where source_name = 'a.csv'"
    )
    assert write_rejects(settings, path) == 3
    assert write_rejects(settings, path, source="b.csv") == 1
    assert write_rejects(settings, path, source=key) == 2
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == ["SF-2", "SF-3"]


def test_formula_is_neutralised_on_the_way_out_and_comes_back_whole(
    settings: Settings, drop: Drop, ask: Ask, repair: Repair
) -> None:
    def look(sheet: Worksheet) -> None:
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
        assert "'=cmd|' /C calc'!A0" in [cell.value for cell in cells]
        assert not any(str(cell.value or "").startswith(("=", "@")) for cell in cells)
        assert all(cell.data_type != "f" for cell in cells)
        write(sheet, 2, "Suma be PVM", "5")

    drop(pay(1), pay("x", supplier="=cmd|' /C calc'!A0", net_eur="@SUM(A1)"))
    refresh(settings)
    repair(look)
    assert ask("select supplier from raw.workbook__spending where net_eur = 5") == [
        ("=cmd|' /C calc'!A0",)
    ]


def test_personal_code_is_not_kept_whatever_puts_the_row_aside(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    code = {"contract_number": "48001011234"}
    drop(pay(1), pay(2, activity_number="99", **code), pay(3, net_eur="x", **code))
    refresh(settings)
    cells = ask("select raw_cells::json ->> 'contract_number' from ops.quarantine")
    assert cells == [(None,), (None,)]


def test_earlier_snapshot_gives_what_it_put_aside(
    settings: Settings, drop: Drop, published: Snapshot, tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    drop(pay(1), pay(2, net_eur="daug"))
    refresh(settings)
    assert write_rejects(settings, path) == 1
    assert write_rejects(settings, path, snapshot=published.name) == 0
    with pytest.raises(NoSnapshot):
        write_rejects(settings, path, snapshot="../x")


def test_file_that_cannot_be_written_is_said(
    settings: Settings, drop: Drop, published: Snapshot, tmp_path: Path
) -> None:
    assert published
    drop(pay(1), pay(2, net_eur="daug"))
    refresh(settings)
    with pytest.raises(WorkbookError, match="nowhere"):
        write_rejects(settings, tmp_path / "nowhere" / "x.xlsx")


def test_command_writes_the_workbook_and_says_so(
    settings: Settings, drop: Drop, published: Snapshot, tmp_path: Path
) -> None:
    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "pazanga", "rejects", *arguments]
        environment = {
            **os.environ,
            "PAZANGA_HOME": str(settings.home),
            "PAZANGA_LANGUAGE": "en",
        }
        return subprocess.run(
            command, check=True, cwd=PROJECT_ROOT, env=environment, capture_output=True
        ).stdout.decode()

    assert published
    path = tmp_path / "x.xlsx"
    assert "no file was written" in run("--out", str(path))
    assert not path.exists()
    drop(pay(1), pay(2, net_eur="daug"))
    refresh(settings)
    assert run("--out", str(path)) == f"1 row to correct written: {path}\n"
    assert openpyxl.load_workbook(path).sheetnames == ["Spending"]


@pytest.mark.slow
def test_copied_mark_loses_no_money_and_is_said(
    settings: Settings, drop: Drop, ask: Ask, write_plan: WritePlan
) -> None:
    write_plan("kaunas", "19")
    drop(pay(1), pay(2, net_eur="daug"), pay(3, net_eur="daug"))
    refresh(settings)
    marks = [mark for (mark,) in ask("select row_mark from ops.quarantine order by 1")]
    drop(pay(2, net_eur="5.00", corrects=marks[0]), name="b.csv")
    copied = [pay(n, plan_code="kaunas", corrects=mark) for n, mark in enumerate(marks)]
    path = drop(*copied, name="c.csv")
    remarks = check_workbook(path, settings, "c.csv").remarks
    assert "corrects_other_plan" in {remark.rule for remark in remarks}
    report = refresh(settings)
    assert report.run.rows_quarantined == 1
    assert ask(SPENT) == [(Decimal("35.00"),)]
    said = "select distinct source_document_key, rule from ops.remark where rule like"
    assert len(ask(f"{said} 'corrects_%'")) == 1
    assert ask("select count(*) from ops.audit_result where row_count > 0") == [(0,)]
