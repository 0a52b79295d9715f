"""Files that were received: which there are, and taking one back.

A file that is withdrawn keeps its bytes and its record; its rows go with the next
refresh, and what they replaced counts again. Bringing it again restores it.
"""

from __future__ import annotations

import logging
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from etl.inbox.originals import read_originals, write_record
from pazanga.errors import ArrivalError
from pazanga.files.lock import hold_lock
from pazanga.local_time import format_moment
from pazanga.log import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from etl.inbox.originals import Original
    from pazanga.settings import Settings

_LOG = logging.getLogger(__name__)
_SHORT: Final = 12
_FEWEST_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What came of taking a file back.

    Attributes:
        original: The file.
        is_new: Whether it counted until now.
    """

    original: Original
    is_new: bool


def withdraw(settings: Settings, wanted: str) -> Withdrawal:
    """Withdraw a file; the next refresh drops its rows.

    Args:
        settings: Where the originals are.
        wanted: Its name, or the beginning of its hash.

    Raises:
        ArrivalError: No file is called so, or several are.
        RefreshBusy: A refresh runs.
        OSError: The disk is full or not writable.
    """
    with hold_lock(settings.warehouse_dir):
        found = _find_one(read_originals(settings.originals_dir), wanted)
        if found.withdrawn_at:
            return Withdrawal(found, is_new=False)
        found = replace(found, withdrawn_at=datetime.now(UTC))
        write_record(found)
    _LOG.info("withdrawn %s", pairs(file=found.name, sha256=found.sha256))
    return Withdrawal(found, is_new=True)


def short_hash(original: Original) -> str:
    """Return the beginning of a hash, by which a file can be named."""
    return original.sha256[:_SHORT]


def _find_one(originals: Iterable[Original], wanted: str) -> Original:
    """Find the one file that is meant; of several of a name, one that counts."""
    found = _find(list(originals), wanted)
    counting = [original for original in found if not original.withdrawn_at]
    if len(counting) > 1:
        listed = "\n".join(map(_describe, counting))
        raise ArrivalError("withdraw_ambiguous", name=wanted, files=listed)
    if not found:
        raise ArrivalError("withdraw_unknown", name=wanted)
    return (counting or found)[0]


def _find(originals: list[Original], wanted: str) -> list[Original]:
    name = _fold(wanted)
    if named := [one for one in originals if _fold(one.name) == name]:
        return named
    digits = name.removeprefix("workbook:")
    if len(digits) < _FEWEST_DIGITS:
        return []
    return [one for one in originals if one.sha256.startswith(digits)]


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()


def _describe(original: Original) -> str:
    received = format_moment(original.received_at)
    return f"  {short_hash(original)}  {received}  {original.name}"
