"""Texts for people, all catalogues by one test: used, and the same in both languages.

A catalogue is `messages.toml` of any package and `texts.toml` of a page.
"""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest

from pazanga.errors import LoadedPartlyError, UserError, list_kinds
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("pazanga", "warehouse", "etl", "dashboard")
GAP = "(.+)"
PLURALS = {"lt": {"one", "few", "other"}, "en": {"one", "other"}}
KINDS = {kind.__name__: kind for kind in list_kinds()}

Entry = dict[str, Any]


def find_catalogues() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.toml")):
            if path.name in {"messages.toml", "texts.toml"}:
                yield path


def is_text(table: Entry) -> bool:
    """Tell a text from a table of texts, of which one may be called `lt`."""
    said = [table[language] for language in LANGUAGES if language in table]
    return any(isinstance(form, str) or "other" in form for form in said)


def list_texts(table: Entry, name: str = "") -> Iterator[tuple[str, Entry]]:
    if is_text(table):
        yield name, table
        return
    for key, value in table.items():
        yield from list_texts(value, f"{name}.{key}".lstrip("."))


CATALOGUES = {
    path: dict(list_texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    for path in find_catalogues()
}
TEXTS = [
    pytest.param(entry, id=f"{path.relative_to(ROOT).parent}-{path.stem}:{name}")
    for path, texts in CATALOGUES.items()
    for name, entry in texts.items()
]
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
}


def list_forms(entry: Entry, language: str) -> dict[str, str]:
    said = entry[language]
    return said if isinstance(said, dict) else {"": said}


def read_placeholders(form: str) -> set[str]:
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(form) if name}


def all_placeholders(entry: Entry, language: str) -> set[str]:
    forms = list_forms(entry, language).values()
    return set().union(*map(read_placeholders, forms))


@pytest.mark.parametrize("entry", TEXTS)
def test_text_is_said_in_both_languages_with_equal_placeholders(entry: Entry) -> None:
    assert set(entry) == set(LANGUAGES)
    assert all_placeholders(entry, "lt") == all_placeholders(entry, "en")
    for language in LANGUAGES:
        forms = list_forms(entry, language)
        assert set(forms) in ({""}, PLURALS[language])
        assert all(forms.values())


def test_an_amount_is_told_without_vat_in_the_same_words_everywhere() -> None:
    """Headings of columns are short: “net”; sentences of pages and figures are not."""
    net = re.compile(r"\b(net|gross)\b", re.IGNORECASE)
    wrong = [
        f"{path.relative_to(ROOT)}:{name}"
        for path, texts in CATALOGUES.items()
        if path.is_relative_to(ROOT / "dashboard")
        for name, entry in texts.items()
        if all_placeholders(entry, "en")
        and any(
            net.search(re.sub(r"\{[^}]*\}", "", form))
            for form in list_forms(entry, "en").values()
        )
    ]
    assert wrong == []


# Whether a text is used: its key, or what an f-string fills in, is written somewhere.


def read_docstrings(tree: ast.AST) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def read_words(path: Path) -> Iterator[str]:
    """Yield the texts a module writes; those with gaps as patterns."""
    tree = TREES[path]
    left_out = read_docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in left_out:
            yield re.escape(str(node.value))
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else GAP
                for part in node.values
            )


@cache
def read_scope(top: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return the words, and patterns with gaps, that may name texts of a package."""
    tops = ("dashboard", "pazanga") if top == "dashboard" else PACKAGES[:3]
    words = {
        word
        for path in TREES
        if path.relative_to(ROOT).parts[0] in tops
        for word in read_words(path)
    }
    said = {re.sub(r"\\(.)", r"\1", w) for w in words if GAP not in w} | read_names()
    gaps = [w for w in words if GAP in w and re.fullmatch(r"[\w.\\()+-]+", w)]
    # Where two gaps meet, the first may be the longer or the shorter.
    both = (form for w in gaps if w != GAP for form in (w, w.replace(".+", ".+?")))
    return frozenset(said), tuple(map(re.compile, both))


@cache
def read_names() -> frozenset[str]:
    """Return names that are data: of columns, rules and choices."""
    found: set[str] = set()
    for package in PACKAGES:
        for ending in ("sql", "yml", "toml"):
            for path in (ROOT / package).rglob(f"*.{ending}"):
                if path not in CATALOGUES:
                    found |= set(re.findall(r"[\w-]+", path.read_text("utf-8")))
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
            elif isinstance(node, ast.FunctionDef) and node.decorator_list:
                # A rule of a contract is called like its function.
                found.add(node.name)
    return frozenset(found)


@cache
def is_written(word: str, top: str, depth: int = 0) -> bool:
    words, patterns = read_scope(top)
    if word in words:
        return True
    matches = (pattern.fullmatch(word) for pattern in patterns if depth < 3)
    return any(
        all(is_written(part, top, depth + 1) for part in match.groups())
        for match in matches
        if match
    )


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_text_is_used(path: Path) -> None:
    top = path.relative_to(ROOT).parts[0]
    page = path.parent.name if path.name == "texts.toml" else ""
    unused = [
        name
        for name in CATALOGUES[path]
        if not is_written(name, top) and not is_in_section(name, page, top)
    ]
    assert unused == []


def is_in_section(name: str, page: str, top: str) -> bool:
    """Whether a page says it by `Words("page.section")` and the name within."""
    section, _, inner = name.partition(".")
    return bool(page) and all(
        is_written(word, top) for word in (f"{page}.{section}", inner)
    )


# Whether what is named has a text.


def find_catalogue(package: str) -> dict[str, Entry]:
    return CATALOGUES[ROOT / package.replace(".", "/") / "messages.toml"]


def list_calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            yield node.func.id, node


def read_pattern(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
            for part in node.values
        )
    if isinstance(node, ast.IfExp):
        parts = [read_pattern(node.body), read_pattern(node.orelse)]
        return None if None in parts else "|".join(map(str, parts))
    return None


ERRORS = [
    pytest.param(KINDS[name], call, id=f"{path.relative_to(ROOT)}:{call.lineno}")
    for path in TREES
    for name, call in list_calls(path)
    if name in KINDS and KINDS[name] is not LoadedPartlyError
]


@pytest.mark.parametrize(("kind", "call"), ERRORS)
def test_every_code_has_a_text_and_its_fields(
    kind: type[UserError], call: ast.Call
) -> None:
    texts = find_catalogue(kind.catalogue)
    pattern = read_pattern(call.args[0])
    if pattern is None:
        pytest.skip("named elsewhere")
    found = [n for n in texts if re.fullmatch(f"errors\\.(?:{pattern})", n)]
    assert found
    given = {word.arg for word in call.keywords}
    if None in given:
        return
    for name in found:
        # The reader of workbooks adds the name of the file.
        assert all_placeholders(texts[name], "en") <= given | {"name"}


def test_every_text_that_is_looked_up_exists() -> None:
    missing = [
        (str(path.relative_to(ROOT)), call.lineno)
        for path in TREES
        for name, call in list_calls(path)
        if name == "text" and len(call.args) > 2
        if isinstance(call.args[0], ast.Constant)
        if "catalogue" not in {word.arg for word in call.keywords}
        if (pattern := read_pattern(call.args[1]))
        if not any(
            re.fullmatch(pattern, key)
            for key in find_catalogue(str(call.args[0].value))
        )
    ]
    assert missing == []


def name_texts(folder: Path) -> set[str]:
    """Return the names of texts of a page, those of a section without it, too."""
    names = set(CATALOGUES.get(folder / "texts.toml", {}))
    return names | {name.partition(".")[2] for name in names}


def list_folders(path: Path) -> list[Path]:
    """List the folders whose texts a module may say; the kit speaks for any page."""
    kit = ROOT / "dashboard/kit"
    pages = [found.parent for found in CATALOGUES if found.name == "texts.toml"]
    return pages if path.is_relative_to(kit) else [kit, path.parent]


def test_every_text_a_page_says_is_beside_it_or_in_the_kit() -> None:
    missing = [
        (str(path.relative_to(ROOT)), key)
        for path in TREES
        for key in re.findall(
            r'\b(?:say|common)\(\s*"([a-z0-9_.]+)"', path.read_text("utf-8")
        )
        if path.is_relative_to(ROOT / "dashboard")
        if not any(key in name_texts(folder) for folder in list_folders(path))
    ]
    assert missing == []
