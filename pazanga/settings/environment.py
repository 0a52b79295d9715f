"""Reading environment variables: strictly, and naming the one that is wrong."""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pazanga.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRETS: Final = frozenset(
    f"PAZANGA_{name}{ending}"
    for name in ("OIDC_CLIENT_SECRET", "SMTP_PASSWORD", "WEBHOOK_SECRET")
    for ending in ("", "_FILE")
)
"""Variables that no process we start is given."""


def read_switch(environment: Mapping[str, str], name: str) -> bool:
    """Read `1`, or `0` or nothing.

    Raises:
        SettingError: It is something else.
    """
    return read_matching(environment, name, "0|1|", "1") == "1"


def read_count(
    environment: Mapping[str, str], name: str, usual: int, *, most: int = 100_000
) -> int:
    """Read a whole number from 1 to the most there may be.

    Raises:
        SettingError: It is something else.
    """
    found = read_matching(environment, name, r"([1-9]\d{0,5})?", str(usual))
    if found and int(found) > most:
        raise SettingError("setting", name=name, found=found, example=usual)
    return int(found) if found else usual


def read_hosts(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Read names of machines and addresses, separated by commas or spaces; no ports.

    Raises:
        SettingError: One of them is neither.
    """
    given = environment.get(name, "").replace(",", " ").split()
    try:
        return tuple(map(_parse_host, given))
    except ValueError as error:
        example = "pazanga.example.lt, 192.0.2.7"
        found = environment[name]
        raise SettingError(
            "setting", name=name, found=found, example=example
        ) from error


def _parse_host(host: str) -> str:
    """Parse a name as `Host` headers are read: small letters, no dot at the end."""
    host = host.lower().removesuffix(".")
    if ":" in host:
        return str(ip_address(host.strip("[]")))
    if not re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", host):
        raise ValueError(host)
    return host


def read_matching(
    environment: Mapping[str, str],
    name: str,
    pattern: str,
    example: str,
    *,
    is_secret: bool = False,
) -> str:
    """Read a text of a given form; blanks around it do not count.

    Args:
        environment: Usually `os.environ`.
        name: Name of the variable.
        pattern: What the whole text has to match; it decides whether none is fine.
        example: A good value, for the message.
        is_secret: Whether the message must not repeat what was found.

    Raises:
        SettingError: The text does not match.
    """
    value = environment.get(name, "").strip()
    if not re.fullmatch(pattern, value, re.ASCII):
        found = "…" if is_secret and value else value
        raise SettingError("setting", name=name, found=found, example=example)
    return value


def read_secret(environment: Mapping[str, str], name: str) -> str:
    """Read a secret: the text of a variable, or of the file that `<name>_FILE` names.

    A line feed at the end of the file does not count.

    Raises:
        SettingError: The file cannot be read; its content is never repeated.
    """
    path = environment.get(f"{name}_FILE", "").strip()
    if environment.get(name) or not path:
        return environment.get(name, "")
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise SettingError(
            "setting",
            name=f"{name}_FILE",
            found=path,
            example="/run/secrets/x",
        ) from error
