"""Errors of arrivals that a person can mend.

UserError
└─ ArrivalError   a file that cannot be taken in, or is stopped as a whole
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from warehouse.messages import UserError, text

if TYPE_CHECKING:
    from warehouse.messages import Language

CATALOGUE: Final = "etl.arrivals"


class ArrivalError(UserError):
    """A file that cannot be taken in, or is stopped; the message says what to do.

    Args:
        name: Name of the text in `messages.toml` of this package.
        fields: What the text mentions.
    """

    def __init__(self, name: str, /, **fields: Any) -> None:  # noqa: ANN401
        """Keep the name of the text and its fields."""
        super().__init__(f"arrivals.{name}", **fields)

    def text(self, language: Language) -> str:
        """Say what happened, where, and what to do."""
        _, _, name = self.code.partition(".")
        return text(CATALOGUE, f"errors.{name}", language, **self.fields)
