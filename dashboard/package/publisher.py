"""What portals ask for and data do not say: who publishes, where, on what terms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from pazanga.errors import UsageError

DATASET: Final = "datasets/gov/pazanga"
_DATASET: Final = re.compile(r"datasets(/[a-z][a-z0-9_]*)+")
_MAILBOX: Final = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_HELP: Final = "pazanga export --help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes a package.

    Attributes:
        address: Where its folder will be, ending in a slash; empty if not known yet:
            addresses are then relative to the descriptions.
        name: Name of the institution; empty for the municipalities of the plans.
        contact: Mailbox for questions.
        licence: Address of the terms of use.
        dataset: Code name of the data set, as it is registered at data.gov.lt.
    """

    address: str = ""
    name: str = ""
    contact: str = ""
    licence: str = ""
    dataset: str = DATASET


def make_publisher(
    address: str, name: str, contact: str, licence: str, dataset: str
) -> Publisher:
    """Make the publisher of what a command was told.

    Raises:
        UsageError: An address, a mailbox or a code name is none.
    """
    for option, given in (("--address", address), ("--licence", licence)):
        if given and not _is_address(given):
            raise UsageError("usage_bad_value", name=option, help=_HELP)
    if contact and not _MAILBOX.fullmatch(contact):
        raise UsageError("usage_bad_value", name="--contact", help=_HELP)
    if dataset and not _DATASET.fullmatch(dataset):
        raise UsageError("usage_bad_value", name="--dataset", help=_HELP)
    return Publisher(
        address=f"{address.rstrip('/')}/" if address else "",
        name=name.strip(),
        contact=contact,
        licence=licence,
        dataset=dataset or DATASET,
    )


def _is_address(given: str) -> bool:
    try:
        parts = urlsplit(given)
    except ValueError:
        return False
    is_plain = given.isascii() and not re.search(r"[\s<>\"{}|\\^`]", given)
    return is_plain and parts.scheme in {"http", "https"} and bool(parts.hostname)
