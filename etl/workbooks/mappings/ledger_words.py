"""Words that mappings know, read from `ledger_words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.contract.contract import KINDS
from etl.workbooks.headings.headings import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.contract.contract import Kind


@dataclass(frozen=True, slots=True)
class MappingWords:
    """The words, folded where they are compared folded.

    Attributes:
        months: Number of a month by its short and long names.
        euro: Names of the euro in a column of currencies.
        currencies: Headings of a column of currencies.
        debit: Words of the debit side.
        credit: Words of the credit side.
        net: Words of an amount without VAT.
        sides: Headings of a column that says the side of a line.
        side_marks: What stands in it.
        synonyms: Headings of ledgers by kind and column of ours, besides our own.
    """

    months: Mapping[str, int]
    euro: frozenset[str]
    currencies: frozenset[str]
    debit: frozenset[str]
    credit: frozenset[str]
    net: frozenset[str]
    sides: frozenset[str]
    side_marks: frozenset[str]
    synonyms: Mapping[Kind, Mapping[str, tuple[str, ...]]]

    @property
    def all_synonyms(self) -> frozenset[str]:
        """Return the headings of all kinds and columns, those of our own layout too."""
        ours = (c.synonyms for kind in KINDS for c in columns_of(kind))
        theirs = (words for kind in self.synonyms.values() for words in kind.values())
        return frozenset().union(*ours, *theirs)


_SETS: Final = (
    *("euro", "currencies", "debit", "credit", "net", "sides", "side_marks"),
)


@cache
def read_mapping_words() -> MappingWords:
    """Read and fold the words, once per process."""
    source = resources.files(__package__ or "").joinpath("ledger_words.toml")
    data: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    months = {
        fold(word): number
        for number, words in enumerate(data["months"], start=1)
        for word in words
    }
    return MappingWords(
        months=dict(read_words().months) | months,
        **{name: frozenset(map(fold, data[name])) for name in _SETS},
        synonyms={
            kind: {name: tuple(map(fold, words)) for name, words in columns.items()}
            for kind, columns in data["synonyms"].items()
        },
    )
