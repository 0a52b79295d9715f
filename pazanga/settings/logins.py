"""Settings of logins: none, or with OpenID Connect."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from pazanga.errors import SettingError
from pazanga.settings.environment import read_count, read_matching, read_secret
from pazanga.settings.operation import LOCAL_NAMES, read_address

if TYPE_CHECKING:
    from collections.abc import Mapping

_ISSUER: Final = (
    r"(https://[^\s/@?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)(/[^\s?#]*)?"
)


@dataclass(frozen=True, kw_only=True)
class LoginSettings:
    """Whom logins are asked of, and where what they may do is written.

    Attributes:
        issuer: Whose logins are believed (`PAZANGA_OIDC_ISSUER`).
        client_id: Our name there (`PAZANGA_OIDC_CLIENT_ID`).
        client_secret: What proves it (`PAZANGA_OIDC_CLIENT_SECRET` or `…_FILE`); empty
            in processes that the server starts, which are given no secrets.
        scopes: What is asked of a login (`PAZANGA_OIDC_SCOPES`).
        rules: File of the mapping (`PAZANGA_ACCESS_FILE`); None for `access.toml` in
            the home.
        hours: How long a login holds (`PAZANGA_SESSION_HOURS`).
        address: Where the dashboard is reached (`PAZANGA_ADDRESS`).
    """

    issuer: str
    client_id: str
    client_secret: str
    scopes: str = "openid profile"
    rules: Path | None = None
    hours: int = 8
    address: str

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self | None:
        """Read them; none where nobody has to log in.

        Raises:
            SettingError: A variable is missing, or not what it should be.
        """
        kind = read_matching(environment, "PAZANGA_AUTH", "none|oidc|", "oidc")
        if kind != "oidc":
            return None
        example = "https://login.example.lt/realms/savivaldybe"
        issuer = read_matching(environment, "PAZANGA_OIDC_ISSUER", _ISSUER, example)
        rules = environment.get("PAZANGA_ACCESS_FILE", "").strip()
        return cls(
            issuer=issuer,
            client_id=read_matching(
                environment, "PAZANGA_OIDC_CLIENT_ID", r"[\x21-\x7e]{1,200}", "pazanga"
            ),
            client_secret=read_secret(environment, "PAZANGA_OIDC_CLIENT_SECRET"),
            scopes=read_matching(
                environment,
                "PAZANGA_OIDC_SCOPES",
                r"((?=.*\bopenid\b)[\x21-\x7e ]{1,500})?",
                cls.scopes,
            )
            or cls.scopes,
            rules=Path(rules).resolve() if rules else None,
            hours=read_count(environment, "PAZANGA_SESSION_HOURS", cls.hours, most=168),
            address=_read_safe_address(environment),
        )

    @property
    def is_secure(self) -> bool:
        """Whether readers come by https."""
        return self.address.startswith("https:")

    def require_secret(self) -> str:
        """Return what proves who we are: the server asks the login system with it.

        Raises:
            SettingError: It is not set.
        """
        if not self.client_secret.strip():
            raise SettingError(
                "setting",
                name="PAZANGA_OIDC_CLIENT_SECRET_FILE",
                found="",
                example="/run/secrets/oidc",
            )
        return self.client_secret


def _read_safe_address(environment: Mapping[str, str]) -> str:
    """Read where the dashboard is reached: by https, or at this machine alone.

    Raises:
        SettingError: Cookies and tokens would cross a network for all to read.
    """
    address = read_address(environment)
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOCAL_NAMES:
        raise SettingError("login_address", found=address)
    return address
