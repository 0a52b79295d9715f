"""Errors of extraction that a person can mend.

UserError
├─ DocumentError   a document that cannot be read as what it should be
├─ PackageError    a plan package that breaks its contract
└─ HomeError       the folder of all state cannot be written to
"""

from __future__ import annotations

from warehouse.messages import UserError


class DocumentError(UserError):
    """A document cannot be read; the message says what was looked for and where."""


class PackageError(UserError):
    """A file of a plan package breaks the contract; the message names the cell."""


class HomeError(UserError):
    """The home cannot be written to; the message names the path and the reason."""
