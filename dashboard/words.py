"""Texts of the pages, looked up by name in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from warehouse.messages import Language, text


@dataclass(frozen=True)
class Words:
    """One catalogue of texts in one language: `say = Words("spending", "lt")`.

    Attributes:
        catalogue: File name in `dashboard/texts/`, without ending.
        language: Language of the reader.
    """

    catalogue: str
    language: Language

    def __call__(self, key: str, /, **fields: Any) -> str:  # noqa: ANN401
        """Give a text with its fields filled in: `say("title", plan="Kaunas")`."""
        return text(
            "dashboard.texts", key, self.language, catalogue=self.catalogue, **fields
        )
