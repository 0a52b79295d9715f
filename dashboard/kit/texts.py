"""Texts of the pages, looked up by name in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from dashboard.kit.formats import format_number
from pazanga.texts import Language, text


@dataclass(frozen=True)
class Words:
    """Texts of one page in one language: `say = Words("spending", "lt")`.

    Attributes:
        catalogue: A page, for the `texts.toml` in its folder; with a dot, a section of
            that file (`spending.absorption`). `kit` has what all pages say,
            `kept` what is said of what readers wrote.
        language: Language of the reader.
    """

    catalogue: str
    language: Language

    def __call__(self, key: str, /, **fields: Any) -> str:  # noqa: ANN401
        """Return a text with its fields filled in: `say("title", plan="Kaunas")`.

        A `count` chooses the plural form and is written as a number: `1 439 eilutės`.
        """
        if isinstance(fields.get("count"), int):
            fields["count"] = _Count(fields["count"], self.language)
        page, _, section = self.catalogue.partition(".")
        is_room = page in {"kit", "kept"}
        package = f"dashboard.{page}" if is_room else f"dashboard.app_pages.{page}"
        name = f"{section}.{key}".lstrip(".")
        return text(package, name, self.language, catalogue="texts", **fields)


class _Count(int):
    """A whole number that texts show with the thousands marks of their language."""

    language: Language

    def __new__(cls, value: int, language: Language) -> Self:
        count = super().__new__(cls, value)
        count.language = language
        return count

    def __format__(self, _: str) -> str:
        return format_number(int(self), self.language)
