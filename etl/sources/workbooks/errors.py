"""Errors of workbooks that a person can mend, and notes worth knowing.

UserError
└─ WorkbookError   a file that is no workbook of ours, or cannot be read safely
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from warehouse.messages import UserError, text

if TYPE_CHECKING:
    from warehouse.messages import Language

CATALOGUE: Final = "etl.sources.workbooks"

Severity = Literal["error", "warning", "note"]


class WorkbookError(UserError):
    """A file cannot be read; the message says what was expected and what to do.

    Args:
        name: Name of the text in `messages.toml` of this package.
        fields: What the text mentions.
    """

    def __init__(self, name: str, /, **fields: Any) -> None:  # noqa: ANN401
        """Keep the name of the text and its fields."""
        super().__init__(f"workbooks.{name}", **fields)

    def text(self, language: Language) -> str:
        """Say what happened, where, what was expected, and what to do."""
        _, _, name = self.code.partition(".")
        return say(f"errors.{name}", language, self.fields)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a workbook that was read all the same.

    Attributes:
        name: Name of the text in `messages.toml` of this package.
        severity: How much it matters.
        sheet: Sheet it is about; empty for CSV and for the whole file.
        fields: What the text mentions.
    """

    name: str
    severity: Severity
    sheet: str = ""
    fields: dict[str, Any] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Say the note in a language."""
        return say(f"notes.{self.name}", language, self.fields)


def say(key: str, language: Language, fields: dict[str, Any]) -> str:
    """Look up a text; a field that is itself a text is said in the language first.

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
