"""Words people write in workbooks, read from `words.toml`, and how words compare."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warehouse.messages import Language

MASKED: Final = "•••"
"""What stands for a cell with a personal code in a row that was put aside."""

_PARTS: Final = re.compile(r"[^\W_]+")
_ODD_SPACES: Final = re.compile(r"[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")


def fold(text: str) -> str:
    """Give the words of a text in lower case, without diacritics and punctuation.

    `Suma be PVM,  Eur` and `SUMA BE PVM (eur)` are both `suma be pvm eur`.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_PARTS.findall(letters))


def tidy(text: str) -> str:
    """Make odd spaces plain and drop those around the text."""
    return _ODD_SPACES.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a column may have: its code and what templates offer for it."""

    code: str
    lt: str
    en: str

    def label(self, language: Language) -> str:
        """Name the value in a language."""
        return self.lt if language == "lt" else self.en


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `words.toml`, folded where they are compared folded.

    Attributes:
        none: Cells that mean "none", as they are.
        formula_errors: What a failed formula leaves in a cell, as it is.
        totals: First words of a row that adds up others.
        ignored_sheets: Beginnings of the names of sheets that only explain.
        ignore_mark: Mark of a sheet that is never loaded, as it is.
        ignored_headings: Headings that are nothing to tell a person about.
        money_units: Names of the euro in a heading.
        multipliers: Names of thousand and million in a heading.
        months: Lithuanian months in the genitive, by their number.
        choices: Values offered for a column.
        codes: Code of a value by everything people write for it, per column.
    """

    none: frozenset[str]
    formula_errors: frozenset[str]
    totals: tuple[str, ...]
    ignored_sheets: tuple[str, ...]
    ignore_mark: str
    ignored_headings: frozenset[str]
    money_units: frozenset[str]
    multipliers: Mapping[str, int]
    months: Mapping[str, int]
    choices: Mapping[str, tuple[Choice, ...]]
    codes: Mapping[str, Mapping[str, str]]


def only_explains(sheet_name: str) -> bool:
    """Tell a sheet that is never loaded by the beginning of its name."""
    return fold(sheet_name).startswith(read_words().ignored_sheets)


def read_toml(name: str) -> dict[str, Any]:
    """Read a TOML file of this package."""
    source = resources.files(__package__ or "").joinpath(name)
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def read_words() -> Words:
    """Read and fold the words, once per process."""
    data = read_toml("words.toml")
    choices: dict[str, dict[str, Any]] = data["choices"]
    return Words(
        none=frozenset(data["none"]),
        formula_errors=frozenset(data["formula_errors"]),
        totals=tuple(map(fold, data["totals"])),
        ignored_sheets=tuple(map(fold, data["ignored_sheets"])),
        ignore_mark=data["ignore_mark"],
        ignored_headings=frozenset(map(fold, data["ignored_headings"])),
        money_units=frozenset(map(fold, data["money_units"])),
        multipliers={fold(word): n for word, n in data["multipliers"].items()},
        months={fold(word): n for word, n in data["months"].items()},
        choices={
            column: tuple(
                Choice(code, entry["lt"], entry["en"]) for code, entry in values.items()
            )
            for column, values in choices.items()
        },
        codes={column: _fold_codes(values) for column, values in choices.items()},
    )


def _fold_codes(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        fold(word): code
        for code, entry in values.items()
        for word in (code, entry["lt"], entry["en"], *entry["synonyms"])
    }
