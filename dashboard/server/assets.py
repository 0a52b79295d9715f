"""Scripts and styles sent compressed: over a slow line the first page needs a third."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio.to_thread
import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

ROOT: Final = Path(streamlit.__file__).parent / "static"
"""What Streamlit ships; names of its files hold their hash, so they never change."""

_PACKED: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
"""Kinds of files that shrink, and how each is called: fonts are compressed already."""

_FOREVER: Final = "public, immutable, max-age=31536000"


def list_assets() -> frozenset[str]:
    """List the paths of the scripts, styles and fonts that Streamlit ships."""
    files = (path for path in (ROOT / "static").rglob("*") if path.is_file())
    return frozenset(f"/{path.relative_to(ROOT).as_posix()}" for path in files)


class CompressedAssets:
    """ASGI middleware that answers for scripts and styles, compressed with gzip.

    Streamlit leaves them as they are. Each is compressed once, when first asked for.

    Args:
        app: The application behind; it answers everything else.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._paths = {path for path in list_assets() if Path(path).suffix in _PACKED}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send an asset that the caller takes compressed, or pass the call on."""
        if scope["type"] == "http" and self._is_taken(scope):
            body = await anyio.to_thread.run_sync(_compress, scope["path"])
            kind = _PACKED[Path(scope["path"]).suffix]
            headers = {
                "Content-Encoding": "gzip",
                "Cache-Control": _FOREVER,
                "Vary": "Accept-Encoding",
            }
            response = Response(body, media_type=kind, headers=headers)
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_taken(self, scope: Scope) -> bool:
        if scope["method"] != "GET" or scope["path"] not in self._paths:
            return False
        headers = Headers(scope=scope)
        # A part of a file is a part of it as it is.
        return _takes_gzip(headers) and "range" not in headers


def _takes_gzip(headers: Headers) -> bool:
    """Whether a caller takes gzip: named, and not with a weight of zero."""
    for coding in headers.get("accept-encoding", "").split(","):
        name, _, weight = coding.partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


@lru_cache(maxsize=512)
def _compress(path: str) -> bytes:
    return gzip.compress((ROOT / path.removeprefix("/")).read_bytes(), 9, mtime=0)
