"""What can be asked: measures and dimensions of `metrics.toml`, by `words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.pages import ITEM_PAGES
from dashboard.kit.search.patterns import fold_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pazanga.texts import Language

_FILES: Final = ("metrics.toml", "words.toml")


@dataclass(frozen=True)
class Ask:
    """One way to ask for a measure: the ideas that a question of it holds.

    Attributes:
        needed: Ideas that have to be there.
        allowed: Ideas that may be there as well; any other makes it another question.
    """

    needed: frozenset[str]
    allowed: frozenset[str]

    def is_met(self, ideas: frozenset[str], nouns: frozenset[str]) -> bool:
        """Whether a question of these ideas asks this.

        Args:
            ideas: What its words are about.
            nouns: Those of them that only name what a value is, as in `veikla 2.1`.
        """
        return self.needed <= ideas and ideas - nouns <= self.needed | self.allowed


@dataclass(frozen=True)
class Measure:
    """A figure, or a page of one thing, that can be asked for.

    Attributes:
        code: Its name in the file.
        names: What it is, by language.
        questions: How it is asked, by language.
        unit: `eur`, `count`, or `none` where the answer is a sentence.
        page: The page that answers.
        column: Report and column that the figure comes from.
        figure: The figure of `proofs/figures.toml` that computes it anew; empty where
            the answer is no one figure.
        parameters: What that page is narrowed to in any case.
        takes: Dimensions that narrow it, beside the plan.
        asks: The ways to ask for it.
    """

    code: str
    names: Mapping[str, str]
    questions: Mapping[str, str]
    unit: str
    page: str
    column: str
    figure: str
    parameters: Mapping[str, tuple[str, ...]]
    takes: tuple[str, ...]
    asks: tuple[Ask, ...]

    @property
    def is_thing(self) -> bool:
        """Whether it is a page of one thing, which has to be named."""
        return self.page in ITEM_PAGES


@dataclass(frozen=True)
class Dimension:
    """Something that narrows a measure.

    Attributes:
        code: Its name in the file.
        names: What it is, by language.
        noun: The idea that names it in a question; may be empty.
        singular: Forms of that noun that name one thing after its number.
        values: Words of the values that the file names: by code, then by language.
    """

    code: str
    names: Mapping[str, str]
    noun: str
    singular: frozenset[str]
    values: Mapping[str, Mapping[Language, tuple[str, ...]]]


@dataclass(frozen=True)
class Metrics:
    """Everything that can be asked.

    Attributes:
        measures: By code.
        dimensions: By code.
        ideas: Words of each idea, by language.
        noise: Words that add nothing.
        generic: Words of titles that say too little to narrow anything.
        refused: Words that change a question in a way that is not understood.
    """

    measures: Mapping[str, Measure]
    dimensions: Mapping[str, Dimension]
    ideas: Mapping[str, Mapping[Language, tuple[str, ...]]]
    noise: Mapping[Language, tuple[str, ...]]
    generic: Mapping[Language, tuple[str, ...]]
    refused: Mapping[Language, tuple[str, ...]]


@cache
def read_metrics() -> Metrics:
    """Read the files of metrics and of words."""
    said: dict[str, Any] = {}
    for name in _FILES:
        said |= tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return Metrics(
        {code: _make_measure(code, row) for code, row in said["measures"].items()},
        {code: _make_dimension(code, row) for code, row in said["dimensions"].items()},
        {code: _split_languages(row) for code, row in said["ideas"].items()},
        _mark_whole(_split_languages(said["noise"])),
        _split_languages(said["generic"]),
        _mark_whole(_split_languages(said["refused"])),
    )


def _make_measure(code: str, row: Mapping[str, Any]) -> Measure:
    return Measure(
        code=code,
        names={"lt": row["lt"], "en": row["en"]},
        questions={"lt": row["question_lt"], "en": row["question_en"]},
        unit=row["unit"],
        page=row["page"],
        column=row["column"],
        figure=row.get("figure", ""),
        parameters={k: tuple(v) for k, v in row.get("parameters", {}).items()},
        takes=tuple(row["takes"]),
        asks=tuple(map(_parse_ask, row["asks"])),
    )


def _parse_ask(text: str) -> Ask:
    ideas = text.split()
    return Ask(
        frozenset(idea for idea in ideas if not idea.endswith("?")),
        frozenset(idea.rstrip("?") for idea in ideas if idea.endswith("?")),
    )


def _make_dimension(code: str, row: Mapping[str, Any]) -> Dimension:
    values = {
        value: _split_languages(words) for value, words in row.get("values", {}).items()
    }
    forms = _split_phrases(f"{row.get('one_lt', '')}, {row.get('one_en', '')}")
    return Dimension(
        code=code,
        names={"lt": row["lt"], "en": row["en"]},
        noun=row["noun"],
        singular=frozenset(map(fold_text, forms)),
        values=values,
    )


def _split_languages(words: Mapping[str, str]) -> Mapping[Language, tuple[str, ...]]:
    return {
        "lt": tuple(_split_phrases(words["lt"])),
        "en": tuple(_split_phrases(words["en"])),
    }


def _mark_whole(
    words: Mapping[Language, tuple[str, ...]],
) -> Mapping[Language, tuple[str, ...]]:
    """Mark words that are compared whole: the stem of a short one is another word."""
    return {
        language: tuple(f"={word}" for word in said) for language, said in words.items()
    }


def _split_phrases(text: str) -> Iterator[str]:
    return (phrase for part in text.split(",") if (phrase := part.strip()))
