"""Errors of the warehouse: a person can mend them, so they are said to a person.

UserError
  └─ WarehouseError
       ├─ ModelError       a model or an audit that is not one readable query
       ├─ DescriptionError a table or column without a description, or the reverse
       ├─ NoSnapshot       nothing was published yet, or not under that name
       ├─ UnreadableError  what is published cannot be read; a `ValueError` too
       └─ RefreshBusy      another process is refreshing; exit code 3
"""

from __future__ import annotations

from typing import ClassVar

from warehouse.messages import UserError


class WarehouseError(UserError):
    """Something about the warehouse that a person can mend."""


class ModelError(WarehouseError):
    """A model or an audit that cannot be run; names the file and the reason."""


class DescriptionError(WarehouseError):
    """Descriptions and tables do not agree; names the table and the column."""


class NoSnapshot(WarehouseError):  # noqa: N818 - reads as what it says
    """There is no published snapshot, or none of that name."""


class UnreadableError(WarehouseError, ValueError):
    """The pointer or a snapshot cannot be read; names the file and the reason."""


class QueryError(WarehouseError):
    """A person's query that is refused, fails, or uses more than it may."""


class RefreshBusy(WarehouseError):  # noqa: N818 - the same
    """Another process holds the lock."""

    exit_code: ClassVar[int] = 3
