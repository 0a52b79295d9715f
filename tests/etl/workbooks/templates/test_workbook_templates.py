from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from etl.workbooks import read_workbook, write_template
from etl.workbooks.cells.words import read_words
from etl.workbooks.contract.contract import KINDS, SCHEMAS, Kind, fact_columns
from pazanga.cli.app import app
from pazanga.errors import WorkbookError
from pazanga.texts import LANGUAGES, Language

Load = Callable[[Kind, Language], Any]


@pytest.fixture
def load_template(tmp_path: Path) -> Load:
    def load(kind: Kind, language: Language) -> Any:  # noqa: ANN401 - untyped library
        path = tmp_path / f"{kind}.xlsx"
        write_template(kind, path, language)
        return openpyxl.load_workbook(path)

    return load


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_empty_template_reads_as_its_kind(
    kind: Kind, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"form.{ending}"
    write_template(kind, path)
    [sheet] = (reading := read_workbook(path)).sheets
    assert (sheet.kind, sheet.rows_read) == (kind, 0)
    assert reading.facts[kind].is_empty()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_example_of_a_template_would_load(
    kind: Kind, language: Language, load_template: Load, tmp_path: Path
) -> None:
    book = load_template(kind, language)
    example = book["Pavyzdys"]
    example.title, example["A1"] = "2024", None
    book.save(path := tmp_path / "filled.xlsx")
    reading = read_workbook(path)
    assert reading.rejects.is_empty()
    assert SCHEMAS[kind].is_valid(reading.facts[kind])
    assert reading.rows_loaded == 1


@pytest.mark.parametrize("kind", KINDS)
def test_heading_of_a_template_is_bilingual_and_stays_in_sight(
    kind: Kind, load_template: Load
) -> None:
    sheet = load_template(kind, "lt").worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert len(headings) == len(fact_columns(kind))
    assert all(heading.count("\n") == 1 for heading in headings)
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_of_a_template_is_checked(kind: Kind, load_template: Load) -> None:
    sheet = load_template(kind, "lt").worksheets[0]
    checks = sheet.data_validations.dataValidation
    assert len(checks) == len(fact_columns(kind))
    assert all(check.prompt for check in checks)


def test_drop_downs_offer_what_the_reader_knows(load_template: Load) -> None:
    book = load_template("spending", "lt")
    checks = book["Išlaidos"].data_validations.dataValidation
    [source] = [check.formula1 for check in checks if check.type == "list"]
    assert source == "'Sąrašai'!$A$1:$A$3"
    offered = [row[0].value for row in book["Sąrašai"]["A1:A3"]]
    assert [read_words().codes["phase"][word] for word in offered] == [
        "approved",
        "revised",
        "executed",
    ]


def test_numbers_of_activities_are_kept_as_text(load_template: Load) -> None:
    sheet = load_template("spending", "lt")["Išlaidos"]
    assert sheet.column_dimensions["B"].number_format == "@"


def test_template_does_not_overwrite(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_text("kept", encoding="utf-8")
    with pytest.raises(WorkbookError, match="not overwritten"):
        write_template("spending", path)
    assert path.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("name", "match"), [("form.ods", "has to end in"), ("none/form.xlsx", "written")]
)
def test_template_names_what_is_wrong(name: str, match: str, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=match):
        write_template("spending", tmp_path / name)


@pytest.mark.parametrize("kind", KINDS)
def test_command_writes_a_template(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    result = CliRunner().invoke(app, ["template", kind, "--out", str(path)])
    assert result.exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfPlano kodas / Plan code;")
