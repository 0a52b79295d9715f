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
    assert long == set()


def test_no_function_is_too_long_to_read() -> None:
    long = {
        f"{path} {node.name}"
        for path, source in SOURCES.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno
        if node.end_lineno - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    }
    assert long == set()


@pytest.mark.parametrize("folder", [*FOLDERS, "deploy", "docs", "requirements"])
def test_no_mark_of_a_merge_is_left(folder: str) -> None:
    marked = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.suffix in KINDS and MARKS.search(path.read_text("utf-8"))
    ]
    assert marked == []
