"""What a workbook would change, told before it is loaded."""

import json
import shutil
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from etl.check.check import check_workbook
from etl.check.command import Wanted, run_check
from etl.check.compare import compare_rows
from etl.contracts.workbooks import KINDS, SCHEMAS
from etl.refresh import refresh
from etl.sources.workbooks import read_workbook
from warehouse.settings import Settings

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
    code = run_check(path, settings, Wanted(as_json=True, **wanted))  # type: ignore[arg-type]
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
    path = write_file([row("SF-2", "51,00", "UAB Kitas")])
    [found] = check_workbook(path, known, "p.csv").comparisons
    assert found.changes.select("column_name", "old", "new").rows() == [
        ("net_eur", "50.00", "51.00"),
        ("supplier", "UAB Pavyzdys", "UAB Kitas"),
    ]


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
        row("SF-1", "1,00").replace(";1;;", ";99;G1;"),
        row("SF-2", "1,00").replace(";1;;", ";1;Z9;"),
        row("SF-3", "1,00").replace("birstonas", "nowhere"),
        row("SF-4", "1,00"),
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
    assert (code, said["kinds"], said["rows_rejected"]) == (0, [], 9)
    assert said["refusal"]["code"] == "arrivals.too_many_bad_rows"  # type: ignore[index]


def test_same_file_as_before_is_known(
    settings: Settings, published: object, write_file: WriteFile
) -> None:
    path = write_file([row("SF-1", "1,00")])
    shutil.copy(path, settings.home / "p.csv")
    settings.inbox_dir.mkdir()
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
    assert (code, said["file"], said["rows_rejected"]) == (0, "<i>.csv", 1)
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
    assert run_check(path, settings, Wanted(as_json=as_json)) == 2
    out, err = capsys.readouterr()
    said = json.loads(out)["error"]["en"] if as_json else err
    assert "no heading of a known table was found" in said


def test_rejects_that_cannot_be_written_are_said(
    settings: Settings, write_file: WriteFile, tmp_path: Path
) -> None:
    path, target = write_file([row("SF-1", "abc")]), tmp_path / "no" / "r.xlsx"
    assert run_check(path, settings, Wanted(rejects=target)) == 2


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
    assert run_check(path, spoken, Wanted()) == 0
    said = capsys.readouterr().out
    assert word in said
    assert "\x1b" not in said
