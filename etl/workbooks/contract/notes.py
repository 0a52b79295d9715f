"""Notes on workbooks that were read all the same, and how their texts are said."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from pazanga.errors import mask_fields
from pazanga.people import hide_people
from pazanga.program import plain_calls
from pazanga.remarks import Remark, Severity
from pazanga.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from pazanga.texts import Language

CATALOGUE: Final = "etl.workbooks"
DAMAGED: Final = {
    "lt": "netinkama jo sandara",
    "en": "its structure is not right",
}
"""Why a file is damaged, where only a library could say more, and not to a person."""

_MINUS: Final = "\u2212"
_NO_BREAK: Final = "\u00a0"
_LITHUANIAN_MARKS: Final = str.maketrans({",": _NO_BREAK, ".": ","})
_MOST_NAMES: Final = 5


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a workbook that was read all the same.

    Attributes:
        name: Name of the text in `messages.toml` of this package.
        severity: How much it matters; `error`: a part was not loaded.
        sheet: Sheet it is about, which the text need not name; empty for CSV and for
            the whole file.
        fields: What the text mentions.
    """

    name: str
    severity: Severity
    sheet: str = ""
    fields: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Hide personal codes everywhere, and people in what is quoted of cells."""
        fields = mask_fields(self.fields)
        if isinstance(said := fields.get("said"), dict):
            fields["said"] = {name: hide_people(text) for name, text in said.items()}
        elif said:
            fields["said"] = hide_people(str(said))
        object.__setattr__(self, "fields", fields)

    def text(self, language: Language) -> str:
        """Return the note in a language, without its sheet; pages show it, too."""
        with plain_calls():
            return say(f"notes.{self.name}", language, self.fields)

    def to_remark(self) -> Remark:
        """Convert the note to a remark in both languages."""
        said, said_lt = self.text("en"), self.text("lt")
        return Remark(self.name, self.severity, self.sheet, said, said_lt)


def add_up(amounts: pl.Series) -> Decimal:
    """Add up amounts; none at all is zero."""
    return Decimal(str(amounts.sum()))


def note_replaced(
    name: str, documents: pl.DataFrame, severity: Severity = "warning"
) -> Note:
    """Return what is said of documents that a file replaces, each with both sums.

    Args:
        name: Name of the text.
        documents: Number of each, its net amount `before` and `now` in euro, and
            `earlier`, the name of the file it is from until now.
        severity: How much it matters.
    """
    changes = documents.select("number", "before", "now").rows()
    fields = {
        "count": documents.height,
        "before": say_money(add_up(documents["before"])),
        "amount": say_money(add_up(documents["now"])),
        "documents": _say_changes(changes),
        "earlier": name_some(documents["earlier"].drop_nulls().unique().sort()),
    }
    return Note(name, severity, fields=fields)


def _say_changes(changes: Iterable[tuple[str, Decimal, Decimal]]) -> dict[str, str]:
    """List the first few documents with what they were and what they are."""
    listed = [(number, say_money(old), say_money(new)) for number, old, new in changes]
    return {
        language: name_some(
            f"{number}: {old[language]} → {new[language]}"
            for number, old, new in listed
        )
        for language in LANGUAGES
    }


def name_some(names: Iterable[str]) -> str:
    """List the first few of some names, as a field of a note."""
    listed = list(names)
    return ", ".join(listed[:_MOST_NAMES]) + (" …" if len(listed) > _MOST_NAMES else "")


def quote_some(names: Iterable[str]) -> dict[str, str]:
    """List the first few of some names in the quotation marks of each language."""
    listed = list(names)
    return {
        "lt": name_some(f"„{name}“" for name in listed),
        "en": name_some(f"“{name}”" for name in listed),
    }


def say(key: str, language: Language, fields: dict[str, Any]) -> str:
    """Return a text of the catalogue; texts among its fields are translated first.

    Args:
        key: Name of the text in `messages.toml` of this package.
        language: `lt` or `en`.
        fields: Values of the placeholders; a dictionary with the two languages
            becomes the one that is asked for.
    """
    said = {
        name: value[language] if isinstance(value, dict) else value
        for name, value in fields.items()
    }
    return text(CATALOGUE, key, language, **said)


def say_both(key: str) -> dict[str, str]:
    """Return a text in both languages, to be a field of another text.

    Args:
        key: Name of the text in `messages.toml` of this package.
    """
    return {language: say(key, language, {}) for language in LANGUAGES}


def say_figure(value: Decimal) -> dict[str, str]:
    """Write a figure without its unit in both languages: `1 234,5`, `1,234.5`."""
    digits = f"{abs(value):,f}"
    plain = digits.rstrip("0").rstrip(".") if "." in digits else digits
    minus = _MINUS if value < 0 else ""
    return {
        "lt": f"{minus}{plain.translate(_LITHUANIAN_MARKS)}",
        "en": f"{minus}{plain}",
    }


def say_money(amount: Decimal) -> dict[str, str]:
    """Write an amount of euro in both languages: `1 234,56 €`, `€1,234.56`."""
    plain = f"{abs(amount):,.2f}"
    lithuanian = plain.translate(_LITHUANIAN_MARKS)
    minus = _MINUS if amount < 0 else ""
    return {"lt": f"{minus}{lithuanian}{_NO_BREAK}€", "en": f"{minus}€{plain}"}
