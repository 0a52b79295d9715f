from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest

import dashboard
from dashboard.words import Words
from warehouse.messages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet

Entry = dict[str, Any]
FOLDER = Path(dashboard.__file__).parent
CATALOGUES = [FOLDER / "messages.toml", *sorted((FOLDER / "texts").glob("*.toml"))]
PLURALS = {"lt": {"one", "few", "other"}, "en": {"one", "other"}}


def is_text(table: Entry) -> bool:
    """Tell a text from a table of texts, of which one may be called `lt`."""
    said = [table[language] for language in LANGUAGES if language in table]
    return any(isinstance(form, str) or "other" in form for form in said)


def entries(table: Entry, name: str = "") -> Iterator[tuple[str, Entry]]:
    if is_text(table):
        yield name, table
        return
    for key, value in table.items():
        yield from entries(value, f"{name}.{key}".lstrip("."))


def texts() -> list[ParameterSet]:
    return [
        pytest.param(entry, id=f"{path.stem}.{name}")
        for path in CATALOGUES
        for name, entry in entries(tomllib.loads(path.read_text(encoding="utf-8")))
    ]


def forms(entry: Entry, language: str) -> Entry:
    given = entry[language]
    return given if isinstance(given, dict) else {"": given}


def placeholders(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name}


@pytest.mark.parametrize("entry", texts())
def test_text_is_said_in_both_languages_with_equal_placeholders(entry: Entry) -> None:
    assert set(entry) == set(LANGUAGES)
    mentioned = [
        set.union(*(placeholders(form) for form in forms(entry, language).values()))
        for language in LANGUAGES
    ]
    assert mentioned[0] == mentioned[1]
    assert all(form for lang in LANGUAGES for form in forms(entry, lang).values())


@pytest.mark.parametrize("entry", texts())
def test_text_that_counts_has_all_plural_forms(entry: Entry) -> None:
    for language in LANGUAGES:
        given = forms(entry, language)
        if set(given) != {""}:
            assert set(given) == PLURALS[language]


def keys_in_code() -> list[ParameterSet]:
    return [
        pytest.param(path, key, id=f"{path.stem}-{key}")
        for path in sorted(FOLDER.rglob("*.py"))
        for key in re.findall(
            r'\bsay\(\s*"([a-z0-9_.]+)"', path.read_text(encoding="utf-8")
        )
    ]


@pytest.mark.parametrize(("path", "key"), keys_in_code())
def test_text_named_in_code_exists_in_some_catalogue(path: Path, key: str) -> None:
    names = {
        name
        for catalogue in CATALOGUES
        for name, _ in entries(tomllib.loads(catalogue.read_text(encoding="utf-8")))
    }
    assert key in names, path


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "1 eilutę"),
        (2, "2 eilutes"),
        (10, "10 eilučių"),
        (21, "21 eilutę"),
        (1439, "1\u00a0439 eilutes"),
    ],
)
def test_words_choose_the_lithuanian_plural(count: int, expected: str) -> None:
    assert expected in Words("common", "lt")("download.label", count=count)
