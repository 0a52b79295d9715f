"""Abbreviations say what they mean, once a section, where a reader may reach them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dashboard
from dashboard.headless.markup import parse_markup
from dashboard.kit.glossary.abbreviations import mark_abbreviations
from dashboard.kit.glossary.terms import read_abbreviations, read_terms
from pazanga.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shown_page import RunPage

    from pazanga.texts import Language

UNEXPLAINED = {
    *{"SQL", "PDF", "DOCX", "XLSX", "CSV", "PNG", "SVG", "EUR", "SHA", "HTML", "JSON"},
    *{"MADE", "DATA", "NOTE", "DUOMENYS", "DĖMESIO", "SUGALVOTI", "III"},
}
"""Words in capitals that readers of their pages know, or that are no abbreviations."""


def list_marked(markup: str) -> list[str]:
    return [node.text for node in parse_markup(markup).find_all(name="abbr")]


@pytest.mark.parametrize(
    ("markup", "marked"),
    [
        ("<p>be PVM, ir PVM</p>", ["PVM"]),
        ("<p>PVM</p><h2>Kita</h2><p>PVM</p>", ["PVM", "PVM"]),
        ("<h2>PVM</h2><p>PVM</p>", ["PVM"]),
        ("<p>PUPP ir VBE</p>", ["PUPP", "VBE"]),
        ("<p><a href='x'>PVM</a> ir PVM</p>", ["PVM", "PVM"]),
        ("<details><summary>PVM</summary>PVM</details>", ["PVM", "PVM"]),
        ('<p><span lang="lt">SUP <b>SUP</b> SUP</span></p>', []),
        ('<div role="img"><p>STEAM<br>STEAM</p></div>', []),
        ("<table><tr><td>PVM</td><td>PVM</td></tr></table>", ["PVM"]),
        ('<table><td><span lang="lt">PVM</span></td></table>', []),
        ("<p>PVMX, SUPER, be-PVM, pvm</p>", []),
        ('<p title="PVM">x</p>', []),
    ],
)
def test_first_of_a_section_is_marked(markup: str, marked: list[str]) -> None:
    written = mark_abbreviations(markup, "lt", set())
    assert list_marked(written) == marked
    assert parse_markup(written).text == parse_markup(markup).text


@pytest.mark.parametrize("name", ["a", "summary"])
def test_nothing_in_a_link_is_focused(name: str) -> None:
    written = mark_abbreviations(f"<{name}>PVM</{name}>", "lt", set())
    (node,) = parse_markup(written).find_all(name="abbr")
    assert set(node.attributes) == {"title"}
    assert node.attributes["title"].startswith("Pridėtinės vertės mokestis")


def test_first_of_a_table_is_focused_and_no_other_cell() -> None:
    markup = "<table><tr><th>PVM</th></tr><tr><td>PVM</td><td>be PVM</td></tr></table>"
    written = mark_abbreviations(markup, "lt", set())
    (node,) = parse_markup(written).find_all(name="abbr")
    assert set(node.attributes) == {"tabindex", "aria-description"}


def test_link_in_a_table_holds_nothing_to_focus() -> None:
    markup = "<table><td><a href='x'>PVM</a></td><td>PVM</td></table>"
    written = mark_abbreviations(markup, "lt", set())
    first, second = parse_markup(written).find_all(name="abbr")
    assert ("tabindex" in first.attributes, "tabindex" in second.attributes) == (
        False,
        True,
    )


def test_section_goes_on_from_block_to_block() -> None:
    seen: set[str] = set()
    blocks = ["<p>PVM</p>", "<p>PVM</p>", "<h2>Kita</h2>", "<p>PVM</p>"]
    marked = [list_marked(mark_abbreviations(one, "lt", seen)) for one in blocks]
    assert marked == [["PVM"], [], [], ["PVM"]]


def test_meaning_is_escaped_and_in_the_language_of_the_page() -> None:
    for language, name in (("lt", "PVM"), ("en", "VAT")):
        node = parse_markup(mark_abbreviations(name, language, set())).find(name="abbr")  # type: ignore[arg-type]
        assert node
        meaning = read_abbreviations(language)[name]  # type: ignore[arg-type]
        assert node.attributes == {"tabindex": "0", "aria-description": meaning}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["overview", "spending", "exams", "municipalities"])
def test_page_explains_its_abbreviations(
    run_fed: RunPage, page: str, language: Language
) -> None:
    body = "".join(block.body for block in run_fed(page, lang=language).get("html"))
    assert set(list_marked(body)) & set(read_abbreviations(language))
    assert not re.search(r"<(a|summary|button)\b[^>]*>[^<]*<abbr tabindex", body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_abbreviation_of_the_texts_is_a_term(language: Language) -> None:
    found: set[str] = set()
    for path in Path(dashboard.__file__).parent.rglob("texts.toml"):
        catalogue = tomllib.loads(path.read_text(encoding="utf-8"))
        said = " ".join(list_texts(catalogue, language))
        found |= set(re.findall(r"\b[A-ZĄČĘĖĮŠŲŪŽ]{3,}\b", said))
    known = {word for term in read_terms() for word in term.short.values()}
    assert found - known - UNEXPLAINED == set()


def list_texts(node: object, language: str) -> Iterator[str]:
    """Yield the texts of a catalogue in one language."""
    if not isinstance(node, dict):
        return
    for name, inner in node.items():
        if name == language:
            yield str(inner)
        elif name not in LANGUAGES:
            yield from list_texts(inner, language)
