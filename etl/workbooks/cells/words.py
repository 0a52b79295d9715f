"""Words people write in workbooks (`workbook_words.toml`), and how words compare."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from etl.workbooks.contract.reference_lists import read_reference_lists

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pazanga.texts import Language

MASKED: Final = "•••"
"""What stands for a cell with a personal code in a rejected row."""

ODD_SPACES: Final = r"\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that look like one, for the brackets of a pattern."""

UNSEEN: Final = (
    r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff"
)
"""Signs nobody sees: soft hyphens, joiners, marks of direction; for such brackets."""

_PARTS: Final = re.compile(r"[^\W_]+")
_ODD_SPACES: Final = re.compile(f"[{ODD_SPACES}]")
_UNSEEN: Final = re.compile(f"[{UNSEEN}]")


def fold(text: str) -> str:
    """Return the words of a text in lower case, without diacritics and punctuation.

    `Suma be PVM,  Eur` and `SUMA BE PVM (eur)` are both `suma be pvm eur`.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_PARTS.findall(letters))


def tidy(text: str) -> str:
    """Make odd spaces plain, drop what is not seen and the spaces around the text."""
    return _ODD_SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


@dataclass(frozen=True, slots=True)
class ListedValue:
    """One value a column may have: its code and what templates offer for it."""

    code: str
    lt: str
    en: str

    def label(self, language: Language) -> str:
        """Return the label of the value in a language."""
        return self.lt if language == "lt" else self.en


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words of `workbook_words.toml`, folded where they are compared folded.

    Attributes:
        none: Cells that mean "none", as they are.
        ditto: Cells that repeat the one above them, as they are.
        no_number: What stands for the number of a document that has none.
        formula_errors: What a failed formula leaves in a cell, as it is.
        totals: First words of a row that adds up others.
        sure_totals: Those of them that no company is called.
        last_totals: Last words of a row that adds up others.
        sums: Words of a sum …
        summed: … and those beside them that say of what; months, too.
        balances: Words of a balance …
        balanced: … and those beside them that say of what time it is.
        parts: First words of a row that is a part of another one.
        suppressed: What stands for a figure that is not published.
        ignored_sheets: Beginnings of the names of sheets that only explain.
        ignore_mark: Mark of a sheet that is never loaded, as it is.
        ignored_headings: Headings that are nothing to tell a person about.
        money_units: Names of the euro in a heading.
        legal_forms: Words that say what kind of company or body a name is of.
        multipliers: Names of thousand and million in a heading.
        months: Number of a month by its names and their short forms.
        month_names: Names in the nominative.
        choices: Values offered for a column.
        codes: Code of a value by everything people write for it, per column.
        plans: Code of a plan by the names of its municipality.
    """

    none: frozenset[str]
    ditto: frozenset[str]
    no_number: frozenset[str]
    formula_errors: frozenset[str]
    totals: tuple[str, ...]
    sure_totals: tuple[str, ...]
    last_totals: tuple[str, ...]
    sums: frozenset[str]
    summed: frozenset[str]
    balances: frozenset[str]
    balanced: frozenset[str]
    parts: tuple[str, ...]
    suppressed: frozenset[str]
    ignored_sheets: tuple[str, ...]
    ignore_mark: str
    ignored_headings: frozenset[str]
    money_units: frozenset[str]
    legal_forms: frozenset[str]
    multipliers: Mapping[str, int]
    months: Mapping[str, int]
    month_names: frozenset[str]
    choices: Mapping[str, tuple[ListedValue, ...]]
    codes: Mapping[str, Mapping[str, str]]
    plans: Mapping[str, str]


def only_explains(sheet_name: str) -> bool:
    """Whether the name of a sheet begins like those that are never loaded."""
    return fold(sheet_name).startswith(read_words().ignored_sheets)


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Read a TOML file of `etl.workbooks`, once; nobody changes what it holds."""
    source = resources.files("etl.workbooks").joinpath(name)
    return tomllib.loads(source.read_text(encoding="utf-8"))


def read_words() -> WordLists:
    """Read and fold the words, once per process and lists of exams."""
    return _read_words(read_reference_lists().version)


@cache
def _read_words(_: str) -> WordLists:
    data = read_toml("workbook_words.toml")
    choices: dict[str, Mapping[str, Any]] = {
        **data["choices"],
        **read_reference_lists().choices,
    }
    return WordLists(
        none=frozenset(data["none"]),
        ditto=frozenset(data["ditto"]),
        no_number=frozenset(map(fold, data["no_number"])),
        formula_errors=frozenset(data["formula_errors"]),
        totals=tuple(map(fold, data["totals"])),
        sure_totals=tuple(map(fold, data["sure_totals"])),
        last_totals=tuple(map(fold, data["last_totals"])),
        sums=frozenset(map(fold, data["sums"])),
        summed=frozenset(map(fold, (*data["summed"], *data["months"]))),
        balances=frozenset(map(fold, data["balances"])),
        balanced=frozenset(map(fold, (*data["balanced"], *data["months"]))),
        parts=tuple(map(fold, data["parts"])),
        suppressed=frozenset(word.casefold() for word in data["suppressed"]),
        ignored_sheets=tuple(map(fold, data["ignored_sheets"])),
        ignore_mark=data["ignore_mark"],
        ignored_headings=frozenset(map(fold, data["ignored_headings"])),
        money_units=frozenset(map(fold, data["money_units"])),
        legal_forms=frozenset(map(fold, data["legal_forms"])),
        multipliers={fold(word): n for word, n in data["multipliers"].items()},
        months={fold(word): n for word, n in data["months"].items()},
        month_names=frozenset(map(fold, data["month_names"]["names"])),
        choices={
            column: tuple(
                ListedValue(code, entry["lt"], entry["en"])
                for code, entry in values.items()
            )
            for column, values in choices.items()
        },
        codes={column: _fold_codes(values) for column, values in choices.items()},
        plans={
            name_municipality(name): plan
            for name, plan in read_reference_lists().municipalities
        },
    )


_WRITTEN_OUT: Final = {"m": "miesto", "r": "rajono", "raj": "rajono"}
_MUNICIPAL: Final = {"sav", "savivaldybe", "savivaldybes"}
_OF_PLAN: Final = {"administracija", "svietimo", "pazangos", "planas"}


def name_municipality(text: str) -> str:
    """Return the name of a municipality, the same in all its usual spellings.

    `Kauno m. sav.` and `Kauno miesto savivaldybės administracija` are one. Empty where
    no word says that it is a municipality.
    """
    words = [_WRITTEN_OUT.get(word, word) for word in fold(text).split()]
    name = [word for word in words if word not in {*_MUNICIPAL, *_OF_PLAN}]
    return " ".join(name) if _MUNICIPAL & set(words) else ""


def _fold_codes(values: Mapping[str, Any]) -> dict[str, str]:
    codes = {
        fold(word): code
        for code, entry in values.items()
        for word in (code, entry["lt"], entry["en"], *entry["synonyms"])
    }
    codes.pop("", None)
    return codes
