"""A small login system for tests: OpenID Connect on 127.0.0.1, and its faults."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

CLIENT, SECRET = "pazanga", "paslaptis-paslaptis"


@dataclass
class LoginSystem:
    """What it says of whoever asks, and how it lies.

    Attributes:
        claims: What it says of the person.
        token: What it says otherwise than it should, in the token.
        signed_by: Key that signs; another one forges.
        algorithm: How it is signed.
    """

    address: str = ""
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "ona"})
    token: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "a"}, private=True)
    )
    signed_by: Any = None
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "a"})
    metadata: dict[str, Any] = field(default_factory=dict)
    has_logout: bool = True
    asked: list[dict[str, str]] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def routes(self) -> list[Route]:
        return [
            Route("/.well-known/openid-configuration", self.describe),
            Route("/authorize", self.authorize),
            Route("/token", self.give, methods=["POST"]),
            Route("/keys", self.list_keys),
            Route("/end", self.end),
        ]

    async def describe(self, _request: Request) -> Response:
        told = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "code_challenge_methods_supported": ["S256"],
        }
        if self.has_logout:
            told["end_session_endpoint"] = f"{self.address}/end"
        return JSONResponse({**told, **self.metadata})

    async def list_keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        answer = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}", 302)

    async def give(self, request: Request) -> Response:
        async with request.form() as form:
            sent = {name: str(value) for name, value in form.items()}
        asked = self._codes.pop(sent.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        ).decode()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        is_ours = request.headers.get("authorization") == f"Basic {basic}"
        if (
            asked is None
            or not is_ours
            or asked["code_challenge"] != challenge.rstrip("=")
            or asked["redirect_uri"] != sent.get("redirect_uri")
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse(
            {
                "access_token": secrets.token_urlsafe(16),
                "token_type": "Bearer",
                "id_token": self.sign(asked["nonce"]),
            }
        )

    def sign(self, nonce: str) -> str:
        now = int(time.time())
        told = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.claims,
            **self.token,
        }
        told = {name: value for name, value in told.items() if value is not None}
        key = self.signed_by or self.key
        algorithms = [self.header["alg"]]
        return jwt.encode(self.header, told, key, algorithms=algorithms)

    async def end(self, request: Request) -> Response:
        back = request.query_params["post_logout_redirect_uri"]
        return HTMLResponse(f'<a href="{back}">back</a>')


@contextmanager
def run_login_system() -> Iterator[LoginSystem]:
    system = LoginSystem()
    app = Starlette(routes=system.routes())
    config = uvicorn.Config(app, "127.0.0.1", 0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    system.address = f"http://127.0.0.1:{port}"
    try:
        yield system
    finally:
        server.should_exit = True
        thread.join()
