"""How large a file and a function may be, and that no merge was left half done."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MARKS = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
KINDS = {".css", ".js", ".md", ".py", ".sql", ".toml", ".txt", ".yml"}
FOLDERS = ("bench", "dashboard", "etl", "pazanga", "scripts", "tests", "warehouse")
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 50

# Still to be split; these lists only ever get shorter.
LARGE_FILES = {
    "tests/etl/inbox/test_arriving.py",
    "tests/etl/inbox/test_plausible.py",
    "tests/etl/plans/whole/test_changed_cells.py",
    "tests/etl/workbooks/mappings/test_reading.py",
    "tests/etl/workbooks/rows/test_cancelled.py",
    "tests/etl/workbooks/rows/test_workbook_rows.py",
    "tests/etl/workbooks/tables/test_workbook_layouts.py",
}
LARGE_FUNCTIONS = {
    "etl/check/check.py check_workbook",
    "etl/refresh/acceptance.py accept",
    "etl/workbooks/rows/facts.py read_facts",
    "tests/conftest.py make_plan_rows",
    "tests/etl/plans/findings/conftest.py _rows",
}

SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
}


def test_no_file_is_too_long_to_read() -> None:
    long = {
        path
        for path, source in SOURCES.items()
        if len(source.splitlines()) > MOST_LINES_OF_A_FILE
    }
    assert long == LARGE_FILES


def test_no_function_is_too_long_to_read() -> None:
    long = {
        f"{path} {node.name}"
        for path, source in SOURCES.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno
        if node.end_lineno - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    }
    assert long == LARGE_FUNCTIONS


@pytest.mark.parametrize("folder", [*FOLDERS, "deploy", "docs", "requirements"])
def test_no_mark_of_a_merge_is_left(folder: str) -> None:
    marked = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.suffix in KINDS and MARKS.search(path.read_text("utf-8"))
    ]
    assert marked == []
