"""Marks on media types: whose file it is, unguessable, never the same twice."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pazanga.access.reader import Visitor

_MARK: Final = re.compile(r"; *pazanga-for=([0-9a-f]{32})([0-9a-f]{64})", re.ASCII)

# Files are held in this process and end with it, and so may what they are marked with.
_KEY: Final = secrets.token_bytes(32)


def mark_for(reader: Visitor, mime: str) -> str:
    """Return the media type of a file that one reader alone may fetch.

    Args:
        reader: For whom it is made.
        mime: What the file is.
    """
    once = secrets.token_hex(16)
    return f"{mime}; pazanga-for={once}{_sign(once, reader)}"


def take_mark(kind: str, reader: Visitor) -> str | None:
    """Return a media type without its mark; None where that is not of this reader.

    Args:
        kind: The media type, as a file is kept with it.
        reader: Who asks for the file.
    """
    found = _MARK.search(kind)
    if found is None or not hmac.compare_digest(found[2], _sign(found[1], reader)):
        return None
    return kind.replace(found[0], "", 1)


def _sign(once: str, reader: Visitor) -> str:
    grants = sorted(
        (grant.role, *sorted(grant.municipalities), grant.rule)
        for grant in reader.grants
    )
    said = repr((once, reader.kind, reader.subject, reader.session, grants))
    return hmac.new(_KEY, said.encode(), hashlib.sha256).hexdigest()
