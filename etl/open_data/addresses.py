"""Addresses that may be asked: https anywhere, http on this machine only."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from pazanga.errors import OpenDataError
from pazanga.ip_addresses import is_loopback


class _Origin(NamedTuple):
    scheme: str
    host: str
    port: int | None
    has_user: bool


def require_safe_address(address: str) -> None:
    """Require that an address is encrypted or leads to this machine.

    Raises:
        OpenDataError: It is neither, names no host, or carries a user's name.
    """
    origin = _read_origin(address)
    if origin is None or origin.has_user or not _is_safe(origin):
        # A name may come with a password, which belongs into no message and no log.
        shown = re.sub(r"//[^/]*@", "//…@", address)
        raise OpenDataError("unsafe_address", address=shown)


def follow_redirect(address: str, location: str) -> str:
    """Return the address of a redirect, which must stay with the same host.

    Raises:
        OpenDataError: It leads to another host, port or scheme, or nowhere.
    """
    target = _join(address, location)
    if not target or _read_origin(target) != _read_origin(address):
        raise OpenDataError("redirected", address=address, target=location)
    return target


def _join(address: str, location: str) -> str:
    try:
        return urljoin(address, location) if location else ""
    except ValueError:
        return ""


def _read_origin(address: str) -> _Origin | None:
    try:
        parts = urlsplit(address)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
    return _Origin(
        parts.scheme, parts.hostname or "", port, has_user=parts.username is not None
    )


def _is_safe(origin: _Origin) -> bool:
    if origin.scheme == "https":
        return bool(origin.host)
    return origin.scheme == "http" and is_loopback(origin.host)
