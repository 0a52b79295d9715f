"""One word a thing: classes, functions and modules speak the glossary's language."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("bench", "dashboard", "etl", "pazanga", "scripts", "warehouse")
WORDS = tomllib.loads((ROOT / "tests" / "words.toml").read_text("utf-8"))
SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = ast.ClassDef | Function


def split_name(name: str) -> list[str]:
    """`_read_PolicyArea` becomes `read`, `policy`, `area`."""
    return re.findall(r"[a-z]+|\d+", re.sub(r"([A-Z])", r"_\1", name).lower())


@cache
def list_names() -> list[tuple[str, list[str]]]:
    """The place of every name, and its words."""
    return [(f"{place} {name}", split_name(name)) for place, name in find_names()]


def find_names() -> Iterator[tuple[str, str]]:
    """Yield the place and the name of every module, class and function."""
    for path, tree in SOURCES.items():
        yield path, Path(path).stem
        for node in ast.walk(tree):
            if isinstance(node, Named):
                yield f"{path}:{node.lineno}", node.name


def holds(words: list[str], forbidden: str) -> bool:
    """Whether a name holds a forbidden word, or words in a row."""
    wanted = forbidden.split("_")
    return any(
        words[place : place + len(wanted)] == wanted for place in range(len(words))
    )


@pytest.mark.parametrize(
    "synonym", WORDS["synonyms"], ids=lambda synonym: synonym["word"]
)
def test_no_name_uses_another_word(synonym: dict[str, list[str]]) -> None:
    wrong = [
        place
        for place, words in list_names()
        if any(holds(words, word) for word in synonym["never"])
        if not any(holds(words, word) for word in synonym.get("unless", []))
    ]
    assert wrong == []


def test_each_class_has_a_name_of_its_own() -> None:
    counted = Counter(
        node.name
        for tree in SOURCES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )
    twice = {name for name, count in counted.items() if count > 1}
    assert twice == set()


def find_definitions(tree: ast.Module) -> Iterator[str]:
    """Yield what a module defines by itself; what is decorated, others may call."""
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) else []
        for part in inner:
            if isinstance(part, Function) and not part.decorator_list:
                yield part.name
        if isinstance(node, Named) and not node.decorator_list:
            yield node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (part.id for part in node.targets if isinstance(part, ast.Name))


def test_nothing_is_there_for_tests_alone() -> None:
    code = [(ROOT / path).read_text("utf-8") for path in SOURCES]
    counted = Counter(word for text in code for word in re.findall(r"\w+", text))
    uncalled = {
        f"{path} {name}"
        for path, tree in SOURCES.items()
        for name in find_definitions(tree)
        if counted[name] == 1 and not name.startswith("__")
    }
    assert uncalled == set(WORDS["called_by_libraries"])


@cache
def read_code() -> str:
    """All code and models as one text."""
    return "\n".join(
        path.read_text("utf-8")
        for folder in ("dashboard", "etl", "pazanga", "warehouse")
        for suffix in ("py", "sql", "yml")
        for path in sorted((ROOT / folder).rglob(f"*.{suffix}"))
    )


def list_glossary() -> list[tuple[str, ...]]:
    page = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| (.+?) \|$", page, re.MULTILINE)
    return [tuple(row.split(" | ")) for row in rows if not row.startswith("Lithuanian")]


def test_glossary_names_a_thing_once() -> None:
    words = [word for row in list_glossary() for word in row[1].split(", ")]
    assert {synonym["word"] for synonym in WORDS["synonyms"]} <= set(words)
    assert [word for word, count in Counter(words).items() if count > 1] == []


@pytest.mark.parametrize("row", list_glossary(), ids=lambda row: row[1])
def test_glossary_names_what_stands_in_the_code(row: tuple[str, ...]) -> None:
    for name in re.findall(r"`([^`]+)`", row[2]):
        assert name in read_code(), name
