"""What is remarked on a file reaches everyone, and stays until it is settled."""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.check.check import check_workbook
from etl.check.report import describe_check, say_check
from etl.inbox import parse_cache as parsing
from etl.inbox.originals import Original, read_originals
from etl.refresh.refresh import refresh
from etl.refresh.report import say_complaints, say_report
from etl.workbooks.contract.notes import say_money
from etl.workbooks.headings.headings import columns_of
from pazanga.errors import WorkbookError
from pazanga.remarks import MOST_REMARKS, Remark, say_remark, say_remarks
from pazanga.settings import Settings
from pazanga.texts import LANGUAGES, Language
from warehouse.status import read_status, say_status

from .conftest import Ask, Drop, Row, pay

DropBook = Callable[..., Path]
REMARKS = "select sheet, rule, severity from ops.remark order by all"
STATUS = "select status, row_count from ops.load where source_kind = 'workbook'"


@pytest.fixture
def drop_book(settings: Settings) -> DropBook:
    """Drop a workbook; columns named for a sheet are left out of it."""

    def drop(
        sheets: dict[str, tuple[Sequence[Row], set[str]]], name: str = "a.xlsx"
    ) -> Path:
        path = settings.inbox_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(path) as book:
            for title, (rows, lacking) in sheets.items():
                sheet = book.add_worksheet(title)
                columns = [c for c in columns_of("spending") if c.name not in lacking]
                sheet.write_row(0, 0, [column.lt for column in columns])
                for number, row in enumerate(rows, start=1):
                    cells = [row.get(column.name, "") for column in columns]
                    sheet.write_row(number, 0, cells)
        return path

    return drop


THREE_SHEETS: dict[str, tuple[Sequence[Row], set[str]]] = {
    "Sausis": ([pay(1)], set()),
    "Vasaris": ([pay(2)], {"document_number"}),
    "Kovas": ([pay(3)], {"funding_source"}),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_dropped_sheets_are_said_everywhere_in_the_same_words(
    settings: Settings, drop_book: DropBook, ask: Ask, language: Language
) -> None:
    path = drop_book(THREE_SHEETS)
    check = check_workbook(path, settings, path.name)
    checked = [*say_check(check, language)]
    report = refresh(settings)
    printed = [*say_report(report, language)]
    column = "message_lt" if language == "lt" else "message"
    columns = f"{column}, sheet"
    kept = ask(f"select {columns} from ops.remark where severity = 'error'")  # noqa: S608
    complaints = "\n".join(say_complaints(report, language))
    assert complaints.count("a.xlsx: ") == len(kept)
    assert [sheet for _, sheet in kept] == ["Vasaris", "Kovas"]
    for said, sheet in kept:
        [line] = [line for line in checked if said in line]
        assert line in printed
        assert sheet in line
        assert said in complaints
        assert "spending" not in said
    described = describe_check(check)["notes"]
    assert [note["severity"] for note in described[:2]] == ["error", "error"]


def test_file_without_all_its_sheets_is_not_loaded_but_partly(
    settings: Settings, drop_book: DropBook, ask: Ask
) -> None:
    drop_book(THREE_SHEETS)
    report = refresh(settings)
    assert report.exit_code == 2
    assert (report.run.failed_source_count, report.run.refused_file_count) == (1, 1)
    assert ask(STATUS) == [("partly", 1)]
    assert ask("select sheets_read, sheets_left from ops.load where message > ''") == [
        (1, 2)
    ]
    assert refresh(settings).exit_code == 0


def test_whole_file_is_loaded_and_says_nothing(
    settings: Settings, drop_book: DropBook, ask: Ask
) -> None:
    drop_book({"Sausis": ([pay(1)], set())})
    report = refresh(settings)
    assert report.exit_code == 0
    assert ask(STATUS) == [("loaded", 1)]
    assert ask(REMARKS) == []
    assert "a.xlsx: only partly" not in "\n".join(say_report(report, "en"))


@pytest.mark.parametrize("how", ["from_cache", "read_anew", "kept"])
def test_remarks_survive_a_refresh_of_something_else(
    settings: Settings,
    drop_book: DropBook,
    drop: Drop,
    ask: Ask,
    how: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drop_book(THREE_SHEETS)
    refresh(settings)
    before = ask(REMARKS)
    [first] = read_originals(settings.originals_dir)
    read = parsing.read_in_child

    def refuse(original: Original, *rest: Any) -> None:  # noqa: ANN401
        if original.sha256 == first.sha256:
            raise WorkbookError("unreadable", name=original.name, reason="")
        read(original, *rest)

    if how == "from_cache":
        monkeypatch.setattr(parsing, "read_in_child", refuse)
    else:
        for entry in settings.parsed_dir.rglob("reading.json"):
            entry.unlink()
    if how == "kept":
        monkeypatch.setattr(parsing, "read_in_child", refuse)
        monkeypatch.setattr("etl.refresh.refresh.hash_inputs", lambda _: "other")
        report = refresh(settings)
        assert report.exit_code == 2
    else:
        drop(pay(9), name="b.csv")
        report = refresh(settings)
        assert report.exit_code == 0
    errors = [row for row in ask(REMARKS) if row[2] == "error"]
    assert errors == [row for row in before if row[2] == "error"]
    expected = "received before have errors: 2, warnings: 0"
    assert expected in "\n".join(say_report(report, "en"))


def test_whole_file_of_the_same_name_settles_remarks(
    settings: Settings, drop_book: DropBook, ask: Ask
) -> None:
    drop_book(THREE_SHEETS)
    refresh(settings)
    assert read_status(settings.warehouse_dir).remarks == {"error": 2}
    drop_book({"Sausis": ([pay(1), pay(2), pay(3)], set())})
    report = refresh(settings)
    assert report.exit_code == 0
    assert ask("select count(*) from ops.remark where settled_by is null") == [(0,)]
    status = read_status(settings.warehouse_dir)
    said = "\n".join(say_status(status, "en"))
    assert "2 workbooks received (rows: 4)" in said
    assert "Remarks" not in said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("lt", ["a.xlsx: įkelta tik iš dalies – 1 eilutė", "klaidų – 2"]),
        ("en", ["a.xlsx: only partly loaded, 1 row", "errors: 2"]),
    ],
)
def test_status_names_the_file_and_counts_its_remarks(
    settings: Settings,
    published: object,
    drop_book: DropBook,
    language: Language,
    words: list[str],
) -> None:
    assert published
    drop_book(THREE_SHEETS)
    refresh(settings)
    status = read_status(settings.warehouse_dir)
    said = "\n".join(say_status(status, language))
    assert [word for word in words if word not in said] == []
    counted = json.loads(json.dumps(status.to_json()))["remarks"]
    assert counted == {"error": 2, "warning": 0, "note": 0}


def test_many_remarks_are_cut_and_counted() -> None:
    notes = [Remark("x", "note", "", f"{n}.", f"{n}.") for n in range(MOST_REMARKS)]
    grave = Remark("y", "error", "Kovas", "Lost.", "Dingo.")
    said = [*say_remarks([*notes, grave], "en")]
    assert said[0] == "  ERROR (sheet “Kovas”): Lost."
    assert len(said) == MOST_REMARKS + 1
    assert said[-1] == "  … and 1 more; the page “Data quality” has all of them."


def test_file_of_which_only_a_sheet_is_left_is_read_as_before(
    settings: Settings, published: object, drop_book: DropBook, drop: Drop, ask: Ask
) -> None:
    assert published
    drop_book(THREE_SHEETS)
    refresh(settings)
    bad = [pay(n, activity_number="77") for n in range(9)]
    drop(*bad, name="b.csv")
    refresh(settings)
    assert ask(f"{STATUS} and source_name = 'a.xlsx'") == [("partly", 1)]


def test_file_that_stays_in_the_inbox_is_named(
    settings: Settings,
    published: object,
    drop: Drop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert published
    path = drop(pay(1))
    monkeypatch.setattr("etl.refresh.refresh.clear_inbox", lambda _: [path])
    report = refresh(settings)
    said = [line for line in say_report(report, "en") if "could not be removed" in line]
    assert [line.partition(":")[0] for line in said] == ["a.csv"]


def test_file_of_bad_rows_alone_is_said_to_bring_none(
    settings: Settings, published: object, drop: Drop
) -> None:
    assert published
    drop(pay(1, activity_number="77"))
    said = [*say_report(refresh(settings), "en")]
    assert "a.csv: not loaded because of its bad rows; the file is kept" in said


def test_guessed_day_of_arrival_is_said_and_stays_said(
    settings: Settings, drop: Drop, ask: Ask
) -> None:
    drop(pay(1))
    refresh(settings)
    [record] = settings.originals_dir.glob("*.json")
    record.write_text("{", encoding="utf-8")
    warnings = "select rule from ops.remark where severity = 'warning'"
    for number in (2, 3):
        drop(pay(number), name=f"{number}.csv")
        refresh(settings)
        assert ask(warnings) == [("record_recovered",)]


@pytest.mark.parametrize(
    ("amount", "lt", "en"),
    [
        pytest.param("0", "0,00 €", "€0.00", id="zero"),
        pytest.param("1234.5", "1 234,50 €", "€1,234.50", id="thousands"),
        pytest.param("-1234567.89", "−1 234 567,89 €", "−€1,234,567.89", id="minus"),
    ],
)
def test_amounts_are_said_as_people_write_them(amount: str, lt: str, en: str) -> None:
    assert say_money(Decimal(amount)) == {"lt": lt.replace(" ", "\u00a0"), "en": en}


def test_remark_says_severity_and_place() -> None:
    remark = Remark("x", "warning", "Kovas", "Look.", "Pažiūrėkite.")
    assert say_remark(remark, "lt") == "  Dėmesio (lapas „Kovas“): Pažiūrėkite."
    assert remark.text("en") == "Sheet “Kovas”. Look."
