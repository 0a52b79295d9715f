"""Texts of the pages, looked up by name in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from dashboard.formats import format_number
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
        """Give a text with its fields filled in: `say("title", plan="Kaunas")`.

        A `count` chooses the plural form and is written as a number: `1 439 eilutės`.
        """
        if isinstance(fields.get("count"), int):
            fields["count"] = _Count(fields["count"], self.language)
        return text(
            "dashboard.texts", key, self.language, catalogue=self.catalogue, **fields
        )


class _Count(int):
    """A whole number that texts show with the thousands marks of their language."""

    language: Language

    def __new__(cls, value: int, language: Language) -> Self:
        count = super().__new__(cls, value)
        count.language = language
        return count

    def __format__(self, _: str) -> str:
        return format_number(int(self), self.language)
