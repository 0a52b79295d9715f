"""Names in `Host` and `Origin`: whom a request was meant for, and who made it.

A page of another site reaches a server on this machine by a name of its own that leads
here (DNS rebinding), or straight from its own origin. The first is known by the name,
the second by the origin; both are read strictly, so that no trick of spelling passes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from pazanga.ip_addresses import is_loopback

_AUTHORITY: Final = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?")
_USUAL_PORTS: Final = {"http": 80, "https": 443}
_LAST_PORT: Final = 65535


@dataclass(frozen=True, slots=True)
class Authority:
    """A name or address, and a port.

    Attributes:
        name: In lower case, without a dot at its end; IPv6 without brackets.
        port: The port; None for that of the scheme.
    """

    name: str
    port: int | None

    @property
    def is_loopback(self) -> bool:
        """Whether it names this machine, for this machine alone."""
        return is_loopback(self.name)


def parse_authority(value: str) -> Authority | None:
    """Parse `name`, `name:port` or `[IPv6]:port`; None for anything else."""
    found = _AUTHORITY.fullmatch(value.lower())
    if found is None:
        return None
    name, port = found[1].strip("[]").removesuffix("."), found[2]
    if found[1].startswith("["):
        try:
            name = str(ip_address(name))
        except ValueError:
            return None
    if not name or (port and int(port) > _LAST_PORT):
        return None
    return Authority(name, int(port) if port else None)


def is_same_origin(origin: str, host: Authority) -> bool:
    """Whether an `Origin` is that of the pages that this host serves.

    The scheme may be https where a proxy in front speaks it.

    Args:
        origin: The header as it came; `null` is nobody's origin.
        host: The parsed `Host` of the same request.
    """
    scheme, separator, rest = origin.lower().partition("://")
    usual = _USUAL_PORTS.get(scheme)
    found = parse_authority(rest) if separator and usual else None
    return (
        found is not None
        and found.name == host.name
        and (found.port or usual) == (host.port or usual)
    )


def is_everywhere(name: str) -> bool:
    """Whether an address to listen on stands for all addresses of this machine."""
    try:
        return ip_address(name).is_unspecified
    except ValueError:
        return not name
