"""What a workbook would change, told before it is loaded."""

import json
import shutil
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from xlsxwriter import Workbook

from etl.check.check import check_workbook
from etl.check.command import CheckRequest, run_check
from etl.check.compare import compare_rows
from etl.check.report import say_check
from etl.refresh.refresh import refresh
from etl.workbooks import read_workbook
from etl.workbooks.contract.contract import KINDS, SCHEMAS
from pazanga.settings import Settings
from pazanga.texts import Language

from .conftest import HEADINGS

WriteFile = Callable[..., Path]
ROW = "birstonas;1;;2024-05-31;{};{};S-1;{};21,00;EGADP;įvykdyta"


def row(document: str, net: str, supplier: str = "UAB Pavyzdys") -> str:
    return ROW.format(document, supplier, net)


def check_json(
    path: Path,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    **wanted: Path | str,
) -> tuple[int, dict[str, object]]:
    code = run_check(path, settings, CheckRequest(as_json=True, **wanted))  # type: ignore[arg-type]
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        pytest.param([row("SF-9", "1,00")], (1, 0, 0), id="new"),
        pytest.param([row("SF-1", "100,00")], (0, 0, 1), id="same_as_the_correction"),
        pytest.param([row("SF-1", "90,00")], (0, 1, 0), id="changed_back"),
        pytest.param(
            [row("SF-1", "100,00"), row("SF-2", "51,00"), row("SF-3", "-")],
            (0, 1, 1),
            id="one_of_each_and_one_put_aside",
        ),
    ],
)
def test_rows_are_compared_by_business_key(
    known: Settings,
    write_file: WriteFile,
    lines: list[str],
    counts: tuple[int, int, int],
) -> None:
    check = check_workbook(write_file(lines), known, "p.csv")
    [found] = check.comparisons
    assert (found.new.height, found.changed.height, found.same_count) == counts
    assert check.rows_rejected == len(lines) - sum(counts)


def test_change_tells_old_and_new_value_of_each_cell(
    known: Settings, write_file: WriteFile
) -> None:
    path = write_file(
        [
            row("SF-2", "51,00", "uab „Pavyzdys“"),
            row("SF-2", "4,00").replace(";S-1;", ";S-2;").replace("EGADP", "VB"),
            row("SF-2", "9,00", "UAB Kitas"),
        ]
    )
    [found] = check_workbook(path, known, "p.csv").comparisons
    assert found.changes.select("column_name", "old", "new").rows() == [
        ("contract_number", "S-1", "S-1, S-2"),
        ("funding_source", "EGADP", "EGADP, VB"),
        ("net_eur", "50.00", "55.00"),
        ("vat_eur", "21.00", "42.00"),
    ]
    assert (found.new.height, found.changed.height) == (1, 2)


def test_totals_count_a_corrected_row_once(
    known: Settings, write_file: WriteFile
) -> None:
    path = write_file([row("SF-2", "60,00"), row("SF-3", "1,50")])
    [found] = check_workbook(path, known, "p.csv").comparisons
    [totals] = found.totals.to_dicts()
    assert (totals["rows_before"], totals["rows_after"]) == (2, 3)
    assert totals["net_eur_before"] == Decimal("150.00")
    assert totals["net_eur_after"] == Decimal("161.50")
    assert totals["phase"] == "executed"


def test_everything_is_new_where_nothing_was_published(
    settings: Settings, write_file: WriteFile
) -> None:
    check = check_workbook(write_file([row("SF-1", "1,00")]), settings, "p.csv")
    assert check.snapshot is None
    assert check.comparisons[0].new.height == 1
    assert check.comparisons[0].totals["net_eur_before"].to_list() == [None]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_compares_with_nothing(kind: str) -> None:
    empty = SCHEMAS[kind].create_empty()  # type: ignore[index]
    found = compare_rows(kind, empty, empty)  # type: ignore[arg-type]
    assert (found.new.height, found.changed.height, found.same_count) == (0, 0, 0)


def test_missing_vat_differs_from_zero(write_file: WriteFile) -> None:
    with_zero = row("SF-1", "1,00").replace("21,00", "0,00")
    facts = [
        read_workbook(write_file([line])).facts["spending"]
        for line in (with_zero, with_zero.replace("0,00;EG", ";EG"))
    ]
    found = compare_rows("spending", facts[1], facts[0])
    assert found.changes.select("column_name", "old", "new").rows() == [
        ("vat_eur", "0.00", None)
    ]
    assert found.totals["vat_eur_after"].to_list() == [None]


def test_rows_that_no_plan_lists_are_put_aside(
    settings: Settings, published: object, write_file: WriteFile
) -> None:
    lines = [
        row("SF-1", "100,00").replace(";1;;", ";99;G1;"),
        row("SF-2", "100,00").replace(";1;;", ";1;Z9;"),
        row("SF-3", "100,00").replace("birstonas", "nowhere"),
        row("SF-4", "100,00"),
    ]
    check = check_workbook(write_file(lines), settings, "p.csv")
    assert published
    assert check.rejects["rule"].to_list() == [
        "unknown_activity",
        "unknown_school",
        "unknown_plan",
    ]
    assert check.comparisons[0].new["document_number"].to_list() == ["SF-4"]


def test_file_of_bad_rows_would_be_refused(
    settings: Settings,
    published: object,
    write_file: WriteFile,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write_file([row(f"SF-{number}", "abc") for number in range(9)])
    code, said = check_json(path, settings, capsys)
    assert published
    assert (code, said["kinds"], said["rows_rejected"]) == (2, [], 9)
    assert said["refusal"]["code"] == "inbox.no_good_row"  # type: ignore[index]


def test_same_file_as_before_is_known(
    settings: Settings, published: object, write_file: WriteFile
) -> None:
    path = write_file([row("SF-1", "100,00")])
    shutil.copy(path, settings.home / "p.csv")
    settings.inbox_dir.mkdir(exist_ok=True)
    shutil.move(settings.home / "p.csv", settings.inbox_dir / "p.csv")
    assert published
    assert check_workbook(path, settings, "p.csv").known_since is None
    refresh(settings)
    check = check_workbook(path, settings, "p.csv")
    assert check.known_since is not None
    assert check.comparisons[0].same_count == 1


def test_json_lists_rejects_with_reasons_and_writes_them(
    settings: Settings,
    write_file: WriteFile,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, target = write_file([row("SF-1", "abc", "=2+2")]), tmp_path / "r.xlsx"
    code, said = check_json(path, settings, capsys, name="<i>.csv", rejects=target)
    [reject] = said["rejects"]  # type: ignore[misc]
    assert (code, said["file"], said["rows_rejected"]) == (2, "<i>.csv", 1)
    assert (reject["row_number"], reject["raw_value"]) == (2, "abc")  # type: ignore[index]
    assert reject["reason"] != reject["reason_lt"]  # type: ignore[index]
    sheet = pl.read_excel(target, has_header=False, infer_schema_length=0)
    assert "'=2+2" in sheet.row(1)


def write_bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 2**20))
    return path


def test_zip_bomb_is_refused_before_it_is_unpacked(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = check_json(write_bomb(tmp_path / "b.xlsx"), settings, capsys)
    assert (code, said["error"]["code"]) == (2, "workbooks.unpacks_too_large")  # type: ignore[index]


@pytest.mark.parametrize("as_json", [True, False])
def test_file_of_no_known_kind_ends_with_two(
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    as_json: bool,
) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("hello;there\n1;2\n", encoding="utf-8")
    assert run_check(path, settings, CheckRequest(as_json=as_json)) == 2
    out, err = capsys.readouterr()
    said = json.loads(out)["error"]["en"] if as_json else err
    assert "no heading of a known table was found" in said


def test_rejects_that_cannot_be_written_are_said(
    settings: Settings, write_file: WriteFile, tmp_path: Path
) -> None:
    path, target = write_file([row("SF-1", "abc")]), tmp_path / "no" / "r.xlsx"
    assert run_check(path, settings, CheckRequest(rejects=target)) == 2


@pytest.mark.parametrize(
    ("language", "word"), [("lt", "naujų eilučių – 1"), ("en", "rows new: 1")]
)
def test_lines_for_a_person(
    settings: Settings,
    write_file: WriteFile,
    capsys: pytest.CaptureFixture[str],
    language: str,
    word: str,
) -> None:
    path = write_file([row("SF-1", "1,00"), row("SF-2", "\x1b[2J")])
    spoken = Settings(home=settings.home, data=settings.data, language=language)  # type: ignore[arg-type]
    assert run_check(path, spoken, CheckRequest()) == 0
    said = capsys.readouterr().out
    assert word in said
    assert "\x1b" not in said


@pytest.mark.few(4)
@pytest.mark.parametrize(
    ("name", "lines", "expected"),
    [
        pytest.param("earlier.csv", [row("SF-2", "50,00")], {"left"}, id="left_out"),
        pytest.param(
            "EARLIER-0a1b2c3d.csv", [row("SF-9", "1,00")], {"left"}, id="by_the_page"
        ),
        pytest.param("other.csv", [row("SF-2", "50,00")], set(), id="another_name"),
        pytest.param(
            "earlier.csv",
            [row("SF-9", "1,00").replace("2024-05", "2024-07")],
            set(),
            id="another_month",
        ),
        pytest.param(
            "other.csv",
            [row("sf 2", "50,00", "Pavyzdys, UAB")],
            {"alike"},
            id="other_spelling",
        ),
        pytest.param(
            "other.csv",
            [row("SF-2", "50,00").replace("2024-05-31", "2024-06-30")],
            {"alike"},
            id="other_day",
        ),
        pytest.param("other.csv", [row("SF-2", "50,00", "")], {"alike"}, id="unnamed"),
        pytest.param(
            "other.csv", [row("SF-2", "50,00", "302345678")], {"alike"}, id="by_code"
        ),
        pytest.param(
            "other.csv", [row("SF-2", "50,00", "LT123456789")], {"alike"}, id="by_vat"
        ),
        pytest.param(
            "other.csv",
            [row("PVM serija SF Nr. 2", "50,00")],
            {"alike"},
            id="words_of_the_number",
        ),
        pytest.param(
            "other.csv",
            [row("SF-02", "50,00", "UAB Pavyzdys (302345678)")],
            {"alike"},
            id="code_behind_the_name",
        ),
        pytest.param(
            "other.csv", [row("SF-2", "50,00", "UAB Kitas")], set(), id="other_supplier"
        ),
    ],
)
def test_documents_that_need_a_person_are_said(
    known: Settings,
    write_file: WriteFile,
    name: str,
    lines: list[str],
    expected: set[str],
) -> None:
    check = check_workbook(write_file(lines), known, name)
    names = {"documents_left_out": "left", "documents_look_alike": "alike"}
    found = {names[r.rule] for r in check.remarks if r.rule in names}
    assert found == expected


def test_check_says_what_becomes_of_every_cent(
    known: Settings, write_file: WriteFile
) -> None:
    good, bad = row("SF-7", "1 000,50"), row("SF-8", "234,06").replace(";1;", ";99;", 1)
    lines = [good, good, bad, row("SF-9", "10,005")]
    check = check_workbook(write_file(lines), known, "p.csv")
    said = "\n".join(say_check(check, "lt")).replace("\u00a0", " ")
    assert (
        "  Sumos be PVM: įkeliama 1 000,50 €, netinka 234,06 €, kartojasi 1 000,50 €."
        "\n  1 eilutės suma neperskaityta.\n" in said
    )
    assert "is put aside" in "\n".join(say_check(check, "en"))


def test_plans_and_vat_are_checked_before_anything_is_published(
    settings: Settings, write_plan: Callable[..., Path], write_file: WriteFile
) -> None:
    write_plan()
    lines = [
        row("SF-1", "100,00"),
        row("SF-2", "100,00").replace(";1;;", ";99;;"),
        row("SF-3", "100,00").replace(";21,00;", ";90,00;"),
    ]
    check = check_workbook(write_file(lines), settings, "p.csv")
    assert check.snapshot is None
    assert check.rejects["rule"].to_list() == ["unknown_activity", "vat_too_large"]
    assert (check.rows_loaded, check.extent) == (1, "whole")


def test_package_that_cannot_be_read_leaves_the_others(
    settings: Settings, write_plan: Callable[..., Path], write_file: WriteFile
) -> None:
    write_plan()
    other = write_plan("othernas")
    (other / "activities.csv").write_text("nonsense", encoding="utf-8")
    lines = [row("SF-1", "100,00"), row("SF-2", "100,00").replace("birsto", "other")]
    check = check_workbook(write_file(lines), settings, "p.csv")
    assert check.rejects["rule"].to_list() == ["unknown_plan"]


@pytest.mark.few(2)
@pytest.mark.parametrize("count", [1, 4, 9])
@pytest.mark.parametrize("language", ["lt", "en"])
def test_file_of_which_no_row_would_be_loaded_ends_with_two(
    settings: Settings,
    write_plan: Callable[..., Path],
    write_file: WriteFile,
    count: int,
    language: Language,
) -> None:
    write_plan()
    path = write_file([row(f"SF-{number}", "abc") for number in range(count)])
    assert run_check(path, settings, CheckRequest()) == 2
    check = check_workbook(path, settings, "p.csv")
    said = "\n".join(say_check(check, language))
    assert (check.rows_loaded, check.extent) == (0, "nothing")
    words = {"lt": "Nebūtų įkelta nė viena", "en": "No row of the file would be loaded"}
    assert words[language] in said


def test_file_of_which_a_sheet_would_not_be_loaded_ends_with_two(
    settings: Settings,
    write_plan: Callable[..., Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_plan()
    path = tmp_path / "two.xlsx"
    good = row("SF-1", "100,00").split(";")
    with Workbook(path) as book:
        for name, lines in {
            "A": [HEADINGS.split(";"), good],
            "B": [HEADINGS.split(";")[:6], good[:6]],
        }.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    code, said = check_json(path, settings, capsys)
    assert (code, said["extent"], said["rows_loaded"]) == (2, "part", 1)
