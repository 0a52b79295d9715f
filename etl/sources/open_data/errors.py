"""Errors of open data that a person can mend, and notes worth knowing.

UserError
└─ OpenDataError      a site, an answer or a setting that is not what it should be
   └─ TemporaryError  may pass by itself: tried again before anyone hears of it
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from warehouse.messages import UserError, text

if TYPE_CHECKING:
    from warehouse.messages import Language

_CATALOGUE: Final = "etl.sources.open_data"


class OpenDataError(UserError):
    """Open data could not be had; the data of the last good time stay as they are.

    Args:
        name: Name of the text in `messages.toml` of this package.
        fields: What the text mentions.
    """

    def __init__(self, name: str, **fields: Any) -> None:  # noqa: ANN401
        """Keep the name of the text and its fields."""
        super().__init__(f"open_data.{name}", **fields)

    def text(self, language: Language) -> str:
        """Say what happened, where, what was expected, and what to do."""
        _, _, name = self.code.partition(".")
        return text(_CATALOGUE, name, language, **self.fields)


class TemporaryError(OpenDataError):
    """A fault that may pass by itself.

    Attributes:
        retry_after: Seconds the site asks to wait; None where it does not say.
    """

    def __init__(
        self,
        name: str,
        *,
        retry_after: float | None = None,
        **fields: Any,  # noqa: ANN401
    ) -> None:
        """Keep the text, its fields and how long the site asks to wait."""
        super().__init__(name, **fields)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about data that were taken all the same.

    Attributes:
        name: Name of the text in `messages.toml` of this package.
        fields: What the text mentions.
    """

    name: str
    fields: dict[str, str] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        """Say the note in a language."""
        return text(_CATALOGUE, self.name, language, **self.fields)
