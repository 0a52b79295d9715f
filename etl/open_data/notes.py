"""Notes on open data that were taken all the same: what is worth knowing of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pazanga.texts import text

if TYPE_CHECKING:
    from pazanga.texts import Language


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Something to know about data that were taken all the same.

    Attributes:
        name: Name of the text in the table `notes` of the catalogue.
        fields: What the text mentions.
    """

    name: str
    fields: dict[str, str] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Build the sentence in a language."""
        return text("etl.open_data", f"notes.{self.name}", language, **self.fields)
