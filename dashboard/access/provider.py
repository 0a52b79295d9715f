"""The login system: Authlib's client for OpenID Connect, held tighter than it comes.

Its answers are believed only when they are signed with a key of its own, are for us,
come from the issuer of the settings, and answer what this browser asked just now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from pazanga.settings.logins import LoginSettings

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures with a key pair: what we hold could sign none of them."""
LEEWAY_SECONDS: Final = 60
"""By how much clocks may differ."""
WAIT_SECONDS: Final = 10.0
_NAME: Final = "pazanga"
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderError(Exception):
    """The login system answers otherwise than it should; for the log alone."""


class Provider:
    """The login system of the settings.

    Args:
        logins: Who it is, and who we are there.

    Raises:
        SettingError: What proves who we are is not set.
    """

    def __init__(self, logins: LoginSettings) -> None:
        # Takes a while, and is wanted only where there are logins.
        from authlib.integrations.starlette_client import OAuth  # noqa: PLC0415

        self._logins = logins
        issuer = logins.issuer.rstrip("/")
        self._client: Any = OAuth().register(
            _NAME,
            client_id=logins.client_id,
            client_secret=logins.require_secret(),
            server_metadata_url=f"{issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": logins.scopes,
                "code_challenge_method": "S256",
                "timeout": WAIT_SECONDS,
            },
        )

    async def ask(self, request: Request, back: str) -> Response:
        """Send a browser to the login system.

        Args:
            request: Its session takes what the answer is compared with.
            back: Address that the answer goes to.

        Raises:
            ProviderError: It is not the one of the settings.
            Exception: It does not answer.
        """
        await self._read_metadata()
        answer: Response = await self._client.authorize_redirect(request, back)
        return answer

    async def take_claims(self, request: Request) -> dict[str, Any]:
        """Return what the login system says of a person, once all of it is checked.

        Args:
            request: Its answer; the session is that of the question.

        Raises:
            ProviderError: It is not the one of the settings, or says nothing.
            Exception: The answer is wrong, late, or for somebody else.
        """
        metadata = await self._read_metadata()
        metadata["id_token_signing_alg_values_supported"] = [*ALGORITHMS]
        token = await self._client.authorize_access_token(
            request,
            claims_options={
                "iss": {"essential": True, "value": self._logins.issuer},
                "aud": {"essential": True, "value": self._logins.client_id},
                "sub": {"essential": True},
                "exp": {"essential": True},
            },
            leeway=LEEWAY_SECONDS,
        )
        claims = dict(token.get("userinfo") or {})
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise ProviderError("no subject")
        return claims

    async def find_logout(self, back: str) -> str:
        """Find where a person leaves the login system; empty where it has no such."""
        metadata = await self._read_metadata()
        end = metadata.get("end_session_endpoint")
        if not isinstance(end, str) or not self._is_trusted(end):
            return ""
        asked = {
            "client_id": self._logins.client_id,
            "post_logout_redirect_uri": back,
        }
        return f"{end}{'&' if '?' in end else '?'}{urlencode(asked)}"

    async def _read_metadata(self) -> dict[str, Any]:
        metadata: dict[str, Any] = await self._client.load_server_metadata()
        if metadata.get("issuer") != self._logins.issuer:
            self._client.server_metadata = {}
            raise ProviderError(f"another issuer: {metadata.get('issuer')!r}")
        for name in _ENDPOINTS:
            if not self._is_trusted(metadata.get(name)):
                raise ProviderError(f"no trusted {name}")
        return metadata

    def _is_trusted(self, address: object) -> bool:
        """Whether an address of the login system is reached as safely as itself."""
        own = urlsplit(self._logins.issuer)
        return isinstance(address, str) and urlsplit(address).scheme in {
            own.scheme,
            "https",
        }
