"""Taking a port, so that a conflict is known before anything else starts."""

from __future__ import annotations

import errno
import socket

from pazanga.errors import PortError
from pazanga.ip_addresses import is_loopback


def open_listener(
    host: str, port: int, *, is_public: bool = False, has_logins: bool = False
) -> socket.socket:
    """Open a port; connections wait until the server is there.

    Without logins whoever reaches the port sees all that is loaded.

    Args:
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
        is_public: Whether other machines may reach it: all is public, or people log in
            by https.
        has_logins: Whether people log in.

    Raises:
        PortError: Another program listens there, the address cannot be used, or is not
            this machine's alone although the data are not public.
    """
    if not is_public and not is_loopback(host):
        raise PortError("not_secure" if has_logins else "not_public", host=host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise _explain(error, host, port) from error
    return listener


def write_url(listener: socket.socket, host: str) -> str:
    """Write the address that a browser is to open."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}"


def _explain(error: OSError | OverflowError, host: str, port: int) -> PortError:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return PortError("port_taken", host=host, port=port, next=port + 1)
    return PortError("port_refused", host=host, port=port, reason=error)
