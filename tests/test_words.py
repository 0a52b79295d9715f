"""Docstrings begin with a verb of the closed list, and comments can be read once."""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("bench", "dashboard", "etl", "pazanga", "scripts", "warehouse")
WORDS = tomllib.loads((ROOT / "tests" / "words.toml").read_text("utf-8"))
VERBS = {verb for group in WORDS["verbs"].values() for verb in group}
MOST_WORDS = 25
"""Of a comment."""

SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_command(function: Function) -> bool:
    """Whether its docstring is help for users, in their language."""
    return any(
        re.match(r"\w+\.(command|callback)\(", ast.unparse(decorator))
        for decorator in function.decorator_list
    )


def list_docstrings() -> Iterator[tuple[str, Function, str]]:
    """Yield the place, the function and the docstring of each that has one."""
    for path, source in SOURCES.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, Function) and (said := ast.get_docstring(node)):
                yield f"{path}:{node.lineno}", node, said


def list_comments(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each comment; adjacent lines are one."""
    last, line, said = (0, 0), 0, ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or re.match(r"# (noqa|type)\b", token.string):
            continue
        words = token.string.lstrip("#: ")
        stands_alone = token.line.lstrip().startswith("#")
        if stands_alone and token.start == (last[0] + 1, last[1]):
            said = f"{said} {words}"
        else:
            yield line, said
            line, said = token.start[0], words
        last = token.start if stands_alone else (0, 0)
    yield line, said


def test_docstrings_begin_with_a_verb_of_the_list() -> None:
    wrong = [
        f"{place} {function.name}: {said.splitlines()[0]}"
        for place, function, said in list_docstrings()
        if not is_command(function) and re.split(r"[\s.,:;]", said)[0] not in VERBS
    ]
    assert wrong == []


def test_constructors_are_described_by_their_class() -> None:
    wrong = [
        place for place, function, _ in list_docstrings() if function.name == "__init__"
    ]
    assert wrong == []


def test_comments_are_short() -> None:
    wrong = [
        f"{path}:{line} {said}"
        for path, source in SOURCES.items()
        for line, said in list_comments(source)
        if len(said.split()) > MOST_WORDS
    ]
    assert wrong == []


def test_page_on_naming_lists_the_same_verbs() -> None:
    page = (ROOT / "docs" / "naming.md").read_text("utf-8")
    listed = re.search(r"^The list: (.*?)\.$", page, re.DOTALL | re.MULTILINE)
    assert listed
    assert set(re.split(r"[,·]?\s+(?:·\s+)?", listed[1])) == VERBS
