"""Files that people drop to be loaded: which of them are not there yet."""

from __future__ import annotations

import re
from typing import Final

_UNFINISHED: Final = re.compile(
    r"[.~].*|.*(\.(tmp|temp|part|partial|filepart|crdownload|download|swp|lnk)|~)"
    r"|thumbs\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)


def is_unfinished(name: str) -> bool:
    """Say whether a name is that of a lock, a part of a download or a system file."""
    return _UNFINISHED.fullmatch(name) is not None
