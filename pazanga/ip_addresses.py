"""Addresses of who makes a request: as they are written, and as a proxy says them."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITH_PORT: Final = re.compile(r"\[([^]]*)\](?::\d+)?|([\d.]+):\d+", re.ASCII)


def parse_ip(said: str) -> IPv4Address | IPv6Address | None:
    """Parse an address; None for anything else.

    An IPv4 address that a socket of IPv6 writes as `::ffff:192.0.2.7` is that address.
    """
    try:
        found = ip_address(said)
    except ValueError:
        return None
    return (isinstance(found, IPv6Address) and found.ipv4_mapped) or found


def is_loopback(name: str) -> bool:
    """Whether a name or address is this machine's own, which no other can reach.

    Only an address that is written as one counts: what merely holds one (6to4, NAT64),
    or what a system may take for one (`2130706433`, `127.1`, `0.0.0.0`), is none.
    """
    if name == "localhost":
        return True
    found = parse_ip(name)
    return found is not None and found.is_loopback


def find_sender(host: str, forwarded: Sequence[str]) -> str:
    """Find who makes a request; empty where a proxy at this machine does not say it.

    A proxy adds it last to `X-Forwarded-For`, some with a port; of others that header
    is not believed.

    Args:
        host: Address that the connection comes from.
        forwarded: Each such header of the request.
    """
    connected = parse_ip(host)
    if connected is None or not connected.is_loopback:
        return host
    said = forwarded[-1].rpartition(",")[2].strip() if forwarded else ""
    found = _WITH_PORT.fullmatch(said)
    return (found[1] or found[2]) if found else said
