"""Errors of the schedule.

UserError
  └─ ScheduleError     a schedule that cannot be followed
       └─ ScheduleBusy another process follows it already; exit code 3
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from warehouse.messages import UserError, text

if TYPE_CHECKING:
    from warehouse.messages import Language

CATALOGUE: Final = "etl.schedule"


class ScheduleError(UserError):
    """A schedule cannot be followed.

    Args:
        name: Name of the text in `messages.toml` of this package.
        fields: What the text mentions.
    """

    def __init__(self, name: str, **fields: Any) -> None:  # noqa: ANN401
        """Keep the name of the text and its fields."""
        super().__init__(f"schedule.{name}", **fields)

    def text(self, language: Language) -> str:
        """Say what happened, what was expected, and what to do."""
        _, _, name = self.code.partition(".")
        return text(CATALOGUE, name, language, **self.fields)


class ScheduleBusy(ScheduleError):  # noqa: N818 - reads as what it says
    """Another process follows the schedule of this home."""

    exit_code: ClassVar[int] = 3
