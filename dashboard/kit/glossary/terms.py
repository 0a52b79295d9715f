"""Terms of the pages, from the one file of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pazanga.texts import Language

_FILE: Final = Path(__file__).with_name("terms.toml")


@dataclass(frozen=True)
class Term:
    """A word that a reader may meet first on a page.

    Attributes:
        names: What it is called, by language.
        meanings: What it means, by language.
        page: Page where it stands.
        values: Parameters of that page which show it.
        short: Its abbreviation as texts write it, by language; none has none.
    """

    names: Mapping[Language, str]
    meanings: Mapping[Language, str]
    page: str
    values: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[Language, str] = field(default_factory=dict)


@cache
def read_terms() -> Sequence[Term]:
    """Read the terms, in their order."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["terms"]
    return tuple(
        Term(
            names={"lt": row["lt"], "en": row["en"]},
            meanings={"lt": row["meaning_lt"], "en": row["meaning_en"]},
            page=row["page"],
            values=row.get("values", {}),
            short=row.get("short", {}),
        )
        for row in rows
    )


@cache
def read_abbreviations(language: Language) -> Mapping[str, str]:
    """Read what each abbreviation of a language means."""
    return {
        term.short[language]: term.meanings[language]
        for term in read_terms()
        if language in term.short
    }
