"""Errors of notifications: the refresh has ended, only the word of it does not arrive.

UserError
  └─ NotifyError        a server that refuses a message
       └─ DelayedError  may pass by itself: tried again later
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from warehouse.messages import UserError, text

if TYPE_CHECKING:
    from warehouse.messages import Language

CATALOGUE: Final = "etl.notify"


class NotifyError(UserError):
    """A message could not be delivered.

    Args:
        name: Name of the text in `messages.toml` of this package.
        fields: What the text mentions; never a password or a whole webhook address.
    """

    def __init__(self, name: str, **fields: Any) -> None:  # noqa: ANN401
        """Keep the name of the text and its fields."""
        super().__init__(f"notify.{name}", **fields)

    def text(self, language: Language) -> str:
        """Say what happened, where, and what to do."""
        _, _, name = self.code.partition(".")
        return text(CATALOGUE, name, language, **self.fields)


class DelayedError(NotifyError):
    """A message could not be delivered now; later it may."""
